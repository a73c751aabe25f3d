import type { Clock } from '../core/clock.ts';

/** Numbers that only grow, by name. One that is smaller than before began anew. */
export type Counts = Readonly<Record<string, number>>;

/** How often numbers are noted within a window. */
const looks = 5;

/** By how much numbers have grown that are counted elsewhere: within the window, or up to a fifth of it longer. */
export class RecentCounts {
  readonly #clock: Clock;
  readonly #pauseMs: number;
  readonly #read: () => Counts;
  // When it begins nothing has been counted.
  #noted: Counts[] = [{}];
  #cancel = () => {};

  constructor(clock: Clock, windowMs: number, read: () => Counts) {
    this.#clock = clock;
    this.#pauseMs = windowMs / looks;
    this.#read = read;
    this.#lookLater();
  }

  /** Those that have grown. */
  since(): Counts {
    const before = this.#noted[0] ?? {};
    const grown = Object.entries(this.#read()).map(([name, count]) => {
      const begun = before[name] ?? 0;
      return [name, count < begun ? count : count - begun] as const;
    });
    return Object.fromEntries(grown.filter(([, by]) => by > 0));
  }

  close(): void {
    this.#cancel();
  }

  #lookLater(): void {
    this.#cancel = this.#clock.after(this.#pauseMs, () => {
      this.#noted = [...this.#noted, this.#read()].slice(-looks - 1);
      this.#lookLater();
    });
  }
}
