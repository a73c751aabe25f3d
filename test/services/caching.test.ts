import { expect, test } from 'vitest';
import { Caches } from '../../src/cache/caches.ts';
import { tags } from '../../src/cache/tags.ts';
import { systemClock } from '../../src/core/clock.ts';
import { parseTenantId, resourceKey } from '../../src/core/ids.ts';
import { silentLogger } from '../../src/core/log.ts';
import { Caching } from '../../src/services/caching.ts';
import type { Collection, ReviewChanges } from '../../src/store/port.ts';
import { kind } from '../support/tenant-cache.ts';

const tenant = parseTenantId('demo');
const key = resourceKey('Patient', 'a');

/** What is kept of a tenant, over a store that says what was reviewed when it is let. */
function world() {
  const secret = Buffer.alloc(32);
  const megabyte = 1024 * 1024;
  const limits = { bytes: megabyte, tenantBytes: megabyte };
  const caches = new Caches({ clock: systemClock, mode: 'on', ...limits, secret, version: 'test' });
  const acquire = () => Promise.reject(new Error('Nothing ages here'));
  const caching = new Caching({ caches, logger: silentLogger, secret, acquire });
  const asked: ((changes: ReviewChanges | Promise<never>) => void)[] = [];
  const collection = {
    reviewsSince: () => new Promise<ReviewChanges>(resolve => asked.push(resolve)),
  } as unknown as Collection;
  const cache = caching.cacheOf(tenant, collection)!;
  const put = () => cache.put(kind, ['a'], 'value', [tags.resource('review', key)], cache.begin());
  const find = () => cache.find(kind, ['a'], () => ({ profile: 'short', tags: [] }));
  return { confirm: () => caching.confirm(cache, collection), asked, put, find };
}

test('of two who are the first to ask for reviews, neither misses what came between', async () => {
  const { confirm, asked, put, find } = world();
  const first = confirm();
  const second = confirm();
  asked[0]!({ sequence: 1, keys: undefined });
  expect(await first).toBe('exact');
  put();
  asked[1]!({ sequence: 2, keys: undefined });
  expect(await second).toBe('exact');
  expect(await find()).toBeUndefined();
});

test('what was reviewed is not known where the store cannot tell, and is from when it can', async () => {
  const { confirm, asked, put, find } = world();
  const failing = confirm();
  asked[0]!(Promise.reject(new Error('disk I/O error')));
  expect(await failing).toBe('unknown');
  const telling = confirm();
  asked[1]!({ sequence: 1, keys: undefined });
  expect(await telling).toBe('exact');
  put();
  const unchanged = confirm();
  asked[2]!({ sequence: 1, keys: [] });
  expect(await unchanged).toBe('exact');
  expect(await find()).toBe('value');
  const changed = confirm();
  asked[3]!({ sequence: 2, keys: [key] });
  await changed;
  expect(await find()).toBeUndefined();
});
