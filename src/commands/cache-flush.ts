import type { TenantId } from '../core/ids.ts';
import { orderFlush } from '../services/cache-control.ts';
import { untilFollowed, withStore } from './cache-orders.ts';
import { CommandError } from './failure.ts';
import { say } from './output.ts';

/** `cache flush [tenant]`: resolves when gateways that run find nothing of before. */
export async function runFlush(tenant: TenantId | undefined): Promise<void> {
  await withStore(async ({ store }) => {
    // Only of tenants that are there: flushes are counted by tenant, and a word that was mistyped would stay.
    if (tenant !== undefined && !(await store.tenantExists(tenant))) {
      throw new CommandError(`There is no tenant ${tenant}.`);
    }
    await orderFlush(store.system, tenant);
    say(`What was kept of ${tenant === undefined ? 'all tenants' : `tenant ${tenant}`} is given up`);
    await untilFollowed();
  });
}
