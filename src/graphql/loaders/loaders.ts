import DataLoader from 'dataloader';
import { type ResourceKey, resourceKey, splitKey } from '../../core/ids.ts';
import { traced } from '../../core/tracing.ts';
import type { Reference, Resource } from '../../fhir/types.ts';
import type { LoaderName, OnBatch } from '../../metrics/loaders.ts';
import type { ListQuery, Page } from '../../services/searching.ts';
import type { ReadResource, ReviewState, StoredResource, Workspace } from '../../services/workspace.ts';

const unreviewed: ReviewState = { reviewed: false, reviewTime: null, reviewedBy: null };

/**
 * Every read of one operation, batched and done once, across aliases and fragments. One loader a resource
 * type, so that a batch is one store call in that type's own queue.
 */
export class Loaders {
  readonly #workspace: Workspace;
  readonly #onBatch: OnBatch;
  readonly #resources = new Map<string, DataLoader<ResourceKey, ReadResource | undefined>>();
  readonly #reviews = new Map<string, DataLoader<ResourceKey, ReviewState | undefined>>();
  /** States that came along with documents: what was just read is not looked up again. */
  readonly #knownReviews = new Map<ResourceKey, ReviewState>();
  /** Where references within a resource (`#id`) may stand; walked through once, when the first is followed. */
  readonly #withContained: Resource[] = [];
  readonly #containers = new Map<object, Resource>();
  readonly #pages: DataLoader<ListQuery, Page, string>;
  readonly #counts: DataLoader<ListQuery, number, string>;

  constructor(workspace: Workspace, onBatch: OnBatch) {
    this.#workspace = workspace;
    this.#onBatch = onBatch;
    this.#pages = new DataLoader(
      async queries => {
        this.#tellQueries('pages', queries);
        const pages = await tracedBatch('pages', queries, () => workspace.searching.pages(queries));
        for (const page of pages) {
          if (page instanceof Error) continue;
          for (const stored of page.entries) {
            this.#remember(stored);
            this.#resourceLoader(stored.key).prime(stored.key, stored);
          }
        }
        return pages;
      },
      { cacheKeyFn: JSON.stringify },
    );
    this.#counts = new DataLoader(
      queries => {
        this.#tellQueries('counts', queries);
        return tracedBatch('counts', queries, () => workspace.searching.counts(queries));
      },
      {
        // A count does not depend on where a page stands and how long it is.
        cacheKeyFn: ({ type, where, of }) => JSON.stringify([type, where, of]),
      },
    );
  }

  /** Null when there is no such resource. */
  resource(key: ResourceKey): Promise<Resource | null> {
    return this.#resourceLoader(key).load(key).then(contentOf);
  }

  /** Those that exist, in order. */
  async resources(keys: readonly ResourceKey[]): Promise<readonly Resource[]> {
    const found = await Promise.all(keys.map(key => this.resource(key)));
    return found.filter(resource => resource !== null);
  }

  page(query: ListQuery): Promise<Page> {
    return this.#pages.load(query);
  }

  count(query: ListQuery): Promise<number> {
    return this.#counts.load(query);
  }

  /** The review state of a stored resource; at hand when the resource was read by this operation. */
  reviewState(resource: Resource): ReviewState | Promise<ReviewState> {
    const key = resourceKey(resource.resourceType, resource.id);
    this.#workspace.showsReview(key);
    const known = this.#knownReviews.get(key);
    if (known !== undefined) return known;
    return loaderOf(this.#reviews, key, this.#loadReviews)
      .load(key)
      .then(state => state ?? unreviewed);
  }

  /** The resource, read by this operation, within which that very reference stands. */
  containing(reference: Reference): Resource | undefined {
    for (const resource of this.#withContained.splice(0)) noteObjects(resource, resource, this.#containers);
    return this.#containers.get(reference);
  }

  /** Takes note of what a review has made of a resource, so that the rest of the operation sees it. */
  reviewed(stored: StoredResource): void {
    this.#remember(stored);
    this.#resourceLoader(stored.key).clear(stored.key).prime(stored.key, stored);
    this.#pages.clearAll();
    this.#counts.clearAll();
  }

  #resourceLoader(key: ResourceKey) {
    return loaderOf(this.#resources, key, this.#loadResources);
  }

  readonly #remember = ({ key, review, resource }: ReadResource): void => {
    if (review !== undefined) this.#knownReviews.set(key, review);
    if (resource.contained !== undefined) this.#withContained.push(resource);
  };

  readonly #loadResources = async (keys: readonly ResourceKey[]) => {
    this.#tellKeys('resources', keys);
    const resources = await tracedBatch('resources', keys, () => this.#workspace.resources(keys));
    for (const read of resources) if (read !== undefined && !(read instanceof Error)) this.#remember(read);
    return resources;
  };

  readonly #loadReviews = (keys: readonly ResourceKey[]) => {
    this.#tellKeys('reviews', keys);
    return tracedBatch('reviews', keys, () => this.#workspace.reviewStates(keys));
  };

  /** A batch of keys is of one type. */
  #tellKeys(loader: LoaderName, keys: readonly ResourceKey[]): void {
    this.#onBatch(loader, splitKey(keys[0]!).type, keys.length);
  }

  /** One of queries may be of several: then it is a batch of each. */
  #tellQueries(loader: LoaderName, queries: readonly ListQuery[]): void {
    const sizes = new Map<string, number>();
    for (const { type } of queries) sizes.set(type, (sizes.get(type) ?? 0) + 1);
    for (const [type, size] of sizes) this.#onBatch(loader, type, size);
  }
}

/** A span a batch: what is loaded, of which type, and how much. */
function tracedBatch<Result>(
  loader: LoaderName,
  batch: readonly (ResourceKey | ListQuery)[],
  run: () => Promise<Result>,
): Promise<Result> {
  const about = { 'gateway.loader': loader, 'gateway.batch.size': batch.length };
  return traced(`loader ${loader}`, 'internal', about, span => {
    if (span !== undefined) {
      const types = new Set(batch.map(each => (typeof each === 'string' ? splitKey(each).type : each.type)));
      const [type] = types;
      if (type !== undefined && types.size === 1) span.set({ 'gateway.resource_type': type });
    }
    return run();
  });
}

function contentOf(read: ReadResource | undefined): Resource | null {
  return read?.resource ?? null;
}

/** Notes of every object within a resource where it stands. */
function noteObjects(value: unknown, resource: Resource, containers: Map<object, Resource>): void {
  if (typeof value !== 'object' || value === null) return;
  containers.set(value, resource);
  for (const inner of Object.values(value)) noteObjects(inner, resource, containers);
}

function loaderOf<Value>(
  loaders: Map<string, DataLoader<ResourceKey, Value>>,
  key: ResourceKey,
  batch: (keys: readonly ResourceKey[]) => Promise<readonly (Value | Error)[]>,
): DataLoader<ResourceKey, Value> {
  const { type } = splitKey(key);
  const loader = loaders.get(type) ?? new DataLoader(batch);
  loaders.set(type, loader);
  return loader;
}
