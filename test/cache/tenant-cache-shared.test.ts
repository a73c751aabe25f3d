import { describe, expect, test } from 'vitest';
import { permissionScope } from '../../src/cache/keys.ts';
import { profiles } from '../../src/cache/profiles.ts';
import { cacheWorld, kind, MapTier, Source, settled, tagOf, unavailable } from '../support/tenant-cache.ts';

const { stale, revalidate, expire } = profiles.short;

/** Two processes, one clock, one source, and what they share. */
function twoProcesses() {
  const tier = new MapTier();
  const one = cacheWorld({ tier });
  const { clock, source } = one;
  return { one, other: cacheWorld({ tier, clock, source }), tier, clock, source };
}

describe('what processes share', () => {
  test('is loaded by one and found by the other, in one round trip a batch', async () => {
    const { one, other, tier, source } = twoProcesses();
    expect(await one.read(['a', 'b'])).toEqual(['a 1', 'b 1']);
    expect(await other.read(['a', 'b', 'c'])).toEqual(['a 1', 'b 1', 'c 1']);
    expect(source.loads).toEqual([['a', 'b'], ['c']]);
    expect(tier.asked.map(keys => keys.length)).toEqual([2, 3]);
    expect(other.cache.stats.of('resource')).toMatchObject({ hits: 0, sharedHits: 2, misses: 1 });
    // From then on it is in the process.
    await other.read(['a', 'b', 'c']);
    expect(tier.asked).toHaveLength(2);
  });

  test('is kept there for as long as it is of any use', async () => {
    const { one, tier } = twoProcesses();
    await one.read(['a']);
    expect([...tier.entries.values()].map(({ ttlMs }) => ttlMs)).toEqual([expire]);
  });

  test('ages from when it was loaded, wherever it has been since', async () => {
    const { one, other, clock, source } = twoProcesses();
    await one.read(['a']);
    await clock.advance(stale - 1);
    expect(await other.read(['a'])).toEqual(['a 1']);
    source.gate.close();
    await clock.advance(1);
    expect(await other.read(['a'])).toEqual(['a 1 (aged)']);
  });

  test('is loaded anew when it has aged there; while the store does not answer it is served', async () => {
    const { one, other, clock, source } = twoProcesses();
    await one.read(['a']);
    await clock.advance(stale);
    source.change('a');
    source.failure = unavailable;
    expect(await other.read(['a'])).toEqual(['a 1 (aged)']);
    source.failure = undefined;
    await settled();
    await clock.advance(revalidate);
    expect(await other.read(['a'])).toEqual(['a 2']);
    // And given: whoever looks there next finds the new one.
    expect(await cacheWorld({ tier: one.tier!, clock, source }).read(['a'])).toEqual(['a 2']);
    expect(source.loads).toHaveLength(3);
  });

  test('is not served once it has expired, though it lies there', async () => {
    const { one, other, clock, source } = twoProcesses();
    await one.read(['a']);
    await clock.advance(expire);
    source.failure = unavailable;
    expect(await other.read(['a'])).toEqual(['STORE_UNAVAILABLE']);
  });

  test('of another generation is not found, and is again when that is back', async () => {
    const { one, other, source } = twoProcesses();
    await one.read(['a']);
    source.change('a');
    other.cache.useGeneration('g2');
    expect(await other.read(['a'])).toEqual(['a 2']);
    one.cache.useGeneration('g2');
    expect(await one.read(['a'])).toEqual(['a 2']);
    one.cache.useGeneration('g1');
    expect(await one.read(['a'])).toEqual(['a 1']);
    expect(source.loads).toHaveLength(2);
  });

  test.each([
    ['tenant', { tenant: 'other' }],
    ['version', { version: 'v2' }],
    ['epoch', { epoch: () => 1 }],
  ])('of another %s is not found', async (_, given) => {
    const { one, tier, clock, source } = twoProcesses();
    await one.read(['a']);
    const foreign = cacheWorld({ tier, clock, source, ...given });
    await foreign.read(['a']);
    expect(source.loads).toEqual([['a'], ['a']]);
  });

  test('of another scope is not found', async () => {
    const { one, other, source } = twoProcesses();
    await one.read(['a'], { scope: permissionScope({ rights: ['read'] }) });
    await other.read(['a'], { scope: permissionScope({ rights: ['read', 'review'] }) });
    await other.read(['a'], { scope: permissionScope({ rights: ['read'] }) });
    expect(source.loads).toEqual([['a'], ['a']]);
  });

  test('of another tenant, or garbage, under our name is refused', async () => {
    const { one, tier, clock, source } = twoProcesses();
    await one.read(['a']);
    const victim = cacheWorld({ tier, clock, source, tenant: 'victim' });
    await victim.read(['a']);
    const [ours, theirs] = [...tier.entries.keys()];
    const foreign = tier.entries.get(ours!)!.json;
    for (const json of [foreign, 'null', '7', '"text"', '[]', '{}', '{"value":"a 1"}']) {
      tier.entries.set(theirs!, { json, ttlMs: 1 });
      expect(await cacheWorld({ tier, clock, source, tenant: 'victim' }).read(['a'])).toEqual(['a 1']);
    }
    expect(source.loads).toHaveLength(9);
  });

  test('of another form than what is read is loaded anew', async () => {
    const { one, other, tier, source } = twoProcesses();
    await one.read(['a', 'b']);
    const [name, { json }] = [...tier.entries][0]!;
    tier.entries.set(name, { json: JSON.stringify({ ...JSON.parse(json), value: {} }), ttlMs: 1 });
    const bytes = (value: string | null) => value!.toUpperCase().length;
    expect(await other.read(['a', 'b'], { bytes })).toEqual(['a 1', 'b 1']);
    expect(source.loads).toEqual([['a', 'b'], ['a']]);
  });

  test('is not asked for what is of one process alone, nor while the content has no name', async () => {
    const { one, other, tier, source } = twoProcesses();
    await one.read(['a'], { shareable: false });
    one.cache.useGeneration(undefined);
    await one.read(['a']);
    expect([tier.asked, tier.entries.size]).toEqual([[], 0]);
    await other.read(['a']);
    expect(source.loads).toHaveLength(3);
  });

  test('holds nothing that was invalidated while it was loaded', async () => {
    const { one, tier, source } = twoProcesses();
    source.gate.close();
    const reading = one.read(['a', 'b']);
    await settled();
    one.change('a');
    await source.gate.open();
    expect(await reading).toEqual(['a 1', 'b 1']);
    expect(tier.entries.size).toBe(1);
  });

  test('that nothing is there is kept, and not shared: there is no end to what is not there', async () => {
    const { one, other, source } = twoProcesses();
    const lookup = { ...source.lookup(['a']), load: async () => [null] };
    await one.cache.read(lookup);
    const failing = { ...lookup, load: () => Promise.reject(new Error('asked')) };
    expect(await one.cache.read(failing)).toEqual([{ value: null, aged: false }]);
    expect(await other.cache.read(failing)).toEqual([new Error('asked')]);
  });

  test('asked for by 50 at once is one round trip', async () => {
    const { one, other, tier } = twoProcesses();
    await one.read(['a']);
    tier.gate.close();
    const all = Array.from({ length: 50 }, () => other.read(['a']));
    await tier.gate.open();
    expect(await Promise.all(all)).toEqual(Array(50).fill(['a 1']));
    expect(tier.asked).toHaveLength(2);
  });

  test('does not outlive an invalidation that comes while it is fetched', async () => {
    const { one, other, tier, source } = twoProcesses();
    await one.read(['a']);
    tier.gate.close();
    const reading = other.read(['a']);
    await settled();
    source.change('a');
    other.cache.useGeneration('g2');
    await tier.gate.open();
    await reading;
    expect(await other.read(['a'])).toEqual(['a 2']);
  });
});

describe('a value that is put', () => {
  const source = new Source();
  const about = () => ({ profile: 'short' as const, tags: [tagOf('a')] });

  test('is found by the other process, with its age and what it depends on', async () => {
    const { one, other, clock } = twoProcesses();
    one.cache.put(kind, ['a'], 'value', [tagOf('a')], one.cache.begin());
    await clock.advance(stale - 1);
    expect(await other.cache.find(kind, ['a'], about)).toBe('value');
    expect(other.cache.stats.of('resource').sharedHits).toBe(1);
    other.cache.useGeneration('g1');
    expect(await other.cache.find(kind, ['a'], about)).toBe('value');
    await clock.advance(1);
    expect(await other.cache.find(kind, ['a'], about)).toBeUndefined();
  });

  test('for one process alone is neither given nor asked for', async () => {
    const { one, other, tier } = twoProcesses();
    const alone = { ...kind, shareable: false };
    one.cache.put(alone, ['a'], 'value', [], one.cache.begin());
    expect(await other.cache.find(alone, ['a'], about)).toBeUndefined();
    expect([tier.entries.size, tier.asked.length]).toEqual([0, 0]);
    expect(source.loads).toEqual([]);
  });
});
