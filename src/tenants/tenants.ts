import { within } from '../core/clock.ts';
import { GatewayError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import { TenantLabels } from '../metrics/tenants.ts';
import { CollectionMissing, type RefreshSummary, type TypeCount } from '../store/port.ts';
import { Activity } from './activity.ts';
import { Admissions } from './admissions.ts';
import { Comparisons } from './comparing.ts';
import { CoolDowns } from './cooling.ts';
import { coldError } from './errors.ts';
import { endHolder, newHolder } from './holder.ts';
import { Lanes } from './lanes.ts';
import { LocalTenants } from './local.ts';
import { Operations } from './operations.ts';
import type { AcquireOptions, TenantsOptions } from './options.ts';
import { Presence, renewEveryMs } from './presence.ts';
import { forgetRecent } from './recent.ts';
import { TenantRecords } from './records.ts';
import { Resources } from './resources.ts';
import { Rotation } from './rotation.ts';
import { statusOf, type TenantStatus } from './status.ts';
import type { Lease, Tenant } from './tenant.ts';
import { WarmUps } from './warming.ts';

/** The life cycle of all tenants: who may be used, and when that begins and ends. Shared by processes on one store. */
export class Tenants {
  readonly resources: Resources;
  readonly operations: Operations;
  readonly #options: TenantsOptions;
  readonly #holder = newHolder();
  readonly #records: TenantRecords;
  readonly #presence: Presence;
  readonly #activity: Activity;
  readonly #local: LocalTenants;
  readonly #coolDowns: CoolDowns;
  readonly #warmUps: WarmUps;
  readonly #comparisons: Comparisons;
  #closing = false;

  constructor(options: TenantsOptions) {
    this.#options = options;
    const { store, clock, lanes, types, rotation = new Rotation() } = options;
    const { tenantLabels = new TenantLabels() } = options;
    const holder = this.#holder;
    const records = new TenantRecords(store.system, clock, holder);
    const presence = new Presence(store.system, clock, holder);
    const activity = new Activity({
      ...options,
      records,
      idleMs: options.tenantIdleMs,
      onIdle: tenant => void coolDowns.coolIdle(tenant),
    });
    const makeLanes = (tenant: TenantId) =>
      new Lanes({
        tenant,
        types,
        rotation,
        concurrency: lanes.concurrency,
        maxWaiting: lanes.queue,
        onCall: options.onCall ?? (() => undefined),
        counts: tenantLabels.take(tenant),
      });
    const local = new LocalTenants({
      ...{ ...options, records, presence, activity },
      makeLanes: id => (lanes.on ? makeLanes(id) : undefined),
      onTransition: options.onTransition ?? (() => undefined),
      onCoolDown: options.onCoolDown ?? (() => undefined),
    });
    const coolDowns = new CoolDowns({ ...options, holder, records, presence, local });
    const shrink = () => {
      options.onMemoryShort?.();
      store.releaseMemory();
    };
    this.resources = new Resources({ ...options.resources, shrink });
    const admissions = new Admissions({ ...options, records, resources: this.resources });
    const partOf = options.partOf ?? (() => undefined);
    this.#comparisons = new Comparisons({ ...options, partOf });
    this.#warmUps = new WarmUps({
      ...{ ...options, holder, records, presence, activity, local, coolDowns, admissions },
      partOf,
      preload: options.preload ?? (async () => undefined),
      onWarmUp: options.onWarmUp ?? (() => undefined),
    });
    // As many as all lanes of a tenant hold.
    const maxWaiting = (lanes.concurrency + lanes.queue) * (2 * types.length + 1);
    this.operations = new Operations({
      ...{ clock, rotation, tenantLabels },
      maxWaiting: lanes.on ? maxWaiting : undefined,
    });
    this.#records = records;
    this.#presence = presence;
    this.#activity = activity;
    this.#local = local;
    this.#coolDowns = coolDowns;
  }

  async status(id: TenantId): Promise<TenantStatus> {
    await this.#coolIfLate(this.#local.find(id));
    const record = await this.#records.read(id);
    const status = statusOf(id, record, this.#local.find(id), this.#options.tenantIdleMs);
    // What a tenant that cools is on the way to is what its users need to know.
    const toBeWarm = status.state === 'COOLING' && this.#warmUps.running(id) !== undefined;
    return toBeWarm ? { ...status, state: 'WARMING' } : status;
  }

  /** Every tenant that is not cold, by id. */
  async active(): Promise<readonly TenantStatus[]> {
    const all = await this.known();
    return all.filter(({ state }) => state !== 'COLD');
  }

  /** Every tenant that is not cold, was warm before, or could not be warmed up of late; by id. */
  async known(): Promise<readonly TenantStatus[]> {
    const records = await this.#records.list();
    return records.map(record =>
      statusOf(record.id, record, this.#local.find(record.id), this.#options.tenantIdleMs),
    );
  }

  /** The tenants that are warm in this process. */
  here(): readonly Tenant[] {
    return this.#local.all();
  }

  /** Whether the tenant is warm in this process. */
  isHere(id: TenantId): boolean {
    return this.#local.find(id)?.state === 'WARM';
  }

  /**
   * Warms the tenant up; callers at the same time share one warm-up, across processes. With `refresh` its content is
   * made equal to master's first. Resolves when warm, or with WARMING when `wait` is false or takes too long.
   * @throws GatewayError TENANT_LIMIT, WARM_UP_FAILED
   */
  async warmUp(id: TenantId, { wait, refresh }: { wait: boolean; refresh: boolean }): Promise<TenantStatus> {
    if (this.#closing) throw new GatewayError('NOT_READY', 'The gateway is shutting down; try again.');
    const warm = refresh ? undefined : await this.#warmHere(id);
    if (warm !== undefined) {
      this.#activity.touch(warm);
      return this.status(id);
    }
    const warming = this.#warmUps.warmUp(id, refresh);
    // Whoever does not wait is told of a failure by the next gated field.
    warming.catch(() => undefined);
    if (wait) await within(this.#options.warmUpWaitMs, this.#options.clock, this.#warmAtLast(id, warming));
    else await this.#warmUps.begun(id);
    return this.status(id);
  }

  /** Lets running operations end, in all processes, then closes the tenant. Its data stays. */
  async coolDown(id: TenantId): Promise<TenantStatus> {
    await within(this.#options.warmUpWaitMs, this.#options.clock, this.#warmUps.ended(id));
    await this.#coolDowns.cool(id, 'asked');
    return this.status(id);
  }

  /**
   * A lease on a warm tenant; what is asked of its collection is given up when whoever asks gives up. Counts as
   * activity unless `passive`.
   * @throws GatewayError TENANT_COLD when the tenant is not warm
   */
  async acquire(id: TenantId, { passive = false, asker }: AcquireOptions = {}): Promise<Lease> {
    const tenant = await this.#warmHere(id);
    try {
      const lease = tenant && (await this.#local.lease(tenant, passive, asker));
      if (lease !== undefined) return lease;
    } catch (error) {
      if (!(error instanceof CollectionMissing)) throw error;
      await this.#coolDowns.cool(id, 'copy_gone');
    }
    const status = await this.status(id);
    // Warm for others, and on its way out of this process: by the next try it is out.
    throw coldError(status.state === 'WARM' ? { ...status, state: 'COOLING' } : status);
  }

  /** As `acquire`, for a tenant that this process has open, without waiting; undefined for any other. */
  acquireAtOnce(id: TenantId, { passive = false, asker }: AcquireOptions = {}): Lease | undefined {
    const tenant = this.#local.find(id);
    if (tenant?.state !== 'WARM' || tenant.opened === undefined || this.#activity.isIdle(tenant))
      return undefined;
    // An open tenant's lease is no promise.
    return this.#local.lease(tenant, passive, asker) as Lease;
  }

  /**
   * A tenant that can be used within this very step: warm, open, and with nothing that is due besides. Otherwise
   * `acquire` decides.
   *
   * @param now as the clock has it
   */
  atHand(id: TenantId, now: number): Tenant | undefined {
    const tenant = this.#local.find(id);
    if (tenant?.state !== 'WARM' || tenant.opened === undefined) return undefined;
    return this.#activity.isIdle(tenant, now) || this.#activity.isDue(tenant, now) ? undefined : tenant;
  }

  /** The tenant was used. @param now as the clock has it */
  touch(tenant: Tenant, now: number): void {
    this.#activity.touch(tenant, now);
  }

  /** What the tenant's copy holds; undefined when it is not warm. No activity. */
  async counts(id: TenantId): Promise<readonly TypeCount[] | undefined> {
    const lease = await this.acquire(id, { passive: true }).catch(unlessCold);
    try {
      return await lease?.collection.counts();
    } finally {
      lease?.release();
    }
  }

  /**
   * What a refresh would do; undefined when the tenant is not warm. No activity.
   * @throws GatewayError DEADLINE_EXCEEDED
   */
  async drift(id: TenantId): Promise<RefreshSummary | undefined> {
    if ((await this.status(id)).state !== 'WARM') return undefined;
    return this.#comparisons.compare(id);
  }

  /**
   * Deletes the tenant's copy with all its reviews, for good.
   * @throws GatewayError STORE_UNAVAILABLE when a process does not let go of it
   */
  async drop(id: TenantId): Promise<void> {
    const { store } = this.#options;
    await this.coolDown(id);
    await this.#coolDowns.whileCold(id, async () => {
      await store.dropTenant(id);
      await forgetRecent(store.system, id);
      await this.#records.change(id, () => 'forget');
    });
  }

  /**
   * Closes what other processes have cooled, and says that this one is still there. To be called several times a
   * second.
   */
  async look(): Promise<void> {
    for (const tenant of this.#local.all()) {
      if (tenant.state !== 'WARM') continue;
      try {
        if (await this.#isStillWarm(tenant)) await this.#renewMark(tenant);
        else void this.#local.leave(tenant, 'other_process');
      } catch (error) {
        this.#options.logger.warn({ tenant: tenant.id, err: error }, 'a tenant could not be looked after');
      }
    }
  }

  /** Ends everything for a shutdown: warmth stays recorded, so that the next start finds it. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.#warmUps.close();
    for (let left = this.#local.all(); left.length > 0; left = this.#local.all()) {
      await Promise.all(left.map(tenant => this.#closeTenant(tenant)));
    }
    endHolder(this.#holder);
  }

  async #closeTenant(tenant: Tenant): Promise<void> {
    const { logger } = this.#options;
    const wasWarm = tenant.state === 'WARM';
    await this.#local.leave(tenant, 'shutdown');
    if (!wasWarm) return;
    await this.#activity
      .record(tenant, { last: !(await this.#presence.othersIn(tenant.id)) })
      .catch(error => logger.error({ tenant: tenant.id, err: error }, 'activity was not recorded'));
  }

  /** Others may have asked for a refresh meanwhile: then that is waited for as well. */
  async #warmAtLast(id: TenantId, warming: Promise<void>): Promise<void> {
    await warming;
    for (let next = this.#warmUps.running(id); next !== undefined; next = this.#warmUps.running(id))
      await next;
  }

  /** The tenant, if it is warm, as this process has it in hand from now on. */
  async #warmHere(id: TenantId): Promise<Tenant | undefined> {
    const present = this.#local.find(id);
    if (present?.state === 'WARM' && !this.#activity.isIdle(present)) return present;
    await this.#coolIfLate(present);
    const leaving = this.#local.find(id)?.leaving;
    // Others may go on using a tenant that was idle here.
    if (leaving !== undefined && (await this.#records.read(id))?.state === 'WARM') await leaving;
    if (this.#closing || this.#local.find(id) !== undefined) return undefined;
    return this.#local.adopt(id);
  }

  /** One whose idle timer is late, as after the machine slept, cools now. */
  async #coolIfLate(tenant: Tenant | undefined): Promise<void> {
    if (tenant?.state === 'WARM' && this.#activity.isIdle(tenant)) await this.#coolDowns.coolIdle(tenant);
  }

  /** By the same warm-up: after another the copy may be another. */
  async #isStillWarm(tenant: Tenant): Promise<boolean> {
    const record = await this.#records.read(tenant.id);
    return record?.state === 'WARM' && record.warmSince === tenant.warmSince;
  }

  async #renewMark(tenant: Tenant): Promise<void> {
    const now = this.#options.clock.now();
    if (now - tenant.markedOpen < renewEveryMs) return;
    await this.#presence.enter(tenant.id);
    tenant.markedOpen = now;
  }
}

function unlessCold(error: unknown): undefined {
  if (!(error instanceof GatewayError) || error.code !== 'TENANT_COLD') throw error;
}
