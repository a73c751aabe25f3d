import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { profiles } from '../../src/cache/profiles.ts';
import { GatewayError } from '../../src/core/errors.ts';
import { cacheWorld, MapTier, Source, settled, unavailable } from '../support/tenant-cache.ts';

/** With loads that go on until they are let through. */
const held = () => {
  const world = cacheWorld();
  world.source.gate.close();
  return world;
};
const gone = new GatewayError('CLIENT_GONE', 'The client went away.');

describe('readers at the same time', () => {
  test('50 of a value that nobody has are one load', async () => {
    const { cache, read, source } = held();
    const all = Array.from({ length: 50 }, () => read(['a']));
    await settled();
    expect(source.loads).toEqual([['a']]);
    await source.gate.open();
    expect(await Promise.all(all)).toEqual(Array(50).fill(['a 1']));
    expect(source.loads).toEqual([['a']]);
    // All of them waited for a load: of so many none was a hit.
    expect(cache.stats.of('resource')).toMatchObject({ hits: 0, misses: 50, joined: 49 });
  });

  test('batches that overlap load each value once', async () => {
    const { read, source } = held();
    const all = [read(['a', 'b']), read(['b', 'c']), read(['c', 'a', 'd'])];
    await settled();
    expect(source.loads).toEqual([['a', 'b'], ['c'], ['d']]);
    await source.gate.open();
    expect(await Promise.all(all)).toEqual([
      ['a 1', 'b 1'],
      ['b 1', 'c 1'],
      ['c 1', 'a 1', 'd 1'],
    ]);
  });

  test('share what a load fails with; the next reader has it tried again', async () => {
    const { read, source } = held();
    const all = [read(['a']), read(['a', 'b'])];
    source.failure = unavailable;
    await source.gate.open();
    expect(await Promise.all(all)).toEqual([
      ['STORE_UNAVAILABLE'],
      ['STORE_UNAVAILABLE', 'STORE_UNAVAILABLE'],
    ]);
    source.failure = undefined;
    expect(await read(['a'])).toEqual(['a 1']);
  });
});

test('a load that ends as none should fails those who wait for it, and nobody after', async () => {
  const { source, read } = cacheWorld();
  const bytes = () => {
    throw new Error('cannot be weighed');
  };
  const reading = Promise.allSettled([read(['a'], { bytes }), read(['a'])]);
  expect((await reading).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await read(['a'])).toEqual(['a 1']);
  expect(source.loads).toEqual([['a'], ['a']]);
});

describe('who gives up', () => {
  test('while others wait for him fails himself alone; one of the others loads for all', async () => {
    const { read, source } = held();
    const leader = new AbortController();
    const first = read(['a'], { signal: leader.signal });
    const others = Array.from({ length: 50 }, () => read(['a']));
    await settled();
    leader.abort(gone);
    expect(await first).toEqual(['CLIENT_GONE']);
    await settled();
    expect(source.loads).toEqual([['a'], ['a']]);
    await source.gate.open();
    expect(await Promise.all(others)).toEqual(Array(50).fill(['a 1']));
    expect(source.loads).toEqual([['a'], ['a']]);
  });

  test('time and again does so too', async () => {
    const { read, source } = held();
    const leaders = Array.from({ length: 5 }, () => new AbortController());
    const given = leaders.map(({ signal }) => read(['a'], { signal }).catch(error => [error.code]));
    const last = read(['a']);
    for (const leader of leaders) {
      await settled();
      leader.abort(gone);
    }
    await settled();
    await source.gate.open();
    expect(await Promise.all(given)).toEqual(Array(5).fill(['CLIENT_GONE']));
    expect(await last).toEqual(['a 1']);
    expect(source.loads.length).toBeLessThanOrEqual(6);
  });

  test('while he waits for another leaves at once, and leaves the others alone', async () => {
    const { read, source } = held();
    const follower = new AbortController();
    const first = read(['a']);
    const leaving = read(['a'], { signal: follower.signal });
    const other = read(['a']);
    await settled();
    follower.abort(gone);
    await expect(leaving).rejects.toBe(gone);
    await source.gate.open();
    expect([await first, await other, source.loads]).toEqual([['a 1'], ['a 1'], [['a']]]);
  });

  test('before he asks is not read for', async () => {
    const { read, source } = held();
    const first = read(['a']);
    await expect(read(['a'], { signal: AbortSignal.abort(gone) })).rejects.toBe(gone);
    await source.gate.open();
    expect(await first).toEqual(['a 1']);
  });
});

describe('an invalidation while a value is loaded', () => {
  test('lets whoever asked before have it, and nobody after', async () => {
    const { read, source, change } = held();
    const before = read(['a', 'b']);
    await settled();
    change('a');
    const after = read(['a', 'b']);
    await source.gate.step();
    expect(await before).toEqual(['a 1', 'b 1']);
    await source.gate.open();
    expect(await after).toEqual(['a 2', 'b 1']);
    expect(source.loads).toEqual([['a', 'b'], ['a']]);
    expect(await read(['a', 'b'])).toEqual(['a 2', 'b 1']);
    expect(source.loads).toHaveLength(2);
  });

  test('of everything is one of all that is loaded', async () => {
    const { cache, read, source } = held();
    const before = read(['a']);
    await settled();
    source.change('a');
    cache.invalidate(null);
    await source.gate.open();
    expect([await before, cache.bytes, await read(['a'])]).toEqual([['a 1'], 0, ['a 2']]);
  });

  test('50 who asked after it are one load', async () => {
    const { read, source, change } = held();
    const before = read(['a']);
    await settled();
    change('a');
    const after = Array.from({ length: 50 }, () => read(['a']));
    await source.gate.step();
    expect(await before).toEqual(['a 1']);
    await source.gate.open();
    expect(await Promise.all(after)).toEqual(Array(50).fill(['a 2']));
    expect(source.loads).toEqual([['a'], ['a']]);
  });

  test('that never ends lets readers have what they may', async () => {
    const { read, source, change } = held();
    const all = [read(['a']), read(['a']), read(['a'])];
    for (let turn = 0; turn < 10; turn++) {
      await settled();
      change('a');
      await source.gate.step();
    }
    expect(await Promise.all(all)).toEqual(Array(3).fill([expect.stringMatching(/^a \d+$/)]));
  });

  test('by another generation is one too', async () => {
    const { cache, read, source } = held();
    cache.useGeneration('g1');
    const before = read(['a']);
    await settled();
    source.change('a');
    cache.useGeneration('g2');
    await source.gate.open();
    expect([await before, cache.bytes, await read(['a'])]).toEqual([['a 1'], 0, ['a 2']]);
  });
});

const names = ['a', 'b', 'c'];
type Step =
  | { readonly do: 'read'; readonly by: number; readonly names: readonly string[]; readonly gaveUp: boolean }
  | { readonly do: 'change'; readonly name: string }
  | { readonly do: 'let' | 'clock' | 'fail' | 'abort'; readonly amount: number };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('read' as const),
      by: fc.nat(1),
      names: fc.subarray(names, { minLength: 1 }),
      gaveUp: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('change' as const), name: fc.constantFrom(...names) }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'let' as const,
        'let' as const,
        'clock' as const,
        'fail' as const,
        'abort' as const,
      ),
      amount: fc.nat(12),
    }),
  },
);
const numRuns = process.env.LONG ? 5_000 : 100;

/** Does the steps; every value that comes is of a version that was there when it was asked for, or later. */
async function run(
  steps: readonly Step[],
  worlds: ReturnType<typeof cacheWorld>[],
  change: (name: string) => void,
) {
  const { source, clock } = worlds[0]!;
  const readers: AbortController[] = [];
  const reads: Promise<void>[] = [];
  source.gate.close();
  for (const step of steps) {
    if (step.do === 'read') {
      const oldest = step.names.map(name => source.version(name));
      const reader = new AbortController();
      if (step.gaveUp) readers.push(reader);
      const reading = worlds[step.by % worlds.length]!.read(step.names, { signal: reader.signal });
      reads.push(
        reading.then(
          values => {
            for (const [place, value] of values.entries()) {
              const told = /^([abc]) (\d+)( \(aged\))?$/.exec(String(value));
              if (told === null) {
                expect(['STORE_UNAVAILABLE', 'CLIENT_GONE']).toContain(value);
                if (value === 'CLIENT_GONE') expect(reader.signal.aborted).toBe(true);
                continue;
              }
              expect(told[1]).toBe(step.names[place]);
              expect(Number(told[2])).toBeGreaterThanOrEqual(oldest[place]!);
            }
          },
          error => {
            expect(error).toBe(gone);
            expect(reader.signal.aborted).toBe(true);
          },
        ),
      );
    } else if (step.do === 'change') change(step.name);
    else if (step.do === 'let') await source.gate.step(step.amount);
    else if (step.do === 'clock') await clock.advance((step.amount * profiles.short.expire) / 24);
    else if (step.do === 'fail') source.failure = step.amount > 8 ? unavailable : undefined;
    else readers.splice(step.amount % Math.max(readers.length, 1), 1)[0]?.abort(gone);
  }
  await source.gate.open();
  await Promise.all(reads);
}

test('property: nobody gets what was changed before he asked, and only who gives up is given up', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 50 }), async steps => {
      const world = cacheWorld();
      await run(steps, [world], world.change);
    }),
    { numRuns },
  );
});

test('property: so it is with what two processes share, where a change is another generation', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 50 }), async steps => {
      const first = cacheWorld({ tier: new MapTier(), source: new Source() });
      const { clock, source, tier } = first;
      const second = cacheWorld({ clock, source, tier: tier! });
      let generation = 1;
      await run(steps, [first, second], name => {
        source.change(name);
        generation += 1;
        for (const { cache } of [first, second]) cache.useGeneration(`g${generation}`);
      });
    }),
    { numRuns },
  );
});
