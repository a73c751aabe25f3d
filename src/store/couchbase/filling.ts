import { DocumentNotFoundError } from 'couchbase';
import type { ResourceKey } from '../../core/ids.ts';
import { forEachBounded } from './bounded.ts';
import type { Connection } from './connection.ts';
import { copyDocuments } from './copy-statements.ts';
import { reading, unlessRefused } from './errors.ts';
import type { IngestLock } from './ingest-lock.ts';
import { systemCollection } from './names.ts';
import { allKeys } from './selection.ts';

/** Documents written at the same time. */
export const maxWrites = 256;
/** Looked at, or copied, by one statement. */
export const batchSize = 500;

/** Into an empty collection, as long as the lock is held. */
export async function copyAll(
  connection: Connection,
  from: string,
  to: string,
  lock: IngestLock,
): Promise<void> {
  for await (const keys of allKeys(connection, from, { size: batchSize })) {
    lock.expectHeld();
    await connection.change(copyDocuments(from, to, keys));
  }
}

/** The default collection cannot be dropped: it holds the system documents too. */
export async function empty(connection: Connection, name: string): Promise<void> {
  if (name !== systemCollection) {
    await connection.dropCollection(name);
    await connection.createCollection(name);
    return;
  }
  for await (const keys of allKeys(connection, name, { size: 1_000 })) {
    await unlessRefused(() => forEachBounded(keys, maxWrites, key => remove(connection, name, key)));
  }
}

/** Whatever is left would be taken for a part of the next master. */
export async function remove(connection: Connection, name: string, key: ResourceKey): Promise<void> {
  await reading(() => connection.collection(name).remove(key)).catch(error => {
    if (!(error instanceof DocumentNotFoundError)) throw error;
  });
}
