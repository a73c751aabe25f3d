import type { Database } from './database.ts';

/** Kept for all open collections together, whatever their number: what a small machine can spare. */
const budgetBytes = 256 * 1024 * 1024;
/** Kept for one: the upper levels of every index of a million resources, and more. */
const mostBytes = 16 * 1024 * 1024;
/** The upper levels of the indexes in use; a search that reads every page anew would be slower than its slices allow. */
const leastBytes = 1024 * 1024;

/** Shares the memory for pages among the open collections. SQLite itself bounds it only for each of them. */
export class PageCache {
  readonly #open = new Set<Database>();

  add(database: Database): void {
    this.#open.add(database);
    this.#share();
  }

  delete(database: Database): void {
    if (this.#open.delete(database)) this.#share();
  }

  /** Lets go of what can be read again. */
  release(): void {
    this.#each(database => database.releaseMemory());
  }

  #share(): void {
    const bytes = Math.max(Math.min(mostBytes, budgetBytes / this.#open.size), leastBytes);
    // Negative: KiB, https://www.sqlite.org/pragma.html#pragma_cache_size
    this.#each(database => database.exec(`PRAGMA cache_size = -${Math.floor(bytes / 1024)}`));
  }

  /** Trouble with a file is for those who use it: whoever opens or closes another must not meet it. */
  #each(run: (database: Database) => void): void {
    for (const database of this.#open) {
      try {
        run(database);
      } catch {}
    }
  }
}
