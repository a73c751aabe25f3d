import type { TenantId } from '../../core/ids.ts';
import type { Permissions } from '../../services/permissions.ts';

/** Whoever calls with an API key. */
export interface Partner {
  readonly id: string;
  readonly tenants: readonly TenantId[];
  readonly permissions: Permissions;
  /** Names of manifests, or ids of operations; undefined: all that are registered. */
  readonly operations: ReadonlySet<string> | undefined;
  /** Requests a second; undefined: as for any tenant. */
  readonly rateLimit: number | undefined;
}

export interface PartnerKeys {
  /** @throws GatewayError UNAUTHENTICATED */
  find(apiKey: string): Partner;
}
