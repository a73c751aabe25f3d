import type { CaseResult } from './contest.ts';
import type { ContestantName } from './contestants.ts';
import { ratio } from './statistics.ts';

/** What the gateway is to reach: its requests a second by those of others in the same run. */
interface Aim {
  readonly case: string;
  readonly text: string;
  readonly who: ContestantName;
  readonly than: ContestantName;
  readonly atLeast: number;
  /** How many processors it may fill for each one that the other fills. */
  readonly processors?: number;
}

const aims: readonly Aim[] = [
  ...(['hit-by-id', 'hit-list'] as const).map(name => ({
    ...{
      case: name,
      text: 'registered GET, hit, identity, audit and metrics on, by Fastify with the answer ready, asked the same',
    },
    ...({ who: 'hit', than: 'fastifyGet', atLeast: 0.75 } as const),
  })),
  { case: 'list', text: '`CACHE=resources` by Mercurius', who: 'resources', than: 'mercurius', atLeast: 1 },
  { case: 'list', text: '`CACHE=resources` by Apollo', who: 'resources', than: 'apollo', atLeast: 5 },
  { case: 'list', text: "`CACHE=resources` by Medplum's", who: 'resources', than: 'medplum', atLeast: 15 },
  { case: 'list', text: '`CACHE=off` by Apollo', who: 'off', than: 'apollo', atLeast: 2 },
  { case: 'list', text: "`CACHE=off` by Medplum's", who: 'off', than: 'medplum', atLeast: 6 },
  { case: 'by-id', text: '`CACHE=off` by Apollo', who: 'off', than: 'apollo', atLeast: 1.3 },
  { case: 'by-id', text: "`CACHE=off` by Medplum's", who: 'off', than: 'medplum', atLeast: 5 },
  {
    ...{ case: 'by-id', text: 'registered, `CACHE=resources`, by Apollo' },
    ...({ who: 'registered', than: 'apollo', atLeast: 1.5 } as const),
  },
  {
    case: 'review',
    text: 'durable reviews, 32 at once, by SQLite alone, one after another',
    who: 'on',
    than: 'bare',
    atLeast: 0.5,
  },
  {
    ...{ case: 'workers', text: '2 workers by 1, on two cores with the load generator' },
    ...({ who: 'twoWorkers', than: 'oneWorker', atLeast: 1.6, processors: 2 } as const),
  },
];

/** An aim and what a run says of it. */
export interface Reached {
  readonly case: string;
  readonly text: string;
  /** `at least 2`, `under 200 MB` */
  readonly aim: string;
  readonly reached: string;
  /**
   * The same by time of the processor that a request takes, which others on the machine disturb less; of two processes, what they
   * would answer with a processor for each and nobody else on it. Null: not told.
   */
  readonly byProcessor: string | null;
  readonly met: boolean;
}

/** Of the aims whose cases were run. */
export function judge(results: readonly CaseResult[]): Reached[] {
  return aims.flatMap(({ case: name, text, who, than, atLeast, processors = 1 }) => {
    const scores = results.find(result => result.name === name)?.scores;
    const one = scores?.find(({ contestant }) => contestant === who);
    const other = scores?.find(({ contestant }) => contestant === than);
    if (one === undefined || other === undefined) return [];
    const reached = ratio(one.rounds, other.rounds);
    const byProcessor =
      one.cpuUs === null || other.cpuUs === null ? null : ((processors * other.cpuUs) / one.cpuUs).toFixed(2);
    return {
      ...{
        case: name,
        text,
        aim: `at least ${atLeast}`,
        reached: Number.isFinite(reached) ? reached.toFixed(2) : '–',
      },
      // Not where nothing was answered in a round.
      ...{ byProcessor, met: Number.isFinite(reached) && reached >= atLeast },
    };
  });
}
