/**
 * What the caches are worth on fixed traffic: 20 tenants of about 10,000 resources each; sessions of a list, five
 * details and a review; what is looked at is spread by Zipf's law (exponent 1.0); one list in twenty is a search that
 * nobody has made before. `node bench/cache.ts [sessions] [modes] [redis URL]`, default 4,000 and all. The same traffic with CACHE=on,
 * resources and off, each on a gateway process and a store of its own; all on loopback. Prints hit
 * rates by domain, store calls and latencies, of the first half of the sessions, which fills the caches, and of the second.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { randomOf, shuffle, zipf } from './random.ts';

const port = 4778;
const tenants = Array.from({ length: 20 }, (_, number) => `clinic-${number}`);
/** About 10,000 resources. */
const patients = 1_310;
const sessionsAtOnce = 8;

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

interface Connection {
  readonly edges: readonly { readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface Answer {
  readonly ms: number;
  readonly source: string;
  readonly body: {
    readonly data?: Readonly<Record<string, Connection>>;
    readonly errors?: readonly object[];
  };
}

function ask(tenant: string, query: string, variables: object = {}): Promise<Answer> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'x-tenant-id': tenant };
    const call = request({ port, host: '127.0.0.1', path: '/graphql', method: 'POST', agent, headers });
    call.on('error', reject);
    call.on('response', response => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('end', () => {
        const ms = performance.now() - begun;
        const body = JSON.parse(Buffer.concat(chunks).toString());
        resolve({ ms, source: String(response.headers['x-cache']), body });
      });
    });
    call.end(JSON.stringify({ query, variables }));
  });
}

const worklist = `query Worklist($filter: EncounterFilter) { encounters(first: 20, filter: $filter) { edges { node {
  id status class { code } period { start end } reviewed patient { id name { family given } } } } } }`;
const details: Readonly<Record<string, string>> = {
  Encounter: `query Details($id: ID!) { encounter(id: $id) { id status reviewed reviewTime period { start end }
    patient { id birthDate gender name { family given } } practitioners { id name { family } } } }`,
  Patient: `query Person($id: ID!) { patient(id: $id) { id reviewed birthDate gender name { family given }
    encounters(first: 5) { edges { node { id status reviewed } } } } }`,
  Practitioner: `query Doctor($id: ID!) { practitioner(id: $id) { id reviewed name { family given } } }`,
};
const review = `mutation Review($input: ReviewInput!) { review(input: $input) { id reviewed } }`;

/** Worklists that people keep coming back to. */
const usual = [
  ...[null, { reviewed: false }, { reviewed: true }],
  ...['planned', 'in-progress', 'finished', 'cancelled'].flatMap(status => [
    { status: [status] },
    { status: [status], reviewed: false },
  ]),
  ...[2022, 2023, 2024, 2025].map(year => ({ period: { from: String(year), to: String(year) } })),
];

interface Figures {
  readonly ms: Record<'list' | 'details' | 'review', number[]>;
  readonly sources: Record<string, number>;
  failed: number;
}

/** Traffic that goes on where it was left. */
function trafficOf(ids: Readonly<Record<string, readonly string[]>>): (sessions: number) => Promise<Figures> {
  const random = randomOf(1);
  let figures: Figures;
  const draw = {
    tenant: zipf(tenants.length, random),
    list: zipf(usual.length, random),
    ...Object.fromEntries(Object.entries(ids).map(([type, all]) => [type, zipf(all.length, random)])),
  } as Record<string, () => number>;
  let begun = 0;
  const asked = async (kind: keyof Figures['ms'], tenant: string, query: string, variables: object) => {
    const { ms, source, body } = await ask(tenant, query, variables);
    figures.ms[kind].push(ms);
    if (kind !== 'review') figures.sources[source] = (figures.sources[source] ?? 0) + 1;
    if (body.errors !== undefined && figures.failed++ === 0) say(JSON.stringify(body.errors));
  };
  const session = async () => {
    const number = begun++;
    const tenant = tenants[Math.floor(random() * tenants.length)]!;
    const day = new Date(Date.UTC(2021, 0, 1) + number * 3_600_000).toISOString();
    const filter = random() < 0.05 ? { period: { from: day } } : usual[draw.list!()];
    // Drawn ahead: sessions at the same time must not change what each does.
    const views = Array.from({ length: 5 }, () => {
      const type = random() < 0.6 ? 'Encounter' : random() < 0.75 ? 'Patient' : 'Practitioner';
      return { type, id: ids[type]![draw[type]!()]! };
    });
    await asked('list', tenant, worklist, { filter });
    for (const { type, id } of views) await asked('details', tenant, details[type]!, { id });
    const { type, id } = views[0]!;
    await asked('review', tenant, review, { input: { resourceType: type.toUpperCase(), id } });
  };
  return async sessions => {
    figures = { ms: { list: [], details: [], review: [] }, sources: {}, failed: 0 };
    const end = begun + sessions;
    await Promise.all(
      Array.from({ length: sessionsAtOnce }, async () => {
        while (begun < end) await session();
      }),
    );
    return figures;
  };
}

async function readIds(): Promise<Record<string, string[]>> {
  const ids: Record<string, string[]> = {};
  for (const [type, field] of [
    ['Encounter', 'encounters'],
    ['Patient', 'patients'],
    ['Practitioner', 'practitioners'],
  ] as const) {
    const all: string[] = [];
    ids[type] = all;
    for (let after: string | null = null, more = true; more; ) {
      const { body } = await ask(
        tenants[0]!,
        `query ($after: String) { ${field}(first: 500, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      const { edges, pageInfo } = body.data![field]!;
      all.push(...edges.map(edge => edge.node.id));
      ({ endCursor: after, hasNextPage: more } = pageInfo);
    }
    // Popular ones are anywhere.
    shuffle(all, randomOf(2));
  }
  return ids;
}

async function metrics(name: string): Promise<Map<string, number>> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const lines = text.split('\n').filter(line => line.startsWith(`${name}{`));
  return new Map(
    lines.map(line => [
      line.slice(name.length, line.lastIndexOf(' ')),
      Number(line.slice(line.lastIndexOf(' ') + 1)),
    ]),
  );
}

async function run(command: readonly string[], env: Record<string, string>): Promise<void> {
  const child = fork('src/main.ts', [...command], { env: { ...process.env, ...env }, stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${command[0]} ended with ${code}`);
}

async function startGateway(env: Record<string, string>): Promise<ChildProcess> {
  const gateway = fork('src/main.ts', ['serve'], {
    env: { ...process.env, ...env, PORT: String(port), LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  while (gateway.exitCode === null) {
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    if (ready?.ok) return gateway;
    await delay(100);
  }
  throw new Error('The gateway did not start');
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function measure(mode: string, sessions: number, data: string, redis: string | undefined) {
  const folder = await mkdtemp(join(tmpdir(), 'cache-bench-'));
  const env = {
    STORE_URL: `sqlite:${folder}`,
    CACHE: mode,
    ...(redis !== undefined && { REDIS_URL: redis }),
  };
  await run(['ingest', data], env);
  const gateway = await startGateway(env);
  try {
    for (const tenant of tenants) await ask(tenant, 'mutation { warmUpTenant { state } }');
    const ids = await readIds();
    const drive = trafficOf(ids);
    for (const half of ['first half', 'second half'])
      await report(`CACHE=${mode}, ${half}`, sessions / 2, drive);
  } finally {
    gateway.kill();
    await once(gateway, 'exit');
    await rm(folder, { recursive: true });
  }
}

async function report(
  title: string,
  sessions: number,
  drive: (sessions: number) => Promise<Figures>,
): Promise<void> {
  const before = {
    lookups: await metrics('gateway_cache_lookups_total'),
    store: await metrics('gateway_store_call_duration_seconds_count'),
  };
  const begun = performance.now();
  const figures = await drive(sessions);
  const seconds = (performance.now() - begun) / 1_000;
  const asked = sessions * 7;
  say(`${title}: ${asked} requests, ${Math.round(asked / seconds)}/s, failed ${figures.failed}`);
  for (const [kind, ms] of Object.entries(figures.ms)) {
    say(
      `  ${kind.padEnd(8)} p50 ${percentile(ms, 0.5).toFixed(2)}  p95 ${percentile(ms, 0.95).toFixed(2)}  p99 ${percentile(ms, 0.99).toFixed(2)} ms`,
    );
  }
  say(`  answers: ${JSON.stringify(figures.sources)}`);
  const lookups = await metrics('gateway_cache_lookups_total');
  const sums = { hit: 0, miss: 0 };
  for (const domain of ['answer', 'resource', 'list', 'relation', 'count']) {
    const of = (result: string) => {
      const labels = `{domain="${domain}",result="${result}"}`;
      return (lookups.get(labels) ?? 0) - (before.lookups.get(labels) ?? 0);
    };
    const [hit, sharedHit, miss] = [of('hit'), of('shared_hit'), of('miss')];
    sums.hit += hit + sharedHit;
    sums.miss += miss;
    const rate = ((hit + sharedHit) / Math.max(hit + sharedHit + miss, 1)) * 100;
    if (hit + sharedHit + miss > 0)
      say(`  ${domain.padEnd(9)} ${rate.toFixed(1)} % of ${hit + sharedHit + miss} (shared ${sharedHit})`);
  }
  say(`  all look-ups: ${((sums.hit / Math.max(sums.hit + sums.miss, 1)) * 100).toFixed(1)} %`);
  const store = await metrics('gateway_store_call_duration_seconds_count');
  const calls = [...store].map(([labels, value]) => [labels, value - (before.store.get(labels) ?? 0)]);
  say(`  store calls: ${calls.map(([labels, value]) => `${labels}${value}`).join(' ')}`);
}

const [sessions = '4000', modes = 'off,resources,on', redis] = process.argv.slice(2);
const data = await mkdtemp(join(tmpdir(), 'cache-bench-data-'));
try {
  await run(['sample', '--patients', String(patients), '--seed', '1', '--out', data], {});
  for (const mode of modes.split(',')) await measure(mode, Number(sessions), data, redis);
} finally {
  await rm(data, { recursive: true });
}
