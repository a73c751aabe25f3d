import { Caches } from '../../src/cache/caches.ts';
import { systemClock } from '../../src/core/clock.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { silentLogger } from '../../src/core/log.ts';
import { Caching } from '../../src/services/caching.ts';
import { Footprint } from '../../src/services/footprint.ts';
import { Reader } from '../../src/services/reader.ts';
import type { Collection } from '../../src/store/port.ts';

/** Reads a collection without any cache. */
export function plainReader(tenant: TenantId, collection: Collection): Reader {
  const secret = Buffer.alloc(32);
  const limits = { bytes: 1, tenantBytes: 1 };
  const caches = new Caches({ clock: systemClock, mode: 'off', ...limits, secret, version: 'test' });
  const acquire = () => Promise.reject(new Error('Nothing ages where nothing is cached'));
  const caching = new Caching({ caches, logger: silentLogger, secret, acquire });
  const { signal } = new AbortController();
  return new Reader({ tenant, collection, signal, note: () => undefined }, caching, new Footprint());
}
