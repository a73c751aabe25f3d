/** What the hunt did and saw, by name. */
export class Tally {
  readonly #counts = new Map<string, number>();
  readonly #most = new Map<string, number>();

  add(name: string, count = 1): void {
    this.#counts.set(name, this.of(name) + count);
  }

  /** Keeps the largest. */
  most(name: string, value: number): void {
    this.#most.set(name, Math.max(this.#most.get(name) ?? 0, Math.round(value)));
  }

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** Those whose names begin so. */
  sum(prefix: string): number {
    const counts = [...this.#counts].filter(([name]) => name.startsWith(prefix));
    return counts.reduce((total, [, count]) => total + count, 0);
  }

  toJSON(): object {
    const sorted = (map: ReadonlyMap<string, number>) => Object.fromEntries([...map].sort());
    return { counts: sorted(this.#counts), most: sorted(this.#most) };
  }
}
