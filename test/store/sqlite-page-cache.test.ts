import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Database } from '../../src/store/sqlite/database.ts';
import { PageCache } from '../../src/store/sqlite/page-cache.ts';
import { range } from '../support/store-resources.ts';

let folder = '';
let opened: Database[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'page-cache-'));
});
afterEach(async () => {
  for (const database of opened.splice(0)) database.close();
  await rm(folder, { recursive: true });
});

const mebibytes = (database: Database) => (database.get('PRAGMA cache_size')?.cache_size as number) / -1_024;

it('is shared among the open collections: 16 MiB at most, 1 MiB at least, 256 MiB in all', () => {
  const cache = new PageCache();
  const add = (count: number) => {
    for (const database of range(count, i => new Database(join(folder, `${opened.length + i}.db`)))) {
      opened.push(database);
      cache.add(database);
    }
  };
  const sizes = () => [...new Set(opened.map(mebibytes))];
  add(1);
  expect(sizes()).toEqual([16]);
  add(15);
  expect(sizes()).toEqual([16]);
  add(16);
  expect(sizes()).toEqual([8]);
  add(256);
  expect(sizes()).toEqual([1]);
  for (const database of opened.splice(4)) {
    cache.delete(database);
    cache.delete(database);
    database.close();
  }
  expect(sizes()).toEqual([16]);
});

it('does not fail for one that is in trouble', () => {
  const cache = new PageCache();
  const [broken, sound] = range(2, i => new Database(join(folder, `${i}.db`))) as [Database, Database];
  opened = [broken, sound];
  cache.add(broken);
  broken.close();
  cache.add(sound);
  cache.release();
  expect(mebibytes(sound)).toBe(16);
});
