import { type ResourceKey, splitKey } from '../../core/ids.ts';
import type { OnProgress, RefreshSummary, TypeChanges } from '../port.ts';
import { batches } from './bounded.ts';
import type { Connection } from './connection.ts';
import { deleteDocuments, departures, presentKeys, replaceDocuments } from './copy-statements.ts';
import type { Content } from './manifest.ts';
import { allKeys } from './selection.ts';
import type { Sql } from './sql.ts';

/** Documents looked at by one statement. */
const batchSize = 500;

/** How a tenant's content differs from what it should be. */
export interface Difference {
  readonly added: readonly ResourceKey[];
  readonly changed: readonly ResourceKey[];
  /** What it should not have. */
  readonly gone: readonly ResourceKey[];
  readonly unchanged: number;
}

interface Question {
  readonly master: string;
  readonly tenant: string;
  /** Of master. `has`: undefined where it is all of it. */
  readonly wanted: {
    readonly total: number;
    keys(): AsyncIterable<readonly ResourceKey[]>;
    readonly has?: ((key: ResourceKey) => boolean) | undefined;
  };
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/** Compares the two, batch by batch, and changes nothing. The tenant may be in use meanwhile. */
export async function findDifference(connection: Connection, question: Question): Promise<Difference> {
  const { master, tenant, wanted, signal, onProgress } = question;
  const added: ResourceKey[] = [];
  const changed: ResourceKey[] = [];
  let done = 0;
  for await (const keys of wanted.keys()) {
    const rows = await connection.query<{ id: ResourceKey; isNew: boolean }>(
      departures(master, tenant, keys),
      { consistent: true, long: true, signal },
    );
    for (const { id, isNew } of rows) (isNew ? added : changed).push(id);
    done += keys.length;
    onProgress(done / Math.max(1, wanted.total));
  }
  const gone: ResourceKey[] = [];
  for await (const keys of allKeys(connection, tenant, { size: batchSize, signal })) {
    const has = wanted.has ?? (await presenceIn(connection, master, keys, signal));
    gone.push(...keys.filter(key => !has(key)));
  }
  return { added, changed, gone, unchanged: done - added.length - changed.length };
}

export function summaryOf({ added, changed, gone, unchanged }: Difference): RefreshSummary {
  return { added: added.length, changed: changed.length, deleted: gone.length, unchanged };
}

/** Of a collection with those counts. `added`: undefined where all is. */
export function changesByType(
  counts: Content['counts'],
  {
    added,
    changed,
    gone,
  }: Pick<Difference, 'changed' | 'gone'> & { readonly added: Difference['added'] | undefined },
): readonly TypeChanges[] {
  const [ofAdded, ofChanged, ofGone] = [added ?? [], changed, gone].map(countByType);
  return Object.entries(counts).map(([type, total]) => {
    const isNew = added === undefined ? total : (ofAdded!.get(type) ?? 0);
    const isOther = ofChanged!.get(type) ?? 0;
    return {
      ...{ type, added: isNew, changed: isOther, deleted: ofGone!.get(type) ?? 0 },
      unchanged: total - isNew - isOther,
    };
  });
}

function countByType(keys: readonly ResourceKey[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) {
    const { type } = splitKey(key);
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return counts;
}

/** The statements that make the tenant equal; they may be repeated, also those of another difference. */
export function* changesOf(
  master: string,
  tenant: string,
  { added, changed, gone }: Difference,
): Generator<Sql> {
  for (const keys of batches(gone, batchSize)) yield deleteDocuments(tenant, keys);
  for (const keys of batches([...added, ...changed], batchSize)) yield replaceDocuments(master, tenant, keys);
}

async function presenceIn(
  connection: Connection,
  collection: string,
  keys: readonly ResourceKey[],
  signal: AbortSignal,
): Promise<(key: ResourceKey) => boolean> {
  const present = await connection.query<ResourceKey>(presentKeys(collection, keys), { long: true, signal });
  const set = new Set(present);
  return key => set.has(key);
}
