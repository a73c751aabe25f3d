import { afterEach, beforeEach } from 'vitest';
import type { Clock } from '../../src/core/clock.ts';
import { parseTenantId, type ResourceKey, type TenantId } from '../../src/core/ids.ts';
import type { Resource } from '../../src/fhir/types.ts';
import type {
  Collection,
  ReviewState,
  SearchPage,
  SearchRequest,
  Store,
  TypeCount,
} from '../../src/store/port.ts';
import { ManualClock } from './clock.ts';

export interface StoreUnderTest {
  readonly store: Store;
  /** Whether what is opened as a snapshot stays as it is; see Store.openTenant. */
  readonly hasSnapshots: boolean;
  /** How much longer everything takes than on the quickest store; properties are tried less often for it. */
  readonly slowness?: number;
  /** Closes the store and opens it on the same data. */
  reopen(): Promise<Store>;
  /** Opens another on the same data, as another process would. It is closed with the first. */
  beside(): Promise<Store>;
  dispose(): Promise<void>;
}

export type MakeStore = (clock: Clock) => Promise<StoreUnderTest>;

/** A store, its clock and what was opened on it; closed after the test. */
export class World {
  readonly clock: ManualClock;
  readonly #subject: StoreUnderTest;
  #store: Store;
  #opened: Collection[] = [];

  constructor(clock: ManualClock, subject: StoreUnderTest) {
    this.clock = clock;
    this.#subject = subject;
    this.#store = subject.store;
  }

  /** How often a property is tried: `long` times with LONG set. */
  runs(short: number, long: number): number {
    return process.env.LONG ? long : Math.ceil(short / (this.#subject.slowness ?? 1));
  }

  get hasSnapshots(): boolean {
    return this.#subject.hasSnapshots;
  }

  get store(): Store {
    return this.#store;
  }

  async reopen(): Promise<void> {
    await this.#closeAll();
    this.#store = await this.#subject.reopen();
  }

  /** A tenant's collection as another process opens it. */
  async openBeside(id: string | TenantId): Promise<Collection> {
    const store = await this.#subject.beside();
    return this.keep(await store.openTenant(parseTenantId(id)));
  }

  /** Makes these resources the master. */
  async master(resources: readonly Resource[]): Promise<readonly TypeCount[]> {
    const writer = await this.#store.replaceMaster({ name: 'test', from: 'empty' });
    await writer.write(resources);
    return (await writer.commit()).counts;
  }

  /** A tenant's collection, copied from master when it has none. */
  async open(id: string | TenantId): Promise<Collection> {
    const tenant = parseTenantId(id);
    await this.#store.createTenant(tenant, { onProgress: () => {} });
    return this.keep(await this.#store.openTenant(tenant));
  }

  async openMaster(): Promise<Collection> {
    return this.keep(await this.#store.openMaster());
  }

  keep(collection: Collection): Collection {
    this.#opened.push(collection);
    return collection;
  }

  async dispose(): Promise<void> {
    await this.#closeAll();
    await this.#subject.dispose();
  }

  async #closeAll(): Promise<void> {
    for (const collection of this.#opened.splice(0)) await collection.close();
  }
}

/** A world a test. The function gives the present one. */
export function useWorld(make: MakeStore): () => World {
  let world: World | undefined;
  beforeEach(async () => {
    const clock = new ManualClock();
    world = new World(clock, await make(clock));
  });
  afterEach(async () => {
    await world?.dispose();
    world = undefined;
  });
  return () => world!;
}

export function ids(page: SearchPage): string[] {
  return page.entries.map(entry => entry.key.slice(entry.key.indexOf('/') + 1));
}

/** Every match, page by page. `between` runs after each page. */
export async function allPages(
  collection: Collection,
  request: SearchRequest,
  between: (page: SearchPage) => Promise<unknown> = async () => {},
): Promise<ResourceKey[]> {
  const keys: ResourceKey[] = [];
  for (let next = request; ; ) {
    const page = await collection.search(next);
    keys.push(...page.entries.map(entry => entry.key));
    if (!page.hasMore) return keys;
    await between(page);
    next = { ...request, after: page.entries.at(-1)!.key };
  }
}

export const reviewedBy = (name: string, time = 1): ReviewState => ({
  reviewed: true,
  reviewTime: time,
  reviewedBy: name,
});

export const unreviewed: ReviewState = { reviewed: false, reviewTime: null, reviewedBy: null };

export async function review(
  collection: Collection,
  keys: readonly ResourceKey[],
  state: ReviewState = reviewedBy('ann'),
): Promise<void> {
  await collection.updateReviews(keys.map(key => ({ key, decide: () => state })));
}

/** The error a promise rejects with. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('It should have failed');
    },
    (error: unknown) => error,
  );
}
