import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capacityOf, isServed } from '../../bench/load/commands/soak.ts';
import { compare, differences } from '../../bench/load/report/compare.ts';
import { cpuMsPerRequest, fitLine, judge, median } from '../../bench/load/report/statistics.ts';
import type { LoadReport } from '../../bench/load/report-type.ts';
import { sampleReport } from './sample-report.ts';

const megabyte = 1024 * 1024;

describe('the line through points', () => {
  test('is the line that they are on', () => {
    const number = fc.integer({ min: -1_000, max: 1_000 });
    fc.assert(
      fc.property(number, number, fc.uniqueArray(number, { minLength: 2 }), (start, slope, places) => {
        const line = fitLine(places.map(x => [x, start + slope * x]));
        expect(line.slope).toBeCloseTo(slope, 6);
        expect(line.start).toBeCloseTo(start, 5);
      }),
    );
  });

  test('leaves as much above as below', () => {
    const number = fc.integer({ min: -1_000, max: 1_000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 1 }), points => {
        const { start, slope } = fitLine(points);
        expect(points.reduce((sum, [x, y]) => sum + y - (start + slope * x), 0)).toBeCloseTo(0, 4);
      }),
    );
  });
});

test('the median is in the middle', () => {
  expect(median([])).toBe(0);
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

describe('after the first quarter of a soak', () => {
  const results = (report: LoadReport) =>
    Object.fromEntries(judge(report).map(({ of, result }) => [of, result]));
  const flat = { memory: 'flat', heap: 'flat', handles: 'flat', p99: 'flat' };

  test('ups and downs are flat', () => {
    expect(results(sampleReport({ points: 240, seconds: 5 }))).toEqual(flat);
  });

  test('what grows before it does not count', () => {
    const change = ({ at }: { at: number }) => ({ memoryBytes: Math.min(at, 250) * megabyte });
    expect(results(sampleReport({ points: 240, seconds: 5, change }))).toEqual(flat);
  });

  test('what falls is no growth', () => {
    const change = ({ at }: { at: number }) => ({ memoryBytes: (3_000 - at) * megabyte });
    expect(results(sampleReport({ points: 240, seconds: 5, change }))).toEqual(flat);
  });

  test('a leak of each is found, with its slope', () => {
    const change = ({ at }: { at: number }) => ({
      ...{ memoryBytes: (300 + at / 10) * megabyte, heapBytes: (100 + at / 10) * megabyte },
      ...{ handles: 100 + at / 60, p99Ms: 40 + at / 30 },
    });
    const report = sampleReport({ points: 240, seconds: 5, change });
    expect(results(report)).toEqual({ memory: 'grows', heap: 'grows', handles: 'grows', p99: 'grows' });
    const [memory] = judge(report);
    expect(memory!.slopePerHour).toBeCloseTo(360, 3);
    expect([memory!.from, memory!.to]).toEqual([expect.closeTo(330.5, 3), expect.closeTo(420, 3)]);
  });

  test('few points, or none of a figure, are not judged', () => {
    expect(Object.values(results(sampleReport({ points: 6 })))).toEqual(Array(4).fill('unknown'));
    const { timeline, settings } = sampleReport({ points: 240 });
    const blind = { settings, timeline: timeline.map(({ memoryBytes: _, ...rest }) => rest) };
    expect(judge(blind)[0]!.result).toBe('unknown');
  });
});

describe('two runs', () => {
  const before = sampleReport();
  const verdicts = (now: LoadReport) =>
    Object.fromEntries(compare(before, now).map(({ of, verdict }) => [of, verdict]));

  test('that are the same differ in nothing', () => {
    expect(new Set(Object.values(verdicts(sampleReport())))).toEqual(new Set(['same']));
    expect(differences(before, sampleReport())).toEqual([]);
  });

  test('are compared by ratios, and what is worse is told from what is better', () => {
    const totals = {
      ...before.totals,
      rate: 150,
      p99Ms: 2 * before.totals.p99Ms,
      p50Ms: 1,
      failures: 3,
      hitRate: 0.3,
    };
    const now = { ...before, totals };
    expect(verdicts(now)).toMatchObject({
      throughput: 'worse',
      p99: 'worse',
      p50: 'better',
      failures: 'worse',
      'hit rate': 'worse',
      p95: 'same',
    });
    expect(compare(before, now).find(({ of }) => of === 'p99')!.ratio).toBe(2);
    expect(compare(before, now).find(({ of }) => of === 'throughput')!.ratio).toBe(0.5);
    // Of none there is no multiple.
    expect(compare(before, now).find(({ of }) => of === 'failures')!.ratio).toBeUndefined();
  });

  test('of which one does not know a figure are not judged by it', () => {
    const { hitRate: _, ...totals } = before.totals;
    expect(verdicts({ ...before, totals })['hit rate']).toBe('unknown');
  });

  test('that were asked for different things say so', () => {
    const now = { ...before, settings: { ...before.settings, users: 5, rate: 100 } };
    expect(differences(before, now)).toEqual(['users: 1000 then, 5 now', 'rate: none then, 100 now']);
  });
});

test('CPU a request is that of the time in which it is known', () => {
  const known = sampleReport({ change: () => ({ cpu: 0.5, rate: 100 }) });
  expect(cpuMsPerRequest(known)).toBeCloseTo(5, 9);
  const { timeline } = known;
  expect(cpuMsPerRequest({ timeline: timeline.map(({ cpu: _, ...rest }) => rest) })).toBeUndefined();
});

test('capacity is the largest rate that was served in time and without failures', () => {
  const step = (asked: number, change = {}) => ({
    seconds: 100,
    asked,
    served: asked,
    p99Ms: 8,
    failures: 0,
    ...change,
  });
  const low = step(20);
  expect(capacityOf([low, step(30), step(45, { p99Ms: 79 }), step(68, { p99Ms: 81 })])).toBe(45);
  expect(isServed(step(100, { served: 92 }), low)).toBe(false);
  expect(isServed(step(100, { served: 94 }), low)).toBe(true);
  expect(isServed(step(100, { seconds: 4, served: 86 }), low)).toBe(true);
  expect(isServed(step(100, { failures: 1 }), low)).toBe(false);
  expect(capacityOf([step(20, { served: 3 })])).toBe(0);
});
