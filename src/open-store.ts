import type { Config } from './config.ts';
import type { Clock } from './core/clock.ts';
import type { Store } from './store/port.ts';
import { SqliteStore } from './store/sqlite/store.ts';

/**
 * Opens the store the configuration names.
 * @throws GatewayError STORE_UNAVAILABLE, in words for the operator
 */
export async function openStore({ store }: Pick<Config, 'store'>, clock: Clock): Promise<Store> {
  if (store.kind === 'sqlite') return new SqliteStore(store.folder, clock);
  // Loaded only where it is used: the SDK takes a third of a second.
  const { CouchbaseStore } = await import('./store/couchbase/store.ts');
  return CouchbaseStore.open(store, clock);
}
