import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../../../src/fhir/sample/random.ts';
import { Client } from '../leak/client.ts';

export interface LoadOptions {
  /** Of the gateways, asked in turn. */
  readonly urls: readonly string[];
  readonly tenants: readonly string[];
  /** Of patients, which all tenants have. */
  readonly ids: readonly string[];
  readonly perSecond: number;
  readonly random: Random;
}

interface Operation {
  readonly query: string;
  readonly variables: object;
}

/** How often each kind comes. Some ask for what is cached, some for what nobody has asked for before. */
const weights = { byId: 50, reviewed: 12, content: 10, unseen: 14, reverse: 6, review: 8 } as const;
type Kind = keyof typeof weights;
const kinds = Object.keys(weights) as Kind[];

/** Requests at a steady rate, whether or not those before have been answered. */
export class Load {
  /** What went wrong. */
  readonly failures: string[] = [];
  readonly #options: LoadOptions;
  readonly #clients: readonly Client[];
  readonly #pending = new Set<Promise<void>>();
  #times: number[] = [];
  #sent = 0;
  #isRunning = true;
  readonly #running: Promise<void>;

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#clients = options.urls.map(url => new Client(url, 64));
    this.#running = this.#run();
  }

  /** Milliseconds of all that was sent since the last call, in order; waits for what is on its way. */
  async take(): Promise<readonly number[]> {
    const taken = this.#times;
    this.#times = [];
    await Promise.all(this.#pending);
    return taken.sort((one, other) => one - other);
  }

  async end(): Promise<void> {
    this.#isRunning = false;
    await this.#running;
    await Promise.all(this.#pending);
    for (const client of this.#clients) client.close();
  }

  async #run(): Promise<void> {
    const begun = performance.now();
    while (this.#isRunning) {
      const due = begun + (this.#sent * 1_000) / this.#options.perSecond;
      const early = due - performance.now();
      if (early > 0) await delay(early);
      const sending = this.#send(this.#times);
      this.#pending.add(sending);
      void sending.finally(() => this.#pending.delete(sending));
    }
  }

  async #send(times: number[]): Promise<void> {
    const { random, tenants } = this.#options;
    const number = this.#sent++;
    const kind = random.weighted(kinds, name => weights[name]);
    const begun = performance.now();
    try {
      const answer = await this.#clients[number % this.#clients.length]!.send({
        method: 'POST',
        path: '/graphql',
        headers: [
          ['content-type', 'application/json'],
          ['x-tenant-id', random.pick(tenants)],
        ],
        body: JSON.stringify(this.#operation(kind)),
      });
      times.push(performance.now() - begun);
      const { status, body } = answer!;
      if (status !== 200 || body.includes('"errors":['))
        this.failures.push(`${kind}: ${status} ${body.slice(0, 300)}`);
    } catch (error) {
      this.failures.push(`${kind}: ${error}`);
    }
  }

  #operation(kind: Kind): Operation {
    const { random, ids } = this.#options;
    const id = random.pick(ids);
    switch (kind) {
      case 'byId':
        return {
          query: 'query ($id: ID!) { patient(id: $id) { id name { family } reviewed } }',
          variables: { id },
        };
      case 'reviewed':
        return {
          query:
            'query ($is: Boolean) { encounters(first: 20, filter: { reviewed: $is }) { edges { node { id status patient { id name { family } } } } } }',
          variables: { is: random.chance(0.5) },
        };
      case 'content':
        return {
          query:
            'query ($of: [code!]) { patients(first: 20, filter: { gender: $of }) { edges { node { id birthDate } } } }',
          variables: { of: [random.pick(['male', 'female', 'other', 'unknown'])] },
        };
      case 'unseen':
        return {
          query:
            'query ($span: DateRange) { patients(first: 10, filter: { birthDate: $span }) { edges { node { id name { family } } } } }',
          variables: { span: { from: aDay(random, 1930), to: aDay(random, 1990) } },
        };
      case 'reverse':
        return {
          query:
            'query ($id: ID!) { patient(id: $id) { encounters(first: 10) { count edges { node { id status } } } } }',
          variables: { id },
        };
      case 'review':
        return {
          query: 'mutation ($input: ReviewInput!) { review(input: $input) { id reviewed } }',
          variables: { input: { resourceType: 'PATIENT', id, reviewed: random.chance(0.6) } },
        };
    }
  }
}

function aDay(random: Random, year: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year + random.int(0, 29)}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`;
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}
