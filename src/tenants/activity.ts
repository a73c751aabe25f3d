import type { Clock } from '../core/clock.ts';
import { runOutsideRequest } from '../core/context.ts';
import type { Logger } from '../core/log.ts';
import type { TenantRecords } from './records.ts';
import type { Tenant } from './tenant.ts';

/** Activity is written to the store at most this often, and no less often than ten times in an idle time. */
const recordEveryMs = 60_000;

export interface ActivityOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly records: TenantRecords;
  /** A tenant without activity for this long is idle. */
  readonly idleMs: number;
  readonly onIdle: (tenant: Tenant) => void;
}

/** When warm tenants were used last, here and in the store, and when they have been idle for too long. */
export class Activity {
  readonly #options: ActivityOptions;

  constructor(options: ActivityOptions) {
    this.#options = options;
  }

  touch(tenant: Tenant, now = this.#options.clock.now()): void {
    tenant.lastActivity = now;
    if (this.isDue(tenant, now)) {
      this.record(tenant).catch(error =>
        this.#options.logger.error({ tenant: tenant.id, err: error }, 'activity was not recorded'),
      );
    }
  }

  /** Whether activity would be written to the store now. */
  isDue({ recordedActivity }: Tenant, now = this.#options.clock.now()): boolean {
    return now - recordedActivity >= this.#recordEveryMs;
  }

  /**
   * Writes the tenant's activity to the store. `last`: none follows from this process, so that the tenant's time is
   * up with its idle time; otherwise what is not yet written counts as well.
   */
  async record(tenant: Tenant, { last = false } = {}): Promise<void> {
    const { id, lastActivity, recordedActivity } = tenant;
    const now = this.#options.clock.now();
    tenant.recordedActivity = lastActivity;
    try {
      await this.#options.records.change(id, current => {
        if (current?.state !== 'WARM') return undefined;
        const latest = Math.max(lastActivity, Math.min(current.lastActivity, now));
        return { ...current, lastActivity: latest, ...this.expiry(latest, last) };
      });
    } catch (error) {
      tenant.recordedActivity = recordedActivity;
      throw error;
    }
  }

  /** When a warm tenant that was last used then is cold for everybody, whatever becomes of its processes. */
  expiry(lastActivity: number, last = false): { readonly until: number } {
    return { until: lastActivity + this.#options.idleMs + (last ? 0 : this.#recordEveryMs) };
  }

  coolsAt(lastActivity: number): number {
    return lastActivity + this.#options.idleMs;
  }

  isIdle(tenant: Tenant, now = this.#options.clock.now()): boolean {
    return !tenant.inUse && now - tenant.lastActivity >= this.#options.idleMs;
  }

  /** Calls `onIdle` once the tenant has been idle for too long, unless `tenant.cancelIdleTimer` is called before. */
  watch(tenant: Tenant): void {
    const { clock, idleMs, onIdle } = this.#options;
    // A clock that was set back must not keep a tenant warm for longer: what lies ahead was now at the latest.
    tenant.lastActivity = Math.min(tenant.lastActivity, clock.now());
    const waitMs = Math.max(idleMs - (clock.now() - tenant.lastActivity), 1);
    const look = () => {
      // An operation that runs is activity all the while, for other processes too.
      if (tenant.inUse) this.touch(tenant);
      if (this.isIdle(tenant)) onIdle(tenant);
      else this.watch(tenant);
    };
    // Whoever used the tenant has nothing to do with its cooling.
    tenant.cancelIdleTimer = runOutsideRequest(() => clock.after(waitMs, look));
  }

  get #recordEveryMs(): number {
    return Math.min(recordEveryMs, this.#options.idleMs / 10);
  }
}
