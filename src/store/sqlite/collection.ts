import { GatewayError } from '../../core/errors.ts';
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
import type { Database } from './database.ts';
import { Documents } from './documents.ts';
import { LogFile } from './log-file.ts';
import { readOrigin } from './origin.ts';
import { ReverseSearch } from './reverse-search.ts';
import type { ReviewLog } from './review-log.ts';
import { type ReviewOutcome, ReviewWriter } from './review-writer.ts';
import { typeCounts } from './rows.ts';
import { Searcher } from './searcher.ts';
import { searchSorted } from './sorted-search.ts';

/** One SQLite file as a collection. Owns its database. */
export class SqliteCollection implements Collection {
  readonly generation: string | undefined;
  /** Missing where nothing is reviewed: on master and on snapshots, which stay as they are. */
  readonly reviewsSince?: (sequence: number) => ReviewChanges;
  readonly #database: Database;
  readonly #documents: Documents;
  readonly #reviews: ReviewWriter | undefined;

  /**
   * @param database whose content nobody replaces while this is open: its origin is read now and for good
   * @param log of its reviews, unless it is read only
   * @param checkpoint see `ReviewWriter`
   */
  constructor(database: Database, log?: ReviewLog, checkpoint?: (path: string) => Promise<void>) {
    this.#database = database;
    this.#documents = new Documents(database);
    const origin = readOrigin(database);
    this.generation = origin && generationOf(origin);
    if (log === undefined) return;
    this.reviewsSince = sequence => log.since(sequence);
    this.#reviews = new ReviewWriter(database, log, new LogFile(database.path), checkpoint);
  }

  get(keys: readonly ResourceKey[]): readonly (StoredResource | undefined)[] {
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

  async updateReviews(updates: readonly ReviewUpdate[]): Promise<readonly ReviewOutcome[]> {
    if (this.#reviews === undefined)
      throw new GatewayError('STORE_UNAVAILABLE', 'This collection is read only.');
    // A type that is not stored must not fail those who share the transaction.
    for (const { key } of updates) definitionOf(splitKey(key).type);
    return this.#reviews.write(updates);
  }

  async counts(): Promise<readonly TypeCount[]> {
    return typeCounts(this.#database);
  }

  async close(): Promise<void> {
    await this.#reviews?.close();
    this.#database.close();
  }

  #searcher({ type, where, signal }: CountRequest): Promise<Searcher> {
    return Searcher.open(this.#database, definitionOf(type), where, signal);
  }
}

/** The order, when an index has it. */
function nativeOrder({ order }: SearchRequest): SortKey | undefined {
  const [{ by }, ...others] = order;
  return others.length === 0 && typeof by === 'string' ? by : undefined;
}
