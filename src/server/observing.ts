import type { RequestContext } from '../core/context.ts';
import type { Logger } from '../core/log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Performance } from '../metrics/performance.ts';
import type { Tenants } from '../tenants/tenants.ts';
import { alwaysAnswered } from './paths.ts';

export interface ObservingOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly performance: Performance;
  readonly tenants: Pick<Tenants, 'isHere'>;
}

/** A request that was answered. */
export interface Answered {
  readonly route: string;
  readonly method: string;
  /** Of HTTP. */
  readonly status: number;
  readonly context: RequestContext;
}

/** What is to be told of each request when its answer has gone, and how long that took: it is measured and logged. */
export function observer({ logger, metrics, performance, tenants }: ObservingOptions) {
  const isLogged = logger.isLevelEnabled?.('info') !== false;
  return ({ route, method, status, context }: Answered, durationMs: number): void => {
    const label = methods.has(method) ? method : 'other';
    metrics.httpSeconds.observe({ route, method: label, status: String(status) }, durationMs / 1000);
    if (alwaysAnswered.has(route)) return;
    // A cold tenant, a full lane, a wrong id are answers, not failures.
    const failed = status === 500 || context.failed === true;
    // Anybody may name any tenant: only those that are warm here are counted.
    const { tenant } = context;
    const counted = tenant !== undefined && tenants.isHere(tenant) ? tenant : undefined;
    performance.observe(durationMs, failed, counted);
    if (counted !== undefined) {
      const counts = metrics.tenantLabels.of(counted);
      counts.requests += 1;
      if (failed) counts.errors += 1;
    }
    if (!isLogged) return;
    // The route, not the URL: a query string may name patients.
    logger.info(
      {
        ...context,
        // Left out: it says how errors are told.
        outcomes: undefined,
        method,
        route,
        status,
        durationMs: Math.round(durationMs * 10) / 10,
      },
      'request',
    );
  };
}

/** Those that are labels; of the rest there are too many. */
const methods: ReadonlySet<string> = new Set(['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE']);
