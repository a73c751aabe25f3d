import { describe, expect, test } from 'vitest';
import { type CacheMode, type CacheOrders, Caches } from '../../src/cache/caches.ts';
import { parseTenantId } from '../../src/core/ids.ts';
import { ManualClock } from '../support/clock.ts';
import { MapTier, Source, settled, tagOf } from '../support/tenant-cache.ts';

const [demo, other] = [parseTenantId('demo'), parseTenantId('other')];
const kilobyte = 1024;

function world({
  mode = 'on' as CacheMode,
  tier = undefined as MapTier | undefined,
  bytes = kilobyte ** 2,
} = {}) {
  const source = new Source();
  const clock = new ManualClock();
  const caches = new Caches({
    ...{ clock, mode, bytes, tenantBytes: bytes, sharedTier: tier },
    ...{ secret: Buffer.from('secret'), version: 'v1', random: () => 0 },
  });
  const read = async (tenant = demo, name = 'a') => {
    const cache = caches.of(tenant)!;
    cache.useGeneration('g1');
    const [found] = await cache.read(source.lookup([name]));
    if (found === undefined || found instanceof Error) throw found;
    return found.value;
  };
  return { caches, source, read };
}

const orders = (given: Partial<CacheOrders> = {}): CacheOrders => ({
  ...{ mode: 'on', flushes: 0, tenantFlushes: new Map() },
  ...given,
});

test('each tenant has values of its own', async () => {
  const { caches, read, source } = world();
  await read(demo);
  await read(other);
  await read(demo);
  expect(source.loads).toHaveLength(2);
  expect(caches.of(demo)).toBe(caches.of(demo));
  expect(caches.all().map(({ tenant }) => tenant)).toEqual([demo, other]);
  expect(caches.stats.of('resource')).toMatchObject({ hits: 1, misses: 2 });
  expect(caches.of(other)!.stats.of('resource')).toMatchObject({ hits: 0, misses: 1 });
});

test("an invalidation is one tenant's; clearing is everybody's", async () => {
  const { caches, read, source } = world();
  const both = () => Promise.all([read(demo), read(other)]);
  await both();
  source.change('a');
  caches.invalidate(demo, [tagOf('a')]);
  expect(await both()).toEqual(['a 2', 'a 1']);
  caches.clear('test');
  expect(await both()).toEqual(['a 2', 'a 2']);
  caches.invalidate(parseTenantId('nobody'), null);
  await both();
  expect(source.loads).toHaveLength(5);
});

test('all together have one room', async () => {
  const { caches, read } = world({ bytes: 8 * kilobyte });
  for (let count = 0; count < 20; count++) await read(demo, `d${count}`);
  for (let count = 0; count < 20; count++) await read(other, `o${count}`);
  expect(caches.bytes).toBeLessThanOrEqual(8 * kilobyte);
  expect(caches.bytes).toBe(caches.of(demo)!.bytes + caches.of(other)!.bytes);
  expect(caches.of(demo)!.bytes).toBeGreaterThan(0);
  caches.drop(demo);
  expect(caches.bytes).toBe(caches.of(other)!.bytes);
});

describe('dropping a tenant', () => {
  test('gives up its values', async () => {
    const { caches, read, source } = world();
    await read(demo);
    await read(other);
    caches.drop(demo);
    expect(caches.all()).toHaveLength(1);
    await read(demo);
    await read(other);
    expect(source.loads).toHaveLength(3);
  });

  test('while something is loaded keeps nothing of it, here or where it is shared', async () => {
    const tier = new MapTier();
    const { caches, read, source } = world({ tier });
    source.gate.close();
    const reading = read(demo);
    await settled();
    caches.drop(demo);
    await source.gate.open();
    expect(await reading).toBe('a 1');
    expect([caches.bytes, tier.entries.size]).toEqual([0, 0]);
    source.change('a');
    expect(await read(demo)).toBe('a 2');
  });
});

test('an operation that still has the values of before keeps nothing in them: of a review it would not be told', async () => {
  const { caches, source } = world();
  const held = caches.of(demo)!;
  caches.follow(orders({ flushes: 1 }));
  await held.read(source.lookup(['a']));
  source.change('a');
  caches.invalidate(demo, [tagOf('a')]);
  expect(await held.read(source.lookup(['a']))).toEqual([{ value: 'a 2', aged: false }]);
  expect(held.bytes).toBe(0);
});

describe('what an operator says', () => {
  test('off: nothing is kept and nothing asked; on again: nothing of before is there', async () => {
    const { caches, read, source } = world();
    await read();
    caches.follow(orders({ mode: 'off' }));
    expect([caches.mode, caches.of(demo), caches.bytes]).toEqual(['off', undefined, 0]);
    source.change('a');
    caches.follow(orders());
    expect(await read()).toBe('a 2');
  });

  test('resources: values are kept, and those of before are given up', async () => {
    const { caches, read, source } = world();
    await read();
    caches.follow(orders({ mode: 'resources' }));
    expect(caches.mode).toBe('resources');
    await read();
    await read();
    expect(source.loads).toHaveLength(2);
  });

  test('the same again changes nothing', async () => {
    const { caches, read, source } = world();
    caches.follow(orders({ flushes: 3, tenantFlushes: new Map([[demo, 1]]) }));
    await read();
    caches.follow(orders({ flushes: 3, tenantFlushes: new Map([[demo, 1]]) }));
    await read();
    expect(source.loads).toHaveLength(1);
  });

  test.each([true, false])('a flush of one tenant is his alone, with what is shared: %s', async shares => {
    const { caches, read, source } = world({ tier: shares ? new MapTier() : undefined });
    const both = () => Promise.all([read(demo), read(other)]);
    await both();
    source.change('a');
    caches.follow(orders({ tenantFlushes: new Map([[demo, 1]]) }));
    expect(await both()).toEqual(['a 2', 'a 1']);
    source.change('a');
    caches.follow(orders({ tenantFlushes: new Map([[demo, 2]]) }));
    expect(await both()).toEqual(['a 3', 'a 1']);
  });

  test.each([true, false])("a flush of all is everybody's, with what is shared: %s", async shares => {
    const { caches, read, source } = world({ tier: shares ? new MapTier() : undefined });
    const both = () => Promise.all([read(demo), read(other)]);
    caches.follow(orders({ tenantFlushes: new Map([[demo, 1]]) }));
    await both();
    source.change('a');
    caches.follow(orders({ flushes: 2 }));
    expect(await both()).toEqual(['a 2', 'a 2']);
  });

  test('a flush while something is loaded is one of that too', async () => {
    const tier = new MapTier();
    const { caches, read, source } = world({ tier });
    source.gate.close();
    const reading = read();
    await settled();
    source.change('a');
    caches.follow(orders({ flushes: 1 }));
    await source.gate.open();
    expect([await reading, await read()]).toEqual(['a 1', 'a 2']);
    expect(tier.entries.size).toBe(1);
  });
});
