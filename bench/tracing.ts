import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import { traced } from '../src/core/tracing.ts';

/**
 * What tracing costs, in time of the gateway's processor, which other work of the machine changes little:
 * `node bench/tracing.ts [main.ts of another checkout, to compare with]`. Variants take turns, by rounds.
 */
const rounds = 9;
const atOnce = 8;
const main = new URL('../src/main.ts', import.meta.url).pathname;

const fields = 'id reviewed patient { id name { family } birthDate } practitioners { id name { family } }';
const list = `{ encounters(first: 50) { edges { node { ${fields} } } } }`;
const questions = {
  'by id, from the cache of answers': {
    requests: 1_500,
    CACHE: 'on',
    query: '{ patient(id: "patient-1") { id } }',
  },
  'list of 50, from the cache of answers': { requests: 1_000, CACHE: 'on', query: list },
  'list of 50, executed': { requests: 300, CACHE: 'resources', query: list },
  'list of 50, executed without caches': { requests: 200, CACHE: 'off', query: list },
};

const collector = createServer(async (incoming, response) => {
  await buffer(incoming);
  response.setHeader('content-type', 'application/json').end('{}');
}).listen(0, '127.0.0.1');
await once(collector, 'listening');
const on = {
  OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
  OTEL_TRACES_SAMPLER: 'traceidratio',
};
const [other] = process.argv.slice(2);
const variants: Readonly<Record<string, { script: string; env: Record<string, string> }>> = {
  off: { script: main, env: {} },
  ...(other !== undefined && { [`off, ${other}`]: { script: other, env: {} } }),
  'on, 10 % of the traces': { script: main, env: { ...on, OTEL_TRACES_SAMPLER_ARG: '0.1' } },
  'on, all traces': { script: main, env: on },
};

class Gateway {
  readonly #child: ChildProcess;
  readonly #url: string;
  readonly #agent = new Agent({ keepAlive: true });

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.#url = url;
  }

  static async start(script: string, env: Record<string, string>): Promise<Gateway> {
    const folder = await mkdtemp(join(tmpdir(), 'tracing-bench-'));
    const child = spawn(process.execPath, [script, 'serve', '--sample-if-empty'], {
      cwd: folder,
      env: { PATH: process.env.PATH, PORT: '0', STORE_URL: 'sqlite:store', NODE_ENV: 'production', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.once('exit', () => void rm(folder, { recursive: true }));
    let url = '';
    for await (const line of createInterface({ input: child.stdout! })) {
      url ||= /listening on (http:[^"\s]+)/.exec(line)?.[1] ?? '';
      if (line.includes('ready: open')) break;
    }
    child.stdout!.resume();
    const gateway = new Gateway(child, url);
    await gateway.#send('/graphql', 'mutation { warmUpTenant { state } }');
    return gateway;
  }

  /** Microseconds of the processor a request. */
  async cost(query: string, requests: number): Promise<number> {
    const before = await this.#cpuSeconds();
    let left = requests;
    const one = async () => {
      while (left-- > 0) await this.#send('/graphql', query);
    };
    await Promise.all(Array.from({ length: atOnce }, one));
    return (((await this.#cpuSeconds()) - before) * 1e6) / requests;
  }

  async end(): Promise<void> {
    this.#agent.destroy();
    this.#child.kill('SIGTERM');
    await once(this.#child, 'exit');
  }

  async #cpuSeconds(): Promise<number> {
    const text = await this.#send('/metrics');
    return Number(/^process_cpu_seconds_total (\S+)/m.exec(text)![1]);
  }

  async #send(path: string, query?: string): Promise<string> {
    const sent = request(this.#url + path, {
      method: query === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json' },
      agent: this.#agent,
    });
    sent.end(query && JSON.stringify({ query }));
    const [response] = await once(sent, 'response');
    const text = (await buffer(response)).toString();
    if (response.statusCode !== 200) throw new Error(text);
    return text;
  }
}

const median = (values: readonly number[]) =>
  values.toSorted((one, another) => one - another)[Math.floor(values.length / 2)]!;

for (const [name, { requests, query, CACHE }] of Object.entries(questions)) {
  const gateways = new Map<string, Gateway>();
  for (const [variant, { script, env }] of Object.entries(variants))
    gateways.set(variant, await Gateway.start(script, { ...env, CACHE }));
  for (const gateway of gateways.values()) await gateway.cost(query, 2 * requests);
  const costs = new Map([...gateways.keys()].map(variant => [variant, [] as number[]]));
  for (let round = 0; round < rounds; round++)
    for (const [variant, gateway] of gateways) costs.get(variant)!.push(await gateway.cost(query, requests));
  for (const gateway of gateways.values()) await gateway.end();
  console.log(name);
  for (const [variant, all] of costs) {
    const ratio = median(all.map((cost, round) => cost / costs.get('off')![round]!));
    console.log(`  ${variant}: ${median(all).toFixed(0)} µs, ${ratio.toFixed(2)} of off`);
  }
}
collector.close();

const calls = 5_000_000;
const answered = Promise.resolve(1);
const work = () => answered;
const about = { 'db.system.name': 'sqlite', 'db.operation.name': 'get' } as const;
const cheapest = (call: () => unknown) => {
  const times = Array.from({ length: 7 }, () => {
    const begun = performance.now();
    for (let time = 0; time < calls; time++) call();
    return ((performance.now() - begun) * 1e6) / calls;
  });
  return Math.min(...times).toFixed(1);
};
console.log(`a call: ${cheapest(work)} ns`);
console.log(
  `the same, where it could be traced: ${cheapest(() => traced('store get', 'client', about, work))} ns`,
);
