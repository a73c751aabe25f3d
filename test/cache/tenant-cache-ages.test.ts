import { describe, expect, test } from 'vitest';
import { type ProfileName, profiles } from '../../src/cache/profiles.ts';
import { GatewayError } from '../../src/core/errors.ts';
import { cacheWorld, Source, settled, tagOf, unavailable } from '../support/tenant-cache.ts';

const names = Object.keys(profiles) as ProfileName[];

test('what was read is read once, in whatever order and batch', async () => {
  const { read, source } = cacheWorld();
  expect(await read(['a', 'b'])).toEqual(['a 1', 'b 1']);
  expect(await read(['b', 'c', 'a', 'b'])).toEqual(['b 1', 'c 1', 'a 1', 'b 1']);
  expect(await read([])).toEqual([]);
  expect(source.loads).toEqual([['a', 'b'], ['c']]);
});

test('a value of another domain, scope or process is another', async () => {
  const { read, source } = cacheWorld();
  await read(['a']);
  await read(['a'], { domain: 'count' });
  await cacheWorld({ source }).read(['a']);
  expect(source.loads).toHaveLength(3);
});

test('an error is an entry of its own, and nothing is kept of it', async () => {
  const { cache, read, source } = cacheWorld();
  await read(['a']);
  source.failure = new GatewayError('TENANT_BUSY', 'Later.');
  expect(await read(['a', 'b'])).toEqual(['a 1', 'TENANT_BUSY']);
  source.failure = undefined;
  expect(await read(['a', 'b'])).toEqual(['a 1', 'b 1']);
  const lookup = source.lookup(['c', 'd']);
  const partly = { ...lookup, load: async () => ['c', new Error('broken')] };
  expect((await cache.read(partly)).map(entry => entry instanceof Error)).toEqual([false, true]);
  expect(await read(['c', 'd'])).toEqual(['c', 'd 1']);
});

describe.each(names)('a value of the profile %s', profile => {
  const { stale, revalidate, expire } = profiles[profile];
  const open = async (options = {}) => {
    const world = cacheWorld(options);
    const read = () => world.read(['a'], { profile });
    await read();
    world.source.change('a');
    return { ...world, read };
  };

  test('is served as it is until it is stale; then once more, while it is loaded anew', async () => {
    const { read, clock, source } = await open();
    await clock.advance(stale - 1);
    expect([await read(), source.reloads]).toEqual([['a 1'], []]);
    await clock.advance(1);
    expect(await read()).toEqual(['a 1 (aged)']);
    await settled();
    expect([await read(), source.loads, source.reloads]).toEqual([['a 2'], [['a']], [['a']]]);
    await clock.advance(stale - 1);
    expect(await read()).toEqual(['a 2']);
  });

  test('is waited for when nobody has read it for longer', async () => {
    const { read, clock, source } = await open();
    await clock.advance(revalidate - 1);
    source.gate.close();
    expect(await read()).toEqual(['a 1 (aged)']);
    await source.gate.open();
    const again = await open();
    await again.clock.advance(revalidate);
    expect([await again.read(), again.source.reloads]).toEqual([['a 2'], []]);
  });

  test('is still served while the store does not answer, until it expires', async () => {
    const { read, clock, source } = await open();
    source.failure = unavailable;
    await clock.advance(expire - 1);
    expect(await read()).toEqual(['a 1 (aged)']);
    await clock.advance(1);
    expect(await read()).toEqual(['STORE_UNAVAILABLE']);
    source.failure = undefined;
    expect(await read()).toEqual(['a 2']);
  });

  test('is not served when it is more than content, not even while the store does not answer', async () => {
    const { clock, source, read: readOf } = cacheWorld();
    const read = () => readOf(['a'], { profile, shareable: false });
    await read();
    source.change('a');
    await clock.advance(stale - 1);
    expect([await read(), source.reloads]).toEqual([['a 1'], []]);
    await clock.advance(1);
    source.failure = unavailable;
    expect(await read()).toEqual(['STORE_UNAVAILABLE']);
    source.failure = undefined;
    expect([await read(), source.reloads]).toEqual([['a 2'], []]);
  });

  test('is not served when the store says anything else', async () => {
    const { read, clock, source } = await open();
    await clock.advance(revalidate);
    for (const failure of [new GatewayError('TENANT_COLD', 'cold'), new Error('a fault')]) {
      source.failure = failure;
      expect(await read()).toEqual([failure instanceof GatewayError ? failure.code : failure.message]);
    }
  });

  test('ages up to a tenth sooner, by chance, and expires no sooner', async () => {
    const { read, clock, source } = await open({ random: () => 0.999 });
    await clock.advance(0.9 * stale - 1);
    expect(await read()).toEqual(['a 1']);
    await clock.advance(0.01 * stale);
    source.gate.close();
    expect(await read()).toEqual(['a 1 (aged)']);
  });
});

describe('loading anew', () => {
  const aged = async () => {
    const world = cacheWorld();
    await world.read(['a', 'b']);
    await world.clock.advance(profiles.short.stale);
    world.source.gate.close();
    return world;
  };

  test('is done once for any number of readers, none of whom waits', async () => {
    const { read, source } = await aged();
    const all = await Promise.all(Array.from({ length: 50 }, () => read(['a'])));
    expect(all).toEqual(Array(50).fill(['a 1 (aged)']));
    expect(await read(['a', 'b'])).toEqual(['a 1 (aged)', 'b 1 (aged)']);
    expect([source.loads, source.reloads]).toEqual([[['a', 'b']], [['a'], ['b']]]);
    source.change('a');
    await source.gate.open();
    expect(await read(['a', 'b'])).toEqual(['a 1', 'b 1']);
  });

  test('that fails leaves what there is; the next reader has it tried again', async () => {
    const { read, source } = await aged();
    source.failure = new Error('a fault');
    await read(['a']);
    await source.gate.open();
    expect(await read(['a'])).toEqual(['a 1 (aged)']);
    await settled();
    source.failure = undefined;
    expect(await read(['a'])).toEqual(['a 1 (aged)']);
    await settled();
    expect([await read(['a']), source.reloads]).toEqual([['a 1'], [['a'], ['a'], ['a']]]);
  });

  test('does not bring back what was invalidated meanwhile', async () => {
    const { read, source, change } = await aged();
    await read(['a', 'b']);
    change('a');
    await source.gate.open();
    expect(await read(['a', 'b'])).toEqual(['a 2', 'b 1']);
    expect(source.loads).toEqual([['a', 'b'], ['a']]);
  });
});

describe('what was invalidated is never served', () => {
  test('however young, and whatever else is served', async () => {
    const { cache, read, change, source } = cacheWorld();
    await read(['a', 'b']);
    change('a');
    expect(await read(['a', 'b'])).toEqual(['a 2', 'b 1']);
    cache.invalidate(null);
    expect(await read(['a', 'b'])).toEqual(['a 2', 'b 1']);
    expect(source.loads).toEqual([['a', 'b'], ['a'], ['a', 'b']]);
  });

  test('not even when the store does not answer', async () => {
    const { read, change, source, clock } = cacheWorld();
    await read(['a', 'b']);
    await clock.advance(profiles.short.revalidate);
    change('a');
    source.failure = unavailable;
    expect(await read(['a', 'b'])).toEqual(['STORE_UNAVAILABLE', 'b 1 (aged)']);
  });

  test('not when it was invalidated while the store was asked in vain', async () => {
    const { read, change, source, clock } = cacheWorld();
    await read(['a']);
    await clock.advance(profiles.short.revalidate);
    source.gate.close();
    source.failure = unavailable;
    const reading = read(['a']);
    change('a');
    await source.gate.open();
    expect(await reading).toEqual(['STORE_UNAVAILABLE']);
  });
});

describe('a value that is put', () => {
  const source = new Source();
  const lookup = source.lookup([]);

  test('is found until it is stale or invalidated, and nothing is loaded for it', async () => {
    const { cache, clock } = cacheWorld({ source });
    const find = () =>
      cache.find<string | null>(lookup, ['a'], () => ({ profile: 'short', tags: [tagOf('a')] }));
    expect(await find()).toBeUndefined();
    cache.put(lookup, ['a'], 'value', [tagOf('a')], cache.begin());
    expect(await find()).toBe('value');
    cache.invalidate([tagOf('b')]);
    expect(await find()).toBe('value');
    await clock.advance(profiles.short.stale);
    expect(await find()).toBeUndefined();
    cache.put(lookup, ['a'], 'value', [tagOf('a')], cache.begin());
    cache.invalidate([tagOf('a')]);
    expect(await find()).toBeUndefined();
    expect(cache.stats.of('resource')).toMatchObject({ hits: 2, misses: 3 });
  });

  test('is as old as its making, and not kept when something of it was invalidated since', async () => {
    const { cache, clock } = cacheWorld({ source });
    const find = (name: string) =>
      cache.find<string | null>(lookup, [name], () => ({ profile: 'short', tags: [tagOf(name)] }));
    const began = cache.begin();
    await clock.advance(profiles.short.stale - 1);
    cache.invalidate([tagOf('a')]);
    cache.put(lookup, ['a'], 'value', [tagOf('a')], began);
    cache.put(lookup, ['b'], 'value', [tagOf('b')], began);
    expect([await find('a'), await find('b')]).toEqual([undefined, 'value']);
    await clock.advance(1);
    expect(await find('b')).toBeUndefined();
  });
});
