/** Whoever asks for the same at the same time shares one piece of work, and how it ends. */
export class SingleFlight<Key, Value> {
  readonly #pending = new Map<Key, Promise<Value>>();

  /** Keys that are worked on. */
  get size(): number {
    return this.#pending.size;
  }

  /** The work under way, if any. Once it has settled it is forgotten, so a failure is shared and then tried anew. */
  pending(key: Key): Promise<Value> | undefined {
    return this.#pending.get(key);
  }

  /** `load` is called at once, unless the same is under way. */
  run(key: Key, load: () => Promise<Value>): Promise<Value> {
    const pending = this.#pending.get(key);
    if (pending !== undefined) return pending;
    const loading = Promise.try(load).finally(() => this.#pending.delete(key));
    this.#pending.set(key, loading);
    return loading;
  }
}
