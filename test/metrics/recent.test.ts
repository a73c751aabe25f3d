import { DDSketch } from '@datadog/sketches-js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { figuresOf, RecentRequests } from '../../src/metrics/recent.ts';

const minute = 60_000;

/** The definition: the smallest value that so many of a hundred do not exceed. */
function nearestRank(ascending: readonly number[], percent: number): number {
  return ascending[Math.ceil((percent * ascending.length) / 100) - 1] ?? 0;
}

// What requests take: flat, or of a kind that is now fast and now a thousand times slower; many equal, and about 1 ms.
const durationMs = fc.oneof(
  fc.double({ min: 0.01, max: 1e5, noNaN: true }),
  fc.double({ min: -2, max: 5, noNaN: true }).map(exponent => 10 ** exponent),
  fc.constantFrom(0.9, 0.99, 1, 1.01, 1.02, 50),
);
const request = fc.record({
  durationMs,
  failed: fc.boolean(),
  /** Which process served it. */
  process: fc.nat({ max: 2 }),
  passesMs: fc.oneof(fc.constant(0), fc.nat({ max: 2 * minute })),
});

test('percentiles are within 1 % of the exact ones, also over slots and processes; the rest is exact', () => {
  const property = fc.property(fc.array(request, { maxLength: 300, size: 'max' }), requests => {
    const processes = [new RecentRequests(), new RecentRequests(), new RecentRequests()];
    let now = 1_000_000 * minute;
    const all = requests.map(({ passesMs, ...rest }) => {
      now += passesMs;
      processes[rest.process]!.add(now, rest.durationMs, rest.failed);
      return { at: now, ...rest };
    });
    const begin = (Math.floor(now / minute) - 4) * minute;
    const seen = all.filter(({ at }) => at >= begin);
    const figures = figuresOf(processes.flatMap(process => process.samples(now, { bins: true })));
    const ascending = seen.map(({ durationMs }) => durationMs).sort((one, other) => one - other);
    for (const percent of [50, 95, 99] as const) {
      const exact = nearestRank(ascending, percent);
      expect(Math.abs(figures[`p${percent}Ms`] - exact)).toBeLessThanOrEqual(exact * 0.01 + 1e-9);
    }
    expect(figures.count).toBe(seen.length);
    const sum = ascending.reduce((total, each) => total + each, 0);
    expect(figures.averageMs).toBeCloseTo(sum / Math.max(1, seen.length), 5);
    const failures = seen.filter(({ failed }) => failed).length;
    expect(figures.errorRate).toBe(failures / Math.max(1, seen.length));
  });
  fc.assert(property, { numRuns: 300 });
});

test('what has passed through JSON is worth the same', () => {
  const requests = new RecentRequests();
  for (let ms = 1; ms <= 1_000; ms++) requests.add(0, ms, ms % 10 === 0);
  const samples = requests.samples(0, { bins: true });
  expect(figuresOf(JSON.parse(JSON.stringify(samples)))).toEqual(figuresOf(samples));
});

test('whatever a duration is said to be, it is counted and takes no more room', () => {
  const requests = new RecentRequests();
  for (const ms of [0, -1, 1e-300, 1e300, Number.POSITIVE_INFINITY, 5]) requests.add(0, ms, false);
  const [sample] = requests.samples(0, { bins: true });
  expect(figuresOf([sample!]).count).toBe(6);
  expect(JSON.parse(JSON.stringify(sample))).toEqual(sample);
});

test('a clock that is set forth and back: what is of the future is not counted before', () => {
  const requests = new RecentRequests();
  const start = 1_000_000 * minute;
  const count = (now: number) => figuresOf(requests.samples(now, { bins: true })).count;
  requests.add(start, 1, false);
  requests.add(start + 60 * minute, 1, false);
  requests.add(start + minute, 1, false);
  expect([count(start + minute), count(start + 10 * minute), count(start + 62 * minute)]).toEqual([2, 0, 1]);
});

test('why the sketches’ own merge is not used: the greatest of what is added may be lost', () => {
  const [one, other] = [new DDSketch(), new DDSketch()];
  one.accept(0.2);
  other.accept(0.1);
  other.accept(1);
  one.merge(other);
  // Fails once that is mended.
  expect(one.getValueAtQuantile(1)).toBeLessThan(0.3);
});
