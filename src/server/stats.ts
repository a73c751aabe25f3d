import type { FastifyInstance } from 'fastify';
import type { Performance } from '../metrics/performance.ts';
import type { CacheReport } from '../services/cache-report.ts';
import type { Tenants } from '../tenants/tenants.ts';

export interface StatsOptions {
  readonly tenants: Tenants;
  readonly performance: Performance;
  readonly reportCaches: () => CacheReport;
}

/** `GET /stats`: figures of this process for whoever runs the gateway; it answers whatever its state. */
export function registerStats(
  app: FastifyInstance,
  { tenants, performance, reportCaches }: StatsOptions,
): void {
  /** Where the store does not tell, those that this process has in hand. */
  const activeTenants = () => tenants.active().catch(() => tenants.here());

  app.get('/stats', async () => {
    const { requests, errorRate, averageMs, p50Ms, p95Ms, p99Ms } = performance.figures();
    return {
      process: { pid: process.pid, upSeconds: Math.floor(process.uptime()) },
      api: {
        totalCalls: requests,
        avgResponseTimeMs: rounded(averageMs),
        p50Ms: rounded(p50Ms),
        p95Ms: rounded(p95Ms),
        p99Ms: rounded(p99Ms),
        errorRate,
      },
      cache: reportCaches(),
      tenants: (await activeTenants()).map(({ id, state }) => {
        const own = performance.figures(id);
        return { id, state, requests: own.requests, errors: own.errors, p95Ms: rounded(own.p95Ms) };
      }),
    };
  });
}

/** To a hundredth. */
function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
