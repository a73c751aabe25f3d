import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/core/clock.ts';
import { SqliteStore } from '../../src/store/sqlite/store.ts';
import { Threads } from '../../src/store/sqlite/threads.ts';
import { defaultTuning, type SearchTuning } from '../../src/store/sqlite/tuning.ts';
import type { StoreUnderTest } from './store-world.ts';

/** Kept for all tests of a file: to start threads takes longer than what most of them do. */
const threads = new Threads();

/** A SqliteStore in a folder of its own, which goes with it. */
export async function temporarySqliteStore(
  clock: Clock,
  tuning: SearchTuning = defaultTuning,
): Promise<StoreUnderTest & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'store-'));
  let store = new SqliteStore(folder, clock, tuning, threads);
  return {
    folder,
    store,
    async reopen() {
      await store.close();
      store = new SqliteStore(folder, clock, tuning, threads);
      return store;
    },
    async dispose() {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
