import { requestFiguresOf } from '../../metrics/performance.ts';
import type { Whole } from './together.ts';

/** The body of `GET /stats`. `process` is there where one process serves, as it was before there were several. */
export function statsOf({ workers, reports, requests, tenants, cache }: Whole) {
  const processes = reports.map(({ pid, worker, upSeconds }) => ({ pid, worker, upSeconds }));
  const [first] = processes;
  const all = requestFiguresOf(requests);
  return {
    ...(workers.configured === 1 && first && { process: { pid: first.pid, upSeconds: first.upSeconds } }),
    processes,
    workers,
    api: {
      totalCalls: all.requests,
      avgResponseTimeMs: rounded(all.averageMs),
      p50Ms: rounded(all.p50Ms),
      p95Ms: rounded(all.p95Ms),
      p99Ms: rounded(all.p99Ms),
      errorRate: all.errorRate,
    },
    cache,
    tenants: tenants.map(({ id, state, requests }) => {
      const own = requestFiguresOf(requests);
      return {
        ...{ id, state, requests: own.requests, errors: own.errors, errorRate: own.errorRate },
        ...{ p50Ms: rounded(own.p50Ms), p95Ms: rounded(own.p95Ms), p99Ms: rounded(own.p99Ms) },
      };
    }),
  };
}

/** To a hundredth. */
function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
