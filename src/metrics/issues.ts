import { limits } from './limits.ts';
import type { RecentRates } from './recent.ts';

/** Calls that a lane has refused since it was looked back to, because it was full. */
export interface RefusedCalls {
  readonly tenant: string;
  readonly lane: string;
  readonly calls: number;
}

/** What is judged: of one process, or of all together. */
export interface Facts {
  /** Why requests are not taken. */
  readonly reason: string | undefined;
  readonly storeAnswers: boolean;
  /** Whether Redis is there and not asked, as it does not answer. */
  readonly redisIsAway: boolean;
  /** Numbers of processes that should answer and do not. */
  readonly missingWorkers: readonly number[];
  readonly requests: RecentRates;
  readonly tenants: ReadonlyMap<string, RecentRates>;
  /** Look-ups within the window. */
  readonly cache: { readonly hits: number; readonly lookUps: number };
  readonly refused: readonly RefusedCalls[];
  /** 99th percentile, that of the slowest process. */
  readonly lagMs: number;
}

/** What is wrong, in words and figures, one an issue: the worst first. By the limits that the alerts use. */
export function issuesOf(facts: Facts): readonly string[] {
  const { reason, storeAnswers, redisIsAway, missingWorkers, requests, tenants, cache, refused, lagMs } =
    facts;
  const hitRate = cache.hits / cache.lookUps;
  const failing = [...tenants]
    .filter(
      ([, { count, errorRate }]) => count >= limits.tenantRequests && errorRate > limits.tenantErrorRate,
    )
    .sort(([, one], [, other]) => other.errorRate - one.errorRate);
  const full = refused.toSorted((one, other) => other.calls - one.calls);
  return [
    reason !== undefined && `not ready: ${reason}`,
    ...missingWorkers.map(worker => `worker ${worker} does not answer`),
    !storeAnswers && 'the store does not answer',
    redisIsAway && 'Redis does not answer and is not asked (breaker open)',
    requests.averageMs > limits.averageResponseMs &&
      `average response ${requests.averageMs.toFixed(0)} ms (over ${limits.averageResponseMs} ms)`,
    requests.errorRate > limits.errorRate &&
      `server errors ${percent(requests.errorRate)} (over ${percent(limits.errorRate)})`,
    ...named(
      failing,
      ([tenant, { errorRate, count }]) =>
        `tenant ${tenant}: errors ${percent(errorRate)} of ${count} requests (over ${percent(limits.tenantErrorRate)})`,
      'tenants with too many errors',
    ),
    ...named(
      full,
      ({ tenant, lane, calls }) =>
        `lane ${lane} of tenant ${tenant} full: ${calls} ${calls === 1 ? 'call' : 'calls'} refused`,
      'full lanes',
    ),
    cache.lookUps >= limits.cacheLookUps &&
      hitRate < limits.cacheHitRate &&
      `cache hit rate ${percent(hitRate)} of ${cache.lookUps} look-ups (under ${percent(limits.cacheHitRate)})`,
    lagMs > limits.eventLoopLagMs &&
      `event-loop lag ${lagMs.toFixed(0)} ms (over ${limits.eventLoopLagMs} ms)`,
  ].filter(issue => issue !== false);
}

/** The first of them by name, of the rest how many. */
function named<Item>(all: readonly Item[], words: (item: Item) => string, plural: string): readonly string[] {
  const further = all.length - limits.named;
  return [...all.slice(0, limits.named).map(words), ...(further > 0 ? [`${further} further ${plural}`] : [])];
}

function percent(share: number): string {
  return `${Math.round(share * 1_000) / 10} %`;
}
