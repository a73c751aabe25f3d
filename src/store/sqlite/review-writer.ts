import { asError, GatewayError } from '../../core/errors.ts';
import { type ResourceKey, splitKey } from '../../core/ids.ts';
import { definitionOf } from '../../fhir/registry.ts';
import type { ReviewState, ReviewUpdate, StoredResource } from '../port.ts';
import { isSameReview } from '../review-state.ts';
import { busyTimeoutMs, type Database, type Prepared } from './database.ts';
import type { ReviewLog } from './review-log.ts';
import { type StoredColumns, storedColumns, storedOfColumns, withContent } from './rows.ts';
import { noTime, table } from './schema.ts';

export type ReviewOutcome = StoredResource | undefined | Error;

/** Updates of one commit, about, which holds the event loop for some 50 µs each. A request with more is done by itself. */
const maxUpdates = 1_000;

/** A log of so many pages (16 MB) is brought into the file, while no review is written: so it begins anew. */
const longLog = 4_000;
/** Where that has failed, or somebody else writes all the time, SQLite does so itself, in a commit that waits for it. */
const longestLog = 4 * longLog;

interface Waiting {
  readonly updates: readonly ReviewUpdate[];
  resolve(outcomes: readonly ReviewOutcome[]): void;
  reject(error: Error): void;
}

/** See `LogFile`. */
export interface Synced {
  sync(): Promise<void>;
  close(): void;
}

/** Of what is written in a transaction. */
interface Written {
  readonly keys: ResourceKey[];
  /** How many more are reviewed, by type. */
  readonly more: Map<string, number>;
}

/**
 * Writes the reviews of a collection, many in a transaction: those that are asked for while the log is being synced make the
 * next one. The disk is waited for by a thread of the system, so that the event loop goes on meanwhile.
 *
 * A commit is seen by others before it is on disk, as its answer is not. What is decided by what others see is therefore
 * answered behind a sync as well, whether it changes anything or not: no review that was answered is lost with the power.
 */
export class ReviewWriter {
  readonly #database: Database;
  readonly #log: ReviewLog;
  readonly #file: Synced;
  readonly #types = new Map<string, TypeWriter>();
  readonly #tally: Prepared<[]>;
  #waiting: Waiting[] = [];
  /** Resolves when there is nothing to be done any more; undefined then. */
  #work: Promise<void> | undefined;
  /** Whether there may be commits that will never be on disk where they are. */
  #isDoubtful = false;
  readonly #checkpoint: ((path: string) => Promise<void>) | undefined;
  #longLog = longLog;

  /**
   * @param file the log that the database writes, and does not sync
   * @param checkpoint brings the log of the database there into its file; undefined: SQLite does, in commits
   */
  constructor(
    database: Database,
    log: ReviewLog,
    file: Synced,
    checkpoint?: (path: string) => Promise<void>,
  ) {
    this.#database = database;
    this.#checkpoint = checkpoint;
    if (checkpoint !== undefined && log.pagesToCopy !== undefined)
      database.exec(`PRAGMA wal_autocheckpoint = ${longestLog}`);
    this.#log = log;
    this.#file = file;
    // What was written before this process may lie behind a hole that nobody told of, see `#settle`. Who reads keeps it from that.
    database.exec('PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)');
    database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
    this.#tally = database.prepare('UPDATE tally SET reviewed = reviewed + ? WHERE type = ?');
  }

  /** See `Collection.updateReviews`. */
  write(updates: readonly ReviewUpdate[]): Promise<readonly ReviewOutcome[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ updates, resolve, reject });
      this.#work ??= this.#workOff();
    });
  }

  /** Resolves when everything that was asked for is done. */
  async close(): Promise<void> {
    if (this.#work !== undefined) await this.#work;
    this.#file.close();
  }

  async #workOff(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Those of this turn belong together, and answers that are ready go out before.
      await new Promise(resolve => setImmediate(resolve));
      const batch = this.#take();
      try {
        const outcomes = this.#commit(batch);
        await this.#sync();
        for (const [place, { resolve }] of batch.entries()) resolve(outcomes[place]!);
      } catch (error) {
        for (const { reject } of batch) reject(asError(error));
      }
      await this.#shortenLog();
    }
    this.#work = undefined;
  }

  /** Reviews that are asked for meanwhile wait; nobody else does. */
  async #shortenLog(): Promise<void> {
    if (this.#checkpoint === undefined) return;
    const pages = this.#log.pagesToCopy ?? 0;
    // Somebody has brought it into the file since.
    if (pages < longLog) this.#longLog = longLog;
    if (pages < this.#longLog) return;
    try {
      await this.#checkpoint(this.#database.path);
    } catch {
      // The log has everything, and is tried again when it has grown.
    }
    this.#longLog = (this.#log.pagesToCopy ?? 0) + longLog;
  }

  #take(): Waiting[] {
    let [taken, updates] = [0, 0];
    for (const waiting of this.#waiting) {
      updates += waiting.updates.length;
      if (taken > 0 && updates > maxUpdates) break;
      taken += 1;
    }
    return this.#waiting.splice(0, taken);
  }

  async #sync(): Promise<void> {
    try {
      await this.#file.sync();
    } catch (error) {
      this.#isDoubtful = true;
      try {
        // At once: another process knows nothing of it.
        this.#settle();
      } catch {
        // Before the next commit, then.
      }
      throw error;
    }
  }

  #commit(batch: readonly Waiting[]): (readonly ReviewOutcome[])[] {
    if (this.#isDoubtful) this.#settle();
    return this.#database.transaction(() => {
      const written: Written = { keys: [], more: new Map() };
      const outcomes = batch.map(({ updates }) => updates.map(update => this.#apply(update, written)));
      for (const [type, more] of written.more) if (more !== 0) this.#tally.run(more, type);
      if (written.keys.length > 0) this.#log.append(written.keys);
      return outcomes;
    });
  }

  /**
   * The system forgets what it could not write: another sync would succeed, with a hole before what it synced. So everything is
   * brought out of the log, which begins anew.
   */
  #settle(): void {
    const [row] = this.#database.arrays<[isBusy: number]>('PRAGMA wal_checkpoint(TRUNCATE)');
    if (row?.[0] !== 0)
      throw new GatewayError('STORE_UNAVAILABLE', 'The disk under the store failed to read or write.');
    this.#isDoubtful = false;
  }

  #apply({ key, decide }: ReviewUpdate, written: Written): ReviewOutcome {
    const { type, id } = splitKey(key);
    const writer = this.#of(type);
    const found = writer.read(id);
    if (found === undefined) return undefined;
    const { stored, rid, version } = found;
    let next: ReviewState | undefined;
    try {
      next = decide(stored.review, version);
    } catch (error) {
      return asError(error);
    }
    if (next === undefined || isSameReview(next, stored.review)) return stored;
    writer.write(rid, next);
    const more = Number(next.reviewed) - Number(stored.review.reviewed);
    written.more.set(type, (written.more.get(type) ?? 0) + more);
    written.keys.push(key);
    return { ...stored, review: next };
  }

  #of(type: string): TypeWriter {
    let writer = this.#types.get(type);
    if (writer === undefined) {
      writer = new TypeWriter(this.#database, type);
      this.#types.set(type, writer);
    }
    return writer;
  }
}

/** The statements of a resource type. */
class TypeWriter {
  readonly #type: string;
  readonly #read: Prepared<[...StoredColumns, rid: number, version: string | null]>;
  readonly #write: Prepared<[]>;

  constructor(database: Database, type: string) {
    const definition = definitionOf(type);
    this.#type = type;
    this.#read = database.prepare(
      `SELECT ${storedColumns}, r.rid, r.version FROM (SELECT ? AS id) p ${withContent(definition, 'r.id = p.id')}`,
    );
    this.#write = database.prepare(
      `UPDATE ${table(definition)} SET reviewed = ?, review_time = ?, reviewed_by = ? WHERE rid = ?`,
    );
  }

  read(id: string) {
    const row = this.#read.get(id);
    // Of what is reviewed little more than that is shown.
    return row && { stored: storedOfColumns(this.#type, row, 'parts'), rid: row[5], version: row[6] };
  }

  write(rid: number, { reviewed, reviewTime, reviewedBy }: ReviewState): void {
    this.#write.run(reviewed ? 1 : 0, reviewTime ?? noTime, reviewedBy, rid);
  }
}
