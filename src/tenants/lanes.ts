import { bound } from '../core/context.ts';
import { type ResourceKey, splitKey } from '../core/ids.ts';
import { traced } from '../core/tracing.ts';
import type { TenantCounts } from '../metrics/tenants.ts';
import type { Collection } from '../store/port.ts';
import { Lane, type LaneOptions } from './lane.ts';

export interface LanesOptions extends Omit<LaneOptions, 'name' | 'counts'> {
  /** The stored resource types. */
  readonly types: readonly string[];
  /** Of the tenant. */
  readonly counts: Pick<TenantCounts, 'lane'>;
}

/** Whom a collection is routed for. */
export interface User {
  /** Aborted when the operation is given up. */
  readonly signal: AbortSignal;
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
    return routed(inLane, user, (lane, call) => tracedRun(this.#lanes.get(lane)!, call, user.signal));
  }

  /** Fails what waits. */
  clear(reason: unknown): void {
    for (const lane of this.#lanes.values()) lane.clear(reason);
  }
}

/** The span of a call lasts from its asking; what the call does itself is within. */
function tracedRun<Result>(lane: Lane, call: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  return traced(`lane ${lane.name}`, 'internal', { 'gateway.lane': lane.name }, span => {
    if (span === undefined) return lane.run(bound(call), signal);
    const asked = performance.now();
    const start = bound(() => {
      span.set({ 'gateway.lane.waited_ms': performance.now() - asked });
      return call();
    });
    return lane.run(start, signal);
  });
}

/** As `Lanes.through`, with nothing to wait for. */
export function direct(collection: Collection, user: User): Collection {
  return routed(collection, user, (_, call) => call());
}

const reviewLane = 'review';
const getLane = (type: string) => `get${type}`;
const listLane = (type: string) => `list${type}s`;

function laneNames(types: readonly string[]): readonly string[] {
  return [...types.flatMap(type => [getLane(type), listLane(type)]), reviewLane];
}

type Run = <Result>(lane: string, call: () => Promise<Result>) => Promise<Result>;

function routed(collection: Collection, { signal, ended }: User, route: Run): Collection {
  const run: Run = async (lane, call) => {
    ended.throwIfAborted();
    try {
      return await route(lane, call);
    } catch (error) {
      // A closed collection fails in its own words.
      throw ended.aborted ? ended.reason : error;
    }
  };
  /** A batch is of one type, as loaders make them. */
  const byKeys = async <Result>(
    keys: readonly ResourceKey[],
    call: () => Promise<readonly Result[]>,
  ): Promise<readonly Result[]> => (keys[0] === undefined ? [] : run(getLane(splitKey(keys[0]).type), call));
  return {
    generation: collection.generation,
    get: keys => byKeys(keys, () => collection.get(keys)),
    reviewStates: keys => byKeys(keys, () => collection.reviewStates(keys)),
    search: request => run(listLane(request.type), () => collection.search({ ...request, signal })),
    searchByReference: (request, parameter, targets) =>
      run(listLane(request.type), () =>
        collection.searchByReference({ ...request, signal }, parameter, targets),
      ),
    count: request => run(listLane(request.type), () => collection.count({ ...request, signal })),
    countByReference: (request, parameter, targets) =>
      run(listLane(request.type), () =>
        collection.countByReference({ ...request, signal }, parameter, targets),
      ),
    updateReviews: updates => run(reviewLane, () => collection.updateReviews(updates)),
    // Costs next to nothing, and is not asked for by operations that wait.
    counts: () => collection.counts(),
    // Costs less than a turn in a lane, and is asked for before there is anything to wait for.
    ...(collection.reviewsSince && { reviewsSince: sequence => collection.reviewsSince!(sequence) }),
    close: () => collection.close(),
  };
}
