import { monitorEventLoopDelay } from 'node:perf_hooks';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../core/clock.ts';
import type { TenantId } from '../core/ids.ts';
import { type LatestFigures, LatestRequests } from './latest.ts';

/** Requests looked back on, of all tenants and of one, and for how long. */
const windowSize = 1_000;
const tenantWindowSize = 200;
const windowMs = 5 * 60_000;

/** Tenants with figures of their own. Those that were asked for the longest time ago lose theirs. */
const maxTenants = 1_000;

const averageResponseLimitMs = 100;
const errorRateLimit = 0.05;
const eventLoopLagLimitMs = 100;
/** Lag is that of at most this long. */
const lagWindowMs = 60_000;

export interface PerformanceReport {
  readonly healthy: boolean;
  /** In words, one an issue. */
  readonly issues: readonly string[];
}

/** Requests since they are counted, and how the latest of them went. */
export interface RequestFigures extends LatestFigures {
  readonly requests: number;
  readonly errors: number;
}

/** How requests went, and how the latest of them did, judged by the limits the alerts use. */
export class Performance {
  readonly #clock: Clock;
  readonly #all = new Requests(windowSize);
  readonly #tenants = new LRUCache<TenantId, Requests>({ max: maxTenants });
  readonly #eventLoop = monitorEventLoopDelay({ resolution: 20 });
  #cancelReset = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#eventLoop.enable();
    this.#resetLater();
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
      own = new Requests(tenantWindowSize);
      this.#tenants.set(tenant, own);
    }
    own.add(now, durationMs, failed);
  }

  /** Gives up what is known of a tenant, as when it cools down. */
  forget(tenant: TenantId): void {
    this.#tenants.delete(tenant);
  }

  /** Of one tenant, or of all. Counts begin with the process, a tenant's when it becomes warm in it. */
  figures(tenant?: TenantId): RequestFigures {
    const requests = tenant === undefined ? this.#all : this.#tenants.peek(tenant);
    return (requests ?? none).since(this.#clock.now() - windowMs);
  }

  report(): PerformanceReport {
    const { averageMs, errorRate } = this.figures();
    const lagMs = this.#eventLoop.percentile(99) / 1e6;
    const issues = [
      averageMs > averageResponseLimitMs && `average response ${averageMs.toFixed(0)} ms`,
      errorRate > errorRateLimit && `server errors ${(errorRate * 100).toFixed(1)} %`,
      lagMs > eventLoopLagLimitMs && `event-loop lag ${lagMs.toFixed(0)} ms`,
    ].filter(issue => issue !== false);
    return { healthy: issues.length === 0, issues };
  }

  close(): void {
    this.#cancelReset();
    this.#eventLoop.disable();
  }

  #resetLater(): void {
    this.#cancelReset = this.#clock.after(lagWindowMs, () => {
      this.#eventLoop.reset();
      this.#resetLater();
    });
  }
}

class Requests {
  readonly #latest: LatestRequests;
  #requests = 0;
  #errors = 0;

  constructor(windowSize: number) {
    this.#latest = new LatestRequests(windowSize);
  }

  add(at: number, durationMs: number, failed: boolean): void {
    this.#requests += 1;
    if (failed) this.#errors += 1;
    this.#latest.add(at, durationMs, failed);
  }

  since(at: number): RequestFigures {
    return { requests: this.#requests, errors: this.#errors, ...this.#latest.since(at) };
  }
}

const none = new Requests(1);
