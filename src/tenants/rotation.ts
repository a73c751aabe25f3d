/** How long calls and operations may go on being started in one turn of the event loop. */
const budgetMs = 4;

/** Starts in one turn, however short they are: the loop has others to look after. */
const maxSteps = 16;
const stepsPerTenant = 8;

/** What tenants were served is counted for this long, then forgotten: nobody saves up, nobody stays behind. */
const windowMs = 1_000;

export interface RotationOptions {
  /** Milliseconds; need not be those of a wall clock. */
  readonly now?: () => number;
  /** Runs once the event loop has served what else there is. */
  readonly nextTurn?: (run: () => void) => void;
}

interface Waiting {
  /** What is begun already goes before what is not. */
  readonly calls: Set<() => void>;
  readonly operations: Set<() => void>;
}

/**
 * Shares the event loop between tenants. Work starts at once while there is time; otherwise it waits, and of those
 * who wait the tenant that was served least is served next, so that equals take turns and a quiet tenant never stands
 * in a noisy one's queue. There are no slots: what runs long holds up nobody's start.
 */
export class Rotation {
  readonly #now: () => number;
  readonly #nextTurn: (run: () => void) => void;
  readonly #waiting = new Map<string, Waiting>();
  #served = new Map<string, number>();
  #windowEnd = 0;
  /** When this turn of the event loop has started as much as it may. */
  #turnEnd = 0;
  /** Whether something was started in this turn without having waited. */
  #turnBegun = false;
  /** Steps of serving that are still to come in this turn. */
  #steps = 0;

  constructor(options: RotationOptions = {}) {
    this.#now = options.now ?? (() => performance.now());
    this.#nextTurn = options.nextTurn ?? (run => void setImmediate(run));
  }

  /** Starts one call to the store when it is the tenant's turn. Returns how to leave the queue. */
  call(tenant: string, start: () => void): () => void {
    return this.#take(tenant, 'calls', start);
  }

  /** As `call`, for a whole operation, which comes after the calls of those that run. */
  operation(tenant: string, start: () => void): () => void {
    return this.#take(tenant, 'operations', start);
  }

  /** Whether a call or an operation may start at once: then it counts as started. Otherwise it has to wait its turn. */
  begins(tenant: string): boolean {
    if (!this.#mayStart(tenant)) return false;
    this.#count(tenant);
    return true;
  }

  /**
   * Whether what costs less than a place in the queue may be done at once: while nobody else waits who was served no
   * more. It passes by its own tenant's queue, which loses nothing by it.
   */
  mayPass(tenant: string): boolean {
    const { size } = this.#waiting;
    return size === 0 || (size === 1 && this.#waiting.has(tenant)) || this.#isNext(tenant);
  }

  /** Counts what was let pass, and is done in the same step. */
  passed(tenant: string): void {
    this.#count(tenant);
  }

  #take(tenant: string, kind: keyof Waiting, start: () => void): () => void {
    if (this.begins(tenant)) {
      start();
      return () => undefined;
    }
    const own = this.#waiting.get(tenant) ?? { calls: new Set(), operations: new Set() };
    this.#waiting.set(tenant, own);
    // Each start is a function of its own, so a set is a queue that can be left from the middle.
    own[kind].add(start);
    this.#serveLater();
    return () => this.#leave(tenant, own, kind, start);
  }

  #leave(tenant: string, own: Waiting, kind: keyof Waiting, start: () => void): void {
    if (own[kind].delete(start)) this.#forgetIfEmpty(tenant, own);
  }

  #mayStart(tenant: string): boolean {
    if (this.#waiting.size === 0) return this.#timeIsLeft();
    return !this.#waiting.has(tenant) && this.#isNext(tenant);
  }

  /** Whether all others who wait were served more. */
  #isNext(tenant: string): boolean {
    // A little late is better than behind all others, but ever new tenants must not keep the loop from the rest.
    if (this.#now() >= this.#turnEnd + budgetMs) return false;
    const own = this.#servedSoFar(tenant);
    for (const other of this.#waiting.keys())
      if (other !== tenant && this.#servedSoFar(other) <= own) return false;
    return true;
  }

  #timeIsLeft(): boolean {
    const now = this.#now();
    if (!this.#turnBegun) {
      this.#turnBegun = true;
      this.#turnEnd = now + budgetMs;
      this.#nextTurn(() => {
        this.#turnBegun = false;
      });
    }
    return now < this.#turnEnd;
  }

  /**
   * As many as one turn of the event loop has time for, at least one. Each is a step of the loop by itself, so that
   * all that it leads to at once is done, and seen in the time that is left, before the next.
   */
  #serveLater(): void {
    if (this.#steps > 0) return;
    this.#steps = Math.min(this.#waiting.size * stepsPerTenant, maxSteps);
    this.#nextTurn(() => {
      this.#turnEnd = this.#now() + budgetMs;
      this.#serveNext();
      this.#stepDone();
    });
    for (let step = 1; step < this.#steps; step++) {
      this.#nextTurn(() => {
        if (this.#now() < this.#turnEnd) this.#serveNext();
        this.#stepDone();
      });
    }
  }

  #stepDone(): void {
    this.#steps -= 1;
    if (this.#steps === 0 && this.#waiting.size > 0) this.#serveLater();
  }

  #serveNext(): void {
    let least: [string, Waiting] | undefined;
    let leastServed = Number.POSITIVE_INFINITY;
    for (const entry of this.#waiting) {
      const served = this.#servedSoFar(entry[0]);
      if (served >= leastServed) continue;
      least = entry;
      leastServed = served;
    }
    if (least === undefined) return;
    const [tenant, own] = least;
    const queue = own.calls.size > 0 ? own.calls : own.operations;
    const [start] = queue;
    queue.delete(start!);
    // Of equals the one that has waited longest is next.
    this.#waiting.delete(tenant);
    if (own.calls.size + own.operations.size > 0) this.#waiting.set(tenant, own);
    this.#count(tenant);
    start!();
  }

  #forgetIfEmpty(tenant: string, own: Waiting): void {
    if (own.calls.size + own.operations.size === 0) this.#waiting.delete(tenant);
  }

  #count(tenant: string): void {
    const served = this.#servedSoFar(tenant) + 1;
    this.#served.set(tenant, served);
  }

  #servedSoFar(tenant: string): number {
    const now = this.#now();
    if (now >= this.#windowEnd) {
      this.#served = new Map();
      this.#windowEnd = now + windowMs;
    }
    return this.#served.get(tenant) ?? 0;
  }
}
