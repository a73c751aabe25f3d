import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseTenantId, type ResourceKey, resourceKey } from '../../src/core/ids.ts';
import type { ReviewState } from '../../src/store/port.ts';
import { Database } from '../../src/store/sqlite/database.ts';
import { ReviewLog } from '../../src/store/sqlite/review-log.ts';
import { ReviewWriter } from '../../src/store/sqlite/review-writer.ts';
import { soon } from '../support/soon.ts';
import { patient } from '../support/store-resources.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { reviewedBy, useWorld } from '../support/store-world.ts';

let folder = '';
const world = useWorld(async clock => {
  const made = await temporarySqliteStore(clock);
  folder = made.folder;
  return made;
});
const [a, b, c] = [resourceKey('Patient', 'a'), resourceKey('Patient', 'b'), resourceKey('Patient', 'c')];

let database: Database;
let log: ReviewLog;
let writer: ReviewWriter;
/** Syncs that were asked for, and not answered yet. */
let syncs: { resolve(): void; reject(error: Error): void }[];

beforeEach(async () => {
  await world().master([patient('a'), patient('b'), patient('c')]);
  await (await world().open(parseTenantId('t'))).close();
  database = new Database(join(folder, 'tenants', 't.db'), { pragmas: ['synchronous = NORMAL'] });
  log = new ReviewLog(database);
  syncs = [];
  const sync = () => new Promise<void>((resolve, reject) => syncs.push({ resolve, reject }));
  writer = new ReviewWriter(database, log, { sync, close: () => {} });
});
afterEach(() => database.close());

const answered: ResourceKey[] = [];
const by = (name: string) => (state: ReviewState) => (state.reviewed ? undefined : reviewedBy(name, 1));
function review(key: ResourceKey, name = 'ann') {
  const done = writer.write([{ key, decide: by(name) }]).then(outcomes => {
    answered.push(key);
    return outcomes[0];
  });
  done.catch(() => undefined);
  return done;
}
const turn = () => new Promise(resolve => setImmediate(resolve));
const sequence = () => log.since(-1).sequence;

it('answers when the log is on disk, what changed nothing too; what comes meanwhile is one more commit', async () => {
  answered.length = 0;
  const before = sequence();
  const first = [review(a), review(b)];
  await turn();
  expect([sequence() - before, syncs.length, answered]).toEqual([2, 1, []]);
  const later = [review(a, 'bo'), review(c)];
  for (let time = 0; time < 3; time++) await turn();
  // Nobody decides by what is not on disk.
  expect([sequence() - before, syncs.length, answered]).toEqual([2, 1, []]);
  syncs[0]!.resolve();
  await Promise.all(first);
  await turn();
  expect([sequence() - before, syncs.length, answered]).toEqual([3, 2, [a, b]]);
  syncs[1]!.resolve();
  expect((await Promise.all(later)).map(outcome => outcome)).toMatchObject([
    { review: { reviewedBy: 'ann' } },
    { review: { reviewedBy: 'ann' } },
  ]);
  // What changes nothing may have been decided by what another process has not synced yet.
  const same = review(c);
  await turn();
  expect([syncs.length, answered]).toEqual([3, [a, b, a, c]]);
  syncs[2]!.resolve();
  await same;
  await writer.close();
});

it('refuses what the disk did not take, and brings everything out of the log before it writes again', async () => {
  const failing = review(a);
  await turn();
  // While somebody reads the log cannot begin anew.
  const reader = new Database(database.path);
  reader.exec('BEGIN');
  reader.get('SELECT * FROM "Patient"');
  syncs[0]!.reject(new Error('EIO'));
  await expect(failing).rejects.toThrow('EIO');
  await expect(review(b)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  reader.exec('ROLLBACK');
  reader.close();
  const working = review(b);
  await turn();
  expect(syncs.length).toBe(2);
  syncs[1]!.resolve();
  expect(await working).toMatchObject({ review: { reviewedBy: 'ann' } });
  const again = review(a, 'bo');
  await turn();
  syncs[2]!.resolve();
  // Known to be refused, and yet there: its state is told as it is.
  expect(await again).toMatchObject({ review: { reviewedBy: 'ann' } });
  await writer.close();
});

it('closes when everything is answered', async () => {
  const asked = review(a);
  const closing = writer.close();
  await turn();
  syncs[0]!.resolve();
  await closing;
  expect(await asked).toMatchObject({ review: { reviewed: true } });
});

it('commits no more at once than holds the event loop for a moment, and in the order of asking', async () => {
  const before = sequence();
  const many = (count: number) =>
    writer.write(
      Array.from({ length: count }, (_, number) => ({
        key: number % 2 ? a : b,
        decide: () => reviewedBy(`r${number}`, 1),
      })),
    );
  const asked = [many(600), many(600), many(1_500), many(1)];
  for (const sync of [0, 1, 2]) {
    await soon(() => expect(syncs.length).toBe(sync + 1));
    syncs[sync]!.resolve();
  }
  await soon(() => expect(syncs.length).toBe(4));
  syncs[3]!.resolve();
  expect((await Promise.all(asked)).map(outcomes => outcomes.length)).toEqual([600, 600, 1_500, 1]);
  expect(sequence()).toBeGreaterThan(before);
  await writer.close();
});
