import type { Whole } from './together.ts';

/** The body of `GET /stats`. `process` is there where one process serves, as it was before there were several. */
export function statsOf({ workers, reports, requests, tenants, cache }: Whole) {
  const processes = reports.map(({ pid, worker, upSeconds }) => ({ pid, worker, upSeconds }));
  const [first] = processes;
  return {
    ...(workers.configured === 1 && first && { process: { pid: first.pid, upSeconds: first.upSeconds } }),
    processes,
    workers,
    api: {
      totalCalls: requests.requests,
      avgResponseTimeMs: rounded(requests.averageMs),
      p50Ms: rounded(requests.p50Ms),
      p95Ms: rounded(requests.p95Ms),
      p99Ms: rounded(requests.p99Ms),
      errorRate: requests.errorRate,
    },
    cache,
    tenants: tenants.map(({ id, state, figures }) => ({
      ...{ id, state, requests: figures.requests, errors: figures.errors },
      ...{ p50Ms: rounded(figures.p50Ms), p95Ms: rounded(figures.p95Ms), p99Ms: rounded(figures.p99Ms) },
      errorRate: figures.errorRate,
    })),
  };
}

/** To a hundredth. */
function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
