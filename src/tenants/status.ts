import type { TenantId } from '../core/ids.ts';
import type { TenantState } from './state.ts';
import type { Tenant } from './tenant.ts';

/** What the outside is told of a tenant. Times in ms since 1970. */
export interface TenantStatus {
  readonly id: TenantId;
  readonly state: TenantState;
  /** 0 when cold, 1 when warm. */
  readonly progress: number;
  /** Undefined unless warm. */
  readonly warmSince: number | undefined;
  /** When the tenant cools down unless it is used before; undefined unless warm. */
  readonly coolsAt: number | undefined;
}

/** `tenant`: undefined when it is cold. */
export function statusOf(
  id: TenantId,
  tenant: Tenant | undefined,
  coolsAt: number | undefined,
): TenantStatus {
  const warm = tenant?.state === 'WARM';
  return {
    id,
    state: stateOf(tenant),
    progress: tenant?.progress ?? 0,
    warmSince: warm ? tenant.warmSince : undefined,
    coolsAt: warm ? coolsAt : undefined,
  };
}

/** To the outside a tenant that cools only to be warmed up anew is warming. */
export function stateOf(tenant: Tenant | undefined): TenantState {
  if (tenant === undefined) return 'COLD';
  return tenant.state === 'COOLING' && tenant.next !== undefined ? 'WARMING' : tenant.state;
}
