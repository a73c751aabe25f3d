import type { MetricSample } from '../metrics/merging.ts';
import type { OverviewPart } from '../server/operators/overview.ts';
import type { ProcessReport } from '../server/operators/report.ts';

/** What a worker tells of itself when its parent asks. */
export interface Figures {
  readonly metrics: readonly MetricSample[];
  /** Of the metrics those that are counted. */
  readonly counters: readonly MetricSample[];
  readonly stats: ProcessReport;
  readonly health: ProcessReport;
}

export type FiguresKind = keyof Figures;

/** How long a worker that is asked may take: metrics wait for the store for a second, a report for two. */
export const patienceMs: Readonly<Record<FiguresKind, number>> = {
  metrics: 1_500,
  counters: 1_000,
  stats: 3_000,
  health: 3_000,
};

/** So much sooner a worker gives up by itself: its word has to get to the parent. */
export const wordMs = 200;

/** How long a parent that is asked may take: until it has given up waiting for its workers, and a little. */
export const parentPatienceMs: Readonly<Record<OverviewPart, number>> = {
  metrics: patienceMs.metrics + 1_000,
  stats: patienceMs.stats + 1_000,
  health: patienceMs.health + 1_000,
};

/** What a worker tells its parent. */
export type WorkerMessage =
  /** It takes requests. */
  | { readonly type: 'ready' }
  /** It answers questions from now on. */
  | { readonly type: 'answers' }
  /** To a question; without figures it could not be answered. */
  | { readonly type: 'figures'; readonly id: number; readonly figures?: Figures[FiguresKind] }
  /** What operators are to be told of all workers. */
  | { readonly type: 'overview?'; readonly id: number; readonly part: OverviewPart };

/** What a parent tells its workers. */
export type ParentMessage =
  /** To open files anew. */
  | { readonly type: 'reopen' }
  | { readonly type: 'figures?'; readonly id: number; readonly kind: FiguresKind }
  /** To a question; without a value it could not be answered. */
  | { readonly type: 'overview'; readonly id: number; readonly value?: string | object };
