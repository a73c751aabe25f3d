import { type Clock, within } from '../core/clock.ts';
import { GatewayError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import type { Logger } from '../core/log.ts';
import { type Collection, CollectionMissing, type Store, type TypeCount } from '../store/port.ts';
import { Activity } from './activity.ts';
import { TenantCopies } from './copies.ts';
import { coldError, warmUpError } from './errors.ts';
import type { TenantState } from './state.ts';
import { stateOf, statusOf, type TenantStatus } from './status.ts';
import { type Lease, Tenant } from './tenant.ts';
import { WarmthRecords } from './warmth.ts';

export interface TenantLimits {
  /** Copies that may exist. */
  readonly maxTenants: number;
  /** Tenants that may be warm, warming or cooling at once. */
  readonly maxWarmTenants: number;
  /** A tenant without activity for this long cools down. */
  readonly tenantIdleMs: number;
  /** How long a waiting warm-up waits before it answers with WARMING. */
  readonly warmUpWaitMs: number;
}

/** Told of every step of every tenant's life. */
export type OnTransition = (tenant: TenantId, from: TenantState, to: TenantState) => void;

export interface TenantsOptions extends TenantLimits {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onTransition?: OnTransition;
}

/** Operations that a cool-down or shutdown waits for get this long. */
const drainMs = 8_000;

/** Remembered reasons of failed warm-ups. */
const maxFailures = 1_000;

/** The life cycle of all tenants of this process: who may be used, and when that ends. */
export class Tenants {
  readonly #options: TenantsOptions;
  readonly #records: WarmthRecords;
  readonly #tenants = new Map<TenantId, Tenant>();
  readonly #copies: TenantCopies;
  readonly #activity: Activity;
  /** Why the last warm-up of a cold tenant failed, the latest ones. */
  readonly #failures = new Map<TenantId, string>();
  #closing = false;

  constructor(options: TenantsOptions) {
    this.#options = options;
    this.#records = new WarmthRecords(options.store.system);
    this.#copies = new TenantCopies(options.store, options.maxTenants);
    this.#activity = new Activity({
      ...options,
      records: this.#records,
      idleMs: options.tenantIdleMs,
      onIdle: tenant => void this.#cool(tenant, 'idle'),
    });
  }

  /** Takes up the warmth that was recorded before a restart. Files are opened on first use. */
  async restore(): Promise<void> {
    const now = this.#options.clock.now();
    for (const { id, warmSince, lastActivity } of await this.#records.list()) {
      if (now - lastActivity >= this.#options.tenantIdleMs) continue;
      if (!(await this.#options.store.tenantExists(id))) continue;
      const tenant = this.#tenant(id);
      this.#move(tenant, 'WARMING');
      Object.assign(tenant, { lastActivity, recordedActivity: lastActivity });
      this.#becomeWarm(tenant, warmSince);
    }
  }

  status(id: TenantId): TenantStatus {
    const tenant = this.#find(id);
    return statusOf(id, tenant, tenant && this.#activity.coolsAt(tenant));
  }

  /** Every tenant that is not cold, by id. */
  active(): readonly TenantStatus[] {
    return [...this.#tenants.keys()].sort().map(id => this.status(id));
  }

  /**
   * Warms the tenant up; callers at the same time share one warm-up. With `refresh` its content is made equal
   * to master's first. Resolves when warm, or with WARMING when `wait` is false or takes too long.
   * @throws GatewayError TENANT_LIMIT, WARM_UP_FAILED
   */
  async warmUp(id: TenantId, { wait, refresh }: { wait: boolean; refresh: boolean }): Promise<TenantStatus> {
    if (this.#closing) throw new GatewayError('NOT_READY', 'The gateway is shutting down; try again.');
    const present = this.#find(id);
    if (present?.state === 'WARM' && !refresh) {
      this.#activity.touch(present);
      return this.status(id);
    }
    const warming = this.#warmOnce(id, refresh);
    // Whoever does not wait is told of a failure by the next gated field.
    warming.catch(() => undefined);
    if (wait) await within(this.#options.warmUpWaitMs, this.#options.clock, this.#warmAtLast(id, warming));
    return this.status(id);
  }

  /** Others may have asked for a refresh meanwhile: then that is waited for as well. */
  async #warmAtLast(id: TenantId, warming: Promise<void>): Promise<void> {
    await warming;
    for (let tenant = this.#tenants.get(id); tenant?.next !== undefined; tenant = this.#tenants.get(id)) {
      await tenant.next.done;
    }
  }

  /** Lets running operations end, then closes the tenant. Its data stays. Does nothing when it is cold. */
  async coolDown(id: TenantId): Promise<TenantStatus> {
    const tenant = this.#tenants.get(id);
    if (tenant !== undefined) {
      await tenant.warming?.catch(() => undefined);
      await this.#cool(tenant, 'asked for');
    }
    return this.status(id);
  }

  /**
   * A lease on a warm tenant. Counts as activity unless `passive`.
   * @throws GatewayError TENANT_COLD when the tenant is not warm
   */
  async acquire(id: TenantId, { passive = false } = {}): Promise<Lease> {
    const tenant = this.#find(id);
    if (tenant?.state !== 'WARM') throw this.#coldError(id, tenant);
    if (!passive) this.#activity.touch(tenant);
    try {
      return await tenant.lease(
        () => this.#open(id),
        () => passive || this.#activity.touch(tenant),
      );
    } catch (error) {
      if (!(error instanceof CollectionMissing)) throw error;
      await this.#cool(tenant, 'its copy is gone');
      throw this.#coldError(id, tenant);
    }
  }

  /** What the tenant's copy holds; undefined when it is not warm. No activity. */
  async counts(id: TenantId): Promise<readonly TypeCount[] | undefined> {
    if (this.#find(id)?.state !== 'WARM') return undefined;
    const lease = await this.acquire(id, { passive: true });
    try {
      return await lease.collection.counts();
    } finally {
      lease.release();
    }
  }

  /** Ends everything for a shutdown: warmth stays recorded, so that the next start finds it. */
  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all([...this.#tenants.values()].map(tenant => this.#closeTenant(tenant)));
  }

  async #closeTenant(tenant: Tenant): Promise<void> {
    const busy = tenant.warming?.catch(() => undefined) ?? tenant.cooling ?? Promise.resolve();
    await within(drainMs, this.#options.clock, busy);
    if (tenant.state !== 'WARM') return;
    tenant.cancelIdleTimer?.();
    await within(drainMs, this.#options.clock, tenant.drained());
    await tenant.closeCollection();
    if (tenant.recordedActivity !== tenant.lastActivity) await this.#activity.record(tenant);
  }

  /** The tenant if it is not cold. One whose idle timer is late, as after the machine slept, cools now. */
  #find(id: TenantId): Tenant | undefined {
    const tenant = this.#tenants.get(id);
    if (tenant?.state === 'WARM' && this.#activity.isIdle(tenant)) void this.#cool(tenant, 'idle');
    return tenant;
  }

  #tenant(id: TenantId): Tenant {
    const tenant = this.#tenants.get(id) ?? new Tenant(id);
    this.#tenants.set(id, tenant);
    return tenant;
  }

  #move(tenant: Tenant, to: TenantState): void {
    const from = tenant.state;
    tenant.moveTo(to);
    this.#options.onTransition?.(tenant.id, from, to);
  }

  #open(id: TenantId): Promise<Collection> {
    return this.#options.store.openTenant(id);
  }

  /** Resolves when a warm-up has ended that began no sooner than now, or that is no refresh where none is wanted. */
  #warmOnce(id: TenantId, refresh: boolean): Promise<void> {
    const tenant = this.#tenants.get(id);
    if (tenant?.warming !== undefined && !refresh) return tenant.warming;
    // A refresh replaces what readers use: a warm tenant cools first, so that nobody reads half of each.
    const cooling = tenant?.state === 'WARM' ? this.#cool(tenant, 'refresh') : tenant?.cooling;
    const busy = tenant?.warming ?? cooling;
    if (tenant === undefined || busy === undefined) return this.#startWarming(id, refresh);
    // What is under way may have begun before master changed, so one more follows.
    tenant.next ??= { refresh, done: this.#warmAfter(busy, tenant) };
    tenant.next.refresh ||= refresh;
    return tenant.next.done;
  }

  async #warmAfter(busy: Promise<void>, tenant: Tenant): Promise<void> {
    await busy.catch(() => undefined);
    const refresh = tenant.next?.refresh ?? false;
    tenant.next = undefined;
    return this.#warmOnce(tenant.id, refresh);
  }

  #startWarming(id: TenantId, refresh: boolean): Promise<void> {
    const active = [...this.#tenants.values()].filter(tenant => tenant.state !== 'COLD').length;
    if (active >= this.#options.maxWarmTenants) {
      return Promise.reject(
        new GatewayError('TENANT_LIMIT', 'Too many tenants are warm; try again when one has cooled down.', {
          extensions: { limit: this.#options.maxWarmTenants },
        }),
      );
    }
    const tenant = this.#tenant(id);
    this.#move(tenant, 'WARMING');
    this.#failures.delete(id);
    const done = this.#warm(tenant, refresh).finally(() => {
      tenant.warming = undefined;
    });
    tenant.warming = done;
    return done;
  }

  async #warm(tenant: Tenant, refresh: boolean): Promise<void> {
    const { clock, logger } = this.#options;
    const started = clock.now();
    const onProgress = (share: number) => {
      // The last step is opening the copy.
      tenant.progress = Math.max(tenant.progress, share * 0.99);
    };
    try {
      const changes = await this.#copies.ensure(tenant.id, refresh, onProgress);
      if (changes) logger.info({ tenant: tenant.id, ...changes }, 'tenant refreshed');
      const lease = await tenant.lease(
        () => this.#open(tenant.id),
        () => undefined,
      );
      lease.release();
      tenant.lastActivity = clock.now();
      tenant.warmSince = tenant.lastActivity;
      await this.#activity.record(tenant);
      this.#becomeWarm(tenant, tenant.lastActivity);
      logger.info({ tenant: tenant.id, durationMs: clock.now() - started }, 'tenant warmed up');
    } catch (error) {
      await tenant.closeCollection().catch(() => undefined);
      throw this.#failWarming(tenant, error);
    }
  }

  #failWarming(tenant: Tenant, thrown: unknown): GatewayError {
    this.#options.logger.error({ tenant: tenant.id, err: thrown }, 'warm-up failed');
    const failure = warmUpError(thrown);
    if (this.#failures.size >= maxFailures) this.#failures.clear();
    this.#failures.set(tenant.id, failure.message);
    this.#move(tenant, 'COLD');
    this.#tenants.delete(tenant.id);
    return failure;
  }

  #becomeWarm(tenant: Tenant, warmSince: number): void {
    tenant.warmSince = warmSince;
    tenant.progress = 1;
    this.#move(tenant, 'WARM');
    this.#activity.watch(tenant);
  }

  #cool(tenant: Tenant, why: string): Promise<void> {
    if (tenant.cooling !== undefined || tenant.state !== 'WARM') return tenant.cooling ?? Promise.resolve();
    this.#move(tenant, 'COOLING');
    tenant.progress = 0;
    tenant.cancelIdleTimer?.();
    tenant.cooling = this.#drainAndClose(tenant, why).finally(() => {
      tenant.cooling = undefined;
      this.#move(tenant, 'COLD');
      this.#tenants.delete(tenant.id);
    });
    return tenant.cooling;
  }

  async #drainAndClose(tenant: Tenant, why: string): Promise<void> {
    const { logger } = this.#options;
    try {
      await within(drainMs, this.#options.clock, tenant.drained());
      await tenant.closeCollection();
      await this.#records.forget(tenant.id);
      logger.info({ tenant: tenant.id, why }, 'tenant cooled down');
    } catch (error) {
      // The record expires by itself; a file that cannot be closed is no reason to keep the tenant.
      logger.error({ tenant: tenant.id, why, err: error }, 'cool-down was not clean');
    }
  }

  #coldError(id: TenantId, tenant: Tenant | undefined): GatewayError {
    return coldError(id, stateOf(tenant), tenant?.progress ?? 0, this.#failures.get(id));
  }
}
