import type { ResourceKey } from '../core/ids.ts';
import { splitKey } from '../core/ids.ts';
import { definitions, findDefinition } from '../fhir/registry.ts';
import type { Condition } from '../fhir/search.ts';
import type { SearchRequest } from '../store/port.ts';

/** What is read ahead, by whatever reads: through the caches, or not. */
export interface Preloader {
  /** Of one type. */
  resources(keys: readonly ResourceKey[]): unknown;
  page(request: SearchRequest): Promise<unknown>;
}

/** A worklist's first page, as most clients ask for it. */
const pageSize = 50;

const unreviewed: Condition = { kind: 'reviewed', is: false };

/**
 * Reads what the first users of a tenant will ask for, so that it lies in the caches, those of the store and of the
 * operating system too, and its statements are prepared: what was read last, the first page of each type, and of what
 * is still to be reviewed.
 */
export async function preload(reader: Preloader, recent: readonly ResourceKey[]): Promise<void> {
  // Kept by an earlier version, keys may be of a type that is stored no more.
  const stored = recent.filter(key => findDefinition(splitKey(key).type) !== undefined);
  for (const keys of Map.groupBy(stored, key => splitKey(key).type).values()) await reader.resources(keys);
  for (const { type, defaultOrder: order, reviewable } of definitions) {
    await reader.page({ type, where: [], order, limit: pageSize });
    if (reviewable) await reader.page({ type, where: [unreviewed], order, limit: pageSize });
  }
}
