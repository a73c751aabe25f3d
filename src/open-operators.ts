import type { Caches } from './cache/caches.ts';
import type { OpenRedis } from './cache/redis/index.ts';
import type { Config } from './config.ts';
import type { Surroundings } from './core/surroundings.ts';
import type { RefusedCalls } from './metrics/issues.ts';
import { countersOf, type MetricSample, samplesOf } from './metrics/merging.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Performance } from './metrics/performance.ts';
import { registerWorkerMetrics } from './metrics/workers.ts';
import type { Admission } from './server/admission.ts';
import type { Audit } from './server/audit/audit.ts';
import type { Partners } from './server/auth/partners.ts';
import { listenForOperators } from './server/operators/listener.ts';
import { type Overview, ownOverview } from './server/operators/overview.ts';
import {
  isAnswering,
  type ProcessReport,
  type ReportOptions,
  reportProcess,
  storeIsAway,
} from './server/operators/report.ts';
import { reportCaches } from './services/cache-report.ts';
import type { Store } from './store/port.ts';
import type { Tenants } from './tenants/tenants.ts';

/** What a process tells of itself, for others to add up. */
export interface ProcessFigures {
  metrics(): Promise<readonly MetricSample[]>;
  /** Of the metrics those that are counted. */
  counters(): Promise<readonly MetricSample[]>;
  /** With what percentiles are told by. */
  stats(): Promise<ProcessReport>;
  /** Without. */
  health(): Promise<ProcessReport>;
}

/** Of several workers: what operators are told by any of them, given what this one knows. */
export type ThroughParent = (own: Overview) => Overview;

export interface OperatorsParts {
  readonly admission: Admission;
  readonly audit: Audit | undefined;
  readonly caches: Caches;
  readonly metrics: Metrics;
  readonly partners: Partners | undefined;
  readonly performance: Performance;
  readonly redis: OpenRedis | undefined;
  readonly store: Store;
  readonly tenants: Tenants;
  readonly throughParent: ThroughParent | undefined;
}

export interface Operators {
  readonly figures: ProcessFigures;
  readonly overview: Overview;
  /** In words, why no requests are taken; undefined when they are. */
  readonly notReady: () => Promise<string | undefined>;
  /** Listens on `OPS_PORT`, where there is one and it is this process's to do. Returns how to end it. */
  listen(): Promise<() => Promise<void>>;
}

/** What whoever runs the gateway is told, wired to what knows it. */
export function openOperators(
  config: Config,
  { clock, logger }: Surroundings,
  parts: OperatorsParts,
): Operators {
  const { admission, caches, metrics, performance, redis, store, tenants, throughParent } = parts;
  performance.follow({
    cache: () => {
      const { hits, sharedHits, misses } = caches.stats.total();
      return { hits: hits + sharedHits, lookUps: hits + sharedHits + misses };
    },
    refused: () => refusedCalls(metrics),
  });
  const pingStore = async () => store.ping();
  const reported: ReportOptions = {
    ...{ admission, tenants, performance, pingStore, audit: parts.audit },
    diagnoseStore: async () => store.diagnose?.(),
    reportCaches: () => reportCaches(caches, redis?.bus),
    reportPartners: () => parts.partners?.status,
  };
  const figures: ProcessFigures = {
    metrics: () => samplesOf(metrics.registry),
    counters: () => countersOf(metrics.registry),
    stats: () => reportProcess(reported, { bins: true }),
    health: () => reportProcess(reported, { bins: false }),
  };
  const own = ownOverview(
    () => metrics.registry.metrics(),
    kind => figures[kind](),
  );
  const overview = throughParent?.(own) ?? own;
  const notReady = async () => admission.reason ?? ((await isAnswering(pingStore)) ? undefined : storeIsAway);
  // Of several workers it is the parent that knows of all, and that listens for operators.
  const isAlone = throughParent === undefined;
  if (isAlone) registerWorkerMetrics(metrics.registry, () => ({ up: new Map([[1, true]]), restarts: 0 }));
  return {
    ...{ figures, overview, notReady },
    async listen() {
      const { host, tls, opsPort } = config;
      if (opsPort === undefined || !isAlone) return async () => {};
      const listener = await listenForOperators({
        ...{ config: { host, tls, opsPort }, overview: () => overview, notReady, clock, logger },
      });
      return listener.close;
    },
  };
}

/** Since the process began; tenants without a label of their own are one. */
function* refusedCalls({ tenantLabels }: Metrics): Iterable<RefusedCalls> {
  for (const { name: tenant, lanes } of tenantLabels.all()) {
    for (const [lane, { refused }] of lanes) if (refused > 0) yield { tenant, lane, calls: refused };
  }
}
