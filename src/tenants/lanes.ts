import { bound, currentSpan } from '../core/context.ts';
import type { GivesUp } from '../core/ending.ts';
import { type ResourceKey, splitKey } from '../core/ids.ts';
import { traced } from '../core/tracing.ts';
import type { TenantCounts } from '../metrics/tenants.ts';
import type { Collection, CountRequest, SearchRequest } from '../store/port.ts';
import { Lane, type LaneOptions } from './lane.ts';

export interface LanesOptions extends Omit<LaneOptions, 'name' | 'counts'> {
  /** The stored resource types. */
  readonly types: readonly string[];
  /** Of the tenant. */
  readonly counts: Pick<TenantCounts, 'lane'>;
}

/** Whom a collection is routed for. */
export interface User {
  /** Of the operation. */
  readonly asker: GivesUp;
  /** Aborted when the tenant is closed under it. */
  readonly ended: AbortSignal;
}

/** A warm tenant's lanes: two a resource type, for resources by key and for lists, and one for reviews. */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();

  constructor({ types, counts, ...options }: LanesOptions) {
    for (const name of laneNames(types))
      this.#lanes.set(name, new Lane({ ...options, name, counts: counts.lane(name) }));
  }

  all(): readonly Lane[] {
    return [...this.#lanes.values()];
  }

  /** The collection as one operation sees it: each call in its lane, given up when the operation is. */
  through(collection: Collection, user: User): Collection {
    const { inLane = collection } = collection;
    return new Routed(inLane, user, this.#lanes);
  }

  /** Fails what waits. */
  clear(reason: unknown): void {
    for (const lane of this.#lanes.values()) lane.clear(reason);
  }
}

/** The span of a call lasts from its asking; what the call does itself is within. */
function runTraced<Result>(
  lane: Lane,
  call: () => Result | Promise<Result>,
  asker: GivesUp,
): Result | Promise<Result> {
  if (currentSpan()?.recording !== true) return lane.run(call, asker);
  return traced(`lane ${lane.name}`, 'internal', { 'gateway.lane': lane.name }, span => {
    const asked = performance.now();
    const start = bound(() => {
      span?.set({ 'gateway.lane.waited_ms': performance.now() - asked });
      return call();
    });
    return lane.run(start, asker);
  });
}

/** As `Lanes.through`, with nothing to wait for. */
export function direct(collection: Collection, user: User): Collection {
  return new Routed(collection, user, undefined);
}

const reviewLane = 'review';
const getLane = (type: string) => `get${type}`;
const listLane = (type: string) => `list${type}s`;

function laneNames(types: readonly string[]): readonly string[] {
  return [...types.flatMap(type => [getLane(type), listLane(type)]), reviewLane];
}

class Routed implements Collection {
  readonly generation: Collection['generation'];
  declare readonly reviewsSince?: NonNullable<Collection['reviewsSince']>;
  readonly #collection: Collection;
  readonly #user: User;
  /** Undefined: calls have nothing to wait for. */
  readonly #lanes: ReadonlyMap<string, Lane> | undefined;

  constructor(collection: Collection, user: User, lanes: ReadonlyMap<string, Lane> | undefined) {
    this.#collection = collection;
    this.#user = user;
    this.#lanes = lanes;
    this.generation = collection.generation;
    // Costs less than a turn in a lane, and is asked for before there is anything to wait for.
    if (collection.reviewsSince !== undefined)
      this.reviewsSince = sequence => collection.reviewsSince!(sequence);
  }

  get(keys: readonly ResourceKey[]) {
    return this.#byKeys(keys, () => this.#collection.get(keys));
  }

  async reviewStates(keys: readonly ResourceKey[]) {
    return this.#byKeys(keys, () => this.#collection.reviewStates(keys));
  }

  search(request: SearchRequest) {
    return this.#run(listLane(request.type), () => this.#collection.search(this.#told(request)));
  }

  searchByReference(request: SearchRequest, parameter: string, targets: readonly ResourceKey[]) {
    return this.#run(listLane(request.type), () =>
      this.#collection.searchByReference(this.#told(request), parameter, targets),
    );
  }

  count(request: CountRequest) {
    return this.#run(listLane(request.type), () => this.#collection.count(this.#told(request)));
  }

  countByReference(request: CountRequest, parameter: string, targets: readonly ResourceKey[]) {
    return this.#run(listLane(request.type), () =>
      this.#collection.countByReference(this.#told(request), parameter, targets),
    );
  }

  updateReviews(updates: Parameters<Collection['updateReviews']>[0]) {
    return this.#run(reviewLane, () => this.#collection.updateReviews(updates));
  }

  /** Costs next to nothing, and is not asked for by operations that wait. */
  counts() {
    return this.#collection.counts();
  }

  close() {
    return this.#collection.close();
  }

  #told<Request extends CountRequest>(request: Request): Request {
    return { ...request, signal: this.#user.asker.signal };
  }

  /** A batch is of one type, as loaders make them. */
  #byKeys<Result>(
    keys: readonly ResourceKey[],
    call: () => readonly Result[] | Promise<readonly Result[]>,
  ): readonly Result[] | Promise<readonly Result[]> {
    return keys[0] === undefined ? [] : this.#atOnce(getLane(splitKey(keys[0]).type), call);
  }

  #run<Result>(name: string, call: () => Promise<Result>): Promise<Result> {
    return this.#atOnce(name, call) as Promise<Result>;
  }

  /** Without a promise where the call has nothing to wait for, and the store answers without one. Never throws. */
  #atOnce<Result>(name: string, call: () => Result | Promise<Result>): Result | Promise<Result> {
    const { asker, ended } = this.#user;
    if (ended.aborted) return Promise.reject(ended.reason);
    const lane = this.#lanes?.get(name);
    // A closed collection fails in its own words.
    const fail = (error: unknown) => Promise.reject(ended.aborted ? ended.reason : error);
    try {
      const work = lane === undefined ? call() : runTraced(lane, call, asker);
      return work instanceof Promise ? work.catch(fail) : work;
    } catch (error) {
      return fail(error);
    }
  }
}
