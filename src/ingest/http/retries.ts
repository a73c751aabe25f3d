import type { Clock } from '../../core/clock.ts';
import { GivenUp, Transient } from './faults.ts';

export interface RetryLimits {
  /** Failures in a row before it is given up. With the delays below that is about a minute. */
  readonly tries: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** A server that asks for more is not waited for. */
  readonly longestRetryAfterMs: number;
}

export const retryLimits: RetryLimits = {
  tries: 8,
  firstDelayMs: 500,
  longestDelayMs: 30_000,
  longestRetryAfterMs: 10 * 60_000,
};

/** Tries again what failed in passing, with delays that double and vary; what one server asks for holds for all requests. */
export class Retries {
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #limits: RetryLimits;
  readonly #random: () => number;
  /** While the server wants to be left alone. */
  #held: Promise<unknown> = Promise.resolve();

  constructor(
    clock: Clock,
    signal: AbortSignal,
    limits: RetryLimits = retryLimits,
    random: () => number = Math.random,
  ) {
    this.#clock = clock;
    this.#signal = signal;
    this.#limits = limits;
    this.#random = random;
  }

  /**
   * @param what stands before what is told of a failure
   * @param attempt throws Transient for what is worth another try
   * @throws GivenUp when tries are used up; whatever else `attempt` throws; the signal's reason
   */
  async run<Result>(
    what: string,
    attempt: () => Promise<Result>,
    tries = this.#limits.tries,
  ): Promise<Result> {
    for (let failures = 1; ; failures++) {
      await this.#held;
      this.#signal.throwIfAborted();
      try {
        return await attempt();
      } catch (error) {
        this.#signal.throwIfAborted();
        if (!(error instanceof Transient)) throw error;
        const { retryAfterMs } = error;
        if (failures >= tries) {
          throw new GivenUp(`${what}: ${error.message}, at each of ${failures} tries`);
        }
        if ((retryAfterMs ?? 0) > this.#limits.longestRetryAfterMs) {
          throw new GivenUp(
            `${what}: ${error.message}, and asks to come back in ${Math.ceil(retryAfterMs! / 1000)} s; ` +
              `at most ${this.#limits.longestRetryAfterMs / 1000} s are waited`,
          );
        }
        const delay = Math.max(this.#delay(failures), retryAfterMs ?? 0);
        const pause = this.pause(delay);
        if (retryAfterMs !== undefined) this.#held = Promise.all([this.#held, pause]);
        await pause;
      }
    }
  }

  /** Waits, and keeps the process alive meanwhile: timers of the clock do not. Ends early when the signal says so. */
  async pause(ms: number): Promise<void> {
    const alive = setInterval(() => undefined, 2 ** 30);
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#clock.after(ms, resolve);
    const end = () => resolve();
    this.#signal.addEventListener('abort', end);
    if (this.#signal.aborted) end();
    try {
      await promise;
    } finally {
      cancel();
      this.#signal.removeEventListener('abort', end);
      clearInterval(alive);
    }
  }

  /** Between half and the whole of it, so that those who failed together do not come back together. */
  #delay(failures: number): number {
    const whole = Math.min(this.#limits.longestDelayMs, this.#limits.firstDelayMs * 2 ** (failures - 1));
    return whole * (0.5 + this.#random() / 2);
  }
}

/** `Retry-After` (RFC 9110, 10.2.3): seconds, or a date. Undefined for what is neither. */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d{1,10}$/.test(value.trim())) return Number(value) * 1000;
  const at = /^[A-Z][a-z]{2,8},? /.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}
