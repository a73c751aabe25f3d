import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/log.ts';
import type { Tenant } from './tenant.ts';
import type { WarmthRecords } from './warmth.ts';

/**
 * Activity is written to the store at most this often, and no less often than ten times in an idle time, so
 * warmth found after a crash is at most that stale.
 */
const recordEveryMs = 60_000;

export interface ActivityOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly records: WarmthRecords;
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

  touch(tenant: Tenant): void {
    tenant.lastActivity = this.#options.clock.now();
    if (tenant.lastActivity - tenant.recordedActivity >= Math.min(recordEveryMs, this.#options.idleMs / 10)) {
      this.record(tenant).catch(error =>
        this.#options.logger.error({ tenant: tenant.id, err: error }, 'activity was not recorded'),
      );
    }
  }

  /** Writes the tenant's warmth to the store. */
  async record(tenant: Tenant): Promise<void> {
    const { id, lastActivity, warmSince = lastActivity } = tenant;
    tenant.recordedActivity = lastActivity;
    await this.#options.records.record(id, { warmSince, lastActivity }, this.coolsAt(tenant));
  }

  coolsAt(tenant: Tenant): number {
    return tenant.lastActivity + this.#options.idleMs;
  }

  isIdle(tenant: Tenant): boolean {
    return !tenant.inUse && this.#idleForMs(tenant) >= this.#options.idleMs;
  }

  /** Calls `onIdle` once the tenant has been idle for too long, unless `tenant.cancelIdleTimer` is called before. */
  watch(tenant: Tenant): void {
    const { clock, idleMs, onIdle } = this.#options;
    // While it is used there is nothing to wait for but the end of that, which counts as activity. A clock that
    // was set back must not keep a tenant warm for longer than one idle time.
    const remainingMs = tenant.inUse ? idleMs : idleMs - this.#idleForMs(tenant);
    const waitMs = Math.min(Math.max(remainingMs, 1), idleMs);
    tenant.cancelIdleTimer = clock.after(waitMs, () => {
      if (this.isIdle(tenant)) onIdle(tenant);
      else this.watch(tenant);
    });
  }

  #idleForMs(tenant: Tenant): number {
    return this.#options.clock.now() - tenant.lastActivity;
  }
}
