import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request as send } from 'node:http';
import { join } from 'node:path';
import { freePort } from '../../test/support/free-port.ts';
import { byText } from '../contest/asking.ts';
import type { HttpRequest } from '../contest/load.ts';
import { answering, type Child, end, start } from '../contest/processes.ts';
import { byId, deepPage, search as filtered, list, type Operation, step, stepSize } from '../contest/work.ts';
import { randomOf, shuffle } from '../random.ts';
import type { Search } from './searches.ts';
import { limit } from './store.ts';

/** A request to each of the gateways, and how long each took, in ms. */
export interface Asked {
  /** A row of the table. */
  readonly name: string;
  readonly ms: readonly number[];
  /** The same in time of the gateway's processor, which others on the machine disturb less; NaN where it is not told. */
  readonly cpuMs: readonly number[];
}

/** What a gateway has, for the work of the contest. */
interface Stored {
  readonly patients: number;
  readonly practitioners: number;
}

/** Requests of each piece of the contest's work. */
const each = 120;
/** How far in the deep page lies. */
const deepOffset = 5_000;
const query = `query Find($search: [String!], $sort: String) { EncounterList(_search: $search, _sort: $sort, _count: ${limit}) {
  id status class { code } period { start end } subject { reference } } }`;

/** A gateway without caches on a store, whose copy of it is made where it is not there yet. */
export class Gateway {
  readonly #child: Child;
  readonly #url: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  private constructor(child: Child, url: string) {
    this.#child = child;
    this.#url = url;
  }

  static async start(folder: string): Promise<Gateway> {
    const port = String(await freePort());
    const url = `http://127.0.0.1:${port}`;
    const env = { PORT: port, STORE_URL: `sqlite:${folder}`, CACHE: 'off', LOG_LEVEL: 'warn' };
    const child = start(join(import.meta.dirname, '../../src/main.ts'), ['serve'], { env, cores: undefined });
    await answering(child, `${url}/health/ready`, status => status === 200);
    const gateway = new Gateway(child, url);
    // A large copy takes longer than a request waits.
    const warm = { method: 'POST', path: '/warm-up-tenant', headers: {} } as const;
    while ((await gateway.#send(warm)).status !== 200);
    return gateway;
  }

  /** @throws Error when the answer has errors */
  async ask(
    request: HttpRequest,
  ): Promise<{ readonly data: Answer; readonly ms: number; readonly cpuMs: number }> {
    const before = this.#cpuMs();
    const started = performance.now();
    const { text } = await this.#send(request);
    const ms = performance.now() - started;
    const cpuMs = this.#cpuMs() - before;
    const { data, errors } = JSON.parse(text);
    if (errors !== undefined) throw new Error(JSON.stringify(errors).slice(0, 500));
    return { data, ms, cpuMs };
  }

  /** Of its main thread so far, in ms, on Linux; NaN elsewhere. */
  #cpuMs(): number {
    try {
      // https://docs.kernel.org/scheduler/sched-stats.html: ns on a processor come first.
      const [ns] = readFileSync(`/proc/${this.#child.process.pid}/schedstat`, 'utf8').split(' ');
      return Number(ns) / 1_000_000;
    } catch {
      return Number.NaN;
    }
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    await end(this.#child);
  }

  async #send({ method, path, headers, body }: HttpRequest) {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const request = send(this.#url + path, {
      method,
      agent: this.#agent,
      headers: { ...headers, ...length },
    });
    request.end(body);
    const [answer] = await once(request, 'response');
    let text = '';
    for await (const chunk of answer.setEncoding('utf8')) text += chunk;
    return { status: answer.statusCode as number, text };
  }
}

// biome-ignore lint/suspicious/noExplicitAny: an answer of any shape
type Answer = any;

/**
 * The searches on encounters, and the contest's pieces of work, of all gateways: one after another, in an order without
 * a pattern, so that whatever else the machine does hits all. Each request was sent once before.
 */
export async function measureGateways(gateways: readonly Gateway[], searches: readonly Search[]) {
  const requests: { readonly name: string; readonly of: readonly HttpRequest[] }[] = searches
    .filter(({ type }) => type === 'Encounter')
    .map(({ origin, order, texts }) => ({
      name: origin === 'alone' ? 'one condition' : 'two conditions',
      of: texts.map(all => byText({ query, variables: [{ search: all, sort: order }] })[0]!),
    }));
  const works = await Promise.all(gateways.map(contestRequests));
  for (const name of works[0]!.keys()) {
    for (let place = 0; place < each; place++) {
      const of = works.map(work => work.get(name)!).map(all => all[place % all.length]!);
      requests.push({ name, of });
    }
  }
  shuffle(requests, randomOf(2));
  const asked: Asked[] = [];
  for (const isCounted of [false, true]) {
    for (const [number, { name, of }] of requests.entries()) {
      const taken: { readonly ms: number; readonly cpuMs: number }[] = [];
      // Who is asked first changes.
      for (let turn = 0; turn < of.length; turn++) {
        const place = (turn + number) % of.length;
        taken[place] = await gateways[place]!.ask(of[place]!);
      }
      if (!isCounted) continue;
      asked.push({ name, ms: taken.map(({ ms }) => ms), cpuMs: taken.map(({ cpuMs }) => cpuMs) });
    }
  }
  return asked;
}

/** The work of the contest, with values from all over a gateway's data. */
async function contestRequests(gateway: Gateway): Promise<Map<string, readonly HttpRequest[]>> {
  const { patients, practitioners } = await sizes(gateway);
  const spread = ({ query }: Operation, name: string, type: string, most: number) =>
    byText({
      query,
      variables: Array.from({ length: each }, (_, place) => ({
        [name]: `${type}-${1 + Math.floor((place * most) / each)}`,
      })),
    });
  let after: string | null = null;
  for (let offset = 0; offset < deepOffset; offset += stepSize) {
    const [request] = byText({ query: step, variables: [{ after }] });
    after = (await gateway.ask(request!)).data.encounters.pageInfo.endCursor;
  }
  return new Map([
    ['a patient by id', spread(byId.operation, 'id', 'patient', patients)],
    ['list of 50', byText(list.operation)],
    ['filtered and sorted', spread(filtered.operation, 'practitioner', 'practitioner', practitioners)],
    [`50 behind row ${deepOffset.toLocaleString('en')}`, byText(deepPage(after!).operation)],
  ]);
}

async function sizes(gateway: Gateway): Promise<Stored> {
  const query = '{ tenant { counts { resourceType total } } }';
  const { data } = await gateway.ask(byText({ query, variables: [{}] })[0]!);
  const total = (type: string): number =>
    data.tenant.counts.find((count: Answer) => count.resourceType.toUpperCase() === type).total;
  return { patients: total('PATIENT'), practitioners: total('PRACTITIONER') };
}
