/** Thrown where a user would do something more after the end of the run. */
export class RunOver extends Error {}

/** The end of a run, which wakes everybody who pauses. */
export class Ending {
  #over = false;
  readonly #pauses = new Map<NodeJS.Timeout, () => void>();
  readonly #last: (() => void)[] = [];
  readonly #ended = new Promise<never>((_, reject) => this.#last.push(() => reject(new RunOver())));

  constructor() {
    this.#ended.catch(() => undefined);
  }

  get over(): boolean {
    return this.#over;
  }

  /** Waits until a time of `performance.now()`. @throws RunOver at the end of the run */
  until(due: number): Promise<void> {
    if (this.#over) return Promise.reject(new RunOver());
    const ms = due - performance.now();
    if (ms <= 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#pauses.delete(timer);
        resolve();
      }, ms);
      this.#pauses.set(timer, () => reject(new RunOver()));
    });
  }

  /** Waits for something, but not beyond the end of the run. @throws RunOver */
  async unless<T>(done: Promise<T>): Promise<T> {
    if (this.#over) throw new RunOver();
    return await Promise.race([done, this.#ended]);
  }

  /** Called once at the end. */
  atEnd(last: () => void): void {
    this.#last.push(last);
  }

  end(): void {
    this.#over = true;
    for (const [timer, wake] of this.#pauses) {
      clearTimeout(timer);
      wake();
    }
    this.#pauses.clear();
    for (const last of this.#last.splice(0)) last();
  }
}

/** Says when a user's next request should be sent. */
export interface Pace {
  /** Waits until the user's next request is due. @returns when it was due, in ms of `performance.now()`; that is not later than now @throws RunOver */
  next(random: () => number, thinks?: number): Promise<number>;
  /** Waits so many means of the usual pause. @throws RunOver */
  rest(thinks: number): Promise<void>;
}

/** No pause is longer than so many means: one user in 150 would pause longer, and hold up the end of a run. */
const longestPause = 5;

/**
 * Closed loop: each user pauses after each answer, for a time that is exponentially distributed around `thinkMs`.
 * `thinks` makes the mean that many times longer.
 */
export function closedLoop(thinkMs: number, ending: Ending): Pace {
  return {
    async next(random, thinks = 1) {
      const mean = thinkMs * thinks;
      const pause = Math.min(-Math.log(1 - random()) * mean, longestPause * mean);
      const due = performance.now() + pause;
      await ending.until(due);
      return due;
    },
    rest: thinks => ending.until(performance.now() + thinks * thinkMs),
  };
}

/**
 * Open loop: requests are due `rate` times a second in all, at random (Poisson), whether or not earlier ones were answered.
 * Each goes to the user who waits longest; while all are busy it waits for one, and that waiting counts as latency.
 */
export function openLoop(
  rate: number,
  random: () => number,
  ending: Ending,
): Pace & { start(): Promise<void> } {
  const waiting: ((due: number) => void)[] = [];
  const overdue: number[] = [];
  ending.atEnd(() => {
    for (const user of waiting.splice(0)) user(Number.NaN);
  });
  return {
    async start() {
      let due = performance.now();
      while (!ending.over) {
        due += (-Math.log(1 - random()) * 1000) / rate;
        await ending.until(due).catch(() => undefined);
        const user = waiting.shift();
        if (user === undefined) overdue.push(due);
        else user(due);
      }
    },
    async next() {
      if (ending.over) throw new RunOver();
      const due = overdue.shift() ?? (await new Promise<number>(resolve => waiting.push(resolve)));
      if (Number.isNaN(due)) throw new RunOver();
      return due;
    },
    rest: async () => undefined,
  };
}
