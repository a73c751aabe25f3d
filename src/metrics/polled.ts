/** How long whoever scrapes waits for a figure, and how long a figure is as good as a new one. */
export interface PolledOptions {
  readonly waitMs: number;
  readonly freshMs: number;
}

/**
 * A figure that has to be asked for somewhere else. Asked at most once at a time and once in `freshMs`, however often it
 * is looked at; whoever looks waits for `waitMs` at most. By real time: what it waits for is not the gateway's.
 */
export class Polled<Value> {
  readonly #read: () => Promise<Value>;
  readonly #options: PolledOptions;
  #pending: Promise<Value | undefined> | undefined;
  #value: Value | undefined;
  /** Of the value, or of its not being there. */
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(read: () => Promise<Value>, options: PolledOptions) {
    this.#read = read;
    this.#options = options;
  }

  /** Undefined when it could not be read, or not in time. */
  async get(): Promise<Value | undefined> {
    if (performance.now() - this.#readAt < this.#options.freshMs) return this.#value;
    this.#pending ??= this.#ask();
    const { promise: late, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => resolve(undefined), this.#options.waitMs);
    try {
      return await Promise.race([this.#pending, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #ask(): Promise<Value | undefined> {
    try {
      this.#value = await this.#read();
    } catch {
      this.#value = undefined;
    }
    this.#readAt = performance.now();
    this.#pending = undefined;
    return this.#value;
  }
}
