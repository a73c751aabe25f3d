import { asError } from '../../core/errors.ts';
import type { ResourceKey } from '../../core/ids.ts';
import { splitKey } from '../../core/ids.ts';
import { definitionOf } from '../../fhir/registry.ts';
import type { SortKey } from '../../fhir/search.ts';
import { generationOf } from '../origin.ts';
import type {
  Collection,
  CountRequest,
  ReviewChanges,
  ReviewState,
  ReviewUpdate,
  SearchPage,
  SearchRequest,
  StoredResource,
  TypeCount,
} from '../port.ts';
import { isSameReview } from '../review-state.ts';
import type { Database } from './database.ts';
import { Documents } from './documents.ts';
import { readOrigin } from './origin.ts';
import { ReverseSearch } from './reverse-search.ts';
import type { ReviewLog } from './review-log.ts';
import { storedColumns, toStored, typeCounts, withContent } from './rows.ts';
import { noTime, table } from './schema.ts';
import { Searcher } from './searcher.ts';
import { searchSorted } from './sorted-search.ts';

type ReviewOutcome = StoredResource | undefined | Error;

interface PendingReviews {
  readonly updates: readonly ReviewUpdate[];
  resolve(outcomes: readonly ReviewOutcome[]): void;
  reject(error: Error): void;
}

/** One SQLite file as a collection. Owns its database. */
export class SqliteCollection implements Collection {
  readonly generation: string | undefined;
  /** Missing where nothing is reviewed: on master and on snapshots, which stay as they are. */
  readonly reviewsSince?: (sequence: number) => ReviewChanges;
  readonly #database: Database;
  readonly #documents: Documents;
  readonly #log: ReviewLog | undefined;
  #pending: PendingReviews[] = [];

  /**
   * @param database whose content nobody replaces while this is open: its origin is read now and for good
   * @param log of its reviews, unless it is read only
   */
  constructor(database: Database, log?: ReviewLog) {
    this.#database = database;
    this.#documents = new Documents(database);
    const origin = readOrigin(database);
    this.generation = origin && generationOf(origin);
    this.#log = log;
    if (log !== undefined) this.reviewsSince = sequence => log.since(sequence);
  }

  async get(keys: readonly ResourceKey[]): Promise<readonly (StoredResource | undefined)[]> {
    return this.#documents.get(keys);
  }

  async reviewStates(keys: readonly ResourceKey[]): Promise<readonly (ReviewState | undefined)[]> {
    return this.#documents.states(keys);
  }

  async search(request: SearchRequest): Promise<SearchPage> {
    const key = nativeOrder(request);
    const { descending } = request.order[0];
    if (key !== undefined && request.where.length === 0) {
      await this.#database.turns.take(request.signal);
      return this.#documents.page(request, key, descending);
    }
    const searcher = await this.#searcher(request);
    return key === undefined ? searchSorted(searcher, request) : searcher.search(request, key, descending);
  }

  async searchByReference(
    request: SearchRequest,
    parameter: string,
    targets: readonly ResourceKey[],
  ): Promise<readonly SearchPage[]> {
    const key = nativeOrder(request);
    const reverse = new ReverseSearch(await this.#searcher(request), parameter, targets);
    return reverse.pages(request, key, target =>
      this.search({ ...request, where: [...request.where, target] }),
    );
  }

  async count(request: CountRequest): Promise<number> {
    return (await this.#searcher(request)).count();
  }

  async countByReference(
    request: CountRequest,
    parameter: string,
    targets: readonly ResourceKey[],
  ): Promise<readonly number[]> {
    const reverse = new ReverseSearch(await this.#searcher(request), parameter, targets);
    return reverse.counts(target => this.count({ ...request, where: [...request.where, target] }));
  }

  /** Updates asked for in one turn of the event loop share a transaction, and so one fsync. */
  async updateReviews(updates: readonly ReviewUpdate[]): Promise<readonly ReviewOutcome[]> {
    // A type that is not stored must not fail those who share the transaction.
    for (const { key } of updates) definitionOf(splitKey(key).type);
    return new Promise((resolve, reject) => {
      this.#pending.push({ updates, resolve, reject });
      if (this.#pending.length === 1) setImmediate(() => this.#commitReviews());
    });
  }

  async counts(): Promise<readonly TypeCount[]> {
    return typeCounts(this.#database);
  }

  async close(): Promise<void> {
    this.#commitReviews();
    this.#database.close();
  }

  #searcher({ type, where, signal }: CountRequest): Promise<Searcher> {
    return Searcher.open(this.#database, definitionOf(type), where, signal);
  }

  #commitReviews(): void {
    const batch = this.#pending;
    if (batch.length === 0) return;
    this.#pending = [];
    try {
      const outcomes = this.#database.transaction(() => {
        const changed: ResourceKey[] = [];
        const applied = batch.map(({ updates }) => updates.map(update => this.#applyReview(update, changed)));
        if (changed.length > 0) this.#log?.append(changed);
        return applied;
      });
      for (const [place, { resolve }] of batch.entries()) resolve(outcomes[place]!);
    } catch (error) {
      for (const { reject } of batch) reject(asError(error));
    }
  }

  /** Adds the key to `changed` when the state is another than before. */
  #applyReview(update: ReviewUpdate, changed: ResourceKey[]): ReviewOutcome {
    const { type, id } = splitKey(update.key);
    const name = table(definitionOf(type));
    const row = this.#database.get(
      `SELECT r.rid, r.version, ${storedColumns} FROM (SELECT ? AS id) p ${withContent(definitionOf(type), 'r.id = p.id')}`,
      [id],
    );
    if (row === undefined) return undefined;
    // Of what is reviewed little more than that is shown.
    const stored = toStored(type, row, 'parts');
    let next: ReviewState | undefined;
    try {
      next = update.decide(stored.review, row.version as string | null);
    } catch (error) {
      return asError(error);
    }
    if (next === undefined || isSameReview(next, stored.review)) return stored;
    this.#database.run(`UPDATE ${name} SET reviewed = ?, review_time = ?, reviewed_by = ? WHERE rid = ?`, [
      next.reviewed ? 1 : 0,
      next.reviewTime ?? noTime,
      next.reviewedBy,
      row.rid as number,
    ]);
    this.#database.run('UPDATE tally SET reviewed = reviewed + ? WHERE type = ?', [
      Number(next.reviewed) - Number(stored.review.reviewed),
      type,
    ]);
    changed.push(update.key);
    return { ...stored, review: next };
  }
}

/** The order, when an index has it. */
function nativeOrder({ order }: SearchRequest): SortKey | undefined {
  const [{ by }, ...others] = order;
  return others.length === 0 && typeof by === 'string' ? by : undefined;
}
