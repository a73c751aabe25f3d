import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Bindable, Database } from '../../src/store/sqlite/database.ts';

let folder = '';
let database: Database;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'));
  database = new Database(join(folder, 'a.db'));
  database.exec('CREATE TABLE t (a TEXT)');
});
afterEach(async () => {
  database.close();
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

describe('parameters', () => {
  it.each([undefined, Number.NaN, Number.POSITIVE_INFINITY, {}, [], new Date(0), true, 1n, () => 1])(
    'refuse %s, which would become NULL or something else',
    value => {
      for (const call of ['all', 'get', 'run', 'insert'] as const) {
        expect(() => database[call]('INSERT INTO t VALUES (?)', [value as Bindable])).toThrow(TypeError);
      }
      expect(database.get('SELECT count(*) AS n FROM t')).toEqual({ n: 0 });
    },
  );

  it('take text, numbers and null', () => {
    for (const value of ['\0ä', 1.5, null]) database.run('INSERT INTO t VALUES (?)', [value]);
    expect(database.all('SELECT a FROM t').map(row => row.a)).toEqual(['\0ä', '1.5', null]);
  });
});

describe('statements', () => {
  it('are prepared once, and are not kept without end', () => {
    const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare');
    const first = 'SELECT 1 AS first';
    database.get(first);
    database.get(first);
    expect(prepare).toHaveBeenCalledTimes(1);
    for (let i = 0; i < 600; i++) database.get(`SELECT ${i}`);
    expect(prepare).toHaveBeenCalledTimes(601);
    database.get('SELECT 299');
    expect(prepare).toHaveBeenCalledTimes(601);
    database.get(first);
    expect(prepare).toHaveBeenCalledTimes(602);
  });
});

describe('transactions', () => {
  it('leave nothing behind when they fail, and the next one works', () => {
    const failing = () =>
      database.transaction(() => {
        database.run('INSERT INTO t VALUES (?)', ['x']);
        throw new Error('stop');
      });
    expect(failing).toThrow('stop');
    database.transaction(() => database.run('INSERT INTO t VALUES (?)', ['y']));
    expect(database.all('SELECT a FROM t')).toEqual([{ a: 'y' }]);
  });

  it('are refused as unavailable while another connection writes', () => {
    const other = new DatabaseSync(join(folder, 'a.db'));
    other.exec('BEGIN IMMEDIATE');
    database.exec('PRAGMA busy_timeout = 0');
    expect(() => database.transaction(() => 1)).toThrow(
      expect.objectContaining({ code: 'STORE_UNAVAILABLE', message: 'The store is busy; try again.' }),
    );
    other.close();
    expect(database.transaction(() => 1)).toBe(1);
  });
});

it('closes twice, and tells a fault of ours from trouble with the store', () => {
  expect(() => database.exec('NONSENSE')).toThrow(expect.not.objectContaining({ code: 'STORE_UNAVAILABLE' }));
  database.close();
  database.close();
  expect(() => database.get('SELECT 1')).toThrow();
});
