import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/core/clock.ts';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Time that stands still until the test moves it. */
export class ManualClock implements Clock {
  #now = Date.parse('2026-01-01T00:00:00Z');
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  /** Timers that wait. */
  get timers(): number {
    return this.#timers.size;
  }

  /** Milliseconds until the next timer falls due. */
  get nextMs(): number | undefined {
    const next = this.#next(Number.POSITIVE_INFINITY);
    return next && next.at - this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Moves on by `ms`; timers that fall due run in order, and what they start gets its turn. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (let due = this.#next(end); due !== undefined; due = this.#next(end)) {
      this.#now = Math.max(this.#now, due.at);
      this.#timers.delete(due);
      due.run();
      await settle();
    }
    this.#now = end;
    await settle();
  }

  /** Sets the clock, backwards too, as an operator or a time server may. Runs nothing. */
  jump(ms: number): void {
    this.#now += ms;
  }

  #next(end: number): Timer | undefined {
    return [...this.#timers].filter(timer => timer.at <= end).sort((one, other) => one.at - other.at)[0];
  }
}

/** Lets promises and immediates that are due do their work. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await setImmediate();
}
