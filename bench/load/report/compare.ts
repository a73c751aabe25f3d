import type { LoadReport } from '../report-type.ts';
import { cpuMsPerRequest, usualMemory } from './statistics.ts';

/** A figure of two runs. */
export interface Comparison {
  readonly of: string;
  readonly unit: string;
  readonly before: number | undefined;
  readonly now: number | undefined;
  /** Now to before; undefined where one of them is not known or before is 0. */
  readonly ratio: number | undefined;
  readonly verdict: 'better' | 'same' | 'worse' | 'unknown';
}

/** Figures that differ by less are taken as the same: two runs of the same gateway differ by about as much. */
export const tolerance = 0.1;

interface Figure {
  readonly of: string;
  readonly unit: string;
  readonly read: (report: LoadReport) => number | undefined;
  readonly good: 'more' | 'less';
}

const figures: readonly Figure[] = [
  { of: 'throughput', unit: 'requests/s', read: ({ totals }) => totals.rate, good: 'more' },
  { of: 'mean', unit: 'ms', read: ({ totals }) => totals.meanMs, good: 'less' },
  { of: 'p50', unit: 'ms', read: ({ totals }) => totals.p50Ms, good: 'less' },
  { of: 'p95', unit: 'ms', read: ({ totals }) => totals.p95Ms, good: 'less' },
  { of: 'p99', unit: 'ms', read: ({ totals }) => totals.p99Ms, good: 'less' },
  { of: 'failures', unit: 'of a request', read: failureRate, good: 'less' },
  { of: 'CPU', unit: 'ms a request', read: cpuMsPerRequest, good: 'less' },
  { of: 'memory', unit: 'bytes', read: usualMemory, good: 'less' },
  { of: 'hit rate', unit: 'of look-ups', read: ({ totals }) => totals.hitRate, good: 'more' },
];

function failureRate({ totals }: LoadReport): number {
  return totals.requests === 0 ? 0 : totals.failures / totals.requests;
}

/** What became of each figure since an earlier run. */
export function compare(before: LoadReport, now: LoadReport): readonly Comparison[] {
  return figures.map(({ of, unit, read, good }) => {
    const [was, is] = [read(before), read(now)];
    const ratio = was === undefined || is === undefined || was === 0 ? undefined : is / was;
    return { of, unit, before: was, now: is, ratio, verdict: judge(was, is, good) };
  });
}

function judge(was: number | undefined, is: number | undefined, good: Figure['good']): Comparison['verdict'] {
  if (was === undefined || is === undefined) return 'unknown';
  const [worse, better] = good === 'less' ? [is, was] : [was, is];
  if (worse > better * (1 + tolerance)) return 'worse';
  return better > worse * (1 + tolerance) ? 'better' : 'same';
}

/** In which the two runs were asked for different things: then their figures say little about each other. */
export function differences(before: LoadReport, now: LoadReport): readonly string[] {
  const lines: string[] = [];
  for (const name of ['users', 'tenants', 'seconds', 'rampSeconds', 'seed', 'thinkMs', 'rate'] as const) {
    const [was, is] = [before.settings[name], now.settings[name]];
    if (was !== is) lines.push(`${name}: ${was ?? 'none'} then, ${is ?? 'none'} now`);
  }
  for (const name of ['cpus', 'cpu', 'memoryBytes', 'node'] as const) {
    const [was, is] = [before.machine[name], now.machine[name]];
    if (was !== is) lines.push(`machine, ${name}: ${was} then, ${is} now`);
  }
  return lines;
}
