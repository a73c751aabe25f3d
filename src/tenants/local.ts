import { type Clock, within } from '../core/clock.ts';
import type { TenantId } from '../core/ids.ts';
import type { Logger } from '../core/log.ts';
import type { Collection, Store } from '../store/port.ts';
import type { Activity } from './activity.ts';
import type { Lanes } from './lanes.ts';
import type { Presence } from './presence.ts';
import type { TenantRecords } from './records.ts';
import type { TenantState } from './state.ts';
import { type Lease, Tenant } from './tenant.ts';

/** Told of every step of a tenant's life in this process, and what caused it. */
export type OnTransition = (tenant: TenantId, from: TenantState, to: TenantState) => void;

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
  readonly #adopting = new Map<TenantId, Promise<Tenant | undefined>>();

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
  async adopt(id: TenantId): Promise<Tenant | undefined> {
    const adopting = this.#adopting.get(id) ?? this.#adopt(id).finally(() => void this.#adopting.delete(id));
    this.#adopting.set(id, adopting);
    return adopting;
  }

  async #adopt(id: TenantId): Promise<Tenant | undefined> {
    const { records, presence, activity, clock } = this.#options;
    if ((await records.read(id))?.state !== 'WARM') return undefined;
    // Marked first, read again after: whoever cools the tenant sees the mark, or is seen.
    await presence.enter(id);
    const record = await records.read(id);
    const idle = clock.now() >= activity.coolsAt(record?.lastActivity ?? 0);
    // Where nobody else has it there is no activity that is not written down.
    const over = record?.state !== 'WARM' || (idle && !(await presence.othersIn(id)));
    if (over || this.#tenants.has(id)) {
      if (over) await presence.leave(id);
      return this.#tenants.get(id);
    }
    const tenant = this.begin(id);
    tenant.markedOpen = clock.now();
    const { lastActivity, warmSince = lastActivity } = record;
    this.becomeWarm(tenant, { warmSince, lastActivity });
    return tenant;
  }

  async lease(tenant: Tenant, passive: boolean, signal: AbortSignal | undefined): Promise<Lease> {
    const { activity } = this.#options;
    if (!passive) activity.touch(tenant);
    return tenant.lease(
      () => this.open(tenant.id),
      () => passive || activity.touch(tenant),
      signal,
    );
  }

  open(id: TenantId): Promise<Collection> {
    return this.#options.store.openTenant(id);
  }

  /**
   * Lets running operations end, then closes the tenant in this process; others may go on. Does nothing to one that
   * is not warm here.
   */
  leave(tenant: Tenant, why: string): Promise<void> {
    if (tenant.leaving !== undefined || tenant.state !== 'WARM') return tenant.leaving ?? Promise.resolve();
    this.#move(tenant, 'COOLING');
    tenant.progress = 0;
    tenant.cancelIdleTimer?.();
    tenant.leaving = this.#drainAndClose(tenant, why).finally(() => {
      this.#move(tenant, 'COLD');
      this.#tenants.delete(tenant.id);
    });
    return tenant.leaving;
  }

  async #drainAndClose(tenant: Tenant, why: string): Promise<void> {
    const { clock, logger, presence, store } = this.#options;
    const { id } = tenant;
    try {
      await within(drainMs, clock, tenant.drained());
      tenant.lanes?.clear(new Error('The tenant was closed'));
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
