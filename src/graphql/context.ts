import type { Clock } from '../core/clock.ts';
import type { GivesUp } from '../core/ending.ts';
import type { TenantId } from '../core/ids.ts';
import type { OnBatch } from '../metrics/loaders.ts';
import type { Caching } from '../services/caching.ts';
import type { Cursors } from '../services/cursors.ts';
import { Footprint } from '../services/footprint.ts';
import type { Permissions } from '../services/permissions.ts';
import type { Tenants } from '../tenants/tenants.ts';
import { type Leases, Session } from './session.ts';
import { Trail } from './trail.ts';

/** What every resolver gets. Made anew for each operation. */
export interface GatewayContext {
  readonly tenant: TenantId;
  /** Who reviews; null when requests are not authenticated. */
  readonly reviewer: string | null;
  readonly permissions: Permissions;
  readonly clock: Clock;
  readonly tenants: Tenants;
  readonly session: Session;
  /** What the operation reads. */
  readonly footprint: Footprint;
  /** What it does, for the audit log; undefined when that is off. */
  readonly trail: Trail | undefined;
}

/** Who sent a request, and what he may do. */
export interface Caller {
  /** `anonymous`: requests are not authenticated. */
  readonly kind: 'anonymous' | 'user' | 'partner';
  readonly tenant: TenantId;
  /** For `reviewedBy`; null when requests are not authenticated. */
  readonly reviewer: string | null;
  readonly permissions: Permissions;
  /** For the audit log; undefined when requests are not authenticated. */
  readonly agent?: Agent;
  /** Given for partners alone. */
  readonly partner?: PartnerTerms;
}

/** Who acts, as whoever vouches for him calls him. */
export interface Agent {
  /** Where the name means something: a token's issuer, or `partners`. */
  readonly system: string;
  readonly name: string;
}

/** What a partner is held to. */
export interface PartnerTerms {
  readonly id: string;
  /** Ids of registered operations, or names of manifests; undefined: all that are registered. */
  readonly operations: ReadonlySet<string> | undefined;
  /** Requests a second; undefined: as for any tenant. */
  readonly rateLimit: number | undefined;
}

export interface Services {
  readonly tenants: Tenants;
  readonly cursors: Cursors;
  readonly caching: Caching;
  readonly clock: Clock;
  /** Whether what operations do is noted. */
  readonly audited: boolean;
  /** Told what loaders ask for at once. */
  readonly onBatch: OnBatch;
}

/**
 * @param gone gives up when nobody waits for the answer any more
 * @param leases where the operation gets its tenant from, if not as everybody does
 */
export function createContext(
  { tenant, reviewer, permissions }: Pick<Caller, 'tenant' | 'reviewer' | 'permissions'>,
  { tenants, cursors, caching, clock, audited, onBatch }: Services,
  gone: GivesUp,
  leases: Leases = tenants,
): GatewayContext {
  const footprint = new Footprint();
  const session = new Session(leases, tenant, { clock, cursors, caching, footprint, onBatch }, gone);
  const trail = audited ? new Trail() : undefined;
  return { tenant, reviewer, permissions, clock, tenants, session, footprint, trail };
}
