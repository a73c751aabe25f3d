/** A review or its taking back, as far as its client knows. Times of the run are those of `performance.now()`. */
export interface Write {
  readonly reviewed: boolean;
  readonly begun: number;
  /** On the clock of reviews. */
  readonly begunAt: number;
  /** Infinite while it is under way. */
  ended: number;
  endedAt: number;
  /** What the answer said: the time of the review, null for none. Undefined when there was no answer. */
  state: string | null | undefined;
}

/** What a reader saw: the time of the review, null for none. */
export interface Read {
  readonly begun: number;
  readonly ended: number;
  readonly state: string | null;
}

/** An abandoned operation is done by then, or never. */
const abandonedMs = 10_000;

/** Between the two clocks, and the rounding of the one. */
const toleranceMs = 5;

/**
 * The reviews of every tenant, by what its own clients asked for. A state that is none of them is another
 * tenant's, or an invention.
 */
export class ReviewModel {
  readonly #writes = new Map<string, Write[]>();

  begin(tenant: string, key: string, reviewed: boolean): Write {
    const write: Write = {
      reviewed,
      begun: performance.now(),
      begunAt: Date.now(),
      ended: Number.POSITIVE_INFINITY,
      endedAt: Number.POSITIVE_INFINITY,
      state: undefined,
    };
    this.#of(tenant, key).push(write);
    return write;
  }

  end(write: Write, state: string | null): void {
    Object.assign(write, { state, ended: performance.now(), endedAt: Date.now() });
  }

  /** It was refused. */
  drop(tenant: string, key: string, write: Write): void {
    const writes = this.#of(tenant, key);
    writes.splice(writes.indexOf(write), 1);
  }

  abandon(write: Write): void {
    Object.assign(write, { ended: performance.now() + abandonedMs, endedAt: Date.now() + abandonedMs });
  }

  /** After a refresh everything may be unreviewed. */
  forget(tenant: string, key: string): void {
    this.abandon(this.begin(tenant, key, false));
  }

  /** Whether the tenant may have seen that state then. */
  allows(tenant: string, key: string, read: Read): boolean {
    const writes = this.#of(tenant, key);
    return this.#possible(writes, read).some(write => couldBe(write, read.state));
  }

  /** Those that had begun before the read ended, and were not surely overwritten before it began. */
  #possible(writes: readonly Write[], read: Read): Write[] {
    const begun = writes.filter(write => write.begun <= read.ended);
    const lastBegun = begun
      .filter(write => write.state !== undefined && write.ended <= read.begun)
      .reduce((latest, write) => Math.max(latest, write.begun), Number.NEGATIVE_INFINITY);
    return begun.filter(write => write.ended >= lastBegun);
  }

  #of(tenant: string, key: string): Write[] {
    const name = `${tenant} ${key}`;
    let writes = this.#writes.get(name);
    if (writes === undefined) {
      writes = [initial()];
      this.#writes.set(name, writes);
    }
    return writes;
  }
}

function initial(): Write {
  const before = Number.NEGATIVE_INFINITY;
  return { reviewed: false, begun: before, begunAt: before, ended: before, endedAt: before, state: null };
}

function couldBe(write: Write, state: string | null): boolean {
  if (write.state !== undefined) return write.state === state;
  if (!write.reviewed || state === null) return !write.reviewed && state === null;
  const time = Date.parse(state);
  return time >= write.begunAt - toleranceMs && time <= write.endedAt + toleranceMs;
}
