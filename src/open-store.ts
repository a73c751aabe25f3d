import type { Config } from './config.ts';
import type { Clock } from './core/clock.ts';
import type { Store } from './store/port.ts';
import type { Reading } from './store/sqlite/content.ts';
import { SqliteStore } from './store/sqlite/store.ts';

/**
 * Opens the store the configuration names.
 * @throws GatewayError STORE_UNAVAILABLE, in words for the operator
 */
export async function openStore(
  { store, cache }: Pick<Config, 'store'> & Partial<Pick<Config, 'cache'>>,
  clock: Clock,
): Promise<Store> {
  if (store.kind === 'sqlite') {
    return new SqliteStore(store.folder, clock, { reading: readingFor(cache) });
  }
  // Loaded only where it is used: the SDK takes a third of a second.
  const { CouchbaseStore } = await import('./store/couchbase/store.ts');
  return CouchbaseStore.open(store, clock);
}

/** Documents that are kept are read by many; of one that is let go most would be read for nothing. */
export function readingFor(cache: Config['cache'] | undefined): Reading {
  return cache?.mode === 'off' ? 'parts' : 'whole';
}
