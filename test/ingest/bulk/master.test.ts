import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Interrupted } from '../../../src/ingest/reading.ts';
import type { Source } from '../../../src/ingest/source.ts';
import { transactionTime } from '../../support/fault-server/bulk-fhir.ts';
import type { Fault } from '../../support/fault-server/fault-server.ts';
import { encounter, patient, Workbench } from '../workbench.ts';
import { keysOf, many, sourceOf, start, world } from './bench.ts';

const resources = Object.values(world.output).flat(2) as { resourceType: string; id: string }[];
const keys = resources.map(({ resourceType, id }) => `${resourceType}/${id}`);

async function ingest(bench: Workbench, source: Source, options: Parameters<Workbench['ingest']>[1] = {}) {
  try {
    return await bench.ingest(source, options);
  } finally {
    await source.close?.();
  }
}

const passing: Fault[] = [
  ...(['cut', 'cutBody', 'garble'] as const),
  ...[500, 502, 503, 504, 408].map(status => ({ status })),
  { status: 429, headers: { 'retry-after': '0' } },
];

test('whatever fails in passing, master is what was exported', async () => {
  const faults = fc.array(fc.option(fc.constantFrom(...passing), { nil: undefined, freq: 2 }), {
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(faults, fc.boolean(), async (plan, ranges) => {
      await using server = await start({ ranges, polls: 2 });
      const left = [...plan];
      // A garbled file is a line that is none, and not one to ask for again.
      server.http.fault = ({ url }) => {
        if (url.pathname === '/fhir/metadata') return undefined;
        const fault = left.shift();
        return fault === 'garble' && url.pathname.startsWith('/files/') ? undefined : fault;
      };
      await using bench = await Workbench.open();
      const { rejected, duplicates } = await ingest(bench, sourceOf(server, { limits: { tries: 60 } }));
      expect({ rejected, duplicates }).toEqual({ rejected: 0, duplicates: 0 });
      expect(await bench.master(...keys)).toEqual(resources);
      expect(await bench.status()).toMatchObject({ ready: true, asOf: transactionTime });
    }),
    { numRuns: 6 },
  );
});

test.each<[string, Fault]>([
  ['is gone', { status: 404 }],
  ['is a page for people', 'html'],
  ['ends in the middle of a line', { headers: { 'content-type': 'application/fhir+ndjson' }, body: '{"res' }],
])('a file that %s leaves nothing half done', async (_, fault) => {
  await using server = await start();
  await using bench = await Workbench.open();
  server.http.fault = ({ url }) => (url.pathname === '/files/Encounter-1' ? fault : undefined);
  await expect(ingest(bench, sourceOf(server))).rejects.toThrow(/^Encounter\.2\.ndjson: /);
  expect((await bench.status())?.ready).not.toBe(true);
  await expect(bench.master('Patient/p0')).rejects.toThrow();
  // And the next run is as good as a first one.
  server.http.fault = () => undefined;
  expect(await ingest(bench, sourceOf(server))).toMatchObject({ counts: { Patient: 500, Encounter: 200 } });
  expect(server.jobs).toEqual([false, false]);
});

test('with prune, an export with errors does not empty the master', async () => {
  await using server = await start();
  await using bench = await Workbench.open();
  await ingest(bench, sourceOf(server));
  const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'timeout' }] };
  server.world = {
    ...{ output: { Patient: [[patient('p0')]], Encounter: [[encounter('e0')]] }, error: [[outcome]] },
  };
  await expect(ingest(bench, sourceOf(server), { refresh: true, prune: true })).rejects.toThrow(
    /did not give all that it has/,
  );
  expect(await bench.master(...keys)).toEqual(resources);
  server.world = { output: { Patient: [[patient('p0')]], Encounter: [[encounter('e0')]] } };
  const { counts } = await ingest(bench, sourceOf(server), { refresh: true, prune: true });
  expect(counts).toMatchObject({ Patient: 1, Encounter: 1 });
});

test('deletions that cannot be read are asked for again', async () => {
  await using server = await start();
  await using bench = await Workbench.open();
  await ingest(bench, sourceOf(server));
  const later = '2026-05-05T05:05:05.000Z';
  const manifest = (told: Record<string, unknown>) => ({ ...told, transactionTime: later });
  const entry = [{ request: { method: 'DELETE', url: 'Patient/p2' } }];
  const output = { Patient: [[patient('p1', { active: true })]] };
  server.world = {
    output,
    deleted: [[{ resourceType: 'Bundle', type: 'transaction', entry }, 'x']],
    manifest,
  };
  await ingest(bench, sourceOf(server), { refresh: true });
  expect(await bench.master('Patient/p1', 'Patient/p2')).toEqual([
    patient('p1', { active: true }),
    undefined,
  ]);
  expect(await bench.status()).toMatchObject({ asOf: transactionTime });
  server.world = { output, deleted: [[{ resourceType: 'Bundle', type: 'transaction', entry }]], manifest };
  await ingest(bench, sourceOf(server), { refresh: true });
  expect(await bench.status()).toMatchObject({ asOf: later });
});

test('a refresh takes what changed and what was deleted since the last export, and asks for no more', async () => {
  await using server = await start();
  await using bench = await Workbench.open();
  await ingest(bench, sourceOf(server));
  const changed = patient('p1', { active: true });
  server.world = {
    output: { Patient: [[changed, patient('new')]], Encounter: [[encounter('e0')]] },
    deleted: [
      [
        {
          ...{ resourceType: 'Bundle', type: 'transaction' },
          entry: ['Patient/p2', 'Encounter/e3', 'Device/d', 'Encounter/e999'].map(url => ({
            request: { method: 'DELETE', url },
          })),
        },
      ],
    ],
  };
  const { changes } = await ingest(bench, sourceOf(server), { refresh: true });
  expect(
    server.http.asked.findLast(({ url }) => url.pathname.endsWith('$export'))!.url.searchParams.get('_since'),
  ).toBe(transactionTime);
  expect(changes).toContainEqual({ type: 'Patient', added: 1, changed: 1, unchanged: 498, deleted: 1 });
  expect(changes).toContainEqual({ type: 'Encounter', added: 0, changed: 0, unchanged: 199, deleted: 1 });
  expect(await bench.master('Patient/p1', 'Patient/p2', 'Encounter/e3', 'Patient/new')).toEqual([
    changed,
    undefined,
    undefined,
    patient('new'),
  ]);
});

test('interrupted anywhere, the next run ends as an undisturbed one, with one export', async () => {
  for (let requests = 1; requests < 10; requests++) {
    await using server = await start({ polls: 2 });
    await using bench = await Workbench.open();
    const stopping = new AbortController();
    server.http.fault = () => {
      if (server.http.asked.length === requests) stopping.abort();
      return undefined;
    };
    const options = { checkpointEveryMs: 0, signal: stopping.signal };
    await expect(ingest(bench, sourceOf(server), options)).rejects.toThrow(Interrupted);
    server.http.fault = () => undefined;
    await ingest(bench, sourceOf(server));
    expect((await bench.master(...keys)).map(resource => resource?.id)).toEqual(
      resources.map(({ id }) => id),
    );
    // Before its start was answered nobody knows of an export.
    expect(server.jobs.length).toBeLessThanOrEqual(requests <= 2 ? 2 : 1);
  }
});

test('an export that the server forgot meanwhile is begun anew, and nothing of the old one stays', async () => {
  await using server = await start();
  await using bench = await Workbench.open();
  server.http.fault = ({ url }) => (url.pathname === '/files/Encounter-1' ? { status: 503 } : undefined);
  await expect(ingest(bench, sourceOf(server), { checkpointEveryMs: 0 })).rejects.toThrow(/HTTP 503/);
  expect(server.jobs).toEqual([true]);
  server.jobs[0] = false;
  server.http.fault = () => undefined;
  server.world = { ...server.world, output: { Patient: [many('Patient', 0, 10)] } };
  const { counts } = await ingest(bench, sourceOf(server));
  expect(counts).toMatchObject({ Patient: 10, Encounter: 0 });
  expect(keysOf(server.world)).toHaveLength(10);
});
