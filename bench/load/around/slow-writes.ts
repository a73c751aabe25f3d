import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';

/** The gateway waits up to a second for a lock before it gives up: writes are held up for less, one after the other. */
const heldMs = 400;
const freeMs = 120;

/**
 * Holds the write locks of all tenants' files again and again, as a backup or an administrator's tool does: whoever
 * writes waits. Resolves when it is told to stop and all locks are free.
 */
export async function slowWrites(store: string, stop: AbortSignal): Promise<void> {
  const folder = join(store, 'tenants');
  const files = readdirSync(folder).filter(name => name.endsWith('.db'));
  const databases = files.map(name => new DatabaseSync(join(folder, name), { timeout: 0 }));
  try {
    while (!stop.aborted) {
      const held = databases.filter(database => tryTo(database, 'BEGIN IMMEDIATE'));
      await delay(heldMs);
      for (const database of held) tryTo(database, 'ROLLBACK');
      await delay(freeMs);
    }
  } finally {
    for (const database of databases) database.close();
  }
}

/** Whether nobody else was at it. */
function tryTo(database: DatabaseSync, statement: string): boolean {
  try {
    database.exec(statement);
    return true;
  } catch {
    return false;
  }
}
