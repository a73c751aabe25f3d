import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseTenantId } from '../../src/core/ids.ts';
import { LatestRequests } from '../../src/metrics/latest.ts';
import { Performance } from '../../src/metrics/performance.ts';
import { ManualClock } from '../support/clock.ts';

const clock = new ManualClock();
let performance: Performance;
beforeEach(() => {
  performance = new Performance(clock);
});
afterEach(() => performance.close());

const nothing = { requests: 0, errors: 0, averageMs: 0, errorRate: 0, p50Ms: 0, p95Ms: 0, p99Ms: 0 };
const minute = 60_000;

test('the latest requests: exact, whatever came before them', () => {
  const request = fc.record({
    durationMs: fc.double({ min: 0, max: 1e5, noNaN: true }),
    failed: fc.boolean(),
    passes: fc.nat({ max: 3 }),
  });
  const property = fc.property(fc.array(request), fc.integer({ min: 1, max: 20 }), (requests, size) => {
    const latest = new LatestRequests(size);
    let now = 0;
    const all = requests.map(({ passes, ...rest }) => {
      now += passes;
      latest.add(now, rest.durationMs, rest.failed);
      return { at: now, ...rest };
    });
    const seen = all.slice(-size).filter(({ at }) => at >= now - 10);
    const figures = latest.since(now - 10);
    const atMost = (ms: number) => seen.filter(({ durationMs }) => durationMs <= ms).length;
    const fewer = (ms: number) => seen.filter(({ durationMs }) => durationMs < ms).length;
    for (const percent of [50, 95, 99] as const) {
      const value = figures[`p${percent}Ms`];
      // The definition: so many do not exceed it, and of no smaller one that is true.
      expect(atMost(value) * 100).toBeGreaterThanOrEqual(percent * seen.length);
      if (seen.length > 0) expect(fewer(value) * 100).toBeLessThan(percent * seen.length);
    }
    const sum = seen.reduce((total, { durationMs }) => total + durationMs, 0);
    expect(figures.averageMs).toBeCloseTo(seen.length === 0 ? 0 : sum / seen.length, 3);
    const failures = seen.filter(({ failed }) => failed).length;
    expect(figures.errorRate).toBe(seen.length === 0 ? 0 : failures / seen.length);
  });
  fc.assert(property);
});

test('counts are of all requests, the rest is of the last five minutes', async () => {
  expect(performance.figures()).toEqual(nothing);
  for (let ms = 1; ms <= 100; ms++) performance.observe(ms, ms > 98);
  const figures = { averageMs: 50.5, errorRate: 0.02, p50Ms: 50, p95Ms: 95, p99Ms: 99 };
  expect(performance.figures()).toEqual({ requests: 100, errors: 2, ...figures });
  await clock.advance(6 * minute);
  expect(performance.figures()).toEqual({ ...nothing, requests: 100, errors: 2 });
});

test('a tenant has figures of its own until it is forgotten', () => {
  const [one, two] = [parseTenantId('one'), parseTenantId('two')];
  performance.observe(10, false, one);
  performance.observe(30, true, two);
  performance.observe(50, false);
  expect(performance.figures()).toMatchObject({ requests: 3, errors: 1, averageMs: 30 });
  expect(performance.figures(one)).toMatchObject({ requests: 1, errors: 0, p95Ms: 10 });
  expect(performance.figures(two)).toMatchObject({ requests: 1, errors: 1, p95Ms: 30 });
  performance.forget(two);
  expect(performance.figures(two)).toEqual(nothing);
  expect(performance.figures()).toMatchObject({ requests: 3, errors: 1 });
});

test('no more tenants are kept than a thousand: those in use', () => {
  const busy = parseTenantId('busy');
  for (let count = 0; count < 3_000; count++) {
    performance.observe(1, false, busy);
    performance.observe(1, false, parseTenantId(`t${count}`));
  }
  expect(performance.figures(busy).requests).toBe(3_000);
  const kept = Array.from({ length: 3_000 }, (_, count) => performance.figures(parseTenantId(`t${count}`)));
  expect(kept.filter(({ requests }) => requests > 0)).toHaveLength(999);
});
