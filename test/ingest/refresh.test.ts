import { readdir, rm, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { filesSource } from '../../src/ingest/files.ts';
import type { Item, Source } from '../../src/ingest/source.ts';
import { type IngestionStatus, writeStatus } from '../../src/ingest/status.ts';
import { Database } from '../../src/store/sqlite/database.ts';
import { ChangingSource } from './server.ts';
import { encounter, lines, listSource, patient, Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await Workbench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

const generation = async () => {
  const master = await bench.store.openMaster();
  await master.close();
  return master.generation;
};

const ofPatients = (changes: readonly { readonly type: string }[]) =>
  changes.find(({ type }) => type === 'Patient');

describe('a source that can tell what has changed', () => {
  test('is asked for that alone; the rest of master stays', async () => {
    const server = new ChangingSource().put(...['a', 'b', 'c'].map(id => patient(id)), encounter('e'));
    await bench.ingest(server);
    expect(await bench.status()).toMatchObject({ asOf: '4' });
    server
      .put(patient('b', { active: true }), patient('d'), patient('a'))
      .delete('Patient/c', 'Patient/never');
    const statuses: (IngestionStatus | undefined)[] = [];
    server.before = async () => void statuses.push(await bench.status());
    const { changes, counts, rejected } = await bench.ingest(server, { refresh: true });
    expect(statuses.every(status => status?.ready)).toBe(true);
    expect(server.asked.at(-1)).toEqual({ from: undefined, since: '4' });
    expect(ofPatients(changes)).toEqual({ type: 'Patient', added: 1, changed: 1, deleted: 1, unchanged: 1 });
    expect(counts).toMatchObject({ Patient: 3, Encounter: 1 });
    expect(rejected).toBe(0);
    expect(await bench.master('Patient/a', 'Patient/b', 'Patient/c', 'Patient/d', 'Encounter/e')).toEqual([
      ...[patient('a'), patient('b', { active: true }), undefined, patient('d'), encounter('e')],
    ]);
    expect(await bench.status()).toMatchObject({
      ...{ ready: true, asOf: '9', counts: { Patient: 3, Encounter: 1 } },
      changes: { added: 1, changed: 1, deleted: 1, unchanged: 2 },
    });
  });

  test('without a change: master is the same one, and the next refresh asks since then', async () => {
    const server = new ChangingSource().put(patient('a'));
    await bench.ingest(server);
    const before = await generation();
    const { changes } = await bench.ingest(server, { refresh: true });
    expect(ofPatients(changes)).toEqual({ type: 'Patient', added: 0, changed: 0, deleted: 0, unchanged: 1 });
    expect(await generation()).toBe(before);
    // And the lock is free.
    await bench.ingest(server.put(patient('b')), { refresh: true });
    expect(server.asked.map(({ since }) => since)).toEqual([undefined, '1', '1']);
    expect(await bench.master('Patient/b')).toEqual([patient('b')]);
  });

  test('that gives again what master holds: master is the same one', async () => {
    const server = new ChangingSource().put(patient('a'), patient('b'));
    await bench.ingest(server);
    const before = await generation();
    const { changes } = await bench.ingest(server.put(patient('b')), { refresh: true });
    expect(ofPatients(changes)).toEqual({ type: 'Patient', added: 0, changed: 0, deleted: 0, unchanged: 2 });
    expect(await generation()).toBe(before);
    expect(await bench.status()).toMatchObject({ asOf: '3' });
    expect(await readdir(bench.path('store'))).not.toContain('master.db.building');
  });

  test('leaves no copy of the master behind where that cannot be begun with', async () => {
    const server = new ChangingSource().put(patient('a'));
    await bench.ingest(server);
    const master = new Database(bench.path('store/master.db'));
    master.exec('CREATE TABLE build (in_the_way TEXT)');
    master.close();
    await expect(bench.ingest(server.put(patient('b')), { refresh: true })).rejects.toThrow();
    const names = await readdir(bench.path('store'));
    expect(names.filter(name => name.startsWith('master.db.building'))).toEqual([]);
    expect(await bench.status()).toMatchObject({ ready: true, asOf: '1' });
  });

  test('with --prune it is read whole, and what it does not have goes', async () => {
    const server = new ChangingSource().put(patient('a'), patient('b'));
    await bench.ingest(server);
    const other = new ChangingSource().put(patient('a'), patient('c'));
    const { changes } = await bench.ingest(other, { refresh: true, prune: true });
    expect(other.asked).toEqual([{ from: undefined, since: undefined }]);
    expect(ofPatients(changes)).toEqual({ type: 'Patient', added: 1, changed: 0, deleted: 1, unchanged: 1 });
  });

  test('is read whole where there is no master to change, or one of another version', async () => {
    const server = new ChangingSource().put(patient('a'));
    await bench.ingest(server);
    const master = new Database(bench.path('store/master.db'));
    master.exec('PRAGMA user_version = 99');
    master.close();
    await bench.ingest(server, { refresh: true });
    expect(server.asked.slice(1)).toEqual([{ from: undefined, since: undefined }]);
    await rm(bench.path('store/master.db'));
    await bench.ingest(server, { refresh: true });
    expect(server.asked.slice(2)).toEqual([{ from: undefined, since: undefined }]);
    expect(await bench.master('Patient/a')).toEqual([patient('a')]);
  });

  test('is read whole when other rules decide what is accepted', async () => {
    const server = new ChangingSource().put(patient('a'), patient('b'));
    await bench.ingest(server);
    const rules = {
      name: 'no b',
      accept: (json: unknown) =>
        (json as { id: string }).id === 'b'
          ? { rejected: { resource: 'Patient/b', reason: 'not wanted' } }
          : { resource: json as ReturnType<typeof patient> },
    };
    const { counts, rejected } = await bench.ingest(server, { refresh: true, rules });
    expect(server.asked.at(-1)).toEqual({ from: undefined, since: undefined });
    expect([counts.Patient, rejected]).toEqual([1, 1]);
    expect(await bench.status()).toMatchObject({ rules: 'no b' });
  });

  test('property: refreshed bit by bit, interrupted or not, master is what the source is', async () => {
    const write = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.option(fc.nat({ max: 2 })));
    const round = fc.record({ writes: fc.array(write, { maxLength: 4 }), breakAt: fc.nat({ max: 4 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 4 }), async history => {
        await using own = await Workbench.open();
        const server = new ChangingSource().put(patient('first'));
        await own.ingest(server);
        const expected = new Map<string, object>();
        for (const { writes, breakAt } of history) {
          for (const [id, value] of writes) {
            if (value === null) server.delete(`Patient/${id}`);
            else server.put(patient(id, { multipleBirthInteger: value }));
            if (value === null) expected.delete(id);
            else expected.set(id, patient(id, { multipleBirthInteger: value }));
          }
          const options = { refresh: true, checkpointEveryMs: 0 };
          server.before = place => {
            if (place === breakAt) throw new Error('broke off');
          };
          await own.ingest(server, options).catch(error => expect(error.message).toBe('broke off'));
          server.before = () => undefined;
          await own.ingest(server, options);
          const ids = ['a', 'b', 'c', 'd', 'e'];
          expect(await own.master(...ids.map(id => `Patient/${id}`))).toEqual(
            ids.map(id => expected.get(id)),
          );
        }
      }),
      { numRuns: process.env.LONG ? 100 : 8 },
    );
  });
});

describe('a source that may have lost something', () => {
  const people = [patient('a'), patient('b'), encounter('e')];
  const whole = { refresh: true, prune: true };
  /** Gives what is listed, and tells that there is more. */
  const short = (...resources: object[]): Source => ({
    name: 'list',
    async *read(): AsyncGenerator<Item> {
      yield { asOf: '7' };
      for (const json of resources) yield { file: 'list', line: 1, content: { json } };
      yield { file: 'list', line: 9, content: { problem: 'the server counts 9', isLoss: true } };
    },
  });

  test('by having nothing of a type any more: master stays, unless that is meant', async () => {
    await bench.ingest(listSource('list', people));
    const before = await bench.status();
    await expect(bench.ingest(listSource('list', [patient('a')]), { refresh: true })).rejects.toThrow(
      'The source has no Encounter (1 in master) any more. Master stays as it was, unless --allow-loss is given.',
    );
    await expect(bench.ingest(listSource('list', [encounter('e')]), whole)).rejects.toThrow(/no Patient \(2/);
    expect(await bench.status()).toEqual(before);
    expect(await bench.master('Patient/b', 'Encounter/e')).toEqual([people[1], people[2]]);
    const { changes } = await bench.ingest(listSource('list', [patient('a')]), { ...whole, allowLoss: true });
    expect(ofPatients(changes)).toMatchObject({ deleted: 1, unchanged: 1 });
    expect(await bench.master('Encounter/e')).toEqual([undefined]);
  });

  test('of whose files one is gone: told of all the same, whoever reads them', async () => {
    const patients = await bench.file('p.ndjson', lines(...people.slice(0, 2)));
    const all = lines(...people);
    const source = () => filesSource([patients], Readable.from([]), bench.rejectedPath);
    await writeFile(patients, all);
    await bench.ingest(await source());
    await writeFile(patients, lines(encounter('e', { status: 'planned' })));
    await expect(bench.ingest(await source(), { refresh: true })).rejects.toThrow(/no Patient \(2 in master/);
    await writeFile(patients, all);
    // What was refused is not gone on with.
    expect(await bench.ingest(await source(), whole)).toMatchObject({ resumed: false });
    expect(await bench.master('Patient/a', 'Encounter/e')).toEqual([people[0], people[2]]);
  });

  test('by its own words, when it is read whole: master stays, unless that is meant', async () => {
    // The first time there is nothing to lose.
    await bench.ingest(short(...people));
    expect(await bench.status()).toMatchObject({ ready: true, asOf: '7', rejected: 1 });
    await expect(bench.ingest(short(patient('a'), encounter('e')), whole)).rejects.toThrow(
      `The source did not give all that it has; ${bench.rejectedPath} says of what.`,
    );
    expect(await bench.master('Patient/b')).toEqual([people[1]]);
    expect(await bench.reasons()).toEqual(['list:9 the server counts 9']);
    await bench.ingest(short(patient('a'), encounter('e')), { ...whole, allowLoss: true });
    expect(await bench.master('Patient/b')).toEqual([undefined]);
  });

  test('by its own words, when changes are read: the next refresh asks since the same moment', async () => {
    await bench.ingest({ ...short(...people), name: 'list' });
    const server = short(patient('c'));
    const next: Source = {
      ...server,
      async *read(options) {
        for await (const item of server.read(options)) yield 'asOf' in item ? { asOf: '8' } : item;
      },
    };
    await bench.ingest(next, { refresh: true });
    expect(await bench.master('Patient/a', 'Patient/c')).toEqual([people[0], patient('c')]);
    expect(await bench.status()).toMatchObject({ asOf: '7' });
  });
});

describe('files', () => {
  const source = (...paths: string[]) => filesSource(paths, Readable.from([]), bench.rejectedPath);

  test('that are as they were are not ingested again, however often they were written', async () => {
    const path = await bench.file('p.ndjson', lines(patient('a'), 'x'));
    await bench.ingest(await source(path));
    const before = await bench.status();
    expect(before?.version).toMatch(/^sha256 [0-9a-f]{64}$/);
    await writeFile(path, lines(patient('a'), 'x'));
    const { changes, rejected } = await bench.ingest(await source(path), { refresh: true });
    expect(ofPatients(changes)).toMatchObject({ unchanged: 1, added: 0 });
    expect(rejected).toBe(1);
    expect(await bench.status()).toEqual(before);
    expect(await bench.reasons()).toEqual(['p.ndjson:2 not JSON']);
  });

  test('of which one has changed are read all: a resource may stand in several', async () => {
    const first = await bench.file('1.ndjson', lines(patient('a'), patient('b')));
    const second = await bench.file('2.ndjson.gz', gzipSync(lines(patient('a', { active: true }))));
    await bench.ingest(await source(first, second));
    await writeFile(second, gzipSync(lines(patient('c'))));
    const { changes } = await bench.ingest(await source(first, second), { refresh: true });
    expect(ofPatients(changes)).toEqual({ type: 'Patient', added: 1, changed: 1, deleted: 0, unchanged: 1 });
    expect(await bench.master('Patient/a')).toEqual([patient('a')]);
  });

  test('are ingested again when the master is of another version', async () => {
    const path = await bench.file('p.ndjson', lines(patient('a')));
    await bench.ingest(await source(path));
    const master = new Database(bench.path('store/master.db'));
    master.exec('PRAGMA user_version = 99');
    master.close();
    await bench.ingest(await source(path), { refresh: true });
    expect(await bench.master('Patient/a')).toEqual([patient('a')]);
  });
});

test('the status of an older gateway is read', async () => {
  await bench.ingest(listSource('list', [patient('a')]));
  await writeStatus(bench.store.system, {
    ...{ ready: true, source: 'list', startedAt: '2026-01-01T00:00:00.000Z', message: 'complete' },
    ...{ completedAt: '2026-01-01T00:00:03.000Z', counts: { Patient: 1 }, rejected: 0 },
  });
  expect(await bench.ingest(listSource('list', []))).toMatchObject({ alreadyDone: true });
  const { changes } = await bench.ingest(listSource('list', [patient('a'), patient('b')]), { refresh: true });
  expect(ofPatients(changes)).toEqual({ type: 'Patient', added: 1, changed: 0, deleted: 0, unchanged: 1 });
});
