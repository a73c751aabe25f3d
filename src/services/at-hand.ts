import { type Domain, localKey, shared } from '../cache/keys.ts';
import type { Beginning, TenantCache } from '../cache/tenant-cache.ts';
import { type ResourceKey, resourceKey } from '../core/ids.ts';
import type { Resource } from '../fhir/types.ts';
import type { CountRequest, ReviewState, SearchRequest } from '../store/port.ts';
import type { Lease } from '../tenants/tenant.ts';
import type { Caching } from './caching.ts';
import type { Footprint } from './footprint.ts';
import { type KeptPage, listTags, type ReadPage, type ReadResource } from './read.ts';
import { dependsOnReviews, searchParts } from './search-parts.ts';

/** Of a reverse look-up of one target. */
export interface ReverseOf {
  readonly parameter: string;
  readonly target: ResourceKey;
}

/** Most resources are not reviewed, and have this state between them. */
export const unreviewed: ReviewState = Object.freeze({ reviewed: false, reviewTime: null, reviewedBy: null });

/** Characters of a reviewer's name beside a kept state: no more are counted in what a value takes. */
const longestReviewer = 100;

/**
 * What of a tenant's data is in this process and need not be waited for, for one operation. All that is found is noted
 * in the operation's footprint; what is not, or has aged, is undefined, and noted by nobody: `Reader` is asked for it.
 */
export class AtHand {
  readonly #lease: Pick<Lease, 'collection' | 'note'>;
  readonly #caching: Caching;
  readonly #cache: TenantCache;
  readonly #footprint: Footprint;
  #knowsReviews: boolean | undefined;

  constructor(
    lease: Pick<Lease, 'collection' | 'note'>,
    caching: Caching,
    cache: TenantCache,
    footprint: Footprint,
  ) {
    this.#lease = lease;
    this.#caching = caching;
    this.#cache = cache;
    this.#footprint = footprint;
  }

  /** Null where there is no such resource. */
  resource(key: ResourceKey): ReadResource | null | undefined {
    const found = this.#cache.fresh(key);
    if (found === undefined) return undefined;
    this.#cache.hit('resource');
    this.#noteResource(key);
    return found.value === null ? null : { key, resource: found.value as Resource, review: undefined };
  }

  /** A resource's review state, as every review acknowledged before this operation's first question for one has left it. */
  review(key: ResourceKey): ReviewState | undefined {
    return this.#reviewsAreKnown() ? (this.#cache.review(key) as ReviewState | undefined) : undefined;
  }

  /** To be asked before states are read that `keepReview` will be given. */
  begin(): Beginning {
    // No state is kept from before the first question for what was reviewed.
    if (!this.#caching.follows(this.#cache)) this.#reviewsAreKnown();
    return this.#cache.begin();
  }

  keepReview(key: ResourceKey, state: ReviewState, began: Beginning): void {
    const { reviewed, reviewTime, reviewedBy } = state;
    if (reviewedBy !== null && reviewedBy.length > longestReviewer) return;
    const isUnreviewed = !reviewed && reviewTime === null && reviewedBy === null;
    this.#cache.keepReview(key, isUnreviewed ? unreviewed : state, began);
  }

  /** A page with all its resources. */
  page(request: SearchRequest, of?: ReverseOf): ReadPage | undefined {
    const domain = of === undefined ? 'list' : 'relation';
    const page = this.#list<KeptPage>(domain, request, of);
    if (page === undefined) return undefined;
    const entries: ReadResource[] = [];
    const keys = keysOf(page, request.type);
    for (const key of keys) {
      const found = this.#cache.fresh(key);
      if (found === undefined) return undefined;
      if (found.value !== null) entries.push({ key, resource: found.value as Resource, review: undefined });
    }
    this.#noteList(domain, request, of);
    this.#cache.hit('resource', keys.length);
    for (const key of keys) this.#noteResource(key);
    return { entries, hasMore: page.hasMore };
  }

  count(request: CountRequest, of?: ReverseOf): number | undefined {
    const count = this.#list<number>('count', request, of);
    if (count !== undefined) this.#noteList('count', request, of);
    return count;
  }

  #list<Value>(
    domain: Domain,
    request: CountRequest & Partial<SearchRequest>,
    of: ReverseOf | undefined,
  ): Value | undefined {
    if (dependsOnReviews(request) && !this.#reviewsAreKnown()) return undefined;
    const parts = of === undefined ? searchParts(request) : searchParts(request, of.parameter, of.target);
    return this.#cache.fresh(localKey({ domain, scope: shared, parts }))?.value as Value | undefined;
  }

  #noteList(domain: Domain, request: CountRequest & Partial<SearchRequest>, of: ReverseOf | undefined): void {
    const reviewed = dependsOnReviews(request);
    this.#cache.hit(domain);
    this.#footprint.list(() => listTags(request, reviewed, of?.target), reviewed);
  }

  #noteResource(key: ResourceKey): void {
    this.#footprint.resource(key);
    this.#lease.note(key);
  }

  /** Asked once: an operation sees what was reviewed before it, and need not see what is reviewed meanwhile. */
  #reviewsAreKnown(): boolean {
    this.#knowsReviews ??= this.#caching.confirm(this.#cache, this.#lease.collection) === 'exact';
    return this.#knowsReviews;
  }
}

/** By page, while that is kept. */
const pageKeys = new WeakMap<KeptPage, readonly ResourceKey[]>();

function keysOf(page: KeptPage, type: string): readonly ResourceKey[] {
  let keys = pageKeys.get(page);
  if (keys === undefined) {
    keys = page.ids.map(id => resourceKey(type, id));
    pageKeys.set(page, keys);
  }
  return keys;
}
