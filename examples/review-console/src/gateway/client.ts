import {
  ApolloClient,
  ApolloLink,
  type FieldMergeFunction,
  type FieldPolicy,
  HttpLink,
  InMemoryCache,
} from '@apollo/client';
import { cacheSizes, relayStylePagination } from '@apollo/client/utilities';
import type { DocumentNode } from 'graphql';
import { addressOf } from './address';
import { patience, type Surroundings } from './patience';

/**
 * What was read of the cache is kept by its parts, about 20 for a row of a list. Where they do not all find room, each change reads
 * all of a list anew: by default from 1,000 rows on, which takes seconds.
 */
Object.assign(cacheSizes, {
  'inMemoryCache.executeSelectionSet': 500_000,
  'inMemoryCache.executeSubSelectedArray': 250_000,
});

const paging: FieldPolicy = relayStylePagination(['filter', 'orderBy']);

/** A list counts what fitted when its first page was read: what is reviewed since is taken away where it is shown. */
const worklists: FieldPolicy = {
  ...paging,
  merge(existing, incoming, options) {
    const merged = (paging.merge as FieldMergeFunction)(existing, incoming, options);
    return options.args?.after && existing ? { ...merged, count: existing.count } : merged;
  },
};

/**
 * A client for one tenant, with a cache of its own: what belongs to one tenant is never shown for another.
 * It asks by POST, so that no id of a patient stands in a URL, and nothing stays in the browser's own cache.
 */
export function makeClient(tenant: string, surroundings: Surroundings): ApolloClient {
  return new ApolloClient({
    cache: new InMemoryCache({
      typePolicies: {
        Query: { fields: { encounters: worklists } },
        Tenant: { keyFields: false },
      },
    }),
    link: ApolloLink.from([
      patience(surroundings),
      registered,
      new HttpLink({
        uri: addressOf('graphql'),
        headers: { 'x-tenant-id': tenant },
        fetchOptions: { cache: 'no-store' },
      }),
    ]),
    devtools: { enabled: import.meta.env.DEV },
  });
}

/** Sends ids instead of texts; while it is developed the texts, which are registered only when it is built. */
const registered = new ApolloLink((operation, forward) => {
  if (import.meta.env.PROD) {
    const sha256Hash = hashOf(operation.query);
    operation.extensions = { ...operation.extensions, persistedQuery: { version: 1, sha256Hash } };
    operation.setContext({ http: { includeExtensions: true, includeQuery: false } });
  }
  return forward(operation);
});

function hashOf(document: DocumentNode & { readonly __meta__?: { readonly hash?: string } }): string {
  const hash = document.__meta__?.hash;
  if (hash === undefined) throw new Error('An operation that was not generated cannot be sent');
  return hash.replace('sha256:', '');
}
