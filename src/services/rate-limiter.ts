import { LRUCache } from 'lru-cache';
import type { Allowance, SharedAllowances } from '../cache/ports.ts';
import type { Clock } from '../core/clock.ts';

/** As long as the unit that limits are told in: a second's worth may come at once. */
const windowMs = 1_000;

/** In none mode anybody may name any tenant. One that is forgotten begins anew here; Redis still knows. */
const maxWindows = 10_000;

/** Of a limit, what a process takes from Redis in one round trip. */
const share = 1 / 50;

/** How somebody stands after a request of his. */
export interface Standing {
  readonly passes: boolean;
  readonly limit: number;
  /** What is left in this window, as far as this process knows. */
  readonly remaining: number;
  /** Until the window ends: 1 to 1,000. */
  readonly resetMs: number;
}

interface Window {
  /** By the clock. */
  endsAt: number;
  /** What passed here. */
  used: number;
  /** What may still pass without another word from Redis. */
  allowed: number;
  /** What all processes together had left by its last word. */
  elsewhere: number;
  /** Nothing more is to be had until it ends. */
  exhausted: boolean;
  /** Requests that wait for that word. */
  waiting: number;
  asking: Promise<void> | undefined;
}

/**
 * Counts requests in windows of a second, each beginning with the first request in it.
 *
 * Processes that share a Redis share the count. Each takes a fiftieth of the limit at a time and asks again when that
 * is used up, so that most requests cost no round trip; what one has taken and does not need, the others lack, and
 * more than the limit never passes. Without Redis, or while it is away, each process counts for itself.
 */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #shared: SharedAllowances | undefined;
  readonly #windows = new LRUCache<string, Window>({ max: maxWindows });

  constructor({ clock, shared }: { readonly clock: Clock; readonly shared?: SharedAllowances | undefined }) {
    this.#clock = clock;
    this.#shared = shared;
  }

  /**
   * Counts a request, if it may pass. Takes as long as Redis has for an answer at most; never rejects.
   *
   * @param limit requests a second
   */
  async take(key: string, limit: number): Promise<Standing> {
    const window = this.#windowOf(key);
    let isNew = false;
    for (;;) {
      // A window that was just opened may be over by now, if the answer was slow: it was asked for all the same.
      if (isNew || this.#isRunning(window)) {
        if (window.allowed > 0) {
          window.allowed -= 1;
          window.used += 1;
          return this.#standing(window, limit, true);
        }
        if (window.exhausted) return this.#standing(window, limit, false);
      }
      if (this.#shared === undefined) this.#countAlone(window, limit);
      else {
        window.waiting += 1;
        window.asking ??= this.#ask(this.#shared, key, limit, window);
        await window.asking;
        window.waiting -= 1;
      }
      isNew = true;
    }
  }

  /** Whether `take` would let a request pass at once, without asking Redis. Counts nothing. */
  mayTake(key: string, limit: number): boolean {
    const window = this.#windowOf(key);
    if (!this.#isRunning(window)) {
      if (this.#shared !== undefined) return false;
      this.#countAlone(window, limit);
    }
    return window.allowed > 0;
  }

  /** Counts a request of which `mayTake` has said in the same step that it passes. */
  taken(key: string, limit: number): Standing {
    const window = this.#windowOf(key);
    window.allowed -= 1;
    window.used += 1;
    return this.#standing(window, limit, true);
  }

  #windowOf(key: string): Window {
    const known = this.#windows.get(key);
    if (known !== undefined) return known;
    const window: Window = {
      ...{ endsAt: 0, used: 0, allowed: 0, elsewhere: 0 },
      ...{ exhausted: false, waiting: 0, asking: undefined },
    };
    this.#windows.set(key, window);
    return window;
  }

  /** A clock that was set back would otherwise keep a window for as long. */
  #isRunning({ endsAt }: Window): boolean {
    const restMs = endsAt - this.#clock.now();
    return restMs > 0 && restMs <= windowMs;
  }

  async #ask(shared: SharedAllowances, key: string, limit: number, window: Window): Promise<void> {
    // From the moment of asking: so a window never ends later here than in Redis, and nothing is carried over.
    const askedAt = this.#clock.now();
    const goesOn = this.#isRunning(window);
    const wanted = Math.min(limit, Math.max(1, window.waiting, Math.floor(limit * share)));
    const got = await shared.take(key, { wanted, limit, windowMs });
    window.asking = undefined;
    if (got === undefined) this.#countAlone(window, limit);
    else {
      if (!goesOn) window.used = 0;
      open(window, askedAt, got);
    }
  }

  /** All that is left of the limit, for this process. */
  #countAlone(window: Window, limit: number): void {
    if (!this.#isRunning(window)) {
      window.used = 0;
      window.endsAt = this.#clock.now() + windowMs;
    }
    window.allowed = Math.max(0, limit - window.used);
    window.elsewhere = 0;
    window.exhausted = true;
  }

  #standing(window: Window, limit: number, passes: boolean): Standing {
    const resetMs = Math.min(windowMs, Math.max(1, window.endsAt - this.#clock.now()));
    return { passes, limit, remaining: window.allowed + window.elsewhere, resetMs };
  }
}

function open(window: Window, askedAt: number, { granted, left, endsInMs }: Allowance): void {
  window.endsAt = askedAt + endsInMs;
  window.allowed = granted;
  window.elsewhere = left;
  window.exhausted = left === 0;
}
