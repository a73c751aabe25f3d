import { type Clock, wait } from '../core/clock.ts';
import { GatewayError } from '../core/errors.ts';
import type { ResourceKey, TenantId } from '../core/ids.ts';
import type { Logger } from '../core/log.ts';
import type { Span, Tracing } from '../core/span.ts';
import { tracedApart } from '../core/tracing.ts';
import type { Collection, Part, Store } from '../store/port.ts';
import type { Activity } from './activity.ts';
import type { Admissions } from './admissions.ts';
import { Claims } from './claims.ts';
import type { CoolDowns } from './cooling.ts';
import { warmUpError } from './errors.ts';
import type { LocalTenants } from './local.ts';
import type { Presence } from './presence.ts';
import { readRecent } from './recent.ts';
import type { TenantRecord, TenantRecords } from './records.ts';
import type { Tenant } from './tenant.ts';

export interface WarmUpsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly tracing?: Tracing | undefined;
  readonly holder: string;
  readonly records: TenantRecords;
  readonly presence: Presence;
  readonly activity: Activity;
  readonly local: LocalTenants;
  readonly coolDowns: CoolDowns;
  readonly admissions: Admissions;
  /** Which part of master the tenant's copy holds; undefined: all of it. */
  readonly partOf: (id: TenantId) => Part | undefined;
  /** Reads ahead what will be asked for; `recent`: what was read last before the tenant cooled. */
  readonly preload: (id: TenantId, collection: Collection, recent: readonly ResourceKey[]) => Promise<void>;
  /** Told how long a warm-up took, and how it ended. */
  readonly onWarmUp: (outcome: 'first' | 'again' | 'refresh' | 'failed', seconds: number) => void;
}

/** How often it is looked whether another process is done. */
const lookEveryMs = 100;

/** Where in a warm-up its steps end. */
const copied = 0.9;
const opened = 0.92;

interface Running {
  /** Resolves when the tenant is claimed, or has to be waited for; rejects when it may not become warm. */
  readonly begun: Promise<void>;
  readonly done: Promise<void>;
}

/** The way from COLD to WARM: claimed by one process for all, done here, seen by all. */
export class WarmUps {
  readonly #options: WarmUpsOptions;
  readonly #claims: Claims;
  readonly #running = new Map<TenantId, Running>();
  /** The refreshes that follow them, each for all who have asked for one meanwhile. */
  readonly #following = new Map<TenantId, Promise<void>>();
  readonly #closing = new AbortController();
  readonly #closed = Promise.withResolvers<void>();

  constructor(options: WarmUpsOptions) {
    this.#options = options;
    this.#claims = new Claims(options);
  }

  /** The last of the warm-ups that this process is about, of which one may wait for another process. */
  running(id: TenantId): Promise<void> | undefined {
    return this.#following.get(id) ?? this.#running.get(id)?.done;
  }

  /**
   * Resolves when the tenant is warm; with `refresh` by a warm-up that began no sooner than now.
   * @throws GatewayError TENANT_LIMIT, WARM_UP_FAILED
   */
  warmUp(id: TenantId, refresh: boolean): Promise<void> {
    const present = this.#running.get(id);
    if (present !== undefined && !refresh) return present.done;
    if (present !== undefined) return this.#refreshAfter(id, present);
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const done = tracedApart(
      this.#options.tracing,
      'tenant warm-up',
      'internal',
      { 'gateway.tenant': id },
      span => this.#warmUp(id, refresh, begin, span),
    ).finally(() => this.#running.delete(id));
    const running: Running = { begun: Promise.race([begun, done]), done };
    // Whoever waits is told; nobody has to.
    running.begun.catch(() => undefined);
    this.#running.set(id, running);
    return done;
  }

  /** Waits for the warm-ups of a tenant; for one in another process as long as that gives signs of life. */
  async ended(id: TenantId): Promise<void> {
    const { records } = this.#options;
    for (;;) {
      const running = this.running(id);
      if (running === undefined && (await records.read(id))?.state !== 'WARMING') return;
      await (running?.catch(() => undefined) ?? this.#pause());
    }
  }

  #pause(): Promise<unknown> {
    return Promise.race([wait(this.#options.clock, lookEveryMs), this.#closed.promise]);
  }

  /** What is under way may have begun before master changed, so one more follows. */
  #refreshAfter(id: TenantId, { done }: Running): Promise<void> {
    const following =
      this.#following.get(id) ??
      done
        .catch(() => undefined)
        .then(() => {
          this.#following.delete(id);
          return this.warmUp(id, true);
        });
    this.#following.set(id, following);
    return following;
  }

  /** Gives up what is under way, as if it had not begun, and begins nothing more. */
  async close(): Promise<void> {
    this.#closing.abort(new GatewayError('NOT_READY', 'The gateway is shutting down; try again.'));
    this.#closed.resolve();
    const running = this.#running.values().map(({ done }) => done);
    await Promise.allSettled([...running, ...this.#following.values()]);
  }

  /** @throws GatewayError TENANT_LIMIT */
  async begun(id: TenantId): Promise<void> {
    await this.#running.get(id)?.begun;
  }

  async #warmUp(id: TenantId, refresh: boolean, begun: () => void, span: Span | undefined): Promise<void> {
    const { clock, logger, activity, local } = this.#options;
    const started = clock.now();
    let tenant: Tenant | undefined;
    try {
      const claim = await this.#claim(id, refresh, begun);
      if (claim === 'warm') return;
      begun();
      const work = { progress: () => local.find(id)?.progress ?? 0, closing: this.#closing.signal };
      const outcome = await this.#claims.whileAlive(id, work, async signal => {
        // Whoever has it open sees the claim and closes it; this process does so now.
        await local.adopted(id);
        const warm = local.find(id);
        if (warm !== undefined) await local.leave(warm, 'refresh');
        signal.throwIfAborted();
        tenant = local.begin(id);
        return this.#prepare(tenant, refresh, signal);
      });
      const now = clock.now();
      const warm = { state: 'WARM', lastActivity: now, warmSince: now } as const;
      await this.#claims.fulfil(id, { ...warm, ...activity.expiry(now) });
      local.becomeWarm(tenant!, warm);
      this.#options.onWarmUp(outcome, (now - started) / 1000);
      span?.set({ 'gateway.warm_up.outcome': outcome });
      logger.info({ tenant: id, outcome, durationMs: now - started }, 'tenant warmed up');
    } catch (error) {
      if (tenant !== undefined) await local.giveUp(tenant);
      throw await this.#fail(id, error, (clock.now() - started) / 1000);
    }
  }

  /**
   * Makes this process the one that warms the tenant up. Waits for another that does, or that cools it.
   * Resolves to 'warm' when there is nothing to do.
   */
  async #claim(id: TenantId, refresh: boolean, waits: () => void): Promise<'warm' | 'claimed'> {
    const { holder, admissions, coolDowns } = this.#options;
    const mayClaim = (record: TenantRecord | undefined) => {
      const { state = 'COLD', by } = record ?? {};
      // A claim of this process's own that nobody is about any more could not be taken back.
      const forgotten = by === holder && coolDowns.running(id) === undefined;
      return state === 'WARM' ? refresh : state === 'COLD' || forgotten;
    };
    for (;;) {
      this.#closing.signal.throwIfAborted();
      const { taken, before } = await admissions.oneByOne(async () => {
        const claim = await this.#claims.take(id, mayClaim);
        if (claim.taken && claim.before?.state !== 'WARM') {
          await admissions.admit(id, () => this.#claims.undo(id, claim.before));
          await this.#claims.admit(id);
        }
        return claim;
      });
      if (taken) return 'claimed';
      if (before?.state === 'WARM') return 'warm';
      waits();
      const cooling = coolDowns.running(id)?.catch(() => undefined);
      await (cooling ?? this.#pause());
    }
  }

  /** Copies, checks, opens, reads ahead. */
  async #prepare(
    tenant: Tenant,
    refresh: boolean,
    signal: AbortSignal,
  ): Promise<'first' | 'again' | 'refresh'> {
    const { store, coolDowns, partOf, presence, local, clock, preload, logger } = this.#options;
    const { id } = tenant;
    const progress = (share: number) => {
      tenant.progress = Math.max(tenant.progress, share);
    };
    const options = { part: partOf(id), onProgress: (share: number) => progress(share * copied), signal };
    const isThere = await store.tenantExists(id);
    if (isThere && refresh) {
      await coolDowns.othersHaveLeft(id);
      const changes = await store.refreshTenant(id, options);
      logger.info({ tenant: id, ...changes }, 'tenant refreshed');
    } else if (!isThere) await store.createTenant(id, options);
    progress(copied);
    signal.throwIfAborted();
    await presence.enter(id);
    tenant.markedOpen = clock.now();
    const collection = await tenant.collection(() => local.open(id));
    progress(opened);
    await preload(id, collection, await readRecent(store.system, id));
    progress(1);
    return isThere ? (refresh ? 'refresh' : 'again') : 'first';
  }

  async #fail(id: TenantId, thrown: unknown, seconds: number): Promise<GatewayError> {
    const { logger, onWarmUp } = this.#options;
    const failure = warmUpError(thrown);
    if (failure.code === 'TENANT_LIMIT') logger.warn({ tenant: id }, failure.message);
    else logger.error({ tenant: id, err: thrown }, 'warm-up failed');
    onWarmUp('failed', seconds);
    await this.#claims.release(id, failure.message, () => this.#running.get(id) !== undefined);
    return failure;
  }
}
