import { ReviewWorld } from './world.ts';

/** A tenant of the run, as its users know it together. */
export class LoadTenant {
  readonly id: string;
  /** Of the seldom used: how many times longer its users pause. */
  readonly slowness: number;
  readonly world = new ReviewWorld();
  /** Whether it is known what was reviewed before the run. */
  learned = false;
  /** Last time that an answer about its data came, `performance.now()`. */
  usedAt = 0;
  /** How long it stays warm unused, as the gateway says; ms. */
  idleMs = Number.POSITIVE_INFINITY;
  /** Since when somebody of this run cools it or warms it again: until then, answers of `TENANT_COLD` are right. */
  #coldUntil = Number.POSITIVE_INFINITY;
  #warm: Promise<void>;
  #taken = false;
  #opened: () => void = () => undefined;
  #failed: (error: Error) => void = () => undefined;

  constructor(id: string, slowness: number) {
    this.id = id;
    this.slowness = slowness;
    this.#warm = this.#gate();
  }

  /** Waits until a user of this run has warmed it. @throws what kept it from becoming warm */
  get warm(): Promise<void> {
    return this.#warm;
  }

  get isWarm(): boolean {
    return this.#coldUntil !== Number.POSITIVE_INFINITY;
  }

  opened(idleMs: number): void {
    this.idleMs = idleMs;
    this.usedAt = performance.now();
    this.#coldUntil = performance.now();
    this.#taken = false;
    this.#opened();
  }

  failed(error: Error): void {
    this.#taken = false;
    this.#failed(error);
  }

  /** Somebody is about to cool it, and warms it again then. False: it is not warm. */
  cools(): boolean {
    if (!this.isWarm) return false;
    this.#close();
    this.#taken = true;
    return true;
  }

  /** Whoever cooled it has: anybody may warm it. */
  release(): void {
    this.#taken = false;
  }

  /** A request sent then was told that it is cold. */
  foundCold(from: number): void {
    if (from > this.#coldUntil) this.#close();
  }

  /** True for one user between cooling and warmth: that one warms it, others wait. */
  takeWarming(): boolean {
    if (this.isWarm || this.#taken) return false;
    this.#taken = true;
    return true;
  }

  /** Whether `TENANT_COLD` is right for a request sent then. */
  mayBeCold(from: number): boolean {
    return from <= this.#coldUntil || from - this.usedAt > this.idleMs - 1000;
  }

  #close(): void {
    this.#coldUntil = Number.POSITIVE_INFINITY;
    this.#warm = this.#gate();
  }

  #gate(): Promise<void> {
    const gate = new Promise<void>((resolve, reject) => {
      this.#opened = resolve;
      this.#failed = reject;
    });
    // Whoever waits is told; nobody may.
    gate.catch(() => undefined);
    return gate;
  }
}
