import { type Clock, wait } from '../core/clock.ts';
import { GatewayError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import type { Logger } from '../core/log.ts';
import { SingleFlight } from '../core/single-flight.ts';
import type { Tracing } from '../core/span.ts';
import { tracedApart } from '../core/tracing.ts';
import { type Cause, drainMs, type LocalTenants } from './local.ts';
import type { Presence } from './presence.ts';
import { isClaim, type TenantRecord, type TenantRecords } from './records.ts';
import type { Tenant } from './tenant.ts';

export interface CoolDownsOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly tracing?: Tracing | undefined;
  readonly holder: string;
  readonly records: TenantRecords;
  readonly presence: Presence;
  readonly local: LocalTenants;
}

/** This process drains and closes, then the others do; then a little. */
const coolingMs = 3 * drainMs;
/** How often it is looked whether other processes have closed a tenant. */
const lookEveryMs = 25;

/** The way from WARM to COLD for all processes. */
export class CoolDowns {
  readonly #options: CoolDownsOptions;
  readonly #running = new SingleFlight<TenantId, void>();

  constructor(options: CoolDownsOptions) {
    this.#options = options;
  }

  /** The cool-down under way in this process. */
  running(id: TenantId): Promise<void> | undefined {
    return this.#running.pending(id);
  }

  /** Resolves when no process serves the tenant. Does nothing when it is not warm. */
  cool(id: TenantId, cause: Cause): Promise<void> {
    const about = { 'gateway.tenant': id, 'gateway.cool_down.cause': cause };
    return this.#running.run(id, () =>
      tracedApart(this.#options.tracing, 'tenant cool-down', 'internal', about, () => this.#cool(id, cause)),
    );
  }

  async #cool(id: TenantId, cause: Cause): Promise<void> {
    const { records, local, logger } = this.#options;
    const used = local.find(id)?.lastActivity ?? 0;
    await records
      .change(id, current => {
        if (current?.state !== 'WARM') return undefined;
        return this.#claim(Math.max(current.lastActivity, used));
      })
      // What cannot be written down ends by itself; here the tenant is closed all the same.
      .catch(error => logger.error({ tenant: id, err: error }, 'cool-down was not recorded'));
    // One that is being taken up has read the record before, or will find it changed.
    await local.adopted(id);
    const tenant = local.find(id);
    if (tenant !== undefined) await local.leave(tenant, cause);
    if (!(await this.othersHaveLeft(id)))
      logger.warn({ tenant: id }, 'another process did not close the tenant');
    await this.#becomeCold(id);
  }

  async #becomeCold(id: TenantId): Promise<void> {
    const { records, holder } = this.#options;
    await records.change(id, current =>
      isClaim(current, 'COOLING', holder) ? { state: 'COLD', lastActivity: current.lastActivity } : undefined,
    );
  }

  /** Of this process: it sees to it that the tenant becomes cold. */
  #claim(lastActivity: number): TenantRecord {
    const { holder, clock } = this.#options;
    const now = clock.now();
    return { state: 'COOLING', lastActivity, by: holder, since: now, until: now + coolingMs };
  }

  /**
   * Does something with a cold tenant that nobody may warm up meanwhile; whoever cools it, or does such a thing, goes
   * before.
   * @throws GatewayError STORE_UNAVAILABLE when it is not cold, or a process does not let go of it
   */
  async whileCold(id: TenantId, work: () => Promise<void>): Promise<void> {
    for (let other = this.running(id); other !== undefined; other = this.running(id)) {
      await other.catch(() => undefined);
    }
    await this.#running.run(id, () => this.#whileCold(id, work));
  }

  async #whileCold(id: TenantId, work: () => Promise<void>): Promise<void> {
    const { records, holder } = this.#options;
    const claimed = await records.change(id, current => {
      const { state = 'COLD', lastActivity = 0 } = current ?? {};
      return state === 'COLD' ? this.#claim(lastActivity) : undefined;
    });
    try {
      const held = async () => isClaim(await records.read(id), 'COOLING', holder);
      if (!claimed || !(await this.othersHaveLeft(id)) || !(await held())) {
        throw new GatewayError('STORE_UNAVAILABLE', 'The tenant is in use by another process; try again.');
      }
      await work();
    } finally {
      await this.#becomeCold(id);
    }
  }

  /** What becomes of a tenant that has been idle in this process: others may be using it. */
  async coolIdle(tenant: Tenant): Promise<void> {
    const { presence, local, logger, records, clock } = this.#options;
    try {
      const { lastActivity = 0 } = (await records.read(tenant.id)) ?? {};
      const later = lastActivity > tenant.lastActivity && lastActivity <= clock.now();
      const usedElsewhere = later || (await presence.othersIn(tenant.id));
      if (usedElsewhere) await local.leave(tenant, 'idle_here');
      else await this.cool(tenant.id, 'idle');
    } catch (error) {
      logger.error({ tenant: tenant.id, err: error }, 'an idle tenant was not cooled cleanly');
      await local.leave(tenant, 'idle');
    }
  }

  /** Waits until no other process has the tenant open, but not for ever. Resolves to whether that is so. */
  async othersHaveLeft(id: TenantId): Promise<boolean> {
    const { presence, clock } = this.#options;
    // By the timer: the clock may be set back meanwhile.
    let over = false;
    const cancel = clock.after(drainMs, () => {
      over = true;
    });
    try {
      while (!over && (await presence.othersIn(id))) await wait(clock, lookEveryMs);
      return !over || !(await presence.othersIn(id));
    } finally {
      cancel();
    }
  }
}
