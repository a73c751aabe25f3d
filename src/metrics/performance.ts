import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock } from '../core/clock.ts';

/** Requests looked back on, and for how long. */
const windowSize = 1_000;
const windowMs = 5 * 60_000;

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

interface Observation {
  readonly at: number;
  readonly durationMs: number;
  readonly failed: boolean;
}

/** How the latest requests went, judged by the limits the alerts use. */
export class Performance {
  readonly #clock: Clock;
  readonly #latest: Observation[] = [];
  readonly #eventLoop = monitorEventLoopDelay({ resolution: 20 });
  #next = 0;
  #cancelReset = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#eventLoop.enable();
    this.#resetLater();
  }

  /** `failed`: the gateway or its store is to blame, not the client. */
  observe(durationMs: number, failed: boolean): void {
    this.#latest[this.#next] = { at: this.#clock.now(), durationMs, failed };
    this.#next = (this.#next + 1) % windowSize;
  }

  report(): PerformanceReport {
    const since = this.#clock.now() - windowMs;
    const seen = this.#latest.filter(({ at }) => at >= since);
    const share = (sum: number) => (seen.length === 0 ? 0 : sum / seen.length);
    const averageMs = share(seen.reduce((sum, { durationMs }) => sum + durationMs, 0));
    const errorRate = share(seen.filter(({ failed }) => failed).length);
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
