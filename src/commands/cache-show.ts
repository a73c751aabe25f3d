import { readCacheOrders } from '../services/cache-control.ts';
import { withStore } from './cache-orders.ts';
import { say } from './output.ts';

/** `cache show`: the orders that stand. */
export async function runShow(): Promise<void> {
  await withStore(async ({ store, config }) => {
    const { mode, flushes, tenantFlushes } = await readCacheOrders(store.system, undefined);
    say(
      mode === undefined
        ? `Mode: as CACHE says at each gateway (in this environment: ${config.cache.mode})`
        : `Mode: ${mode}, by an operator`,
    );
    // Every flush raises it, that of one tenant only that tenant's.
    say(`Flush number: ${flushes}`);
    for (const [tenant, further] of [...tenantFlushes].sort()) say(`  of ${tenant}: ${flushes + further}`);
  });
}
