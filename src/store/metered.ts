import type { Metrics } from '../metrics/metrics.ts';
import type { Collection, Store } from './port.ts';

/** A store whose tenants' collections are measured. */
export function meteredStore(store: Store, metrics: Metrics): Store {
  return {
    system: store.system,
    openTenant: async (tenant, options) => metered(await store.openTenant(tenant, options), metrics),
    tenantExists: tenant => store.tenantExists(tenant),
    listTenants: () => store.listTenants(),
    createTenant: (tenant, options) => store.createTenant(tenant, options),
    refreshTenant: (tenant, options) => store.refreshTenant(tenant, options),
    compareTenant: (tenant, options) => store.compareTenant(tenant, options),
    describeTenant: tenant => store.describeTenant(tenant),
    dropTenant: tenant => store.dropTenant(tenant),
    openMaster: () => store.openMaster(),
    replaceMaster: build => store.replaceMaster(build),
    releaseMemory: () => store.releaseMemory(),
    ping: () => store.ping(),
    ...(store.diagnose && { diagnose: () => store.diagnose!() }),
    close: () => store.close(),
  };
}

/** How a call came: `LANES=off`, what is read ahead of a tenant's being warm, and what costs too little for a lane are direct. */
type Through = 'lane' | 'direct';

interface Timed {
  <Result>(run: () => Promise<Result>): Promise<Result>;
  <Result>(run: () => Result | Promise<Result>): Result | Promise<Result>;
}

/** Measures every call to a collection. A batch is one call, so N+1 look-ups show here. */
function metered(collection: Collection, { storeSeconds }: Metrics): Collection {
  /** Kept by call, so that none looks labels up. What is there at once is given at once. */
  const timed = (call: string, through: Through): Timed => {
    const observer = storeSeconds.labels(call, through);
    return <Result>(run: () => Result | Promise<Result>) => {
      const started = performance.now();
      const ended = () => observer.observe((performance.now() - started) / 1000);
      let result: Result | Promise<Result>;
      try {
        result = run();
      } catch (error) {
        ended();
        throw error;
      }
      if (result instanceof Promise) return result.finally(ended) as Promise<Result>;
      ended();
      return result as never;
    };
  };
  const counts = timed('counts', 'direct');
  const face = (through: Through): Collection => {
    const get = timed('get', through);
    const search = timed('search', through);
    const searchByReference = timed('searchByReference', through);
    const count = timed('count', through);
    const countByReference = timed('countByReference', through);
    const reviewStates = timed('reviewStates', through);
    const updateReviews = timed('updateReviews', through);
    return {
      generation: collection.generation,
      get: keys => get(() => collection.get(keys)),
      search: request => search(() => collection.search(request)),
      searchByReference: (request, parameter, targets) =>
        searchByReference(() => collection.searchByReference(request, parameter, targets)),
      count: request => count(() => collection.count(request)),
      countByReference: (request, parameter, targets) =>
        countByReference(() => collection.countByReference(request, parameter, targets)),
      reviewStates: keys => reviewStates(() => collection.reviewStates(keys)),
      updateReviews: updates => updateReviews(() => collection.updateReviews(updates)),
      counts: () => counts(() => collection.counts()),
      // Not measured: a timer costs as much as what it would measure.
      ...(collection.reviewsSince && { reviewsSince: sequence => collection.reviewsSince!(sequence) }),
      close: () => collection.close(),
    };
  };
  return { ...face('direct'), inLane: face('lane') };
}
