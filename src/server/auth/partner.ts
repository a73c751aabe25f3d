import type { TenantId } from '../../core/ids.ts';
import type { Permissions } from '../../services/permissions.ts';

/** A partner: software of somebody else's, known by an API key. */
export interface Partner {
  readonly id: string;
  /** Whom it may speak for. With several each request names one. */
  readonly tenants: readonly TenantId[];
  readonly permissions: Permissions;
  /** Ids of registered operations, or names of manifests; undefined: all that are registered. */
  readonly operations: ReadonlySet<string> | undefined;
  /** Requests a second; undefined: as for any tenant. */
  readonly rateLimit: number | undefined;
}

export interface PartnerKeys {
  /** @throws GatewayError UNAUTHENTICATED: the key is nobody's */
  find(apiKey: string): Partner;
}
