import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { filesSource } from '../../src/ingest/files.ts';
import { sampleSource } from '../../src/ingest/sample.ts';
import type { IngestionStatus } from '../../src/ingest/status.ts';
import type { Store } from '../../src/store/port.ts';
import { bundle, encounter, lines, listSource, patient, Workbench, withWriter, wrap } from './workbench.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await Workbench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

const sample = sampleSource({ patients: 3, seed: 1 });
const startedAt = '2026-01-01T00:00:00.000Z';

test('a first ingest: status, counts, content', async () => {
  const statuses: (IngestionStatus | undefined)[] = [];
  const source = listSource('list', [patient('a'), encounter('e'), patient('b')], async () => {
    statuses.push(await bench.status());
    await bench.clock.advance(1_000);
  });
  const summary = await bench.ingest(source);
  const counts = { Encounter: 1, Patient: 2, Practitioner: 0, Organization: 0, Location: 0 };
  expect(summary).toEqual({
    source: 'list',
    alreadyDone: false,
    resumed: false,
    counts,
    changes: Object.entries(counts)
      .map(([type, added]) => ({ type, added, changed: 0, deleted: 0, unchanged: 0 }))
      .sort((one, next) => one.type.localeCompare(next.type)),
    duplicates: 0,
    skipped: {},
    rejected: 0,
    rejectedByType: {},
    taken: 3,
    durationMs: 3_000,
  });
  expect(statuses).toEqual(Array(3).fill({ ready: false, source: 'list', startedAt, message: 'ingesting' }));
  expect(await bench.status()).toEqual({
    ready: true,
    source: 'list',
    startedAt,
    completedAt: '2026-01-01T00:00:03.000Z',
    message: 'complete',
    counts,
    rejected: 0,
    rules: 'structure',
    changes: { added: 3, changed: 0, deleted: 0, unchanged: 0 },
  });
  expect(await bench.master('Patient/b', 'Encounter/e', 'Patient/c')).toEqual([
    patient('b'),
    encounter('e'),
    undefined,
  ]);
});

test('types that nobody has heard of are counted, and not remembered one by one', async () => {
  const odd = Array.from({ length: 1_000 }, (_, place) => ({
    resourceType: `Odd${place.toString().replace(/\d/g, digit => 'ABCDEFGHIJ'[Number(digit)]!)}`,
    id: 'x',
  }));
  const file = await bench.file('odd.ndjson', lines(patient('a'), ...odd));
  for (const source of [
    listSource('list', [patient('a'), ...odd]),
    await filesSource([file], Readable.from([])),
  ]) {
    await using own = await Workbench.open();
    const { skipped } = await own.ingest(source);
    expect(Object.keys(skipped)).toHaveLength(201);
    expect(skipped).toMatchObject({ OddA: 1, others: 800 });
  }
});

test('faults are listed with file, line and reason, and the rest goes on', async () => {
  const good = encounter('good', { subject: { reference: 'Patient/a' } });
  const ndjson = await bench.file(
    'e.ndjson',
    lines(
      'Jane Roe',
      '',
      { resourceType: 'Encounter', status: 'finished', class: {} },
      { resourceType: 'jane roe', id: 'x' },
      patient('Jane_Roe'),
      encounter('e', { subject: { reference: 'Jane Roe' } }),
      patient('p', { name: [{ family: ['Roe'] }] }),
      { resourceType: 'Observation', id: 'o' },
      good,
      [good],
    ),
  );
  const json = await bench.file('b.json', bundle('transaction', {}, { resource: patient('a') }));
  const { reasons, rejected, skipped, counts } = await bench.ingestFiles(ndjson, json);
  expect(reasons).toEqual([
    'e.ndjson:1 not JSON',
    'e.ndjson:3 Encounter.id: missing',
    'e.ndjson:4 resourceType: not the name of a resource type',
    'e.ndjson:5 Patient.id: not a FHIR id',
    'e.ndjson:6 Encounter.subject.reference: not a reference',
    'e.ndjson:7 Patient.name[0].family: must be a single value, not an array',
    'e.ndjson:10 not a JSON object',
    'b.json:1 an entry without a resource',
  ]);
  expect(reasons.join()).not.toMatch(/roe/i);
  expect(rejected).toBe(8);
  expect(skipped).toEqual({ Observation: 1 });
  expect(counts).toMatchObject({ Encounter: 1, Patient: 1 });
  expect((await bench.status())?.rejected).toBe(8);
  expect(await bench.master('Encounter/good')).toEqual([good]);
});

test('a transaction Bundle arrives with its references redirected', async () => {
  const uuid = '6f0dba74-6a3c-4b9d-8fd4-4b0c6b0ad8a4';
  const entries = [
    { resource: encounter('e', { subject: { reference: `urn:uuid:${uuid}` } }) },
    { fullUrl: `urn:uuid:${uuid}`, resource: { resourceType: 'Patient' } },
  ];
  await bench.ingestFiles(await bench.file('b.json', bundle('transaction', ...entries)));
  expect(await bench.master('Encounter/e', `Patient/${uuid}`)).toEqual([
    encounter('e', { subject: { reference: `Patient/${uuid}` } }),
    patient(uuid),
  ]);
});

test('of the same id the last is taken, within a batch and across batches', async () => {
  const many = Array.from({ length: 1_200 }, (_, place) => patient(`p${place}`));
  const { duplicates, counts } = await bench.ingest(
    listSource('list', [
      patient('p0', { active: false }),
      ...many,
      patient('p3', { active: true }),
      encounter('p3'),
    ]),
  );
  expect(duplicates).toBe(2);
  expect(counts.Patient).toBe(1_200);
  expect(await bench.master('Patient/p0', 'Patient/p3')).toEqual([
    patient('p0'),
    patient('p3', { active: true }),
  ]);
});

test('review state in a source is not taken over', async () => {
  await bench.ingest(
    listSource('list', [
      patient('a', { reviewed: true, reviewTime: '2020-01-01T00:00:00Z', reviewedBy: 'x' }),
    ]),
  );
  const master = await bench.store.openMaster();
  const [stored] = await master.get(['Patient/a' as never]);
  await master.close();
  expect(stored?.resource).toEqual(patient('a'));
  expect(stored?.review).toEqual({ reviewed: false, reviewTime: null, reviewedBy: null });
});

describe('writes in batches', () => {
  /** How many resources were written at a time. */
  async function batches(resources: readonly object[], chars?: number): Promise<number[]> {
    const sizes: number[] = [];
    const source = listSource('list', resources);
    await bench.ingest(
      {
        ...source,
        async *read(options) {
          for await (const item of source.read(options)) {
            yield chars === undefined ? item : { ...item, chars };
          }
        },
      },
      {
        store: withWriter(bench.store, writer => ({
          write: batch => {
            sizes.push(batch.length);
            return writer.write(batch);
          },
        })),
      },
    );
    return sizes;
  }

  test('of at most 500', async () => {
    expect(await batches(Array.from({ length: 1_001 }, (_, place) => patient(`p${place}`)))).toEqual([
      500, 500, 1,
    ]);
  });

  test('of fewer when they are large', async () => {
    const resources = Array.from({ length: 7 }, (_, place) => patient(`p${place}`));
    expect(await batches(resources, 4 * 1024 * 1024)).toEqual([2, 2, 2, 1]);
  });

  test('and tells its progress with every one', async () => {
    const told: number[] = [];
    const source = listSource(
      'list',
      Array.from({ length: 700 }, (_, place) => patient(`p${place}`)),
    );
    await bench.ingest(source, {
      onProgress: progress => 'taken' in progress && told.push(progress.taken),
    });
    expect(told).toEqual([0, 500, 700]);
  });
});

describe('what master holds already', () => {
  test('the same source: nothing is done, and the source is not read', async () => {
    await bench.ingest(listSource('list', [patient('a'), {}]));
    const before = await bench.status();
    const again = await bench.ingest(
      listSource('list', [patient('b')], () => {
        throw new Error('was read');
      }),
    );
    expect(again).toMatchObject({ alreadyDone: true, counts: { Patient: 1 }, rejected: 1 });
    expect(await bench.status()).toEqual(before);
    expect(await bench.reasons()).toHaveLength(1);
  });

  test('the sample gives way', async () => {
    await bench.ingest(sample);
    const { counts } = await bench.ingest(listSource('list', [patient('a')]));
    expect(counts).toMatchObject({ Patient: 1, Encounter: 0 });
    expect(await bench.status()).toMatchObject({ ready: true, source: 'list' });
  });

  test('another source: refused with advice, with --refresh too', async () => {
    await bench.ingest(listSource('list', [patient('a')]));
    const before = await bench.status();
    for (const source of [listSource('other', [patient('b')]), sample]) {
      for (const refresh of [false, true]) {
        await expect(bench.ingest(source, { refresh })).rejects.toThrow(
          /comes from list already\. .*empty STORE_URL/,
        );
      }
    }
    expect(await bench.status()).toEqual(before);
    expect(await bench.master('Patient/a')).toEqual([patient('a')]);
  });

  test('an ingest that ended between the first look and the lock counts', async () => {
    const first = listSource('list', [patient('a')]);
    const store = lookingTooEarly(() => bench.ingest(first));
    expect(await bench.ingest(first, { store })).toMatchObject({ alreadyDone: true, counts: { Patient: 1 } });
    // And the lock is free again.
    await bench.ingest(first, { refresh: true });
  });
});

describe('--refresh', () => {
  test.each([
    ['of the same source', listSource('list', [patient('a')])],
    ['over the sample', sample],
  ])('%s never turns ready off, and replaces the content', async (_, first) => {
    await bench.ingest(first);
    const before = await bench.status();
    const statuses: unknown[] = [];
    await bench.clock.advance(60_000);
    const next = listSource('list', [patient('b'), patient('c')], async () => {
      statuses.push(await bench.status());
    });
    await bench.ingest(next, { refresh: true });
    expect(statuses).toEqual([before, before]);
    expect(await bench.status()).toMatchObject({
      ready: true,
      source: 'list',
      startedAt: '2026-01-01T00:01:00.000Z',
      counts: { Patient: 2 },
    });
    expect(await bench.master('Patient/a', 'Patient/b')).toEqual([undefined, patient('b')]);
  });

  test('of nothing is a first ingest', async () => {
    const source = listSource('list', [patient('a')], async () => {
      expect(await bench.status()).toMatchObject({ ready: false });
    });
    expect(await bench.ingest(source, { refresh: true })).toMatchObject({ alreadyDone: false });
  });
});

/** The real store, in which something happens right before the lock is taken. */
function lookingTooEarly(happen: () => Promise<unknown>): Store {
  return wrap(bench.store, {
    replaceMaster: async build => {
      await happen();
      return bench.store.replaceMaster(build);
    },
  });
}
