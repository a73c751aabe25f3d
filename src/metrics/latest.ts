/** How requests went that are looked back on. All 0 where there was none. */
export interface LatestFigures {
  readonly averageMs: number;
  /** Share that failed, 0 to 1. */
  readonly errorRate: number;
  /** So much or less took half of them, 95 and 99 of a hundred. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

/** The latest requests, so many at most: in memory a few numbers each, once there were as many. */
export class LatestRequests {
  readonly #size: number;
  readonly #at: number[] = [];
  readonly #durationsMs: number[] = [];
  readonly #failed: boolean[] = [];
  #next = 0;

  constructor(size: number) {
    this.#size = size;
  }

  /** @param at milliseconds since 1970 */
  add(at: number, durationMs: number, failed: boolean): void {
    this.#at[this.#next] = at;
    this.#durationsMs[this.#next] = durationMs;
    this.#failed[this.#next] = failed;
    this.#next = (this.#next + 1) % this.#size;
  }

  /**
   * Of those since then, exactly: they are few enough to be sorted whenever somebody asks, so that requests pay nothing
   * for it and no estimate is needed.
   */
  since(at: number): LatestFigures {
    const durationsMs: number[] = [];
    let sumMs = 0;
    let failures = 0;
    for (const [place, durationMs] of this.#durationsMs.entries()) {
      if (this.#at[place]! < at) continue;
      durationsMs.push(durationMs);
      sumMs += durationMs;
      if (this.#failed[place]) failures += 1;
    }
    const count = Math.max(1, durationsMs.length);
    durationsMs.sort((one, other) => one - other);
    return {
      averageMs: sumMs / count,
      errorRate: failures / count,
      p50Ms: percentile(durationsMs, 50),
      p95Ms: percentile(durationsMs, 95),
      p99Ms: percentile(durationsMs, 99),
    };
  }
}

/** The smallest of the values that so many of a hundred do not exceed (nearest rank); 0 of none. */
function percentile(ascending: readonly number[], percent: number): number {
  return ascending[Math.ceil((percent * ascending.length) / 100) - 1] ?? 0;
}
