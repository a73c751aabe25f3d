import { SingleFlight } from '../../core/single-flight.ts';
import { healthOf } from './health.ts';
import type { ProcessReport } from './report.ts';
import { statsOf } from './stats.ts';
import { type Told, together } from './together.ts';

/** What operators are told, of one process or of all that serve together. */
export interface Overview {
  /** Prometheus text. Rejects when it cannot be had: half of it would look as if counters had begun anew. */
  metrics(): Promise<string>;
  /** JSON. */
  stats(): Promise<object>;
  /** JSON. */
  health(): Promise<{ readonly reason?: string }>;
}

export type OverviewPart = keyof Overview;

/** The overview of what processes tell. */
export function overviewOf(
  metrics: () => Promise<string>,
  told: (kind: 'stats' | 'health') => Promise<readonly Told[]>,
): Overview {
  return once({
    metrics,
    stats: async () => statsOf(together(await told('stats'))),
    health: async () => healthOf(together(await told('health'))),
  });
}

/** Whoever asks for a part at the same time shares it. */
export function once(overview: Overview): Overview {
  const texts = new SingleFlight<'metrics', string>();
  const stats = new SingleFlight<'stats', object>();
  const health = new SingleFlight<'health', { readonly reason?: string }>();
  return {
    metrics: () => texts.run('metrics', () => overview.metrics()),
    stats: () => stats.run('stats', () => overview.stats()),
    health: () => health.run('health', () => overview.health()),
  };
}

/** The overview of a process by itself. */
export function ownOverview(
  metrics: () => Promise<string>,
  report: (kind: 'stats' | 'health') => Promise<ProcessReport>,
): Overview {
  return overviewOf(metrics, async kind => [{ worker: 1, answers: true, report: await report(kind) }]);
}
