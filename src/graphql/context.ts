import type { Clock } from '../core/clock.ts';
import type { TenantId } from '../core/ids.ts';
import type { Caching } from '../services/caching.ts';
import type { Cursors } from '../services/cursors.ts';
import { Footprint } from '../services/footprint.ts';
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
  /** What the operation reads. */
  readonly footprint: Footprint;
}

export interface Caller {
  readonly tenant: TenantId;
  readonly reviewer: string | null;
  /** What the caller may do, by name; whoever may do other things is given other answers. */
  readonly rights: readonly string[];
}

export interface Services {
  readonly tenants: Tenants;
  readonly cursors: Cursors;
  readonly caching: Caching;
  readonly clock: Clock;
}

/** @param gone aborted when nobody waits for the answer any more */
export function createContext(
  { tenant, reviewer }: Caller,
  { tenants, cursors, caching, clock }: Services,
  gone: AbortSignal,
): GatewayContext {
  const footprint = new Footprint();
  const session = new Session(tenants, tenant, { clock, cursors, caching, footprint }, gone);
  return { tenant, reviewer, clock, tenants, session, footprint };
}
