import DataLoader from 'dataloader';
import { type ResourceKey, resourceKey, splitKey } from '../../core/ids.ts';
import { storedJsonOf } from '../../core/stored-json.ts';
import type { Reference, Resource } from '../../fhir/types.ts';
import type { LoaderName, OnBatch } from '../../metrics/loaders.ts';
import type { ListQuery, Page } from '../../services/searching.ts';
import {
  type ReadResource,
  type ReviewState,
  type StoredResource,
  unreviewed,
  type Workspace,
} from '../../services/workspace.ts';
import { loaderOf, tracedBatch } from './batches.ts';
import { Waves } from './waves.ts';

/** A field that follows references of its resource: the keys that it will ask for, all of one type. */
export interface Follower {
  readonly type: string;
  keys(resource: Resource): readonly ResourceKey[];
}

/**
 * Every read of one operation, done once, across aliases and fragments. What is at hand is returned as it stands; the
 * rest is batched, one loader a resource type, so that a batch is one store call in that type's own queue.
 */
export class Loaders {
  readonly #workspace: Workspace;
  readonly #onBatch: OnBatch;
  readonly #waves = new Waves();
  /** What was read, or null where there is none; a promise while it is not. */
  readonly #read = new Map<ResourceKey, ReadResource | null | Promise<Resource | null>>();
  /** A page before anything else was read: most operations look for none of its entries by their keys. */
  #firstPage: Page | undefined;
  /** By the resource that resolvers are given. */
  readonly #byResource = new Map<Resource, ReadResource>();
  readonly #pages = new Map<string, Page | Promise<Page>>();
  readonly #counts = new Map<string, number | Promise<number>>();
  readonly #resourceLoaders = new Map<string, DataLoader<ResourceKey, ReadResource | undefined>>();
  readonly #reviewLoaders = new Map<string, DataLoader<ResourceKey, ReviewState | undefined>>();
  readonly #ahead = new Map<ListQuery, readonly Follower[]>();
  readonly #followed = new Map<Follower, Map<Resource, readonly ResourceKey[]>>();
  #pageLoader: DataLoader<ListQuery, Page> | undefined;
  #countLoader: DataLoader<ListQuery, number> | undefined;
  /** Where references within a resource (`#id`) may stand; looked through once, when the first is followed. */
  readonly #unseen: Resource[] = [];
  readonly #containers = new Map<object, Resource>();

  constructor(workspace: Workspace, onBatch: OnBatch) {
    this.#workspace = workspace;
    this.#onBatch = onBatch;
  }

  /**
   * Null when there is no such resource.
   * @param isAlone whether the operation asks for nothing else meanwhile: then there is nobody to share a batch with
   */
  resource(key: ResourceKey, isAlone = false): Resource | null | Promise<Resource | null> {
    if (isAlone && this.#find(key) === undefined) this.#readTogether([key]);
    const found = this.#find(key);
    if (found === undefined) {
      // What was read is kept here, and needs no second map.
      const options = { cache: false, batchScheduleFn: this.#waves.resources };
      const loader = loaderOf(this.#resourceLoaders, key, this.#loadResources, options);
      const content = loader.load(key).then(contentOf);
      this.#read.set(key, content);
      return content;
    }
    return found instanceof Promise ? found : contentOf(found);
  }

  /** Those that exist, in order. */
  resources(keys: readonly ResourceKey[]): readonly Resource[] | Promise<readonly Resource[]> {
    const found: Resource[] = [];
    for (const key of keys) {
      const read = this.#find(key);
      if (read === undefined || read instanceof Promise)
        return Promise.all(keys.map(each => this.resource(each))).then(present);
      if (read !== null) found.push(read.resource);
    }
    return found;
  }

  /** The keys that a follower asks for. Of a text they are found out once; of what is parsed that costs less than to look them up. */
  followed(follower: Follower, resource: Resource): readonly ResourceKey[] {
    if (storedJsonOf(resource) === undefined) return follower.keys(resource);
    let known = this.#followed.get(follower);
    if (known === undefined) {
      known = new Map();
      this.#followed.set(follower, known);
    }
    let keys = known.get(resource);
    if (keys === undefined) {
      keys = follower.keys(resource);
      known.set(resource, keys);
    }
    return keys;
  }

  /** @param ahead what follows each of its resources: read with the page where that is not at hand */
  page(query: ListQuery, ahead?: readonly Follower[]): Page | Promise<Page> {
    const name = JSON.stringify(query);
    const known = this.#pages.get(name);
    if (known !== undefined) return known;
    const found = this.#workspace.searching.pageAtHand(query);
    if (found !== undefined) this.#notePage(found);
    else if (ahead !== undefined) this.#ahead.set(query, ahead);
    const page = found ?? this.#loadPage(query);
    this.#pages.set(name, page);
    return page;
  }

  count(query: ListQuery): number | Promise<number> {
    const { type, where, of } = query;
    // A count does not depend on where a page stands and how long it is.
    const name = JSON.stringify([type, where, of]);
    const known = this.#counts.get(name);
    if (known !== undefined) return known;
    const count = this.#workspace.searching.countAtHand(query) ?? this.#loadCount(query);
    this.#counts.set(name, count);
    return count;
  }

  /** The review state of a resource that was read by this operation. */
  reviewState(resource: Resource): ReviewState | Promise<ReviewState> {
    const read = this.#byResource.get(resource);
    const key = read?.key ?? resourceKey(resource.resourceType, resource.id);
    this.#workspace.showsReview(key);
    if (read?.review !== undefined) return read.review;
    const found = this.#workspace.reviewStateAtHand(key);
    if (found !== undefined) {
      if (read !== undefined) read.review = found;
      return found;
    }
    return loaderOf(this.#reviewLoaders, key, this.#loadReviews, { batchScheduleFn: this.#waves.others })
      .load(key)
      .then(state => state ?? unreviewed);
  }

  /** The resource, read by this operation, within which that very reference stands. */
  containing(reference: Reference): Resource | undefined {
    for (const resource of this.#unseen.splice(0))
      if (resource.contained !== undefined) noteObjects(resource, resource, this.#containers);
    return this.#containers.get(reference);
  }

  /** Takes note of what a review has made of a resource, so that the rest of the operation sees it. */
  reviewed(stored: StoredResource): void {
    const known = this.#known(stored.key);
    if (known && !(known instanceof Promise)) known.review = stored.review;
    this.#read.set(stored.key, stored);
    this.#reviewLoaders.get(stored.resource.resourceType)?.clear(stored.key);
    this.#remember(stored);
    this.#pages.clear();
    this.#counts.clear();
  }

  /** What was read, or is awaited, or at hand, of which it takes note; undefined: to be asked for. */
  #find(key: ResourceKey): ReadResource | null | Promise<Resource | null> | undefined {
    const known = this.#known(key);
    if (known !== undefined) return known;
    const found = this.#workspace.resourceAtHand(key);
    if (found === undefined) return undefined;
    this.#waves.atHand();
    this.#read.set(key, found);
    if (found !== null) this.#remember(found);
    return found;
  }

  #remember(read: ReadResource): void {
    this.#byResource.set(read.resource, read);
    this.#unseen.push(read.resource);
  }

  #known(key: ResourceKey): ReadResource | null | Promise<Resource | null> | undefined {
    const first = this.#firstPage;
    if (first !== undefined && key.startsWith(first.query.type)) this.#indexFirst();
    return this.#read.get(key);
  }

  #notePage(page: Page): void {
    for (const entry of page.entries) this.#remember(entry);
    if (this.#read.size === 0 && this.#firstPage === undefined) {
      this.#firstPage = page;
    } else {
      this.#indexFirst();
      this.#index(page);
    }
  }

  #indexFirst(): void {
    const first = this.#firstPage;
    this.#firstPage = undefined;
    if (first !== undefined) this.#index(first);
  }

  #index({ entries }: Page): void {
    for (const entry of entries) {
      const known = this.#read.get(entry.key);
      if (known === undefined) this.#read.set(entry.key, entry);
      // All of the operation sees one state of it.
      else if (known !== null && !(known instanceof Promise)) {
        if (known.review === undefined) known.review = entry.review;
        else entry.review = known.review;
      }
    }
  }

  #loadPage(query: ListQuery): Promise<Page> {
    this.#pageLoader ??= new DataLoader(
      async queries => {
        this.#tellQueries('pages', queries);
        const { searching } = this.#workspace;
        const pages = await tracedBatch('pages', queries, () => searching.pages(queries));
        for (const page of pages) if (!(page instanceof Error)) this.#notePage(page);
        this.#readAhead(pages);
        return pages;
      },
      { cache: false, batchScheduleFn: this.#waves.others },
    );
    return this.#pageLoader.load(query);
  }

  /** A call a type, as the fields below would make them: then each finds its own at hand, and a list waits for nothing. */
  #readAhead(pages: readonly (Page | Error)[]): void {
    const wanted = new Map<string, ResourceKey[]>();
    for (const page of pages) {
      if (page instanceof Error) continue;
      for (const follower of this.#ahead.get(page.query) ?? []) {
        const keys = wanted.get(follower.type) ?? [];
        wanted.set(follower.type, keys);
        for (const { resource } of page.entries) keys.push(...this.followed(follower, resource));
      }
    }
    for (const keys of wanted.values())
      this.#readTogether([...new Set(keys)].filter(key => this.#find(key) === undefined));
  }

  /** A batch that waits for no others. Of one type. */
  #readTogether(keys: readonly ResourceKey[]): void {
    if (keys.length === 0) return;
    this.#tellKeys('resources', keys);
    const batch = tracedBatch('resources', keys, () => this.#workspace.resources(keys));
    if (!(batch instanceof Promise)) {
      for (const [place, read] of batch.entries()) this.#noteRead(keys[place]!, read);
      return;
    }
    this.#waves.begun();
    const ended = batch.finally(() => this.#waves.ended());
    for (const [place, key] of keys.entries()) {
      const content = ended.then(found => this.#noteRead(key, found[place]));
      // It may be that nobody asks for it.
      content.catch(() => undefined);
      this.#read.set(key, content);
    }
  }

  #noteRead(key: ResourceKey, read: ReadResource | undefined | Error): Resource | null {
    if (read instanceof Error) throw read;
    // Whatever has come meanwhile goes before.
    const known = this.#read.get(key);
    if (known === undefined || known instanceof Promise) this.#read.set(key, read ?? null);
    if (read !== undefined) this.#remember(read);
    return contentOf(read);
  }

  #loadCount(query: ListQuery): Promise<number> {
    this.#countLoader ??= new DataLoader(
      queries => {
        this.#tellQueries('counts', queries);
        return tracedBatch('counts', queries, () => this.#workspace.searching.counts(queries));
      },
      { cache: false, batchScheduleFn: this.#waves.others },
    );
    return this.#countLoader.load(query);
  }

  readonly #loadResources = async (keys: readonly ResourceKey[]) => {
    this.#tellKeys('resources', keys);
    try {
      const found = await tracedBatch('resources', keys, () => this.#workspace.resources(keys));
      for (const [place, read] of found.entries()) {
        if (!(read instanceof Error)) this.#noteRead(keys[place]!, read);
      }
      return found;
    } finally {
      this.#waves.ended();
    }
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

function contentOf(read: ReadResource | undefined | null): Resource | null {
  return read?.resource ?? null;
}

function present(resources: readonly (Resource | null)[]): readonly Resource[] {
  return resources.filter(resource => resource !== null);
}

/** Notes of every object within a resource where it stands. */
function noteObjects(value: unknown, resource: Resource, containers: Map<object, Resource>): void {
  if (typeof value !== 'object' || value === null) return;
  containers.set(value, resource);
  for (const inner of Object.values(value)) noteObjects(inner, resource, containers);
}
