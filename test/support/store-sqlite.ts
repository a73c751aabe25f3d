import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/core/clock.ts';
import { SqliteStore } from '../../src/store/sqlite/store.ts';
import type { StoreUnderTest } from './store-world.ts';

/** A SqliteStore in a folder of its own, which goes with it. */
export async function temporarySqliteStore(clock: Clock): Promise<StoreUnderTest & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'store-'));
  let store = new SqliteStore(folder, clock);
  return {
    folder,
    store,
    async reopen() {
      await store.close();
      store = new SqliteStore(folder, clock);
      return store;
    },
    async dispose() {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
