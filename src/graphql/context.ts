import type { Clock } from '../core/clock.ts';
import type { TenantId } from '../core/ids.ts';
import type { Tenants } from '../tenants/tenants.ts';
import { Session } from './session.ts';

/** What every resolver gets. Made anew for each operation. */
export interface GatewayContext {
  readonly tenant: TenantId;
  /** Who reviews; null when requests are not authenticated. */
  readonly reviewer: string | null;
  readonly tenants: Tenants;
  readonly session: Session;
}

export interface Caller {
  readonly tenant: TenantId;
  readonly reviewer: string | null;
}

export function createContext(caller: Caller, tenants: Tenants, clock: Clock): GatewayContext {
  const { tenant, reviewer } = caller;
  return { tenant, reviewer, tenants, session: new Session(tenants, tenant, clock) };
}
