import { shared } from '../cache/keys.ts';
import type { Found } from '../cache/lookup.ts';
import { tags } from '../cache/tags.ts';
import type { Beginning, TenantCache } from '../cache/tenant-cache.ts';
import { type ResourceKey, resourceKey, splitKey } from '../core/ids.ts';
import type { Resource } from '../fhir/types.ts';
import type { Collection, CountRequest, ReviewState, SearchPage, SearchRequest } from '../store/port.ts';
import type { Lease } from '../tenants/tenant.ts';
import { AtHand } from './at-hand.ts';
import type { Caching } from './caching.ts';
import type { Footprint } from './footprint.ts';
import { type KeptPage, listTags, type ReadPage, type ReadResource, resourceKind } from './read.ts';
import { dependsOnReviews, searchParts } from './search-parts.ts';

/** What an id of a kept page takes, about, with the key that is made of it. */
const bytesOfId = 80;

/** What a reader needs of a lease. */
export type Held = Pick<Lease, 'tenant' | 'collection' | 'signal' | 'note'>;

/** An entry a key, in order. */
export type ReadBatch = readonly (ReadResource | undefined | Error)[];

/** Of a reverse look-up: the resources that refer to each target by that parameter. */
export interface Reverse {
  readonly parameter: string;
  readonly targets: readonly ResourceKey[];
}

/**
 * Reads one tenant's data for one operation, from caches where they can be relied on. Everything that was read is
 * noted in the operation's footprint.
 */
export class Reader {
  readonly #lease: Held;
  readonly #caching: Caching;
  readonly #footprint: Footprint;
  readonly #cache: TenantCache | undefined;
  /** What need not be waited for; undefined while nothing is cached. */
  readonly atHand: AtHand | undefined;

  constructor(lease: Held, caching: Caching, footprint: Footprint) {
    this.#lease = lease;
    this.#caching = caching;
    this.#footprint = footprint;
    this.#cache = caching.cacheOf(lease.tenant, lease.collection);
    this.atHand = this.#cache && new AtHand(lease, caching, this.#cache, footprint);
  }

  /** An entry a key, of one type, in order; undefined where there is none. At once where there is nothing to wait for. */
  resources(keys: readonly ResourceKey[]): ReadBatch | Promise<ReadBatch> {
    for (const key of keys) {
      this.#footprint.resource(key);
      this.#lease.note(key);
    }
    const { collection } = this.#lease;
    const cache = this.#cache;
    const { atHand } = this;
    if (keys[0] === undefined) return [];
    if (cache === undefined || atHand === undefined) return collection.get(keys);
    return this.#cachedResources(keys, cache, atHand);
  }

  async #cachedResources(
    keys: readonly ResourceKey[],
    cache: TenantCache,
    atHand: AtHand,
  ): Promise<ReadBatch> {
    const { collection } = this.#lease;
    const { type } = splitKey(keys[0]!);
    const reviews = new Map<ResourceKey, { readonly state: ReviewState; readonly began: Beginning }>();
    const get = async (from: Collection, places: readonly number[]) => {
      const began = atHand.begin();
      const read = await from.get(places.map(place => keys[place]!));
      return read.map(stored => {
        if (stored === undefined) return null;
        reviews.set(stored.key, { state: stored.review, began });
        return stored.resource;
      });
    };
    const found = await cache.read<Resource | null>({
      ...resourceKind(type),
      keys: keys.map(key => keyParts(key)),
      tags: (_, place) => [tags.resource('content', keys[place]!)],
      load: places => get(collection, places),
      reload: places => this.#apart(apart => get(apart, places)),
      signal: this.#lease.signal,
    });
    // By now their contents are there, beside which states are kept.
    for (const [key, { state, began }] of reviews) atHand.keepReview(key, state, began);
    return found.map((entry, place) => {
      if (entry instanceof Error) return entry;
      this.#noteAge(entry);
      if (entry.value === null) return undefined;
      const key = keys[place]!;
      return { key, resource: entry.value, review: reviews.get(key)?.state };
    });
  }

  /** An entry a key, of one type, in order; undefined where there is no such resource. Asks the store. */
  async reviewStates(keys: readonly ResourceKey[]): Promise<readonly (ReviewState | undefined)[]> {
    const began = this.atHand?.begin();
    const states = await this.#lease.collection.reviewStates(keys);
    for (const [place, state] of states.entries())
      if (state !== undefined && began !== undefined) this.atHand?.keepReview(keys[place]!, state, began);
    return states;
  }

  async page(request: SearchRequest): Promise<ReadPage> {
    const [page] = await this.#pages(request, undefined, [searchParts(request)], async from => [
      await from.search(request),
    ]);
    return orThrow(page!);
  }

  /** A page a target, in order. */
  async pagesByReference(
    request: SearchRequest,
    { parameter, targets }: Reverse,
  ): Promise<readonly (ReadPage | Error)[]> {
    const keys = targets.map(target => searchParts(request, parameter, target));
    return this.#pages(request, targets, keys, (from, places) =>
      from.searchByReference(
        request,
        parameter,
        places.map(place => targets[place]!),
      ),
    );
  }

  async count(request: CountRequest): Promise<number> {
    const [count] = await this.#counts(request, undefined, [searchParts(request)], async from => [
      await from.count(request),
    ]);
    return orThrow(count!);
  }

  /** A count a target, in order. */
  async countsByReference(
    request: CountRequest,
    { parameter, targets }: Reverse,
  ): Promise<readonly (number | Error)[]> {
    const keys = targets.map(target => searchParts(request, parameter, target));
    return this.#counts(request, targets, keys, (from, places) =>
      from.countByReference(
        request,
        parameter,
        places.map(place => targets[place]!),
      ),
    );
  }

  async #pages(
    request: SearchRequest,
    targets: readonly ResourceKey[] | undefined,
    keys: readonly (readonly string[])[],
    search: (from: Collection, places: readonly number[]) => Promise<readonly SearchPage[]>,
  ): Promise<readonly (ReadPage | Error)[]> {
    const { collection, signal } = this.#lease;
    const { cache, reviewed } = await this.#list(request, targets);
    if (cache === undefined) {
      const pages = await search(collection, [...keys.keys()]);
      for (const { entries } of pages) for (const { key } of entries) this.#footprint.resource(key);
      return pages;
    }
    const fresh = new Map<ResourceKey, ReadResource>();
    // Whoever finds the page in what is shared reads the resources all at once.
    const kind = { ...resourceKind(request.type), shareable: false };
    const load = async (from: Collection, places: readonly number[]): Promise<KeptPage[]> => {
      const began = this.atHand?.begin() ?? cache.begin();
      const pages = await search(from, places);
      return pages.map(({ entries, hasMore }) => {
        for (const entry of entries) {
          fresh.set(entry.key, entry);
          cache.put(kind, keyParts(entry.key), entry.resource, [tags.resource('content', entry.key)], began);
          this.atHand?.keepReview(entry.key, entry.review, began);
        }
        return { ids: entries.map(({ key }) => splitKey(key).id), hasMore };
      });
    };
    const found = await cache.read<KeptPage>({
      domain: targets === undefined ? 'list' : 'relation',
      ...{ scope: shared, profile: 'realtime', shareable: !reviewed },
      keys,
      bytes: ({ ids }) => 100 + bytesOfId * ids.length,
      tags: (_, place) => listTags(request, reviewed, targets?.[place]),
      load: places => load(collection, places),
      reload: places => this.#apart(apart => load(apart, places)),
      signal,
    });
    return this.#filled(request, found, fresh);
  }

  /** Pages with their resources, which are read together. */
  async #filled(
    { type }: SearchRequest,
    found: readonly (Found<KeptPage> | Error)[],
    fresh: ReadonlyMap<ResourceKey, ReadResource>,
  ): Promise<readonly (ReadPage | Error)[]> {
    const known = new Map(fresh);
    const wanted = new Set<ResourceKey>();
    for (const page of found) {
      if (page instanceof Error) continue;
      this.#noteAge(page);
      for (const id of page.value.ids) {
        const key = resourceKey(type, id);
        if (known.has(key)) this.#footprint.resource(key);
        else wanted.add(key);
      }
    }
    const keys = [...wanted];
    const failed = new Map<ResourceKey, Error>();
    for (const [place, read] of (await this.resources(keys)).entries()) {
      if (read instanceof Error) failed.set(keys[place]!, read);
      else if (read !== undefined) known.set(keys[place]!, read);
    }
    return found.map(page => {
      if (page instanceof Error) return page;
      const pageKeys = page.value.ids.map(id => resourceKey(type, id));
      const failure = pageKeys.map(key => failed.get(key)).find(error => error !== undefined);
      if (failure !== undefined) return failure;
      const entries = pageKeys.map(key => known.get(key)).filter(entry => entry !== undefined);
      return { entries, hasMore: page.value.hasMore };
    });
  }

  async #counts(
    request: CountRequest,
    targets: readonly ResourceKey[] | undefined,
    keys: readonly (readonly string[])[],
    count: (from: Collection, places: readonly number[]) => Promise<readonly number[]>,
  ): Promise<readonly (number | Error)[]> {
    const { collection, signal } = this.#lease;
    const { cache, reviewed } = await this.#list(request, targets);
    if (cache === undefined) return count(collection, [...keys.keys()]);
    const found = await cache.read<number>({
      ...{ domain: 'count', scope: shared, profile: 'realtime', shareable: !reviewed },
      keys,
      bytes: () => 8,
      tags: (_, place) => listTags(request, reviewed, targets?.[place]),
      load: places => count(collection, places),
      reload: places => this.#apart(apart => count(apart, places)),
      signal,
    });
    return found.map(entry => {
      if (entry instanceof Error) return entry;
      this.#noteAge(entry);
      return entry.value;
    });
  }

  /** Whether a list depends on reviews, and the cache if it can be relied on for that. */
  async #list(request: CountRequest & Partial<SearchRequest>, targets: readonly ResourceKey[] | undefined) {
    const reviewed = dependsOnReviews(request);
    for (const target of targets ?? [undefined])
      this.#footprint.list(() => listTags(request, reviewed, target), reviewed);
    const cache = this.#cache;
    const isReliable =
      cache !== undefined &&
      (!reviewed || (await this.#caching.confirm(cache, this.#lease.collection)) !== 'unknown');
    return { cache: isReliable ? cache : undefined, reviewed };
  }

  #apart<Result>(run: (collection: Collection) => Promise<Result>): Promise<Result> {
    return this.#caching.apart(this.#lease.tenant, run);
  }

  /** An answer made of what has aged must not begin to age anew. */
  #noteAge({ aged }: Found<unknown>): void {
    if (aged) this.#footprint.refuse();
  }
}

function keyParts(key: ResourceKey): readonly string[] {
  const { type, id } = splitKey(key);
  return [type, id];
}

function orThrow<Value>(value: Value | Error): Value {
  if (value instanceof Error) throw value;
  return value;
}
