import type { ResourceKey } from '../../core/ids.ts';
import { generationOf, type Origin } from '../origin.ts';
import type { Part } from '../port.ts';
import { batches } from './bounded.ts';
import { CouchbaseCollection } from './collection.ts';
import type { Connection } from './connection.ts';
import type { Content, MasterManifest } from './manifest.ts';
import { allKeys, keysOfPart } from './selection.ts';

/** Documents copied by one statement. */
const batchSize = 500;

/** What a copy should hold. */
interface Wanted {
  readonly total: number;
  /** In their order; undefined: all of master. */
  readonly keys?: readonly ResourceKey[];
  readonly has?: (key: ResourceKey) => boolean;
}

export async function wantedOf(
  connection: Connection,
  { collection: name, content }: MasterManifest,
  part: Part | undefined,
  signal: AbortSignal,
): Promise<Wanted> {
  if (part === undefined) return { total: sumOf(content.counts) };
  const collection = new CouchbaseCollection(connection, { name, content, readOnly: true });
  const keys = await keysOfPart(connection, { name, collection }, part, signal);
  const set = new Set(keys);
  return { total: keys.length, keys, has: key => set.has(key) };
}

/** A batch at a time. */
export async function* keysOf(
  connection: Connection,
  master: MasterManifest,
  { keys }: Wanted,
  { after, signal }: { readonly after?: string | undefined; readonly signal: AbortSignal },
): AsyncGenerator<readonly ResourceKey[]> {
  if (keys === undefined) {
    yield* allKeys(connection, master.collection, { size: batchSize, signal, ...(after && { after }) });
    return;
  }
  const left = after === undefined ? keys : keys.filter(key => key > after);
  for (const batch of batches(left, batchSize)) {
    signal.throwIfAborted();
    yield batch;
  }
}

/** Of a copy of this origin with so many resources. */
export function contentOf(master: MasterManifest, origin: Origin, counts: Content['counts']): Content {
  const [all, some] = [sumOf(master.content.counts), sumOf(counts)];
  return {
    generation: generationOf(origin),
    counts,
    // Of a part it is not measured: taken to be of the usual size.
    bytes: all === 0 ? 0 : Math.round((master.content.bytes * some) / all),
  };
}

export function sumOf(counts: Content['counts']): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
