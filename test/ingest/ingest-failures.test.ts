import { mkdir } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GatewayError } from '../../src/core/errors.ts';
import { Rejections } from '../../src/ingest/rejections.ts';
import { sampleSource } from '../../src/ingest/sample.ts';
import { SourceError } from '../../src/ingest/source.ts';
import { writeStatus } from '../../src/ingest/status.ts';
import { IngestLocked, type MasterWriter } from '../../src/store/port.ts';
import { listSource, patient, Workbench, withWriter } from './workbench.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await Workbench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

const sample = sampleSource({ patients: 3, seed: 1 });

describe('a failure leaves master and status as they were', () => {
  const failing = (name: string) =>
    listSource(
      name,
      Array.from({ length: 900 }, (_, place) => patient(`new${place}`)),
      place => {
        if (place === 800) throw new SourceError('the disk broke');
      },
    );
  const junk = (name: string) => listSource(name, [{}, { resourceType: 'Observation' }]);

  test.each([
    ['a source that breaks off, on an empty store', undefined, failing('list'), false, 'the disk broke'],
    ['a source that breaks off, over the sample', sample, failing('list'), false, 'the disk broke'],
    [
      'a refresh that breaks off',
      listSource('list', [patient('a')]),
      failing('list'),
      true,
      'the disk broke',
    ],
    ['nothing accepted, on an empty store', undefined, junk('list'), false, 'Nothing could be accepted'],
    ['nothing accepted, over the sample', sample, junk('list'), false, 'Nothing could be accepted'],
    [
      'nothing accepted at a refresh',
      listSource('list', [patient('a')]),
      junk('list'),
      true,
      'Nothing could',
    ],
  ])('%s', async (_, first, second, refresh, message) => {
    if (first !== undefined) await bench.ingest(first);
    const status = await bench.status();
    const key = first === sample ? 'Patient/new1' : 'Patient/a';
    const content = first === undefined ? undefined : await bench.master(key);
    await expect(bench.ingest(second, { refresh })).rejects.toThrow(message);
    expect(await bench.status()).toEqual(status);
    if (first === undefined) await expect(bench.store.openMaster()).rejects.toThrow('There is no master');
    else expect(await bench.master(key)).toEqual(content);
    // The lock is free, and the next ingest does its work.
    const { counts } = await bench.ingest(listSource('list', [patient('next')]), { refresh });
    expect(counts.Patient).toBe(1);
  });

  test('a source of other types only says so, one of faults says where they are listed', async () => {
    await expect(bench.ingest(listSource('list', [{ resourceType: 'Observation' }]))).rejects.toThrow(
      'The source holds no resource of a type that is stored.',
    );
    await expect(bench.ingest(listSource('list', []))).rejects.toThrow('holds no resource');
    await expect(bench.ingest(listSource('list', [{}]))).rejects.toThrow(bench.rejectedPath);
    expect(await bench.reasons()).toHaveLength(1);
  });

  test('the store that refuses to write, or to publish', async () => {
    const full = new GatewayError('STORE_UNAVAILABLE', 'The disk under the store is full.');
    const refuse = async () => {
      throw full;
    };
    await bench.ingest(sample);
    const status = await bench.status();
    for (const fault of [{ write: refuse }, { commit: refuse }, { write: refuse, abort: refuse }]) {
      let writer: MasterWriter | undefined;
      const store = withWriter(bench.store, real => {
        writer = real;
        return fault;
      });
      await expect(bench.ingest(listSource('list', [patient('a')]), { store })).rejects.toBe(full);
      expect(await bench.status()).toEqual(status);
      await writer?.abort();
    }
  });

  test('the list of rejections that cannot be written', async () => {
    await mkdir(bench.path('folder'));
    for (const path of [bench.path('folder'), bench.path('gone/rejected.ndjson')]) {
      const options = { rejections: new Rejections(path) };
      await expect(bench.ingest(listSource('list', [{}, patient('a')]), options)).rejects.toThrow(
        /cannot be written \((ENOENT|ERR_FS_EISDIR)\)$/,
      );
      expect(await bench.status()).toBeUndefined();
    }
  });

  test('a status of a dead run does not block, with the same source or another', async () => {
    const dead = {
      ready: false,
      source: 'list',
      startedAt: '2026-01-01T00:00:00.000Z',
      message: 'ingesting',
    };
    for (const name of ['list', 'other']) {
      await writeStatus(bench.store.system, dead);
      expect(await bench.ingest(listSource(name, [patient('a')]))).toMatchObject({ alreadyDone: false });
      expect(await bench.status()).toMatchObject({ ready: true, source: name });
    }
  });
});

test('one ingest at a time; the second changes nothing', async () => {
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const first = bench.ingest(
    listSource('list', [{}, patient('a')], async place => {
      if (place === 0) return;
      begin();
      await held;
    }),
  );
  await begun;
  const status = await bench.status();
  for (const name of ['list', 'other']) {
    await expect(bench.ingest(listSource(name, [patient('b')]))).rejects.toThrow(IngestLocked);
  }
  expect(await bench.status()).toEqual(status);
  letGo();
  await first;
  expect(await bench.master('Patient/a', 'Patient/b')).toEqual([patient('a'), undefined]);
  expect(await bench.reasons()).toEqual(['list:1 resourceType: not the name of a resource type']);
});
