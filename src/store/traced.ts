import type { SpanAttributes } from '../core/span.ts';
import { traced } from '../core/tracing.ts';
import type { Collection, Store } from './port.ts';

type System = 'sqlite' | 'couchbase';

/** A store whose tenants' collections are traced: a span a call, with how much was asked for and never for what. */
export function tracedStore(store: Store, system: System): Store {
  const span: SpanOf = <Result>(call: string, attributes: SpanAttributes, run: () => Promise<Result>) =>
    traced(
      `store ${call}`,
      'client',
      { 'db.system.name': system, 'db.operation.name': call, ...attributes },
      run,
    );
  return {
    system: store.system,
    openTenant: (tenant, options) =>
      span('openTenant', {}, async () => tracedCollection(await store.openTenant(tenant, options), span)),
    tenantExists: tenant => store.tenantExists(tenant),
    listTenants: () => store.listTenants(),
    createTenant: (tenant, options) => span('createTenant', {}, () => store.createTenant(tenant, options)),
    refreshTenant: (tenant, options) => span('refreshTenant', {}, () => store.refreshTenant(tenant, options)),
    compareTenant: (tenant, options) => span('compareTenant', {}, () => store.compareTenant(tenant, options)),
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

interface SpanOf {
  <Result>(call: string, attributes: SpanAttributes, run: () => Promise<Result>): Promise<Result>;
  <Result>(
    call: string,
    attributes: SpanAttributes,
    run: () => Result | Promise<Result>,
  ): Result | Promise<Result>;
}

function tracedCollection(collection: Collection, span: SpanOf): Collection {
  const batch = <Result>(call: string, { length }: readonly unknown[], run: () => Promise<Result>) =>
    length === 0 ? run() : span(call, { 'db.operation.batch.size': length }, run);
  return {
    generation: collection.generation,
    get: keys => {
      const run = () => collection.get(keys);
      return keys.length === 0 ? run() : span('get', { 'db.operation.batch.size': keys.length }, run);
    },
    search: request => span('search', ofType(request), () => collection.search(request)),
    searchByReference: (request, parameter, targets) =>
      span('searchByReference', { ...ofType(request), 'db.operation.batch.size': targets.length }, () =>
        collection.searchByReference(request, parameter, targets),
      ),
    count: request => span('count', ofType(request), () => collection.count(request)),
    countByReference: (request, parameter, targets) =>
      span('countByReference', { ...ofType(request), 'db.operation.batch.size': targets.length }, () =>
        collection.countByReference(request, parameter, targets),
      ),
    reviewStates: keys => batch('reviewStates', keys, () => collection.reviewStates(keys)),
    updateReviews: updates => batch('updateReviews', updates, () => collection.updateReviews(updates)),
    counts: () => span('counts', {}, () => collection.counts()),
    // No span: it would cost as much as what it would tell of.
    ...(collection.reviewsSince && { reviewsSince: sequence => collection.reviewsSince!(sequence) }),
    close: () => collection.close(),
  };
}

function ofType({ type }: { readonly type: string }): SpanAttributes {
  return { 'gateway.resource_type': type };
}
