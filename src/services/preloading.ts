import type { ResourceKey } from '../core/ids.ts';
import { splitKey } from '../core/ids.ts';
import { definitions, findDefinition } from '../fhir/registry.ts';
import type { Condition } from '../fhir/search.ts';
import type { Collection } from '../store/port.ts';

/** A worklist's first page, as most clients ask for it. */
const pageSize = 50;

const unreviewed: Condition = { kind: 'reviewed', is: false };

/**
 * Reads what the first users of a tenant will ask for, so that it lies in the caches of the store and of the
 * operating system and its statements are prepared: what was read last, the first page of each type, and of what
 * is still to be reviewed.
 */
export async function preload(collection: Collection, recent: readonly ResourceKey[]): Promise<void> {
  // Kept by an earlier version, keys may be of a type that is stored no more.
  const stored = recent.filter(key => findDefinition(splitKey(key).type) !== undefined);
  await collection.get(stored);
  for (const { type, defaultOrder: order, reviewable } of definitions) {
    await collection.search({ type, where: [], order, limit: pageSize });
    if (reviewable) await collection.search({ type, where: [unreviewed], order, limit: pageSize });
  }
}
