import type { Clock } from '../core/clock.ts';
import type { GivesUp } from '../core/ending.ts';
import type { Logger } from '../core/log.ts';
import type { Tracing } from '../core/span.ts';
import type { TenantLabels } from '../metrics/tenants.ts';
import type { Store } from '../store/port.ts';
import type { OnCall } from './lane.ts';
import type { OnCoolDown, OnTransition } from './local.ts';
import type { ResourcesOptions } from './resources.ts';
import type { Rotation } from './rotation.ts';
import type { WarmUpsOptions } from './warming.ts';

export interface TenantLimits {
  /** Copies that may exist. */
  readonly maxTenants: number;
  /** Tenants that may be warm, warming or cooling at once, over all processes. */
  readonly maxWarmTenants: number;
  /** A tenant without activity for this long cools down. */
  readonly tenantIdleMs: number;
  /** How long a waiting warm-up waits before it answers with WARMING. */
  readonly warmUpWaitMs: number;
  readonly lanes: LaneLimits;
}

export interface LaneLimits {
  /** Off: calls go to the store directly. */
  readonly on: boolean;
  /** Calls of a lane at work at once. */
  readonly concurrency: number;
  /** Calls of a lane that may wait. */
  readonly queue: number;
}

export interface TenantsOptions extends TenantLimits {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Undefined: nothing is traced. */
  readonly tracing?: Tracing | undefined;
  /** The stored resource types, of which each has lanes of its own. */
  readonly types: readonly string[];
  readonly partOf?: WarmUpsOptions['partOf'];
  readonly preload?: WarmUpsOptions['preload'];
  readonly rotation?: Rotation;
  readonly resources?: Omit<ResourcesOptions, 'shrink'>;
  /** Memory is short: what can be read again is to be let go of. */
  readonly onMemoryShort?: () => void;
  readonly onTransition?: OnTransition;
  readonly onCoolDown?: OnCoolDown;
  readonly onWarmUp?: WarmUpsOptions['onWarmUp'];
  readonly onCall?: OnCall;
  /** Where the calls of lanes are counted. */
  readonly tenantLabels?: TenantLabels;
}

export interface AcquireOptions {
  /** Does not count as activity. */
  readonly passive?: boolean;
  /** Gives up what is asked of the collection. */
  readonly asker?: GivesUp | undefined;
}
