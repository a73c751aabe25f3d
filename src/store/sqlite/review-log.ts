import { randomInt } from 'node:crypto';
import type { ResourceKey } from '../../core/ids.ts';
import type { ReviewChanges } from '../port.ts';
import type { Database, Prepared } from './database.ts';
import { WalIndex } from './wal-index.ts';

/** Changes that a file remembers. One of them marks where it begins. */
export const rememberedChanges = 4_096;

/** The sequences that a log may begin at. `randomInt` takes no wider range. */
const beginnings = 2 ** 48 - 1;

/**
 * Which review states of a tenant's file were changed, in the file itself: written in the transaction that changes
 * them, so that it tells neither more nor less than that, whichever process did. Rows have sequences without gaps; the
 * first says where the log begins, the last is the present.
 */
export class ReviewLog {
  readonly #database: Database;
  readonly #lastSequence: Prepared<[number]>;
  readonly #index: WalIndex | undefined;
  /** The present, if nothing was committed since the index was looked at; undefined before that. */
  #unchanged: ReviewChanges | undefined;

  /** Makes the log where an older gateway wrote the file. @param database open for writing, and in WAL mode */
  constructor(database: Database) {
    this.#database = database;
    if (!hasLog(database)) {
      database.transaction(() => {
        // Another process may have made it since, and written to it.
        if (!hasLog(database)) beginReviewLog(database);
      });
    }
    this.#lastSequence = database.prepare('SELECT max(sequence) FROM review_log');
    this.#index = WalIndex.of(database.path);
  }

  /** Pages of the file's log that are to be brought into it; undefined where the system does not tell. */
  get pagesToCopy(): number | undefined {
    return this.#database.isOpen ? this.#index?.pagesToCopy() : undefined;
  }

  /** Inside the transaction that changes these states. */
  append(keys: readonly ResourceKey[]): void {
    // SQLite numbers a row by the one before it.
    this.#database.run('INSERT INTO review_log (key) SELECT value FROM json_each(?)', [JSON.stringify(keys)]);
    this.#database.run(
      'DELETE FROM review_log WHERE sequence <= (SELECT max(sequence) FROM review_log) - ?',
      [rememberedChanges],
    );
  }

  /** See `Collection.reviewsSince`. Less than 1 µs where nothing was committed, of which half is the system's. */
  since(sequence: number): ReviewChanges {
    // What a closed connection had open may be anything by now.
    const isUnchanged = this.#database.isOpen && this.#index?.isAsBefore() === true;
    const unchanged = this.#unchanged;
    if (isUnchanged && unchanged?.sequence === sequence) return unchanged;
    this.#unchanged = undefined;
    const last = this.#lastSequence.get()![0];
    this.#unchanged = { sequence: last, keys: [] };
    if (sequence === last) return this.#unchanged;
    // The row asked with must still be there: else some behind it may be gone, or it was another log's.
    const rows = this.#database.arrays<[number, ResourceKey]>(
      `SELECT sequence, key FROM review_log
        WHERE sequence > ?1 AND EXISTS (SELECT 1 FROM review_log WHERE sequence = ?1) ORDER BY sequence`,
      [sequence],
    );
    const newest = rows.at(-1);
    if (newest === undefined) return { sequence: last, keys: undefined };
    return { sequence: newest[0], keys: [...new Set(rows.map(([, key]) => key))] };
  }
}

/**
 * Begins the log anew, inside a transaction of the caller's: whoever asks with a sequence from before learns that it is
 * not known what changed. The first sequence is drawn, since one from the log of a file that was here before, dropped
 * and copied anew, must not be taken for one of this.
 */
export function beginReviewLog(database: Database): void {
  database.exec('CREATE TABLE IF NOT EXISTS review_log (sequence INTEGER PRIMARY KEY, key TEXT) STRICT');
  database.exec('DELETE FROM review_log');
  database.run('INSERT INTO review_log (sequence) VALUES (?)', [randomInt(beginnings)]);
}

function hasLog(database: Database): boolean {
  const found = database.get("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'review_log'");
  return found !== undefined;
}
