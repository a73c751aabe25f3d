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
    replaceMaster: () => store.replaceMaster(),
    releaseMemory: () => store.releaseMemory(),
    ping: () => store.ping(),
    ...(store.diagnose && { diagnose: () => store.diagnose!() }),
    close: () => store.close(),
  };
}

/** Measures every call to a collection. A batch is one call, so N+1 look-ups show here. */
function metered(collection: Collection, { storeSeconds }: Metrics): Collection {
  const measure = async <Result>(call: string, run: () => Promise<Result>): Promise<Result> => {
    const stop = storeSeconds.startTimer({ call });
    try {
      return await run();
    } finally {
      stop();
    }
  };
  return {
    generation: collection.generation,
    get: keys => measure('get', () => collection.get(keys)),
    search: request => measure('search', () => collection.search(request)),
    searchByReference: (request, parameter, targets) =>
      measure('searchByReference', () => collection.searchByReference(request, parameter, targets)),
    count: request => measure('count', () => collection.count(request)),
    countByReference: (request, parameter, targets) =>
      measure('countByReference', () => collection.countByReference(request, parameter, targets)),
    reviewStates: keys => measure('reviewStates', () => collection.reviewStates(keys)),
    updateReviews: updates => measure('updateReviews', () => collection.updateReviews(updates)),
    counts: () => measure('counts', () => collection.counts()),
    // Not measured: a timer costs as much as what it would measure.
    ...(collection.reviewsSince && { reviewsSince: sequence => collection.reviewsSince!(sequence) }),
    close: () => collection.close(),
  };
}
