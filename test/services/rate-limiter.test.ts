import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SharedAllowances } from '../../src/cache/ports.ts';
import { RateLimiter } from '../../src/services/rate-limiter.ts';
import { ManualClock } from '../support/clock.ts';

const windowMs = 1_000;

/** What Redis does, by a clock that the test holds. */
class Counts implements SharedAllowances {
  readonly #clock: ManualClock;
  readonly #windows = new Map<string, { used: number; endsAt: number }>();
  asked = 0;
  away = false;

  constructor(clock: ManualClock) {
    this.#clock = clock;
  }

  async take(key: string, { wanted, limit }: { wanted: number; limit: number }) {
    this.asked += 1;
    if (this.away) return undefined;
    const now = this.#clock.now();
    let window = this.#windows.get(key);
    if (window === undefined || window.endsAt <= now) window = { used: 0, endsAt: now + windowMs };
    this.#windows.set(key, window);
    const granted = Math.max(0, Math.min(wanted, limit - window.used));
    window.used += wanted;
    return { granted, left: Math.max(0, limit - window.used), endsInMs: window.endsAt - now };
  }
}

describe('in process', () => {
  test('a second’s worth may come at once; what is beyond waits for the end of the window', async () => {
    const clock = new ManualClock();
    const limiter = new RateLimiter({ clock });
    for (let left = 4; left >= 0; left--) {
      expect(await limiter.take('a', 5)).toEqual({ passes: true, limit: 5, remaining: left, resetMs: 1_000 });
    }
    await clock.advance(400);
    expect(await limiter.take('a', 5)).toEqual({ passes: false, limit: 5, remaining: 0, resetMs: 600 });
    expect((await limiter.take('b', 5)).passes).toBe(true);
    await clock.advance(599);
    expect((await limiter.take('a', 5)).passes).toBe(false);
    await clock.advance(1);
    expect(await limiter.take('a', 5)).toMatchObject({ passes: true, remaining: 4, resetMs: 1_000 });
  });

  test('a clock that is set back locks nobody out', async () => {
    const clock = new ManualClock();
    const limiter = new RateLimiter({ clock });
    await limiter.take('a', 1);
    expect((await limiter.take('a', 1)).passes).toBe(false);
    clock.jump(-3_600_000);
    expect(await limiter.take('a', 1)).toMatchObject({ passes: true, resetMs: 1_000 });
  });

  test('a limit that is lowered or raised holds from the next window on at the latest', async () => {
    const clock = new ManualClock();
    const limiter = new RateLimiter({ clock });
    await limiter.take('a', 10);
    await clock.advance(windowMs);
    await limiter.take('a', 1);
    expect((await limiter.take('a', 1)).passes).toBe(false);
  });
});

const steps = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        process: fc.nat(2),
        key: fc.constantFrom('a', 'b'),
        times: fc.integer({ min: 1, max: 40 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ waitMs: fc.integer({ min: 1, max: 1_200 }) }) },
  ),
  { maxLength: 60 },
);

/** Of the moments in which something passed, as many as lie within one window that began with the first of them. */
function mostInAWindow(passed: readonly number[]): number {
  let most = 0;
  let [start, count] = [Number.NEGATIVE_INFINITY, 0];
  for (const at of passed) {
    if (at >= start + windowMs) [start, count] = [at, 0];
    count += 1;
    most = Math.max(most, count);
  }
  return most;
}

describe('never more than the limit passes in a window', () => {
  const run = async (
    limit: number,
    given: (readonly [unknown] | unknown)[],
    limiters: readonly RateLimiter[],
    clock: ManualClock,
  ) => {
    const passed = { a: [] as number[], b: [] as number[] };
    let isRefusedInVain = false;
    for (const step of given as ({ waitMs: number } | { process: number; key: 'a' | 'b'; times: number })[]) {
      if ('waitMs' in step) {
        await clock.advance(step.waitMs);
        continue;
      }
      const limiter = limiters[step.process % limiters.length]!;
      const standings = await Promise.all(
        Array.from({ length: step.times }, () => limiter.take(step.key, limit)),
      );
      for (const { passes, remaining, resetMs } of standings) {
        expect(remaining).toBeGreaterThanOrEqual(0);
        expect(remaining).toBeLessThan(limit + 1);
        expect(resetMs).toBeGreaterThan(0);
        expect(resetMs).toBeLessThanOrEqual(windowMs);
        if (passes) passed[step.key].push(clock.now());
        else if (!passed[step.key].some(at => at > clock.now() - windowMs)) isRefusedInVain = true;
      }
    }
    for (const key of ['a', 'b'] as const) expect(mostInAWindow(passed[key])).toBeLessThanOrEqual(limit);
    expect(isRefusedInVain).toBe(false);
  };

  test('of a process that counts alone', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 120 }), steps, (limit, given) => {
        const clock = new ManualClock();
        return run(limit, given, [new RateLimiter({ clock })], clock);
      }),
    ));

  test('of three processes together', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 300 }), steps, (limit, given) => {
        const clock = new ManualClock();
        const shared = new Counts(clock);
        return run(
          limit,
          given,
          Array.from({ length: 3 }, () => new RateLimiter({ clock, shared })),
          clock,
        );
      }),
    ));
});

describe('with processes that share', () => {
  test('a process gets the whole limit when the others want nothing, for few questions', async () => {
    const clock = new ManualClock();
    const shared = new Counts(clock);
    const limiter = new RateLimiter({ clock, shared });
    for (let count = 0; count < 1_000; count++) expect((await limiter.take('a', 1_000)).passes).toBe(true);
    expect(shared.asked).toBe(50);
    for (let count = 0; count < 100; count++) expect((await limiter.take('a', 1_000)).passes).toBe(false);
    expect(shared.asked).toBe(50);
  });

  test('requests that come at once ask once', async () => {
    const clock = new ManualClock();
    const shared = new Counts(clock);
    const limiter = new RateLimiter({ clock, shared });
    const standings = await Promise.all(Array.from({ length: 40 }, () => limiter.take('a', 30)));
    expect(standings.filter(({ passes }) => passes)).toHaveLength(30);
    expect(shared.asked).toBeLessThanOrEqual(2);
  });

  test('what is taken and not used is not carried over', async () => {
    const clock = new ManualClock();
    const shared = new Counts(clock);
    const [one, other] = [new RateLimiter({ clock, shared }), new RateLimiter({ clock, shared })];
    // Takes two.
    await one.take('a', 100);
    await clock.advance(windowMs);
    let passed = 0;
    for (let count = 0; count < 200; count++) {
      if ((await other.take('a', 100)).passes) passed += 1;
    }
    for (let count = 0; count < 5; count++) if ((await one.take('a', 100)).passes) passed += 1;
    expect(passed).toBe(100);
  });

  test('a process that is left alone goes on counting what it has let pass', async () => {
    const clock = new ManualClock();
    const shared = new Counts(clock);
    const limiter = new RateLimiter({ clock, shared });
    for (let window = 0; window < 3; window++) {
      await clock.advance(windowMs);
      for (let count = 0; count < 3; count++) await limiter.take('a', 5);
    }
    shared.away = true;
    const passes = [];
    for (let count = 0; count < 4; count++) passes.push((await limiter.take('a', 5)).passes);
    expect(passes).toEqual([true, true, false, false]);
    shared.away = false;
    await clock.advance(windowMs);
    expect(await limiter.take('a', 5)).toMatchObject({ passes: true, remaining: 4 });
  });
});
