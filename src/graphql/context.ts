import type { Clock } from '../core/clock.ts';
import type { TenantId } from '../core/ids.ts';
import type { Cursors } from '../services/cursors.ts';
import type { Tenants } from '../tenants/tenants.ts';
import { Session } from './session.ts';

/** What every resolver gets. Made anew for each operation. */
export interface GatewayContext {
  readonly tenant: TenantId;
  /** Who reviews; null when requests are not authenticated. */
  readonly reviewer: string | null;
  readonly clock: Clock;
  readonly tenants: Tenants;
  readonly session: Session;
}

export interface Caller {
  readonly tenant: TenantId;
  readonly reviewer: string | null;
}

export interface Services {
  readonly tenants: Tenants;
  readonly cursors: Cursors;
  readonly clock: Clock;
}

/** @param gone aborted when nobody waits for the answer any more */
export function createContext(
  { tenant, reviewer }: Caller,
  { tenants, cursors, clock }: Services,
  gone: AbortSignal,
): GatewayContext {
  const session = new Session(tenants, tenant, clock, cursors, gone);
  return { tenant, reviewer, clock, tenants, session };
}
