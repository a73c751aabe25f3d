import { type Clock, within } from '../core/clock.ts';
import type { GivesUp } from '../core/ending.ts';
import type { TenantId } from '../core/ids.ts';
import type { Logger } from '../core/log.ts';
import { SingleFlight } from '../core/single-flight.ts';
import type { Collection, Store } from '../store/port.ts';
import type { Activity } from './activity.ts';
import { coldError } from './errors.ts';
import type { Lanes } from './lanes.ts';
import type { Presence } from './presence.ts';
import type { TenantRecord, TenantRecords } from './records.ts';
import type { TenantState } from './state.ts';
import { type Lease, Tenant } from './tenant.ts';

/** Told of every step of a tenant's life in this process. */
export type OnTransition = (tenant: TenantId, from: TenantState, to: TenantState) => void;

/** Why a tenant leaves this process, in the words of the log. */
export const causes = {
  idle: 'idle',
  idle_here: 'idle in this process',
  asked: 'asked for',
  refresh: 'refresh',
  shutdown: 'shutdown',
  other_process: 'cooled by another process',
  copy_gone: 'its copy is gone',
} as const;
export type Cause = keyof typeof causes;

/** Told how long a tenant took to drain and close here, seconds. */
export type OnCoolDown = (cause: Cause, seconds: number) => void;

export interface LocalOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly records: TenantRecords;
  readonly presence: Presence;
  readonly activity: Activity;
  /** Lanes for a tenant that becomes warm here; undefined with `LANES=off`. */
  readonly makeLanes: (id: TenantId) => Lanes | undefined;
  readonly onTransition: OnTransition;
  readonly onCoolDown: OnCoolDown;
}

/** Operations that a tenant's leaving waits for get this long. */
export const drainMs = 8_000;

/**
 * The tenants that this process has in hand. A tenant is warm here when its record says so, this process has marked
 * itself as present, and it has not left since.
 */
export class LocalTenants {
  readonly #options: LocalOptions;
  readonly #tenants = new Map<TenantId, Tenant>();
  readonly #adopting = new SingleFlight<TenantId, Tenant | undefined>();

  constructor(options: LocalOptions) {
    this.#options = options;
  }

  find(id: TenantId): Tenant | undefined {
    return this.#tenants.get(id);
  }

  all(): readonly Tenant[] {
    return [...this.#tenants.values()];
  }

  /** Begins a warm-up here. */
  begin(id: TenantId): Tenant {
    const tenant = new Tenant(id, this.#options.makeLanes(id));
    this.#tenants.set(id, tenant);
    this.#move(tenant, 'WARMING');
    return tenant;
  }

  becomeWarm(tenant: Tenant, { warmSince, lastActivity }: { warmSince: number; lastActivity: number }): void {
    Object.assign(tenant, { warmSince, lastActivity, recordedActivity: lastActivity, progress: 1 });
    this.#move(tenant, 'WARM');
    this.#options.activity.watch(tenant);
  }

  /** The end of a warm-up that failed. */
  async giveUp(tenant: Tenant): Promise<void> {
    await tenant.closeCollection().catch(() => undefined);
    await this.#options.presence.leave(tenant.id).catch(() => undefined);
    this.#move(tenant, 'COLD');
    this.#tenants.delete(tenant.id);
  }

  /** Takes up a tenant that is warm through another process, or since before a restart. Undefined when it is cold. */
  adopt(id: TenantId): Promise<Tenant | undefined> {
    return this.#adopting.run(id, () => this.#adopt(id));
  }

  /** Waits until it is settled whether a tenant that is being taken up is in hand. */
  async adopted(id: TenantId): Promise<void> {
    await this.#adopting.pending(id)?.catch(() => undefined);
  }

  async #adopt(id: TenantId): Promise<Tenant | undefined> {
    const { records, presence, clock } = this.#options;
    if ((await records.read(id))?.state !== 'WARM') return undefined;
    // Marked first, read again after: whoever cools the tenant sees the mark, or is seen.
    await presence.enter(id);
    const record = await this.#usable(id);
    const inHand = this.#tenants.get(id);
    if (inHand !== undefined) return inHand.state === 'WARM' ? inHand : undefined;
    if (record === undefined) {
      await presence.leave(id);
      return undefined;
    }
    const tenant = this.begin(id);
    tenant.markedOpen = clock.now();
    const { lastActivity, warmSince = lastActivity } = record;
    this.becomeWarm(tenant, { warmSince, lastActivity });
    return tenant;
  }

  /** The record of a warm tenant that has not been idle for too long, as far as can be known without its users. */
  async #usable(id: TenantId): Promise<TenantRecord | undefined> {
    const { records, presence, activity, clock } = this.#options;
    const record = await records.read(id);
    if (record?.state !== 'WARM') return undefined;
    const { lastActivity } = record;
    // Where nobody else has it there is no activity that is not written down.
    if (clock.now() < activity.coolsAt(lastActivity) || (await presence.othersIn(id))) return record;
    await records.change(id, current =>
      current?.state === 'WARM' && current.lastActivity === lastActivity
        ? { state: 'COLD', lastActivity }
        : undefined,
    );
    return undefined;
  }

  /** Undefined when the tenant is not warm here any more. */
  lease(tenant: Tenant, passive: boolean, asker: GivesUp | undefined): Lease | Promise<Lease> | undefined {
    const { activity } = this.#options;
    // Counted in the same step, so that nobody closes the tenant between.
    if (tenant.state !== 'WARM') return undefined;
    const touch = () => activity.touch(tenant);
    if (!passive) touch();
    return tenant.lease(() => this.open(tenant.id), { touch, passive, asker });
  }

  open(id: TenantId): Promise<Collection> {
    return this.#options.store.openTenant(id);
  }

  /**
   * Lets running operations end, then closes the tenant in this process; others may go on. Does nothing to one that
   * is not warm here.
   */
  leave(tenant: Tenant, cause: Cause): Promise<void> {
    if (tenant.leaving !== undefined || tenant.state !== 'WARM') return tenant.leaving ?? Promise.resolve();
    this.#move(tenant, 'COOLING');
    tenant.progress = 0;
    tenant.cancelIdleTimer?.();
    const { clock, onCoolDown } = this.#options;
    const began = clock.now();
    tenant.leaving = this.#drainAndClose(tenant, causes[cause]).finally(() => {
      this.#move(tenant, 'COLD');
      onCoolDown(cause, Math.max(0, clock.now() - began) / 1000);
      this.#tenants.delete(tenant.id);
    });
    return tenant.leaving;
  }

  async #drainAndClose(tenant: Tenant, why: string): Promise<void> {
    const { clock, logger, presence, store } = this.#options;
    const { id } = tenant;
    try {
      await within(drainMs, clock, tenant.drained());
      tenant.end(coldError({ id, state: 'COLD', progress: 0, failure: undefined }));
      await tenant.closeCollection();
      await tenant.recent.save(store.system, id);
      logger.info({ tenant: id, why }, 'tenant closed');
    } catch (error) {
      // A file that cannot be closed is no reason to keep the tenant.
      logger.error({ tenant: id, why, err: error }, 'tenant was not closed cleanly');
    }
    // The mark expires by itself.
    await presence.leave(id).catch(() => undefined);
  }

  #move(tenant: Tenant, to: TenantState): void {
    const from = tenant.state;
    tenant.moveTo(to);
    this.#options.onTransition(tenant.id, from, to);
  }
}
