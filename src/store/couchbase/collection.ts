import { DocumentNotFoundError, LookupInSpec, type Collection as SdkCollection } from 'couchbase';
import type { ResourceKey } from '../../core/ids.ts';
import { ofKind } from '../../fhir/matching.ts';
import { definitionOf, definitions } from '../../fhir/registry.ts';
import {
  type Collection,
  type CountRequest,
  PositionLost,
  type ReviewState,
  type ReviewUpdate,
  type SearchPage,
  type SearchRequest,
  type StoredResource,
  type TypeCount,
} from '../port.ts';
import { forEachBounded } from './bounded.ts';
import type { Connection } from './connection.ts';
import { type ResourceDocument, reviewOf, toStored } from './document.ts';
import { reading, unavailable, unlessRefused } from './errors.ts';
import type { Content } from './manifest.ts';
import type { Position } from './orders.ts';
import { type ReviewOutcome, ReviewWriter } from './reviews.ts';
import { type Referring, Searcher } from './searcher.ts';

/** Documents asked for at the same time by one call. The SDK sends them together. */
const maxReads = 512;
/** Searches at the same time of a reverse look-up that one statement cannot answer. */
const maxSearches = 8;

const reviewPaths = ['reviewed', 'reviewTime', 'reviewedBy'].map(path => LookupInSpec.get(path));

/** A collection of the bucket: a tenant's, or master's. */
export class CouchbaseCollection implements Collection {
  readonly generation: string;
  readonly #connection: Connection;
  readonly #content: Content;
  readonly #searcher: Searcher;
  /** Undefined where nothing is reviewed: on master and on snapshots. */
  readonly #reviews: ReviewWriter | undefined;
  readonly #name: string;
  #closed = false;

  /** @param content what it holds: nobody changes that while it is open */
  constructor(
    connection: Connection,
    {
      name,
      content,
      readOnly,
    }: { readonly name: string; readonly content: Content; readonly readOnly: boolean },
  ) {
    this.#name = name;
    this.#content = content;
    this.generation = content.generation;
    this.#connection = connection;
    this.#searcher = new Searcher(connection, name, type => content.counts[type] ?? 0);
    this.#reviews = readOnly ? undefined : new ReviewWriter(connection, name);
  }

  async get(keys: readonly ResourceKey[]): Promise<readonly (StoredResource | undefined)[]> {
    this.#expectOpen();
    return forEachBounded(keys, maxReads, async key => {
      const document = await this.#read(key);
      return document && toStored(key, document);
    });
  }

  async reviewStates(keys: readonly ResourceKey[]): Promise<readonly (ReviewState | undefined)[]> {
    this.#expectOpen();
    return unlessRefused(() =>
      forEachBounded(keys, maxReads, key =>
        reading(() => this.#documents.lookupIn(key, reviewPaths)).then(
          ({ content: [reviewed, reviewTime, reviewedBy] }) =>
            reviewOf({
              reviewed: reviewed?.value,
              reviewTime: reviewTime?.value,
              reviewedBy: reviewedBy?.value,
            }),
          unlessMissing,
        ),
      ),
    );
  }

  async search(request: SearchRequest): Promise<SearchPage> {
    this.#expectOpen();
    const position = await this.#position(request);
    const keys = await this.#searcher.search(request, position);
    return this.#page(keys, request.limit);
  }

  async searchByReference(
    request: SearchRequest,
    parameter: string,
    targets: readonly ResourceKey[],
  ): Promise<readonly SearchPage[]> {
    this.#expectReference(request, parameter);
    const position = await this.#position(request);
    if (targets.length === 0) return [];
    const referring = await this.#searcher.referring(request, parameter, targets, position);
    if (referring !== undefined) return this.#pages(referring, targets, request.limit);
    return forEachBounded(targets, maxSearches, target =>
      this.search({
        ...request,
        where: [...request.where, { kind: 'reference', parameter, anyOf: [target] }],
      }),
    );
  }

  async count(request: CountRequest): Promise<number> {
    this.#expectOpen();
    return this.#searcher.count(request);
  }

  async countByReference(
    request: CountRequest,
    parameter: string,
    targets: readonly ResourceKey[],
  ): Promise<readonly number[]> {
    this.#expectReference(request, parameter);
    if (targets.length === 0) return [];
    const counts = await this.#searcher.countReferring(request, parameter, targets);
    return targets.map(target => counts.get(target) ?? 0);
  }

  /** @throws Error on what is read only */
  async updateReviews(updates: readonly ReviewUpdate[]): Promise<readonly ReviewOutcome[]> {
    this.#expectOpen();
    if (this.#reviews === undefined) throw new Error('This collection is read only');
    return this.#reviews.update(updates);
  }

  async counts(): Promise<readonly TypeCount[]> {
    this.#expectOpen();
    return Promise.all(
      definitions.map(async ({ type, reviewable }) => {
        const total = this.#content.counts[type] ?? 0;
        const isEmpty = total === 0 || !reviewable;
        return { type, total, reviewed: isEmpty ? 0 : await this.#searcher.countReviewed(type) };
      }),
    );
  }

  /** What was asked for before is done first. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#reviews?.ended();
  }

  async #position({ after }: SearchRequest): Promise<Position | undefined> {
    if (after === undefined) return undefined;
    const document = await this.#read(after);
    if (document === undefined) throw new PositionLost();
    return { key: after, document };
  }

  get #documents(): SdkCollection {
    return this.#connection.collection(this.#name);
  }

  /** Of the keys of a page and of the one behind it. */
  async #page(keys: readonly ResourceKey[], limit: number): Promise<SearchPage> {
    const found = await this.get(keys.slice(0, limit));
    return { entries: found.filter(entry => entry !== undefined), hasMore: keys.length > limit };
  }

  async #pages(
    referring: readonly Referring[],
    targets: readonly ResourceKey[],
    limit: number,
  ): Promise<readonly SearchPage[]> {
    const byTarget = new Map<ResourceKey, ResourceKey[]>(targets.map(target => [target, []]));
    for (const { key, targets: of } of referring) for (const target of of) byTarget.get(target)?.push(key);
    const shown = [...new Set([...byTarget.values()].flatMap(keys => keys.slice(0, limit)))];
    const found = new Map((await this.get(shown)).map((entry, place) => [shown[place]!, entry]));
    return targets.map(target => {
      const keys = byTarget.get(target)!;
      const entries = keys.slice(0, limit).flatMap(key => found.get(key) ?? []);
      return { entries, hasMore: keys.length > limit };
    });
  }

  async #read(key: ResourceKey): Promise<ResourceDocument | undefined> {
    return unlessRefused(() =>
      reading(() => this.#documents.get(key)).then(
        ({ content }) => content as ResourceDocument,
        unlessMissing,
      ),
    );
  }

  #expectReference({ type }: CountRequest, parameter: string): void {
    this.#expectOpen();
    ofKind(definitionOf(type), parameter, 'reference');
  }

  #expectOpen(): void {
    if (this.#closed) throw unavailable(new Error(`${this.#name} is closed`));
  }
}

/** For a document that is not there: undefined. */
function unlessMissing(error: unknown): undefined {
  if (!(error instanceof DocumentNotFoundError)) throw error;
}
