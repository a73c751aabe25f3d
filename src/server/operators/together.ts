import type { RequestCounts } from '../../metrics/performance.ts';
import { addCaches, type CacheReport } from '../../services/cache-report.ts';
import type { Usage } from '../../tenants/resources.ts';
import type { ProcessReport } from './report.ts';

/** A process that serves, and what it has told last. */
export interface Told {
  /** Its number, from 1. */
  readonly worker: number;
  /** Whether it has told it now. */
  readonly answers: boolean;
  /** Undefined when it never told anything. */
  readonly report: ProcessReport | undefined;
}

/** What all processes tell, as one. */
export interface Whole {
  readonly workers: { readonly configured: number; readonly answering: number };
  /** Numbers of those that do not answer. */
  readonly missing: readonly number[];
  readonly reports: readonly (ProcessReport & Pick<Told, 'worker' | 'answers'>)[];
  /** Of each process. */
  readonly requests: readonly RequestCounts[];
  /** Of those that are not cold, by id. */
  readonly tenants: readonly {
    readonly id: string;
    readonly state: string;
    /** Of each process that has served it. */
    readonly requests: readonly RequestCounts[];
  }[];
  readonly cache: CacheReport | undefined;
  /** Of the process that uses most of it. */
  readonly resources: Usage;
}

/**
 * Adds up what processes have told. One that does not answer now counts by what it told last.
 *
 * @param all a process each; those that never told anything count as missing
 */
export function together(all: readonly Told[]): Whole {
  const reports = all.flatMap(({ worker, answers, report }) =>
    report === undefined ? [] : [{ worker, answers, ...report }],
  );
  const answering = all.filter(({ answers }) => answers);
  // Whoever has asked the store last knows; of those that do not answer nobody knows when that was.
  const now = answering.flatMap(({ report }) => report ?? []);
  const states = (now.find(({ store }) => store.answers) ?? now[0] ?? reports[0])?.tenants ?? [];
  const countsOf = (id: string): readonly RequestCounts[] =>
    // A tenant may be called as what every object has.
    reports.flatMap(({ performance: { tenants } }) => (Object.hasOwn(tenants, id) ? tenants[id]! : []));
  return {
    workers: { configured: all.length, answering: answering.length },
    missing: all.filter(({ answers }) => !answers).map(({ worker }) => worker),
    reports,
    requests: reports.map(({ performance }) => performance.all),
    tenants: states.map(({ id, state }) => ({ id, state, requests: countsOf(id) })),
    cache: addCaches(reports.map(({ cache }) => cache)),
    resources: {
      memory: Math.max(0, ...reports.map(({ resources }) => resources.memory)),
      files: Math.max(0, ...reports.map(({ resources }) => resources.files)),
    },
  };
}
