import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { systemClock } from '../../../src/core/clock.ts';
import { sampleResources } from '../../../src/fhir/sample/index.ts';
import type { Resource } from '../../../src/fhir/types.ts';
import type { HttpOptions } from '../../../src/ingest/http/client.ts';
import { Interrupted } from '../../../src/ingest/reading.ts';
import { restSource } from '../../../src/ingest/rest/source.ts';
import type { Source } from '../../../src/ingest/source.ts';
import { type Fault, FaultServer } from '../../support/fault-server/fault-server.ts';
import { json, PagedFhir } from '../../support/fault-server/paged-fhir.ts';
import { soon } from '../../support/soon.ts';
import { encounter, lines, Workbench } from '../workbench.ts';

const options = { patients: 12, seed: 3 };
const sample = (['Practitioner', 'Patient', 'Encounter'] as const)
  .flatMap(type => [...sampleResources(type, options)] as unknown as Resource[])
  .map((resource, place) => ({
    ...resource,
    meta: { lastUpdated: new Date(1.7e12 + place * 1000).toISOString() },
  }));
const keys = sample.map(({ resourceType, id }) => `${resourceType}/${id}`);

async function startServer(): Promise<{ server: FaultServer; fhir: PagedFhir }> {
  const server = await FaultServer.start();
  return { server, fhir: new PagedFhir(server, sample, { maxCount: 10 }) };
}

/** With delays of milliseconds, and so many tries that whatever passes does pass. */
function sourceOf({ base }: PagedFhir, options: Partial<HttpOptions> = {}): Source {
  const limits = { tries: 60, firstDelayMs: 0.1, longestDelayMs: 0.1 };
  return restSource({ base, clock: systemClock, ...options, limits: { ...limits, ...options.limits } });
}

const passing: Fault[] = [
  ...(['cut', 'cutBody', 'cutUnframed', 'garble'] as const),
  ...[500, 502, 503, 504, 408].map(status => ({ status })),
  { status: 429, headers: { 'retry-after': '0' } },
  { status: 503, headers: { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' } },
];

test('whatever fails in passing, the master is what the server holds', async () => {
  const { server, fhir } = await startServer();
  await using _ = server;
  const faults = fc.array(fc.option(fc.constantFrom(...passing), { nil: undefined, freq: 2 }), {
    maxLength: 50,
  });
  await fc.assert(
    fc.asyncProperty(faults, async plan => {
      const left = [...plan];
      server.fault = ({ url }) => (url.pathname === '/fhir/metadata' ? undefined : left.shift());
      await using bench = await Workbench.open();
      const source = sourceOf(fhir);
      const { counts, duplicates, rejected } = await bench.ingest(source);
      await source.close?.();
      expect({ duplicates, rejected }).toEqual({ duplicates: 0, rejected: 0 });
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(sample.length);
      expect(await bench.master(...keys)).toEqual(sample);
    }),
    { numRuns: 15 },
  );
});

const lasting: [string, Fault, RegExp][] = [
  ['refuses', { status: 403 }, /^page 3 of Encounter: HTTP 403$/],
  ['answers in HTML', 'html', /^page 3 of Encounter: the answer is no JSON, but text\/html$/],
  ['sends too much', { large: 100 * 1024 * 1024 }, /^page 1 of Encounter: larger than 32 MiB$/],
  ['sends a bomb', { bomb: 100 * 1024 * 1024 }, /^page 1 of Encounter: larger than 32 MiB$/],
  ['is down', { status: 500 }, /^page 3 of Encounter: HTTP 500, at each of 60 tries$/],
  ['sends no UTF-8', 'garble', /^page 3 of Encounter: the answer is not UTF-8, at each of 60 tries$/],
];

test.each(lasting)(
  'when the server %s, the master there was stays, and a later run ends well',
  async (_, fault, words) => {
    const { server, fhir } = await startServer();
    await using _server = server;
    await using bench = await Workbench.open();
    const from = sourceOf(fhir);
    await bench.ingest(from);
    const before = await bench.status();
    const changed = { ...sample[0]!, meta: { lastUpdated: new Date(1.8e12).toISOString() } };
    fhir.resources[0] = changed;

    server.fault = ({ url }) => {
      const isLarge = typeof fault === 'object' && ('large' in fault || 'bomb' in fault);
      const isThird = isLarge || url.searchParams.get('offset') === '20';
      return url.pathname === '/fhir/Encounter' && isThird ? fault : undefined;
    };
    await expect(bench.ingest(from, { refresh: true, prune: true })).rejects.toThrow(words);
    expect(await bench.status()).toEqual(before);
    expect(await bench.master(keys[0]!)).toEqual([sample[0]]);

    server.fault = () => undefined;
    const { changes } = await bench.ingest(from, { refresh: true, prune: true });
    await from.close?.();
    expect(changes.reduce((sum, row) => sum + row.changed, 0)).toBe(1);
    expect(changes.reduce((sum, row) => sum + row.deleted, 0)).toBe(0);
    expect(await bench.master(...keys)).toEqual([changed, ...sample.slice(1)]);
  },
);

test('a run that is ended while it waits for the server is gone on with, to the same end', async () => {
  const { server, fhir } = await startServer();
  await using _ = server;
  await using bench = await Workbench.open();
  server.fault = ({ url }) => (url.searchParams.get('offset') === '10' ? 'hang' : undefined);
  const ending = new AbortController();
  const first = sourceOf(fhir);
  const run = bench.ingest(first, { signal: ending.signal, checkpointEveryMs: 0 }).catch(error => error);
  await soon(() => expect(server.hanging).toBe(2));
  ending.abort();
  expect(await run).toBeInstanceOf(Interrupted);
  await first.close?.();

  server.fault = () => undefined;
  server.asked.length = 0;
  const second = sourceOf(fhir);
  const { resumed, counts } = await bench.ingest(second);
  await second.close?.();
  expect(resumed).toBe(true);
  expect(
    server.asked.filter(({ url }) => url.pathname === '/fhir/Patient' && !url.search.includes('offset')),
  ).toEqual(
    server.asked.filter(
      ({ url }) => url.searchParams.get('_lastUpdated')?.startsWith('gt') && url.pathname === '/fhir/Patient',
    ),
  );
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(sample.length);
  expect(await bench.master(...keys)).toEqual(sample);
});

test('a refresh takes what changed, and reads no more than that; with prune, what is gone goes', async () => {
  const { server, fhir } = await startServer();
  await using _ = server;
  await using bench = await Workbench.open();
  const source = sourceOf(fhir);
  await bench.ingest(source);
  const now = new Date().toISOString();
  fhir.resources[1] = { ...sample[1]!, active: false, meta: { lastUpdated: now } } as unknown as Resource;
  fhir.resources.push(encounter('new', { meta: { lastUpdated: now } }));
  const [gone] = fhir.resources.splice(0, 1);
  server.asked.length = 0;
  const told = await bench.ingest(source, { refresh: true });
  const sums = { added: 0, changed: 0, deleted: 0 };
  for (const row of told.changes) {
    for (const name of ['added', 'changed', 'deleted'] as const) sums[name] += row[name];
  }
  expect(sums).toEqual({ added: 1, changed: 1, deleted: 0 });
  expect(server.asked.filter(({ url }) => url.searchParams.has('offset'))).toEqual([]);
  expect(await bench.master('Encounter/new', `${gone!.resourceType}/${gone!.id}`)).toEqual([
    fhir.resources.at(-1),
    gone,
  ]);
  await bench.ingest(source, { refresh: true, prune: true });
  await source.close?.();
  expect(await bench.master(`${gone!.resourceType}/${gone!.id}`)).toEqual([undefined]);
});

test.each<[string, { readonly body?: object; readonly statement?: readonly string[] }, RegExp]>([
  [
    'counts more than it gives',
    { body: { resourceType: 'Bundle', type: 'searchset', total: 12, entry: [{ resource: sample[3] }] } },
    /did not give all/,
  ],
  [
    'answers with nothing',
    { body: { resourceType: 'Bundle', type: 'searchset', total: 0 } },
    /has no Patient \(12 in master\) any more/,
  ],
  ['offers a type no more', { statement: ['Encounter', 'Practitioner'] }, /has no Patient \(12 in master\)/],
])('with prune, a server that %s does not empty the master', async (_, { body, statement }, words) => {
  const { server, fhir } = await startServer();
  await using _server = server;
  await using bench = await Workbench.open();
  const source = sourceOf(fhir);
  await bench.ingest(source);
  const before = await bench.status();
  server.fault = ({ url }) => {
    if (url.pathname === '/fhir/Patient' && body !== undefined) return json(body);
    if (url.pathname !== '/fhir/metadata' || statement === undefined) return undefined;
    const resource = statement.map(type => ({ type, interaction: [{ code: 'search-type' }] }));
    return json({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', rest: [{ resource }] });
  };
  await expect(bench.ingest(source, { refresh: true, prune: true })).rejects.toThrow(words);
  await source.close?.();
  expect(await bench.status()).toEqual(before);
  expect(await bench.master(...keys)).toEqual(sample);
});

test('tokens that end in the middle of a run are renewed', async () => {
  const { server, fhir } = await startServer();
  await using _ = server;
  await using bench = await Workbench.open();
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
  const keyFile = await bench.file('key.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }));
  let tokens = 0;
  let uses = 0;
  server.fault = ({ url, headers }) => {
    if (url.pathname === '/token') {
      tokens += 1;
      uses = 0;
      return json({ access_token: `token-${tokens}`, expires_in: 300 });
    }
    // Each is good for five requests.
    const isGood = headers.authorization === `Bearer token-${tokens}` && ++uses <= 5;
    return isGood ? undefined : { status: 401 };
  };
  const source = sourceOf(fhir, {
    credentials: {
      ...{ kind: 'smart', clientId: 'c', keyFile, keyId: undefined, scope: 'system/*.read' },
      tokenUrl: `${server.origin}/token`,
    },
  });
  await bench.ingest(source);
  await source.close?.();
  expect(tokens).toBeGreaterThan(2);
  expect(await bench.master(...keys)).toEqual(sample);
});

test('duplicates over pages are counted, and the last is taken', async () => {
  const { server, fhir } = await startServer();
  await using _ = server;
  await using bench = await Workbench.open();
  fhir.resources.push(sample[0]!, sample[1]!);
  const source = sourceOf(fhir);
  expect(await bench.ingest(source)).toMatchObject({ duplicates: 2 });
  await source.close?.();
});

test('neither tokens nor what a resource holds are in the list of what was rejected', async () => {
  const server = await FaultServer.start();
  await using _ = server;
  const wrong = {
    resourceType: 'Patient',
    id: 'p',
    name: 'Mustermann',
    meta: { lastUpdated: '2024-01-01T00:00:00Z' },
  };
  const fhir = new PagedFhir(server, [wrong as unknown as Resource, encounter('e')]);
  await using bench = await Workbench.open();
  const source = sourceOf(fhir, { credentials: { kind: 'bearer', token: 's3cret' } });
  await bench.ingest(source);
  await source.close?.();
  const reasons = await bench.reasons();
  expect(reasons).toEqual([expect.stringMatching(/^Patient, page 1:1 .*name/)]);
  expect(lines(...reasons)).not.toMatch(/s3cret|Mustermann|127\.0\.0\.1/);
});
