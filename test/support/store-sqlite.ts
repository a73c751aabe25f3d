import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/core/clock.ts';
import { runTask } from '../../src/store/sqlite/run-task.ts';
import { SqliteStore } from '../../src/store/sqlite/store.ts';
import { type TaskRunner, Threads } from '../../src/store/sqlite/threads.ts';
import { defaultTuning, type SearchTuning } from '../../src/store/sqlite/tuning.ts';
import type { StoreUnderTest } from './store-world.ts';

/** Kept for all tests of a file: to start threads takes longer than what most of them do. */
export const threads = new Threads();

/** Does tasks on the event loop, where they can be looked into and coverage is counted. */
export const withoutThreads: TaskRunner = {
  async run(task, { onProgress = () => {}, signal }) {
    await setImmediate();
    signal?.throwIfAborted();
    const throwIfAborted = () => signal?.throwIfAborted();
    let told = 0;
    const progress = (share: number) => {
      if (share > told) onProgress(share);
      told = Math.max(told, share);
    };
    const result = await runTask(task, { progress, throwIfAborted, confirm: throwIfAborted });
    if (task.kind !== 'refresh') throwIfAborted();
    return result as never;
  },
};

/** A SqliteStore in a folder of its own, which goes with it. */
export async function temporarySqliteStore(
  clock: Clock,
  tuning: SearchTuning = defaultTuning,
  runner: TaskRunner = threads,
): Promise<StoreUnderTest & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'store-'));
  const open = () => new SqliteStore(folder, clock, { tuning, runner });
  let store = open();
  const others: SqliteStore[] = [];
  const close = async () => {
    for (const opened of [store, ...others.splice(0)]) await opened.close();
  };
  return {
    folder,
    store,
    hasSnapshots: true,
    async reopen() {
      await close();
      store = open();
      return store;
    },
    async beside() {
      const other = open();
      others.push(other);
      return other;
    },
    async dispose() {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
