import { toIso } from '../core/clock.ts';
import { GatewayError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import { readStatus } from '../ingest/status.ts';
import { CollectionMissing, type RefreshSummary } from '../store/port.ts';
import type { TenantStatus } from '../tenants/status.ts';
import { CommandError } from './failure.ts';
import { counted, say } from './output.ts';
import { type Session, watched, withTenants } from './tenants-session.ts';
import { totalOf } from './tenants-words.ts';

/** `tenants warm <id>`: resolves when the tenant is warm, for all processes. */
export async function runWarm(id: TenantId, { refresh }: { refresh: boolean }): Promise<void> {
  await withTenants(async session => {
    const { config, store, tenants } = session;
    if (config.tenantsAllowed?.has(id) === false) {
      throw new CommandError(`TENANTS_ALLOWED does not name ${id}.`);
    }
    if (!(await readStatus(store.system))?.ready) {
      throw new CommandError('There is no master data to copy yet; run the ingest first.');
    }
    const isNew = !(await store.tenantExists(id));
    const wasWarm = (await tenants.status(id)).state === 'WARM';
    const changed = refreshing(session);
    const begun = performance.now();
    const status = await watched(tenants, id, warmUp(session, id, refresh));
    const took = `in ${((performance.now() - begun) / 1000).toFixed(1)} s`;
    if (status.state !== 'WARM')
      throw new CommandError(`Tenant ${id} was warm, but not for long: try again.`);
    const { counts } = await store.describeTenant(id);
    const changes = changed();
    if (isNew) say(`Tenant ${id} is new and warm: ${counted(totalOf(counts), 'resource')} copied ${took}`);
    else if (changes !== undefined) say(`Tenant ${id} is refreshed and warm ${took}: ${inWords(changes)}`);
    else if (wasWarm) say(`Tenant ${id} is warm already`);
    else say(`Tenant ${id} is warm again ${took}`);
    for (const { type, total, reviewed } of counts) {
      say(`  ${type.padEnd(14)}${total}${reviewed > 0 ? `, ${reviewed} reviewed` : ''}`);
    }
    say(coolsAt(status));
  });
}

async function warmUp({ tenants }: Session, id: TenantId, refresh: boolean): Promise<TenantStatus> {
  try {
    return await tenants.warmUp(id, { wait: true, refresh });
  } catch (error) {
    const { code, cause } = error as GatewayError;
    // Clients are sent to the log of the gateway; here the error itself is at hand.
    const unforeseen = !(cause instanceof GatewayError || cause instanceof CollectionMissing);
    throw code === 'WARM_UP_FAILED' && cause !== undefined && unforeseen ? cause : error;
  }
}

/** What a refresh has changed is told by the store alone. Returns how to ask, once it is done. */
function refreshing({ store }: Session): () => RefreshSummary | undefined {
  const refreshTenant = store.refreshTenant.bind(store);
  let changes: RefreshSummary | undefined;
  store.refreshTenant = async (...parameters) => {
    changes = await refreshTenant(...parameters);
    return changes;
  };
  return () => changes;
}

function inWords({ added, changed, deleted, unchanged }: RefreshSummary): string {
  return `${added} added, ${changed} changed, ${deleted} deleted, ${unchanged} unchanged`;
}

function coolsAt({ coolsAt }: TenantStatus): string {
  return `It cools down at ${toIso(coolsAt!)} unless it is used before`;
}
