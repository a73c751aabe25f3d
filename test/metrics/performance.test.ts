import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseTenantId } from '../../src/core/ids.ts';
import { Performance, requestFiguresOf } from '../../src/metrics/performance.ts';
import { ManualClock } from '../support/clock.ts';

let clock: ManualClock;
let performance: Performance;
beforeEach(() => {
  clock = new ManualClock();
  performance = new Performance(clock);
});
afterEach(() => performance.close());

const none = { count: 0, averageMs: 0, errorRate: 0, p50Ms: 0, p95Ms: 0, p99Ms: 0 };
const nothing = { requests: 0, errors: 0, ...none };
const minute = 60_000;
const about = (ms: number) => expect.toSatisfy((value: number) => Math.abs(value - ms) <= ms / 100);
const figures = (tenant?: string) => {
  const { all, tenants } = performance.sample({ bins: true });
  return requestFiguresOf(tenant === undefined ? [all] : [tenants[tenant] ?? []].flat());
};

test('counts are of all requests, the rest is of the last five minutes', async () => {
  expect(figures()).toEqual(nothing);
  for (let ms = 1; ms <= 100; ms++) performance.observe(ms, ms > 98);
  expect(figures()).toEqual({
    ...{ requests: 100, errors: 2, count: 100, averageMs: 50.5, errorRate: 0.02 },
    ...{ p50Ms: about(50), p95Ms: about(95), p99Ms: about(99) },
  });
  await clock.advance(6 * minute);
  expect(figures()).toEqual({ ...nothing, requests: 100, errors: 2 });
});

test('a tenant has figures of its own until it is forgotten', () => {
  const [one, two] = [parseTenantId('one'), parseTenantId('two')];
  performance.observe(10, false, one);
  performance.observe(30, true, two);
  performance.observe(50, false);
  expect(figures()).toMatchObject({ requests: 3, errors: 1, averageMs: 30 });
  expect(figures('one')).toMatchObject({ requests: 1, errors: 0, p95Ms: about(10) });
  expect(figures('two')).toMatchObject({ requests: 1, errors: 1, p95Ms: about(30) });
  performance.forget(two);
  expect(figures('two')).toEqual(nothing);
  expect(figures()).toMatchObject({ requests: 3, errors: 1 });
});

test('no more tenants are kept than a thousand: those in use', () => {
  const busy = parseTenantId('busy');
  for (let count = 0; count < 3_000; count++) {
    performance.observe(1, false, busy);
    performance.observe(1, false, parseTenantId(`t${count}`));
  }
  const { tenants } = performance.sample({ bins: true });
  expect(tenants.busy?.requests).toBe(3_000);
  expect(Object.keys(tenants)).toHaveLength(1_000);
  expect(tenants.t2999?.requests).toBe(1);
});
