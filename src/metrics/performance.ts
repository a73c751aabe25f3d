import { monitorEventLoopDelay } from 'node:perf_hooks';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../core/clock.ts';
import type { TenantId } from '../core/ids.ts';
import type { RefusedCalls } from './issues.ts';
import { windowMs } from './limits.ts';
import {
  figuresOf,
  type RecentFigures,
  type RecentRates,
  RecentRequests,
  type RecentSample,
  ratesOf,
} from './recent.ts';
import { type Counts, RecentCounts } from './recent-counts.ts';

/** Tenants with figures of their own. Those that were asked for the longest time ago lose theirs. */
const maxTenants = 1_000;

/** Lag is that of at most this long. */
const lagWindowMs = 60_000;

/** Requests since they are counted, and samples of the latest. JSON. */
export interface RequestCounts {
  readonly requests: number;
  readonly errors: number;
  readonly recent: readonly RecentSample[];
}

/** Requests since they are counted, and how the latest of them went. */
export interface RequestFigures extends RecentFigures {
  readonly requests: number;
  readonly errors: number;
}

/** How this process has done of late. JSON, so that others can add theirs to it. */
export interface PerformanceSample {
  readonly all: RequestCounts;
  /** By tenant. */
  readonly tenants: Readonly<Record<string, RequestCounts>>;
  /** Within the window. */
  readonly cache: { readonly hits: number; readonly lookUps: number };
  /** Within the window. */
  readonly refused: readonly RefusedCalls[];
  readonly lagMs: number;
}

/** What is counted elsewhere since it is counted. */
export interface Counted {
  readonly cache: () => { readonly hits: number; readonly lookUps: number };
  /** Lanes that have refused calls, with how many. */
  readonly refused: () => Iterable<RefusedCalls>;
}

const nothingCounted: Counted = { cache: () => ({ hits: 0, lookUps: 0 }), refused: () => [] };

/** How requests went in this process, all and those of each tenant, and how it did of late. */
export class Performance {
  readonly #clock: Clock;
  readonly #all = new Requests();
  readonly #tenants = new LRUCache<TenantId, Requests>({ max: maxTenants });
  readonly #eventLoop = monitorEventLoopDelay({ resolution: 20 });
  #counted = nothingCounted;
  readonly #counts: RecentCounts;
  #cancelReset = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#counts = new RecentCounts(clock, windowMs, () => countsOf(this.#counted));
    this.#eventLoop.enable();
    this.#resetLater();
  }

  /** Looks back on what is counted there as well. */
  follow(counted: Counted): void {
    this.#counted = counted;
  }

  /**
   * @param failed the gateway or its store is to blame, not the client
   * @param tenant whose it was, if that is counted
   */
  observe(durationMs: number, failed: boolean, tenant?: TenantId): void {
    const now = this.#clock.now();
    this.#all.add(now, durationMs, failed);
    if (tenant === undefined) return;
    let own = this.#tenants.get(tenant);
    if (own === undefined) {
      own = new Requests();
      this.#tenants.set(tenant, own);
    }
    own.add(now, durationMs, failed);
  }

  /** Gives up what is known of a tenant, as when it cools down. */
  forget(tenant: TenantId): void {
    this.#tenants.delete(tenant);
  }

  /**
   * Counts begin with the process, a tenant's when it becomes warm in it.
   * @param what.bins without them percentiles cannot be told, and of a thousand tenants it is a tenth of the work
   */
  sample(what: { readonly bins: boolean }): PerformanceSample {
    const now = this.#clock.now();
    const { hits = 0, lookUps = 0, ...refused } = this.#counts.since();
    return {
      all: this.#all.counts(now, what),
      tenants: Object.fromEntries(this.#tenants.entries().map(([id, own]) => [id, own.counts(now, what)])),
      cache: { hits, lookUps },
      refused: Object.entries(refused).map(([name, calls]) => {
        const [tenant, lane] = name.split(' ') as [string, string];
        return { tenant, lane, calls };
      }),
      lagMs: this.#eventLoop.percentile(99) / 1e6,
    };
  }

  close(): void {
    this.#cancelReset();
    this.#counts.close();
    this.#eventLoop.disable();
  }

  #resetLater(): void {
    this.#cancelReset = this.#clock.after(lagWindowMs, () => {
      this.#eventLoop.reset();
      this.#resetLater();
    });
  }
}

/** Of several processes together. */
export function requestFiguresOf(all: readonly RequestCounts[]): RequestFigures {
  return {
    requests: all.reduce((sum, { requests }) => sum + requests, 0),
    errors: all.reduce((sum, { errors }) => sum + errors, 0),
    ...figuresOf(all.flatMap(({ recent }) => recent)),
  };
}

/** The same without percentiles: bins are not needed. */
export function requestRatesOf(all: readonly RequestCounts[]): RecentRates {
  return ratesOf(all.flatMap(({ recent }) => recent));
}

/** By name, as they are looked back on: neither a tenant nor a lane has a space in its name. */
function countsOf({ cache, refused }: Counted): Counts {
  const lanes = [...refused()].map(({ tenant, lane, calls }) => [`${tenant} ${lane}`, calls] as const);
  return { ...cache(), ...Object.fromEntries(lanes) };
}

class Requests {
  readonly #recent = new RecentRequests();
  #requests = 0;
  #errors = 0;

  add(at: number, durationMs: number, failed: boolean): void {
    this.#requests += 1;
    if (failed) this.#errors += 1;
    this.#recent.add(at, durationMs, failed);
  }

  counts(now: number, what: { readonly bins: boolean }): RequestCounts {
    return { requests: this.#requests, errors: this.#errors, recent: this.#recent.samples(now, what) };
  }
}
