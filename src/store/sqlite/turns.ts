/** How long searches may work before the event loop serves others. */
const budgetMs = 8;

/**
 * Lets searches that run side by side share the event loop: a call to the database cannot be cut off, so work is done
 * in short pieces, and of all pieces together only so many in one turn of the loop.
 */
export class Turns {
  #until = 0;
  #next: Promise<void> | undefined;

  /** Resolves when a piece of work may be done. Rejects with the signal's reason once it is aborted. */
  async take(signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      const now = performance.now();
      if (this.#next === undefined) {
        this.#until = now + budgetMs;
        this.#next = new Promise(resolve => {
          setImmediate(() => {
            this.#next = undefined;
            resolve();
          });
        });
        return;
      }
      if (now < this.#until) return;
      await this.#next;
    }
  }
}
