import { describe, expect, it } from 'vitest';
import { judge } from '../../bench/contest/aims.ts';
import type { CaseResult, Score } from '../../bench/contest/contest.ts';
import { putBetweenMarkers } from '../../bench/contest/report.ts';
import { measured, median, ratio, round, spread } from '../../bench/contest/statistics.ts';

describe('figures of benchmarks', () => {
  it('are medians, with how far apart the rounds were', () => {
    expect(median([5, 1, 9])).toBe(5);
    expect(median([4, 1, 2, 9])).toBe(3);
    expect(median([])).toBeNaN();
    expect(measured([10, 30, 20])).toEqual({ median: 20, min: 10, max: 30 });
    expect(spread({ median: 20, min: 10, max: 30 })).toBe(1);
  });

  it('compare contestants within a round, so that a slow moment of the machine does not count for one alone', () => {
    // The machine was half as fast in the second round.
    expect(ratio([200, 100, 220], [100, 50, 100])).toBe(2);
    expect(ratio([200, 100], [100, 100, 100])).toBe(1.5);
  });

  it('have no more digits than mean something', () => {
    expect([12_345, 0.012_345, 7].map(round)).toEqual([12_300, 0.0123, 7]);
  });
});

describe('aims', () => {
  const score = (
    contestant: Score['contestant'],
    rounds: readonly number[],
    cpuUs: number | null,
  ): Score => ({
    ...{ contestant, title: contestant, perSecond: measured(rounds), ratio: 1, rounds },
    ...{ p50Ms: 1, p99Ms: 2, cpuUs, bytes: 100 },
  });
  const result = (off: number, cpuUs: number | null): CaseResult => ({
    ...{ name: 'list', title: 'list' },
    scores: [score('apollo', [100, 100], 1_000), score('off', [off, off], cpuUs)],
  });

  it('are met when the ratio is reached, and not a bit below', () => {
    const [met] = judge([result(200, 400)]);
    expect(met).toMatchObject({ aim: 'at least 2', reached: '2.00', byProcessor: '2.50', met: true });
    const [missed] = judge([result(199, null)]);
    expect(missed).toMatchObject({ reached: '1.99', byProcessor: null, met: false });
  });

  it('of two processes by processor time are what both would answer, with a processor for each', () => {
    const scores = [score('oneWorker', [1_000], 900), score('twoWorkers', [1_600], 1_000)];
    const [workers] = judge([{ name: 'workers', title: 'workers', scores }]);
    expect(workers).toMatchObject({ reached: '1.60', byProcessor: '1.80', met: true });
  });

  it('are judged only where both have run', () => {
    expect(judge([{ name: 'list', title: 'list', scores: [score('off', [1], 1)] }])).toEqual([]);
  });
});

describe('figures in a document', () => {
  const document = 'before\n<!-- figures of npm run bench -->\nold\n<!-- end of figures -->\nafter\n';

  it('replace those of the run before', () => {
    const replaced = putBetweenMarkers(document, 'new');
    expect(replaced).toContain(
      'before\n<!-- figures of npm run bench -->\n\nnew\n\n<!-- end of figures -->\nafter',
    );
    expect(replaced).not.toContain('old');
    expect(putBetweenMarkers(replaced, 'new')).toBe(replaced);
  });

  it('have a place, or nothing is written', () => {
    expect(() => putBetweenMarkers('no markers', 'new')).toThrow('no markers');
  });
});
