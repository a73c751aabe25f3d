import type { Clock } from '../../core/clock.ts';
import type { Logger } from '../../core/log.ts';

/** How often the log is told, and for how long something counts as having happened lately. */
const tellEveryMs = 10_000;
const latelyMs = 5 * 60_000;

/** Counts what should not happen, and tells the log: at once, then of all that came since, every 10 s. */
export class Tally {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #message: string;
  #total = 0;
  #told = 0;
  #latest = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, logger: Logger, message: string) {
    this.#clock = clock;
    this.#logger = logger;
    this.#message = message;
  }

  get total(): number {
    return this.#total;
  }

  /** Whether it has happened within five minutes. */
  get lately(): boolean {
    return this.#clock.now() - this.#latest < latelyMs;
  }

  add(count = 1): void {
    this.#total += count;
    this.#latest = this.#clock.now();
    if (this.#cancel === undefined) this.#tell();
  }

  close(): void {
    this.#cancel?.();
    if (this.#total > this.#told) this.#tell();
    this.#cancel?.();
  }

  #tell(): void {
    const { total } = this;
    this.#logger.error({ count: total - this.#told, total }, this.#message);
    this.#told = total;
    this.#cancel = this.#clock.after(tellEveryMs, () => {
      this.#cancel = undefined;
      if (this.#total > this.#told) this.#tell();
    });
  }
}
