import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import { expect, it, vi } from 'vitest';
import { parseTenantId, resourceKey } from '../../src/core/ids.ts';
import type { Collection, ReviewState } from '../../src/store/port.ts';
import { rememberedChanges } from '../../src/store/sqlite/review-log.ts';
import { patient, range } from '../support/store-resources.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { review, reviewedBy, useWorld } from '../support/store-world.ts';

let folder = '';
const world = useWorld(async clock => {
  const made = await temporarySqliteStore(clock);
  folder = made.folder;
  return made;
});
const tenant = parseTenantId('t');
const [a, b] = [resourceKey('Patient', 'a'), resourceKey('Patient', 'b')];
const path = () => join(folder, 'tenants', 't.db');

async function opened(): Promise<Collection> {
  await world().master([patient('a'), patient('b')]);
  return world().open(tenant);
}

async function since(collection: Collection, sequence = -1) {
  return collection.reviewsSince!(sequence);
}

/** Changes the first as often, in one transaction. */
async function change(collection: Collection, times: number): Promise<void> {
  const decide = (state: ReviewState) => reviewedBy('ann', (state.reviewTime ?? 0) + 1);
  await collection.updateReviews(range(times, () => ({ key: a, decide })));
}

function rows(): number {
  const file = new DatabaseSync(path(), { readOnly: true });
  try {
    return file.prepare('SELECT count(*) AS n FROM review_log').get()!.n as number;
  } finally {
    file.close();
  }
}

it('remembers a bounded number of changes, whether they come in one commit or in many', async () => {
  const collection = await opened();
  const { sequence: first } = await since(collection);
  await change(collection, 1);
  const { sequence: second } = await since(collection);
  await change(collection, rememberedChanges - 2);
  expect((await since(collection, first)).keys).toEqual([a]);
  await review(collection, [b]);
  expect((await since(collection, first)).keys).toBeUndefined();
  expect((await since(collection, second)).keys).toEqual([a, b]);
  expect(rows()).toBe(rememberedChanges);
  await change(collection, rememberedChanges + 10);
  expect((await since(collection, second)).keys).toBeUndefined();
  expect(rows()).toBe(rememberedChanges);
  const { sequence: last } = await since(collection);
  await review(collection, [b], reviewedBy('bo'));
  expect((await since(collection, last)).keys).toEqual([b]);
});

it('is made where an older gateway wrote the file, once, whoever opens it', async () => {
  await (await opened()).close();
  const file = new DatabaseSync(path());
  file.exec('DROP TABLE review_log');
  file.close();
  const [one, two] = [await world().open(tenant), await world().openBeside(tenant)];
  const before = await since(one);
  expect(await since(two)).toEqual(before);
  await review(two, [a]);
  expect((await since(one, before.sequence)).keys).toEqual([a]);
});

it('is made by a refresh of a file that nobody has opened since an older gateway wrote it', async () => {
  await (await opened()).close();
  const file = new DatabaseSync(path());
  file.exec('DROP TABLE review_log');
  file.close();
  await world().master([patient('a')]);
  await world().store.refreshTenant(tenant, { onProgress: () => {} });
  const refreshed = await world().open(tenant);
  const { sequence } = await since(refreshed);
  await review(refreshed, [a]);
  expect((await since(refreshed, sequence)).keys).toEqual([a]);
});

it('is not in master, and neither there nor on a snapshot is anything told', async () => {
  const collection = await opened();
  await review(collection, [a]);
  const snapshot = world().keep(await world().store.openTenant(tenant, { snapshot: true }));
  const master = await world().openMaster();
  expect([snapshot, master].map(({ reviewsSince }) => reviewsSince)).toEqual([undefined, undefined]);
});

it('knows no generation where a gateway wrote the file that did not record it', async () => {
  await (await opened()).close();
  const file = new DatabaseSync(path());
  file.exec('DROP TABLE origin');
  file.close();
  expect((await world().open(tenant)).generation).toBeUndefined();
});

it('tells what another process changed, which died at once', async () => {
  const collection = await opened();
  const { sequence } = await since(collection);
  const script = `
    import { systemClock } from './src/core/clock.ts';
    import { SqliteStore } from './src/store/sqlite/store.ts';
    const store = new SqliteStore(process.argv[1], systemClock);
    const collection = await store.openTenant('t');
    const decide = () => ({ reviewed: true, reviewTime: 5, reviewedBy: 'eve' });
    await collection.updateReviews([{ key: 'Patient/b', decide }]);
    process.kill(process.pid, 'SIGKILL');`;
  const cwd = join(import.meta.dirname, '../..');
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', script, folder], { cwd });
  expect([child.signal, String(child.stderr)]).toEqual(['SIGKILL', '']);
  expect(await collection.reviewStates([b])).toEqual([reviewedBy('eve', 5)]);
  expect((await since(collection, sequence)).keys).toEqual([b]);
});

it.runIf(process.platform === 'linux')('asks for nothing while nobody has committed anything', async () => {
  const collection = await opened();
  const { sequence } = await since(collection);
  const get = vi.spyOn(StatementSync.prototype, 'get');
  expect(await since(collection, sequence)).toEqual({ sequence, keys: [] });
  expect(get).not.toHaveBeenCalled();
  // Who asks with another sequence is told what is behind that one.
  expect(await since(collection)).toEqual({ sequence, keys: undefined });
  expect(get).toHaveBeenCalledTimes(1);
  get.mockRestore();
});

it('tells every commit of other connections at once, whatever the log of the file goes through', async () => {
  const collection = await opened();
  const other = await world().openBeside(tenant);
  const file = new DatabaseSync(path());
  try {
    let { sequence } = await since(collection);
    for (let time = 1; time <= 200; time++) {
      await review(time % 2 === 0 ? collection : other, [b], reviewedBy('ann', time));
      if (time % 7 === 0) file.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      const changes = await since(collection, sequence);
      expect(changes.keys).toEqual([b]);
      sequence = changes.sequence;
      expect((await since(collection, sequence)).keys).toEqual([]);
    }
  } finally {
    file.close();
  }
});

it('is told nothing when it was closed', async () => {
  const collection = await opened();
  const { sequence } = await since(collection);
  await collection.close();
  await expect(since(collection, sequence)).rejects.toThrow('finalized');
});
