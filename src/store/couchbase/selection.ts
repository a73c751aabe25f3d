import type { ResourceKey } from '../../core/ids.ts';
import { compartmentOf } from '../../fhir/compartment.ts';
import type { Collection, Part } from '../port.ts';
import { Referred } from '../referred.ts';
import { batches } from './bounded.ts';
import type { Connection } from './connection.ts';
import { keysAfter, keysWithTerms } from './copy-statements.ts';
import { resourceKeys } from './names.ts';
import { term } from './search-values.ts';
import { oneOf } from './sql.ts';

/** Resources looked at together. */
const sliceSize = 250;

/** The resources of a collection, in the order of their keys, so many at a time. */
export async function* allKeys(
  connection: Connection,
  collection: string,
  {
    size,
    after = resourceKeys.from,
    signal,
  }: { size: number; after?: string; signal?: AbortSignal | undefined },
): AsyncGenerator<readonly ResourceKey[]> {
  for (let behind = after; ; ) {
    const keys = await connection.query<ResourceKey>(keysAfter(collection, behind, size), {
      ...{ consistent: true, long: true, signal },
    });
    if (keys.length > 0) yield keys;
    if (keys.length < size) return;
    behind = keys.at(-1)!;
  }
}

/**
 * The keys of a part of master, in their order: see Part for what belongs to it. Of the types that are searched for,
 * and of those that belong to them, nothing comes in by reference.
 */
export async function keysOfPart(
  connection: Connection,
  { name, collection }: { readonly name: string; readonly collection: Collection },
  part: Part,
  signal?: AbortSignal,
): Promise<readonly ResourceKey[]> {
  const selected = new Set<ResourceKey>();
  const compartment = compartmentOf(part.type);
  const closed = new Set([part.type, ...compartment.map(({ definition }) => definition.type)]);
  const referred = new Referred(closed);
  const add = async (keys: readonly ResourceKey[]) => {
    const fresh = keys.filter(key => !selected.has(key));
    for (const stored of await collection.get(fresh)) {
      if (stored === undefined || selected.has(stored.key)) continue;
      selected.add(stored.key);
      referred.addFrom(stored.resource);
    }
  };
  for await (const keys of matchesOf(collection, part, signal)) {
    await add(keys);
    const terms = compartment.flatMap(({ definition: { type }, parameters }) =>
      parameters.flatMap(parameter => keys.map(key => term(type, parameter, 'reference', key))),
    );
    if (terms.length === 0 || keys.length === 0) continue;
    const members = await connection.query<ResourceKey>(keysWithTerms(name, oneOf(terms)), {
      ...{ consistent: true, long: true, signal },
    });
    for (const slice of batches(members, sliceSize)) await add(slice);
  }
  for (let next = referred.take(sliceSize); next !== undefined; next = referred.take(sliceSize)) {
    signal?.throwIfAborted();
    await add(next.keys);
  }
  return [...selected].sort();
}

async function* matchesOf(collection: Collection, { type, where }: Part, signal: AbortSignal | undefined) {
  const order = [{ by: 'id', descending: false }] as const;
  for (let after: ResourceKey | undefined; ; ) {
    const request = { type, where, order, limit: sliceSize, ...(signal && { signal }) };
    const page = await collection.search({ ...request, ...(after && { after }) });
    const keys = page.entries.map(({ key }) => key);
    yield keys;
    if (!page.hasMore) return;
    after = keys.at(-1);
  }
}
