import { closeSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { definitionOf } from '../../src/fhir/registry.ts';
import { sampleResources, sampleTypes } from '../../src/fhir/sample/index.ts';
import type { Resource } from '../../src/fhir/types.ts';
import { CollectionBuilder } from '../../src/store/sqlite/builder.ts';
import { SoundCheck } from '../../src/store/sqlite/bulk/sound.ts';
import { SqliteStore } from '../../src/store/sqlite/store.ts';
import { defaultTuning } from '../../src/store/sqlite/tuning.ts';
import { ManualClock } from '../support/clock.ts';
import { dump } from '../support/dump.ts';
import { encounter, patient, practitioner } from '../support/store-resources.ts';

/** Small, so that few resources have terms and buckets in every order, and as bits. */
const tuning = { ...defaultTuning, sortableRows: 8 };
const build = { name: 'test', from: 'empty' } as const;
const reader = new URL('../../src/ingest/read-block.ts', import.meta.url);

let folder: string;
let store: SqliteStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bulk-test-'));
  store = new SqliteStore(join(folder, 'store'), new ManualClock(), { tuning });
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const sample = (patients: number): Resource[] =>
  sampleTypes.flatMap(type => [...sampleResources(type, { patients, seed: 3 })] as Resource[]);

const visit = (id: string, elements: Record<string, unknown>) =>
  encounter(id, { status: 'finished', class: { code: 'AMB' }, ...elements });

/** What a bulk build has to get right that samples do not have. */
function odd(): Resource[] {
  const long = (length: number) => 'Ä long näme '.repeat(length);
  return [
    // Overflow of contents, of rows, and of index entries; bytes of other lengths than characters.
    ...[10, 80, 90, 170, 180, 400, 1500].map((length, place) =>
      patient(`long${place}`, {
        name: [{ family: long(length), given: ['𝄞', 'x'] }, { text: long(length) }],
      }),
    ),
    // The same form of several texts, the same text twice, texts that UTF-8 orders otherwise than UTF-16 does.
    patient('forms', {
      name: [{ family: 'Meyer' }, { family: 'MEYER' }, { family: 'meyer' }, { family: 'Meyer' }],
    }),
    patient('order', { name: [{ family: '\uFFFD' }, { family: '𝄞' }, { family: '\uE000' }] }),
    patient('nul', {
      identifier: [
        { system: 'a', value: 'b\0c' },
        { system: 'a', value: 'b' },
      ],
    }),
    patient('system', {
      identifier: [
        { system: '\0', value: 'b' },
        { system: '', value: 'b' },
      ],
    }),
    // Spans: open, the same twice, no time at all.
    visit('open', { period: { start: '2020-01-01' } }),
    visit('before', { period: { end: '2020-01-01' } }),
    visit('twice', {
      location: [1, 2].map(() => ({
        location: { reference: 'Location/1' },
        period: { start: '2020-01-01', end: '2020-01-02' },
      })),
    }),
    ...[-0, 0, 0.5, 1e300, -1e-300, 2 ** 50].map((value, place) =>
      visit(`length${place}`, { length: { value, unit: 'h', code: 'h', system: 'http://u' } }),
    ),
    visit('units', { length: { value: 1, comparator: '<', unit: 'Ä' } }),
    practitioner('A'),
    practitioner('a'),
    // Replaced, each by one that is found otherwise.
    patient('forms', { gender: 'male' }),
    visit('open', { period: { start: '1999' } }),
    practitioner('A', { active: true }),
  ];
}

/** So many that they are put in order otherwise than few. */
function spellings(): Resource[] {
  const families = ['Meyer', 'MEYER', 'meyer'];
  return Array.from({ length: 1_500 }, (_, place) =>
    patient(`${place}`, { name: [{ family: families[place % 3] }, { family: 'MEYER' }] }),
  );
}

/** As SQLite itself writes it. */
function expected(resources: readonly Resource[]): ReturnType<typeof dump> {
  const path = join(folder, 'expected.db');
  const builder = new CollectionBuilder(path, tuning);
  for (const resource of resources) builder.put(definitionOf(resource.resourceType), resource);
  builder.finish(undefined);
  return dump(path);
}

const masterPath = () => join(folder, 'store', 'master.db');

function lines(resources: readonly Resource[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(resources.map(resource => `${JSON.stringify(resource)}\n`).join('')));
}

describe('a master built in bulk holds, row by row, what SQLite would have written', () => {
  test.each([
    ['nothing', () => []],
    ['one resource', () => [patient('1')]],
    ['odd ones', odd],
    ['a sample', () => sample(150)],
    ['many of one form in several texts', spellings],
    ['both', () => [...sample(40), ...odd(), ...sample(2).slice(-5)]],
  ])('%s', async (_, make) => {
    const resources = make();
    const writer = await store.replaceMaster(build);
    for (let at = 0; at < resources.length; at += 7) await writer.write(resources.slice(at, at + 7));
    const { replaced } = await writer.commit();
    const keys = new Set(resources.map(({ resourceType, id }) => `${resourceType}/${id}`));
    expect(replaced).toBe(resources.length - keys.size);
    expect(dump(masterPath())).toEqual(expected(resources));
    expect((await readdir(join(folder, 'store'))).filter(name => name.startsWith('master.db.'))).toEqual([]);
  });

  test('read in threads, with duplicates in other blocks', async () => {
    const resources = [...sample(500), ...odd(), ...sample(30), ...sample(500).slice(-900)];
    const writer = await store.replaceMaster({ ...build, reader });
    const { blocks } = writer;
    const underWay: Promise<{ written: number }>[] = [];
    for (let at = 0; at < resources.length; at += 300) {
      if (underWay.length >= blocks!.room) await underWay[underWay.length - blocks!.room];
      underWay.push(blocks!.write(lines(resources.slice(at, at + 300))));
      // Others in between keep their place.
      if (at === 1200) await writer.write([patient('between')]);
    }
    expect(blocks!.room).toBeGreaterThan(1);
    const written = await Promise.all(underWay);
    expect(written.reduce((sum, block) => sum + block.written, 0)).toBe(resources.length);
    await writer.commit();
    const between = [...resources.slice(0, 1500), patient('between'), ...resources.slice(1500)];
    expect(dump(masterPath())).toEqual(expected(between));
  });

  test('put in order a few at a time', async () => {
    await store.close();
    const few = { ...tuning, rowsInOrder: 50 };
    store = new SqliteStore(join(folder, 'store'), new ManualClock(), { tuning: few });
    const resources = [...sample(60), ...odd(), ...sample(20).slice(-60)];
    const writer = await store.replaceMaster(build);
    await writer.write(resources);
    await writer.commit();
    expect(dump(masterPath())).toEqual(expected(resources));
    expect((await readdir(join(folder, 'store'))).filter(name => name.startsWith('master.db.'))).toEqual([]);
  });

  test('left behind a checkpoint, and gone on with, in threads or not', async () => {
    const resources = [...sample(250), ...odd()];
    const first = await store.replaceMaster({ ...build, reader });
    await first.write(resources.slice(0, 100));
    for (let at = 100; at < 1300; at += 400) await first.blocks!.write(lines(resources.slice(at, at + 400)));
    await first.checkpoint('1');
    // More than one piece, and what is not kept.
    await first.write(resources.slice(1300, 1400));
    await first.checkpoint('2');
    await first.blocks!.write(lines(resources.slice(0, 700)));
    await first.leave();
    const second = await store.replaceMaster({ ...build, reader });
    expect(second.resumed).toBe('2');
    await second.write(resources.slice(1400, 1500));
    await second.checkpoint('3');
    await second.write(resources.slice(0, 3));
    await second.leave();
    const third = await store.replaceMaster({ ...build, reader });
    await third.write(resources.slice(1500));
    await third.commit();
    expect(dump(masterPath())).toEqual(expected(resources));
  });
});

test('a build whose files are cut or gone is begun anew', async () => {
  for (const name of ['master.db.building', 'master.db.building-spool-0']) {
    const left = await store.replaceMaster(build);
    await left.write([patient('1')]);
    await left.checkpoint('mark');
    await left.leave();
    await rm(join(folder, 'store', name));
    const writer = await store.replaceMaster(build);
    expect(writer.resumed).toBeUndefined();
    await writer.abort();
  }
});

test('a master built in bulk takes no more room than what SQLite writes, but for one extent a hand', async () => {
  const resources = sample(400);
  const writer = await store.replaceMaster({ ...build, reader });
  for (let at = 0; at < resources.length; at += 150)
    await writer.blocks!.write(lines(resources.slice(at, at + 150)));
  await writer.commit();
  expected(resources);
  const [own, sqlite] = [masterPath(), join(folder, 'expected.db')].map(path => statSync(path).size);
  const [extentBytes, hands] = [64 * 4096, 5];
  expect(own!).toBeLessThan(sqlite! + hands * extentBytes);
});

describe('what was built is checked by SQLite before it is published', () => {
  test.each([
    ['a page of contents that is none', (page: Buffer) => page.fill(0xa5, 0, 8)],
    ['a page that ends too early', (page: Buffer) => page.writeUInt16BE(page.readUInt16BE(3) - 1, 3)],
    ['a page whose rows are out of order', (page: Buffer) => page.copyWithin(10, 8, 10)],
  ])('%s is found; nothing is left of it, and master is what it was', async (_, damage) => {
    const first = await store.replaceMaster(build);
    await first.write(sample(20));
    await first.commit();
    const before = dump(masterPath());
    const writer = await store.replaceMaster({ ...build, reader });
    const resources = sample(300);
    for (let at = 0; at < resources.length; at += 400)
      await writer.blocks!.write(lines(resources.slice(at, at + 400)));
    await writer.checkpoint('mark');
    changeLeaf(`${masterPath()}.building`, damage);
    await expect(writer.commit()).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/^The master data that was built is damaged, and not used\./),
    });
    expect(dump(masterPath())).toEqual(before);
    expect((await readdir(join(folder, 'store'))).filter(name => name.startsWith('master.db.'))).toEqual([]);
    const next = await store.replaceMaster({ ...build, reader });
    expect(next.resumed).toBeUndefined();
    await next.abort();
  });

  /** Changes a page in the middle that has rows of a table. */
  function changeLeaf(path: string, change: (page: Buffer) => unknown): void {
    const [pageBytes, leafOfTable, least] = [4096, 0x0d, 2];
    const file = openSync(path, 'r+');
    try {
      const page = Buffer.alloc(pageBytes);
      for (let at = 400 * pageBytes; readSync(file, page, 0, pageBytes, at) > 0; at += pageBytes) {
        if (page[0] !== leafOfTable || page.readUInt16BE(3) < least || page[1] !== 0) continue;
        change(page);
        writeSync(file, page, 0, pageBytes, at);
        return;
      }
      throw new Error('There is no such page');
    } finally {
      closeSync(file);
    }
  }
});

test.each([
  ['fewer', "DELETE FROM i WHERE a = '3'"],
  ['more', "INSERT INTO i VALUES ('x')"],
])('an index of %s entries than rows is not sound', async (_, statement) => {
  const path = join(folder, 'indexed.db');
  const isSound = () => {
    const check = new SoundCheck(path);
    try {
      return check.isSound('t');
    } finally {
      check.close();
    }
  };
  const database = new DatabaseSync(path, { defensive: false });
  database.exec('CREATE TABLE t (a TEXT, b TEXT); CREATE INDEX i ON t (a)');
  for (let n = 0; n < 100; n++) database.exec(`INSERT INTO t VALUES ('${n}', '${n}')`);
  expect(isSound()).toBe(true);
  // The tree of the index, written as if it were a table's.
  database.exec(`PRAGMA writable_schema = ON; UPDATE sqlite_schema SET type = 'table', name = 'i', tbl_name = 'i',
    sql = 'CREATE TABLE i (a, rid, PRIMARY KEY (a, rid)) WITHOUT ROWID' WHERE name = 'i'`);
  database.close();
  const open = new DatabaseSync(path, { defensive: false });
  open.exec(statement.replace("('x')", "('x', 1000)"));
  open.exec(`PRAGMA writable_schema = ON; UPDATE sqlite_schema SET type = 'index', name = 'i', tbl_name = 't',
    sql = 'CREATE INDEX i ON t (a)' WHERE name = 'i'`);
  open.close();
  expect(isSound()).toBe(false);
});

describe('a thread', () => {
  const bad = new URL('../support/bulk/readers.ts', import.meta.url);
  const large = (mark: string) =>
    lines([patient(mark, { text: { div: 'x'.repeat(600_000) } }), patient('2')]);

  test.each([
    ['that fails', 'throw', 'This block cannot be read'],
    ['that ends', 'exit', 'A thread of the ingest ended'],
  ])('%s ends the ingest, and leaves nothing', async (_, mark, reason) => {
    const writer = await store.replaceMaster({ ...build, reader: bad });
    const { blocks } = writer;
    for (let block = 0; block < 8; block++) await blocks!.write(large(`good${block}`));
    // Others wait for the numbers behind it.
    const results = await Promise.allSettled(
      ['good8', mark, 'good9', 'good10']
        .map(name => blocks!.write(large(name)))
        .concat(writer.commit() as never),
    );
    expect(results.at(-1)).toMatchObject({ status: 'rejected', reason: { message: reason } });
    await writer.abort();
    expect((await readdir(join(folder, 'store'))).filter(name => name.startsWith('master'))).toEqual([]);
    await (await store.replaceMaster(build)).abort();
  });

  test('is not started for a small source', async () => {
    const writer = await store.replaceMaster({ ...build, reader: bad });
    const { findings } = await writer.blocks!.write(lines(sample(200)));
    expect(findings).toMatchObject({ skipped: { 'thread 0': 1 } });
    expect(writer.blocks!.room).toBe(1);
    await writer.commit();
  });

  test('that waits can be aborted', async () => {
    const writer = await store.replaceMaster({ ...build, reader: bad });
    for (let block = 0; block < 9; block++) await writer.blocks!.write(large(`good${block}`));
    const pending = ['good9', 'good10'].map(name => writer.blocks!.write(large(name)));
    const [settled] = await Promise.all([Promise.allSettled(pending), writer.abort()]);
    expect(settled).toHaveLength(2);
    await (await store.replaceMaster(build)).abort();
  });
});
