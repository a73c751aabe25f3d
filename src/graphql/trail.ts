import { GatewayError } from '../core/errors.ts';
import type { ResourceKey } from '../core/ids.ts';
import type { TenantStatus } from '../tenants/status.ts';

/** A review that was tried. */
export interface TriedReview {
  readonly type: string;
  /** Undefined for an id that can be none, which may be any text. */
  readonly key: ResourceKey | undefined;
  readonly reviewed: boolean;
  /** A code of an error; undefined: it is done. */
  readonly code: string | undefined;
}

/** A change of the tenant's own state that was asked for. */
export interface Execution {
  readonly name: 'warmUpTenant' | 'coolDownTenant';
  /** Whether the tenant's content was to be made that of master. */
  readonly refresh: boolean;
  /** Which it has come to. */
  readonly state: TenantStatus['state'] | undefined;
  /** A code of an error; undefined: it is done, or was begun. */
  readonly code: string | undefined;
}

/** What one operation does besides reading, and how it ends: for the audit log. What it reads its footprint has. */
export class Trail {
  kind: 'query' | 'mutation' | undefined;
  /** Of every error of the answer. */
  readonly codes = new Set<string>();
  readonly reviews: TriedReview[] = [];
  readonly executions: Execution[] = [];

  /** Notes how it ends. */
  async execution(
    name: Execution['name'],
    work: Promise<TenantStatus>,
    refresh = false,
  ): Promise<TenantStatus> {
    try {
      const status = await work;
      this.executions.push({ name, refresh, state: status.state, code: undefined });
      return status;
    } catch (error) {
      this.executions.push({ name, refresh, state: undefined, code: codeOf(error) });
      throw error;
    }
  }
}

/** As clients are told it. */
export function codeOf(error: unknown): string {
  return error instanceof GatewayError ? error.code : 'INTERNAL_SERVER_ERROR';
}
