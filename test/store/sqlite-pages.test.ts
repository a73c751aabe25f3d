import { closeSync, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { IndexTree, TableLeaves, writeTable } from '../../src/store/sqlite/bulk/b-trees.ts';
import { orderOf } from '../../src/store/sqlite/bulk/order.ts';
import { endFile, extentBehind, firstOfExtent, PageSink } from '../../src/store/sqlite/bulk/pages.ts';
import { Record } from '../../src/store/sqlite/bulk/record.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pages-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Makes a file with an empty index and an empty table, has them filled, and reads it by SQLite. */
function written(fill: (sink: PageSink, roots: { index: number; rows: number }) => readonly number[]) {
  const path = join(folder, `${Math.random()}.db`);
  const empty = new DatabaseSync(path);
  empty.exec('CREATE TABLE i (a INTEGER, b TEXT, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID');
  empty.exec('CREATE TABLE r (a INTEGER PRIMARY KEY, b TEXT) STRICT');
  const roots = empty.prepare('SELECT rootpage FROM sqlite_schema WHERE rootpage > 0 ORDER BY name').all();
  const pages = empty.prepare('PRAGMA page_count').get()!.page_count as number;
  empty.close();
  const file = openSync(path, 'r+');
  const extents = new Int32Array(new SharedArrayBuffer(4));
  extents[0] = extentBehind(pages);
  const sink = new PageSink(file, extents);
  const free = fill(sink, { index: roots[0]!.rootpage as number, rows: roots[1]!.rootpage as number });
  sink.flush();
  const behind: [number, number] = [pages + 1, firstOfExtent(extentBehind(pages)) - pages - 1];
  endFile(file, extents[0]!, [behind, ...free.map((page): [number, number] => [page, 1]), ...sink.rest]);
  closeSync(file);
  const database = new DatabaseSync(path);
  const check = database
    .prepare('PRAGMA integrity_check')
    .all()
    .map(row => row.integrity_check);
  const rows = (name: string) => database.prepare(`SELECT a, b FROM ${name} ORDER BY 1, 2`).all();
  const result = { check, index: rows('i'), rows: rows('r') };
  // Free pages are used.
  database.exec('CREATE TABLE more (a TEXT); INSERT INTO more VALUES (hex(zeroblob(100000)))');
  expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  database.close();
  return result;
}

function fillBoth(texts: readonly string[]) {
  return (sink: PageSink, roots: { index: number; rows: number }): readonly number[] => {
    const tree = new IndexTree(sink, roots.index);
    const leaves = new TableLeaves(sink);
    const record = new Record();
    for (const [place, text] of texts.entries()) {
      const row = record
        .begin()
        .int(place * place)
        .text(text)
        .end();
      tree.add(row.bytes, row.length, row.start);
      const content = record.begin().null().text(text).end();
      leaves.add(place + 1, content.bytes.subarray(content.start), content.length);
    }
    tree.finish();
    return writeTable(sink, roots.rows, [leaves.take()]).map(([page]) => page);
  };
}

test('trees of any number of rows of any length are sound, and hold what was put into them', () => {
  const texts = fc.oneof(
    fc.array(fc.string({ maxLength: 20 }), { maxLength: 700 }),
    // Each about as long as a cell may be without overflow, or an overflow page.
    fc.array(
      fc
        .constantFrom(0, 480, 990, 996, 1000, 2000, 4050, 4056, 4060, 8200)
        .chain(length => fc.integer({ min: 0, max: 8 }).map(more => 'x'.repeat(length + more))),
      { maxLength: 60 },
    ),
    fc
      .integer({ min: 250, max: 900 })
      .map(count => Array.from({ length: count }, (_, n) => `${n}`.repeat(150))),
  );
  fc.assert(
    fc.property(texts, list => {
      const { check, index, rows } = written(fillBoth(list));
      expect(check).toEqual(['ok']);
      const well = list.map(text => text.toWellFormed());
      expect(index.map(row => row.b)).toEqual(well);
      expect(rows.map(row => row.b)).toEqual(well);
    }),
    { numRuns: 40 },
  );
});

test('a tree of three levels, at every number of rows about where a page ends', () => {
  const text = 'x'.repeat(900);
  for (let count = 15; count < 30; count++) {
    const { check, index } = written(fillBoth(Array.from({ length: count }, () => text)));
    expect([count, check, index.length]).toEqual([count, ['ok'], count]);
  }
});

test('the page that the locks of a file are in is left out', () => {
  const written: number[] = [];
  const extents = new Int32Array([2 ** 30 / 4096 / 64]);
  const path = join(folder, 'sparse');
  const file = openSync(path, 'w+');
  const sink = new PageSink(file, extents);
  const page = Buffer.alloc(4096);
  for (let n = 0; n < 64; n++) written.push(sink.write(page));
  closeSync(file);
  const lockPage = 2 ** 30 / 4096 + 1;
  expect(written).not.toContain(lockPage);
  expect(written[0]).toBe(lockPage + 1);
  expect(new Set(written).size).toBe(64);
});

test('integers of every size are read as they were', () => {
  const numbers = [
    0,
    1,
    -1,
    127,
    128,
    -128,
    -129,
    2 ** 15,
    -(2 ** 15),
    2 ** 23,
    -(2 ** 23) - 1,
    2 ** 31,
    -(2 ** 31),
  ]
    .flatMap(n => [n, n - 1])
    .concat(2 ** 32, 2 ** 47, -(2 ** 47) - 1, 2 ** 47 - 1, Number.MAX_SAFE_INTEGER, -8_640_000_000_000_001);
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const { check, index } = written((sink, roots) => {
    const tree = new IndexTree(sink, roots.index);
    const record = new Record();
    for (const number of sorted) {
      const row = record.begin().int(number).text('é').end();
      tree.add(row.bytes, row.length, row.start);
    }
    tree.finish();
    return [];
  });
  expect(check).toEqual(['ok']);
  expect(index.map(row => row.a)).toEqual(sorted);
});

test('places are ordered by any keys, equal ones as they stand', () => {
  const keys = fc.array(fc.oneof(fc.double({ noNaN: true }), fc.integer(), fc.constantFrom(0, 1, -1)), {
    maxLength: 50,
  });
  fc.assert(
    fc.property(keys, fc.boolean(), (some, isLarge) => {
      const all = Float64Array.from(
        isLarge
          ? Array(60)
              .fill([...some, 5])
              .flat()
          : some,
        key => key + 0,
      );
      const places = Uint32Array.from(all, (_, place) => place);
      const expected = [...places].sort((a, b) => all[a]! - all[b]! || a - b);
      expect([...orderOf(all, places, new Uint32Array(places.length))]).toEqual(expected);
    }),
  );
});
