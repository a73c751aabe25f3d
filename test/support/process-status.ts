import { expect } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { type IngestionStatus, readStatus } from '../../src/ingest/status.ts';
import { SqliteStore } from '../../src/store/sqlite/store.ts';
import { soon } from './soon.ts';

/** The ingestion status that another process wrote. */
export async function statusOf(storeFolder: string): Promise<IngestionStatus | undefined> {
  const store = new SqliteStore(storeFolder, systemClock);
  try {
    return await readStatus(store.system);
  } finally {
    await store.close();
  }
}

/** Until another process has begun an ingest: only its status tells. */
export async function ingestBegun(storeFolder: string): Promise<void> {
  await soon(async () => expect((await statusOf(storeFolder))?.ready).toBe(false));
}
