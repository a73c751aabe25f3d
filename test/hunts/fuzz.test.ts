import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Random } from '../../src/fhir/sample/random.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { Issuer } from '../support/issuer.ts';
import { layMaster, smallSample } from '../support/masters.ts';
import { fileOf, newKey, partnerEntry } from '../support/partners.ts';
import { CommandFolder } from '../support/process-command.ts';
import { GatewayProcess } from '../support/process-gateway.ts';
import { seed } from '../support/seed.ts';
import { FuzzClient } from './fuzz/client.ts';
import { Grammar } from './fuzz/grammar.ts';
import { drawRequest, type RawRequest, type Supplies } from './fuzz/requests.ts';
import { faultOf } from './fuzz/verdict.ts';

/**
 * Requests made of grammar and of what breaks it, against a real `serve` in production's mode: none is answered by a
 * server error that nobody meant, none shows anything of the inside, and the process neither ends nor grows.
 * HUNT_SEED repeats the requests; HUNT_REQUESTS makes it longer; HUNT_REPORT shows what was done.
 */
const { HUNT_REQUESTS, HUNT_REPORT, LONG } = process.env;
const requests = Number(HUNT_REQUESTS ?? (LONG ? 100_000 : 1_200));
const inFlight = 16;

const examples = join(import.meta.dirname, '../../examples/operations');
const partnerKey = newKey();

let folder: CommandFolder;
let issuer: Issuer;
let gateway: GatewayProcess;
let supplies: Supplies;
beforeAll(async () => {
  folder = await CommandFolder.open();
  issuer = await Issuer.start();
  const partner = partnerEntry({
    ...{ id: 'acme', tenants: ['demo'], operations: ['manifest'] },
    ...{ scopes: ['system/*.cruds'], keys: [partnerKey.entry] },
  });
  await writeFile(join(folder.path, 'partners.json'), fileOf(partner));
  await layMaster(join(folder.path, 'store'), smallSample);
  gateway = await GatewayProcess.start(folder, [], {
    env: {
      ...issuer.env,
      ...{ NODE_ENV: 'production', PARTNERS_FILE: 'partners.json', PERSISTED_OPERATIONS: examples },
      ...{ AUDIT_LOG: 'audit.ndjson', CORS_ORIGINS: 'https://app.example.org', CACHE_MEMORY_MB: '16' },
    },
  });
  await gateway.logged(/ready: open/);
  const warmUp = await gateway.fetch('/warm-up-tenant', { method: 'POST', headers: await tokenOf({}) });
  expect(warmUp.status).toBe(200);
  supplies = {
    grammar: new Grammar(buildSchema()),
    credentials: await credentials(),
    registered: registered(),
  };
}, 60_000);
afterAll(async () => {
  await gateway?.end('SIGTERM');
  await issuer?.goDown();
  await folder[Symbol.asyncDispose]();
});

/** Valid for as long as the hunt lasts. */
function tokenOf(claims: object): Promise<Record<string, string>> {
  return issuer.headers({ exp: Math.floor(Date.now() / 1_000) + 7_200, ...claims });
}

/** Mostly of callers who get far. */
async function credentials(): Promise<Supplies['credentials']> {
  const all = await tokenOf({});
  return [
    ...Array.from({ length: 6 }, () => all),
    await tokenOf({ scope: 'user/*.rs' }),
    await tokenOf({ scope: 'user/Encounter.rs' }),
    await tokenOf({ tenant: 'cold' }),
    await tokenOf({ exp: 1 }),
    { 'x-api-key': partnerKey.apiKey },
    {},
  ];
}

function registered(): Supplies['registered'] {
  const manifest = JSON.parse(readFileSync(join(examples, 'manifest.json'), 'utf8')) as {
    operations: { id: string }[];
  };
  const variables = { id: 'patient-1', resourceType: 'PATIENT', period: { from: '2024' }, inputs: [] };
  return manifest.operations.map(({ id }) => ({ id, variables }));
}

test('no request breaks anything', async () => {
  const client = new FuzzClient(gateway.url, inFlight);
  const problems: string[] = [];
  const tally: Record<string, number> = {};
  const heap: number[] = [];
  let next = 0;
  const worker = async () => {
    while (next < requests && problems.length < 20) {
      const place = next++;
      const sent = drawRequest(supplies, new Random(seed, 'fuzz', place));
      const problem = await oneRequest(client, sent, tally);
      if (problem !== undefined)
        problems.push(`${place} ${sent.kind}: ${problem}\n${sent.head}${sent.body}`.slice(0, 3_000));
      if (place % Math.ceil(requests / 100) === 0) heap.push(await heapMegabytes());
    }
  };
  try {
    await Promise.all(Array.from({ length: inFlight }, worker));
  } finally {
    client.close();
  }
  if (HUNT_REPORT) console.log(JSON.stringify({ seed, requests, tally, heap: heap.map(Math.round) }));
  expect(problems.join('\n\n'), `HUNT_SEED=${seed}`).toBe('');
  expect(gateway.child.exitCode).toBeNull();
  expect(gateway.lines.filter(line => /unforeseen error|uncaught/.test(line))).toEqual([]);
  expectNoGrowth(heap);
}, 1_800_000);

async function oneRequest(
  client: FuzzClient,
  sent: RawRequest,
  tally: Record<string, number>,
): Promise<string | undefined> {
  try {
    const reply = await client.send(sent);
    const key = `${sent.kind} ${reply.status}`;
    tally[key] = (tally[key] ?? 0) + 1;
    return faultOf(reply, [folder.path, issuer.jwksUrl, partnerKey.entry.sha256]);
  } catch (error) {
    return String(error);
  }
}

async function heapMegabytes(): Promise<number> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  return Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(text)?.[1]) / 2 ** 20;
}

/** Between collections the heap goes up and down; its lowest points tell what stays. */
function expectNoGrowth(heap: readonly number[]): void {
  if (requests < 50_000) return;
  const lowest = (from: number, to: number) => Math.min(...heap.slice(heap.length * from, heap.length * to));
  expect(lowest(0.75, 1)).toBeLessThan(lowest(0.25, 0.5) + 32);
}
