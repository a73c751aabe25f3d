import type { TenantId } from '../core/ids.ts';
import type { TenantRecord } from './records.ts';
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
  /** As far as this process knows; undefined when it was never used. */
  readonly lastActivity: number | undefined;
  /** Why the last warm-up failed; undefined unless it did. */
  readonly failure: string | undefined;
}

/**
 * What all processes know, and this one knows better of a tenant that it has in hand.
 * `local`: undefined when it has not, or is about to close it.
 */
export function statusOf(
  id: TenantId,
  record: TenantRecord | undefined,
  local: Tenant | undefined,
  idleMs: number,
): TenantStatus {
  // The record of a tenant in use may be late, not the other way round.
  const state = local?.state === 'WARM' ? 'WARM' : (record?.state ?? 'COLD');
  const lastActivity = Math.max(record?.lastActivity ?? 0, local?.lastActivity ?? 0) || undefined;
  const warm = state === 'WARM' && lastActivity !== undefined;
  return {
    id,
    state,
    progress: warm ? 1 : state === 'WARMING' ? Math.max(record?.progress ?? 0, local?.progress ?? 0) : 0,
    warmSince: warm ? (local?.warmSince ?? record?.warmSince) : undefined,
    coolsAt: warm ? lastActivity + idleMs : undefined,
    lastActivity,
    failure: state === 'COLD' ? record?.failure : undefined,
  };
}
