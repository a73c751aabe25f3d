import type { CacheMode, CacheOrders } from '../cache/caches.ts';
import { isTenantId, type TenantId } from '../core/ids.ts';
import type { SystemDocuments } from '../store/port.ts';

const key = '_system/cache';

/** How soon gateways follow, and notice that another process has cooled a tenant. */
export const lookEveryMs = 250;

/** What an operator has said, as it is stored. Gateways look at it several times a second. */
interface StoredOrders {
  /** Undefined: as each gateway's `CACHE` has it. */
  readonly mode?: CacheMode | undefined;
  readonly flushes: number;
  readonly tenantFlushes: Readonly<Record<string, number>>;
}

const none: StoredOrders = { flushes: 0, tenantFlushes: {} };

/** @param otherwise the mode where no operator has said any */
export async function readCacheOrders<Otherwise extends CacheMode | undefined>(
  documents: SystemDocuments,
  otherwise: Otherwise,
): Promise<Omit<CacheOrders, 'mode'> & { readonly mode: CacheMode | Otherwise }> {
  const { mode, flushes, tenantFlushes } = await read(documents);
  const known = Object.entries(tenantFlushes).filter((entry): entry is [TenantId, number] =>
    isTenantId(entry[0]),
  );
  return { mode: mode ?? otherwise, flushes, tenantFlushes: new Map(known) };
}

/** Undefined: every gateway as its `CACHE` has it. */
export function orderMode(documents: SystemDocuments, mode: CacheMode | undefined): Promise<void> {
  return change(documents, orders => ({ ...orders, mode }));
}

/** Every value of before is given up: of one tenant, or of all. */
export function orderFlush(documents: SystemDocuments, tenant: TenantId | undefined): Promise<void> {
  return change(documents, ({ mode, flushes, tenantFlushes }) =>
    tenant === undefined
      ? // Counts for all tenants, so that theirs are needed no more; never less than any was, or names would come back.
        { mode, flushes: flushes + 1 + Math.max(0, ...Object.values(tenantFlushes)), tenantFlushes: {} }
      : { mode, flushes, tenantFlushes: { ...tenantFlushes, [tenant]: (tenantFlushes[tenant] ?? 0) + 1 } },
  );
}

async function read(documents: SystemDocuments): Promise<StoredOrders> {
  return ((await documents.get(key))?.value as StoredOrders | undefined) ?? none;
}

async function change(
  documents: SystemDocuments,
  next: (orders: StoredOrders) => StoredOrders,
): Promise<void> {
  for (;;) {
    const document = await documents.get(key);
    const orders = next((document?.value as StoredOrders | undefined) ?? none);
    const written = await documents.put(key, orders, { revision: document?.revision ?? 0 });
    if (written !== undefined) return;
  }
}
