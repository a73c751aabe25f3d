import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseTenantId } from '../../src/core/ids.ts';
import { type Facts, issuesOf } from '../../src/metrics/issues.ts';
import { limits } from '../../src/metrics/limits.ts';
import { type Counted, Performance, requestRatesOf } from '../../src/metrics/performance.ts';
import type { RecentRates } from '../../src/metrics/recent.ts';
import { ManualClock } from '../support/clock.ts';

const quiet: RecentRates = { count: 0, averageMs: 0, errorRate: 0 };
const well: Facts = {
  reason: undefined,
  storeAnswers: true,
  redisIsAway: false,
  missingWorkers: [],
  requests: quiet,
  tenants: new Map(),
  cache: { hits: 0, lookUps: 0 },
  refused: [],
  lagMs: 0,
};
const tenants = (...rates: [string, number, number][]) => ({
  tenants: new Map(rates.map(([id, errorRate, count]) => [id, { ...quiet, errorRate, count }])),
});
const many = (count: number): [string, number, number][] =>
  Array.from({ length: count }, (_, place) => [`t${place}`, 0.5, 100]);

const table: [string, Partial<Facts>, readonly string[]][] = [
  ['nothing', {}, []],
  ['no data', { reason: 'Waiting.' }, ['not ready: Waiting.']],
  ['the store', { storeAnswers: false }, ['the store does not answer']],
  ['Redis', { redisIsAway: true }, ['Redis does not answer and is not asked (breaker open)']],
  ['workers', { missingWorkers: [1, 3] }, ['worker 1 does not answer', 'worker 3 does not answer']],
  ['average at the limit', { requests: { ...quiet, averageMs: 100 } }, []],
  ['average', { requests: { ...quiet, averageMs: 250.4 } }, ['average response 250 ms (over 100 ms)']],
  ['errors at the limit', { requests: { ...quiet, errorRate: 0.05 } }, []],
  ['errors', { requests: { ...quiet, errorRate: 0.0625 } }, ['server errors 6.3 % (over 5 %)']],
  ['a tenant’s errors', tenants(['a', 0.1, 20]), ['tenant a: errors 10 % of 20 requests (over 5 %)']],
  ['too few requests of a tenant', tenants(['a', 1, 19]), []],
  ['a tenant at the limit', tenants(['a', 0.05, 1_000]), []],
  [
    'the worst tenant first',
    tenants(['a', 0.1, 50], ['b', 0.5, 50]),
    ['tenant b: errors 50 % of 50 requests (over 5 %)', 'tenant a: errors 10 % of 50 requests (over 5 %)'],
  ],
  ['a good hit rate', { cache: { hits: 700, lookUps: 1_000 } }, []],
  [
    'a bad hit rate',
    { cache: { hits: 699, lookUps: 1_000 } },
    ['cache hit rate 69.9 % of 1000 look-ups (under 70 %)'],
  ],
  ['too few look-ups', { cache: { hits: 0, lookUps: 999 } }, []],
  [
    'lanes',
    {
      refused: [
        { tenant: 'a', lane: 'review', calls: 1 },
        { tenant: 'b', lane: 'getPatient', calls: 7 },
      ],
    },
    ['lane getPatient of tenant b full: 7 calls refused', 'lane review of tenant a full: 1 call refused'],
  ],
  ['lag at the limit', { lagMs: 100 }, []],
  ['lag', { lagMs: 140.2 }, ['event-loop lag 140 ms (over 100 ms)']],
];

test.each(table)('%s', (_, facts, issues) => {
  expect(issuesOf({ ...well, ...facts })).toEqual(issues);
});

test('ten tenants are named, the rest is counted', () => {
  const issues = issuesOf({ ...well, ...tenants(...many(limits.named + 2)) });
  expect(issues).toHaveLength(limits.named + 1);
  expect(issues.at(-1)).toBe('2 further tenants with too many errors');
  expect(issuesOf({ ...well, ...tenants(...many(limits.named)) })).toHaveLength(limits.named);
});

let clock: ManualClock;
let performance: Performance;
beforeEach(() => {
  clock = new ManualClock();
  performance = new Performance(clock);
});
afterEach(() => performance.close());

const minute = 60_000;
const issues = () => {
  const { all, tenants, cache, refused } = performance.sample({ bins: false });
  return issuesOf({
    ...{ ...well, cache, refused, requests: requestRatesOf([all]) },
    tenants: new Map(Object.entries(tenants).map(([id, own]) => [id, requestRatesOf([own])])),
  });
};

test('issues come when something goes wrong, and go five minutes later', async () => {
  const tenant = parseTenantId('clinic');
  for (let count = 0; count < 30; count++) performance.observe(300, count < 15, tenant);
  const told = [
    'average response 300 ms (over 100 ms)',
    'server errors 50 % (over 5 %)',
    'tenant clinic: errors 50 % of 30 requests (over 5 %)',
  ];
  expect(issues()).toEqual(told);
  await clock.advance(4 * minute - 1);
  expect(issues()).toEqual(told);
  await clock.advance(minute + 1);
  expect(issues()).toEqual([]);
});

test('hits and refusals count within the window, not since the start', async () => {
  const cache = { hits: 0, lookUps: 0 };
  const refused = new Map([['review', 0]]);
  const counted: Counted = {
    cache: () => cache,
    refused: () => [...refused].map(([lane, calls]) => ({ tenant: 'clinic', lane, calls })),
  };
  performance.follow(counted);
  Object.assign(cache, { hits: 100, lookUps: 2_000 });
  refused.set('review', 4);
  const told = [
    'lane review of tenant clinic full: 4 calls refused',
    expect.stringMatching(/^cache hit rate 5 %/),
  ];
  expect(issues()).toEqual(told);
  await clock.advance(4 * minute);
  expect(issues()).toEqual(told);
  await clock.advance(2 * minute);
  expect(issues()).toEqual([]);
  // Ten thousand good ones long ago do not hide a thousand bad ones now.
  Object.assign(cache, { hits: 10_100, lookUps: 12_000 });
  await clock.advance(6 * minute);
  Object.assign(cache, { hits: 10_200, lookUps: 13_000 });
  expect(issues()).toEqual(['cache hit rate 10 % of 1000 look-ups (under 70 %)']);
  // The tenant cooled and is warm again: its lanes begin at 0.
  refused.set('review', 3);
  expect(issues()).toContain('lane review of tenant clinic full: 3 calls refused');
});
