import { renameSync } from 'node:fs';
import { copyFile, readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { parseTenantId, resourceKey } from '../../src/core/ids.ts';
import { fingerprint } from '../../src/store/origin.ts';
import { compare } from '../../src/store/sqlite/refresh.ts';
import type { Watch } from '../../src/store/sqlite/tasks.ts';
import { Threads } from '../../src/store/sqlite/threads.ts';
import { defaultTuning } from '../../src/store/sqlite/tuning.ts';
import { modelPart, parts, worlds } from '../support/part-worlds.ts';
import { change, originOf } from '../support/sqlite-file.ts';
import { readIndex } from '../support/sqlite-index.ts';
import { community, patient } from '../support/store-resources.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { review, reviewedBy, useWorld } from '../support/store-world.ts';

let folder = '';
const world = useWorld(async clock => {
  const made = await temporarySqliteStore(clock);
  folder = made.folder;
  return made;
});
const tenant = parseTenantId('t');
const onProgress = () => {};
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

it('has one of two threads, or waits for it; how many do is told', async () => {
  const { store } = world();
  expect(await store.pools!()).toEqual({ threads: expect.objectContaining({ waiting: 0 }) });
  const threads = new Threads();
  onTestFinished(() => threads.close());
  const task = { kind: 'compare', masterPath: master(), part: undefined, tuning: defaultTuning } as const;
  const runs = ['a', 'b', 'c'].map(id => threads.run({ ...task, tenantPath: file(id) }, {}));
  expect(threads.figures).toEqual({ busy: 2, idle: 0, waiting: 1 });
  await Promise.allSettled(runs);
  expect(threads.figures).toEqual({ busy: 0, idle: 2, waiting: 0 });
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
