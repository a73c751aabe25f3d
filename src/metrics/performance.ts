import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Requests looked back on. */
const windowSize = 1_000;

const averageResponseLimitMs = 100;
const errorRateLimit = 0.05;
const eventLoopLagLimitMs = 100;

export interface PerformanceReport {
  readonly healthy: boolean;
  /** In words, one an issue. */
  readonly issues: readonly string[];
}

/** How the latest requests went, judged by the limits the alerts use. */
export class Performance {
  readonly #durationsMs: number[] = [];
  readonly #failed: boolean[] = [];
  readonly #eventLoop = monitorEventLoopDelay({ resolution: 20 });
  #next = 0;

  constructor() {
    this.#eventLoop.enable();
  }

  /** `failed`: the answer was a server error. */
  observe(durationMs: number, failed: boolean): void {
    this.#durationsMs[this.#next] = durationMs;
    this.#failed[this.#next] = failed;
    this.#next = (this.#next + 1) % windowSize;
  }

  report(): PerformanceReport {
    const seen = this.#durationsMs.length;
    const averageMs = seen === 0 ? 0 : this.#durationsMs.reduce((sum, ms) => sum + ms, 0) / seen;
    const errorRate = seen === 0 ? 0 : this.#failed.filter(Boolean).length / seen;
    const lagMs = this.#eventLoop.percentile(99) / 1e6;
    const issues = [
      averageMs > averageResponseLimitMs && `average response ${averageMs.toFixed(0)} ms`,
      errorRate > errorRateLimit && `server errors ${(errorRate * 100).toFixed(1)} %`,
      lagMs > eventLoopLagLimitMs && `event-loop lag ${lagMs.toFixed(0)} ms`,
    ].filter(issue => issue !== false);
    return { healthy: issues.length === 0, issues };
  }

  close(): void {
    this.#eventLoop.disable();
  }
}
