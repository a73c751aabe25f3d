import { closeSync, openSync, renameSync, writeSync } from 'node:fs';
import { copyFile, open, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseTenantId, resourceKey } from '../../src/core/ids.ts';
import { isSound } from '../../src/store/sqlite/check.ts';
import { Database } from '../../src/store/sqlite/database.ts';
import { fingerprint } from '../../src/store/sqlite/fingerprint.ts';
import { copyMaster } from '../../src/store/sqlite/full-copy.ts';
import { type Origin, readOrigin } from '../../src/store/sqlite/origin.ts';
import { compare } from '../../src/store/sqlite/refresh.ts';
import { toSoundFile, typeCounts } from '../../src/store/sqlite/rows.ts';
import type { CopyTask, Watch } from '../../src/store/sqlite/tasks.ts';
import { Threads } from '../../src/store/sqlite/threads.ts';
import { defaultTuning } from '../../src/store/sqlite/tuning.ts';
import { modelPart, parts, worlds } from '../support/part-worlds.ts';
import { readIndex } from '../support/sqlite-index.ts';
import { community, patient, range } from '../support/store-resources.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { failure, review, reviewedBy, useWorld } from '../support/store-world.ts';

let folder = '';
const world = useWorld(async clock => {
  const made = await temporarySqliteStore(clock);
  folder = made.folder;
  return made;
});
const tenant = parseTenantId('t');
const onProgress = () => {};
const pageBytes = 4_096;
const master = () => join(folder, 'master.db');
const file = (id: string) => join(folder, 'tenants', `${id}.db`);
const silent: Watch = { progress: () => {}, throwIfAborted: () => {}, confirm: () => {} };

afterEach(() => vi.restoreAllMocks());

describe('a copy holds what its master holds, and the same to find it by', () => {
  it('of all of master', async () => {
    await world().master(community());
    await (await world().open(tenant)).close();
    expect(readIndex(file('t'))).toEqual(readIndex(master()));
  });

  it('property: of a part, as a master of just that part', async () => {
    let run = 0;
    const property = fc.asyncProperty(worlds, parts, async (resources, part) => {
      await world().master(resources);
      const id = `p${run++}`;
      await world().store.createTenant(parseTenantId(id), { part, onProgress });
      await world().master(modelPart(part, resources));
      expect(readIndex(file(id))).toEqual(readIndex(master()));
    });
    await fc.assert(property, { numRuns: process.env.LONG ? 300 : 12 });
  });
});

describe('a damaged master', () => {
  beforeEach(async () => {
    await world().master(range(1_500, i => patient(`p${i}`, { text: 'x'.repeat(i * 5) })));
  });

  async function expectRefused(words: RegExp): Promise<void> {
    const before = await readFile(master());
    expect(await failure(world().store.createTenant(tenant, { onProgress }))).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(words),
    });
    expect(await world().store.listTenants()).toEqual([]);
    expect((await readdir(join(folder, 'tenants'))).filter(name => name !== 't.db.lock')).toEqual([]);
    expect(before.equals(await readFile(master()))).toBe(true);
  }

  it('is told, whichever page it is, and nothing is published', async () => {
    const pages = (await stat(master())).size / pageBytes;
    const tried = process.env.LONG
      ? range(pages, page => page)
      : range(12, () => Math.floor(Math.random() * pages));
    for (const page of [0, ...tried]) {
      const whole = await readFile(master());
      await overwrite(master(), page * pageBytes, Buffer.alloc(pageBytes, 0xa5));
      await expectRefused(/^The master data is damaged; ingest again with --refresh\.$/);
      await overwrite(master(), 0, whole);
    }
    await world().store.createTenant(tenant, { onProgress });
  });

  it('is told when it ends in the middle', async () => {
    const { size } = await stat(master());
    const handle = await open(master(), 'r+');
    await handle.truncate(Math.floor(size / 2));
    await handle.close();
    await expectRefused(/master data is damaged/);
  });

  it.each([
    ['counts more than it has', `UPDATE tally SET total = total + 1 WHERE type = 'Patient'`],
    ['lost a content', `DELETE FROM "Patient.content" WHERE rid = 700`],
    ['was reviewed', 'UPDATE tally SET reviewed = 1'],
  ])('is told when it %s', async (_, sql) => {
    change(master(), sql);
    await expectRefused(/master data is damaged/);
  });

  it('is told when its free pages are damaged', async () => {
    change(master(), 'CREATE TABLE gone (a)', `INSERT INTO gone VALUES (zeroblob(50000))`, 'DROP TABLE gone');
    const sound = soundMaster();
    expect(isSound(master(), sound, silent)).toBe(true);
    // The number of the first free page, https://www.sqlite.org/fileformat.html#the_database_header
    await overwrite(master(), 32, Buffer.from([0, 0, 0, 3]));
    expect(isSound(master(), sound, silent)).toBe(false);
    await expectRefused(/master data is damaged/);
  });

  it('is told from a copy that came out damaged', async () => {
    const task: CopyTask = {
      ...{ kind: 'copy', masterPath: master(), targetPath: join(folder, 'copy'), sound: soundMaster() },
      origin: originOf(master()),
    };
    const whole = await stat(master());
    const harming: Watch = {
      ...silent,
      progress(share) {
        if (share === 0.8) harmNow(task.targetPath);
      },
    };
    expect(() => copyMaster(task, harming)).toThrow(/came out damaged.*check the disk/);
    expect(copyMaster(task, silent)).toBe(true);
    expect((await stat(task.targetPath)).size).toBe(whole.size);
    expect(copyMaster({ ...task, origin: { generation: 'another', part: '' } }, silent)).toBe(false);
  });
});

it('is made anew when another master was published while it was made', async () => {
  await world().master(community());
  await copyFile(master(), join(folder, 'next'));
  change(join(folder, 'next'), `UPDATE origin SET generation = 'next'`);
  const run = Threads.prototype.run;
  const running = vi.spyOn(Threads.prototype, 'run').mockImplementationOnce(async function (
    this: Threads,
    task,
    options,
  ) {
    await rename(join(folder, 'next'), master());
    return run.call(this, task, options) as never;
  });
  await world().store.createTenant(tenant, { onProgress });
  expect(running).toHaveBeenCalledTimes(2);
  expect(originOf(file('t'))?.generation).toBe('next');
});

it('is compared by one master only, also when another is published once the part was selected', async () => {
  await world().master([patient('p1'), patient('p2', { gender: 'male' })]);
  const part = {
    type: 'Patient',
    where: [{ kind: 'token', parameter: 'gender', anyOf: [{ code: 'male' }] }],
  } as const;
  await world().store.createTenant(tenant, { part, onProgress });
  await world().master([patient('p1', { gender: 'male' }), patient('p2')]);
  await copyFile(master(), join(folder, 'next'));
  await world().master([patient('other'), patient('p0'), patient('p2', { gender: 'male' })]);
  let looks = 0;
  const publishing: Watch = {
    ...silent,
    throwIfAborted() {
      // The first look is that of the selection.
      if (looks++ === 0) renameSync(join(folder, 'next'), master());
    },
  };
  const paths = { masterPath: master(), tenantPath: file('t'), tuning: defaultTuning };
  expect(await compare({ kind: 'compare', ...paths, part }, publishing)).toEqual({
    ...{ added: 1, changed: 0, deleted: 1, unchanged: 0 },
  });
});

it('is known by the part it was made of, open ends of spans included', () => {
  const below = (value: number) => ({
    type: 'Patient',
    where: [
      { kind: 'date', parameter: 'birthdate', anyOf: [{ bounds: [{ of: 'low', op: '<', value }] }] } as const,
    ],
  });
  const values = [0, 1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const all = [undefined, { type: 'Patient', where: [] }, ...values.map(below)].map(fingerprint);
  expect(new Set(all).size).toBe(all.length);
  expect(fingerprint(below(1))).toBe(fingerprint(below(1)));
});

describe('what a file is a copy of', () => {
  it('spares comparing and writing when that is master as it is', async () => {
    await world().master(community());
    const open = await world().open(tenant);
    await review(open, [resourceKey('Patient', 'p1')]);
    await open.close();
    const running = vi.spyOn(Threads.prototype, 'run');
    const before = await traces();
    const equal = { added: 0, changed: 0, deleted: 0, unchanged: community().length };
    expect(await world().store.refreshTenant(tenant, { onProgress })).toEqual(equal);
    expect(await world().store.compareTenant(tenant, {})).toEqual(equal);
    await world().store.describeTenant(tenant);
    expect(await traces()).toEqual(before);
    expect(running).not.toHaveBeenCalled();
    const part = { type: 'Patient', where: [] };
    await world().store.compareTenant(tenant, { part });
    expect(await traces()).toEqual(before);
    expect(running).toHaveBeenCalledTimes(1);
  });

  it('may be unknown: then contents are compared, and it is not taken for another', async () => {
    await world().master(community());
    const open = await world().open(tenant);
    await review(open, [resourceKey('Patient', 'p1')]);
    await open.close();
    const whole = originOf(file('t'));
    const equal = { added: 0, changed: 0, deleted: 0, unchanged: community().length };
    for (const path of [master(), file('t')]) change(path, 'DROP TABLE origin');
    expect(await world().store.compareTenant(tenant, {})).toEqual(equal);
    expect(await world().store.refreshTenant(tenant, { onProgress })).toEqual(equal);
    expect(originOf(file('t'))).toBeUndefined();
    await world().master([patient('p1', { gender: 'other' })]);
    await world().store.refreshTenant(tenant, { onProgress });
    expect(originOf(file('t'))).toEqual(originOf(master()));
    expect(originOf(master())?.generation).not.toBe(whole?.generation);
    change(master(), 'DROP TABLE origin');
    await world().store.refreshTenant(tenant, { onProgress });
    expect(originOf(file('t'))).toBeUndefined();
  });

  it('keeps what was reviewed when nothing changed but the master', async () => {
    await world().master(community());
    const open = await world().open(tenant);
    await review(open, [resourceKey('Patient', 'p1')]);
    await open.close();
    await world().master(community());
    await world().store.refreshTenant(tenant, { onProgress });
    expect(originOf(file('t'))).toEqual(originOf(master()));
    expect(await (await world().open(tenant)).reviewStates([resourceKey('Patient', 'p1')])).toEqual([
      reviewedBy('ann'),
    ]);
  });
});

describe('a copy is read beside a comparison', () => {
  it('from the first moment, since it logs what is written', async () => {
    await world().master(community());
    await world().store.createTenant(tenant, { onProgress });
    const reader = new DatabaseSync(file('t'));
    expect(reader.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM tally').get();
    const open = await world().open(tenant);
    await review(open, [resourceKey('Patient', 'p1')]);
    reader.close();
  });
});

it('leaves nothing beside the copy but its lock', async () => {
  await world().master(community());
  for (const [id, part] of [['t'], ['u', { type: 'Patient', where: [] }]] as const) {
    await world().store.createTenant(parseTenantId(id), { part, onProgress });
  }
  expect((await readdir(join(folder, 'tenants'))).sort()).toEqual(['t.db', 't.db.lock', 'u.db', 'u.db.lock']);
});

async function overwrite(path: string, position: number, bytes: Buffer): Promise<void> {
  const handle = await open(path, 'r+');
  await handle.write(bytes, 0, bytes.length, position);
  await handle.close();
}

/** As a disk may, while nobody looks. */
function harmNow(path: string): void {
  const handle = openSync(path, 'r+');
  writeSync(handle, Buffer.alloc(pageBytes, 0xa5), 0, pageBytes, 7 * pageBytes);
  closeSync(handle);
}

function change(path: string, ...statements: readonly string[]): void {
  const database = new DatabaseSync(path, { defensive: false });
  for (const statement of statements) database.exec(statement);
  database.close();
}

function read<Result>(path: string, from: (database: Database) => Result): Result {
  const database = new Database(path, { readOnly: true });
  try {
    return from(database);
  } finally {
    database.close();
  }
}

const originOf = (path: string): Origin | undefined => read(path, readOrigin);
const soundMaster = () => toSoundFile(read(master(), typeCounts));

/** All files of the tenants, as they are and since when. */
async function traces() {
  const names = (await readdir(join(folder, 'tenants'))).sort();
  return Promise.all(
    names.map(async name => {
      const path = join(folder, 'tenants', name);
      const { ino, mtimeMs, size } = await stat(path);
      return { name, ino, mtimeMs, size, content: (await readFile(path)).toString('base64') };
    }),
  );
}
