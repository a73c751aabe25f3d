import { issuesOf, type RefusedCalls } from '../../metrics/issues.ts';
import { requestRatesOf } from '../../metrics/performance.ts';
import { shortage } from '../../tenants/resources.ts';
import { storeIsAway } from './report.ts';
import type { Whole } from './together.ts';

/** The body of `GET /health`: of several processes the worst of all. */
export function healthOf(whole: Whole) {
  const { workers, missing, reports, requests, tenants, cache, resources } = whole;
  // What one that hangs has said of these may be long over.
  const now = reports.filter(({ answers }) => answers);
  const storeAnswers = now.every(({ store }) => store.answers);
  const notReady = now.find(report => report.reason !== undefined)?.reason;
  const reason =
    workers.answering === 0 ? 'No worker answers.' : (notReady ?? (storeAnswers ? undefined : storeIsAway));
  const issues = issuesOf({
    reason: notReady,
    storeAnswers,
    redisIsAway: cache?.redis?.state === 'open',
    missingWorkers: missing,
    requests: requestRatesOf(requests),
    tenants: new Map(tenants.map(({ id, requests }) => [id, requestRatesOf(requests)])),
    cache: {
      hits: sum(reports.map(({ performance }) => performance.cache.hits)),
      lookUps: sum(reports.map(({ performance }) => performance.cache.lookUps)),
    },
    refused: addRefused(reports.flatMap(({ performance }) => performance.refused)),
    lagMs: Math.max(0, ...reports.map(({ performance }) => performance.lagMs)),
  });
  const shortOf = shortage(resources);
  const partners = worst(reports.flatMap(report => report.partners ?? []));
  const audit = reports.find(report => report.audit !== undefined)?.audit;
  const isWell =
    issues.length === 0 && shortOf === undefined && partners?.ok !== false && audit === undefined;
  const services = reports.find(({ store }) => store.services !== undefined)?.store.services;
  const states = Object.groupBy(storeAnswers ? tenants : [], tenant => tenant.state);
  return {
    status: reason !== undefined ? 'unavailable' : isWell ? 'ok' : 'degraded',
    ...(reason !== undefined && { reason }),
    workers,
    // Where nobody has told anything, nothing is known of it.
    ...(now.length > 0 && { store: { answers: storeAnswers, ...(services && { services }) } }),
    ...(cache && {
      cache: {
        ...{ mode: cache.mode, bytes: cache.bytes, redis: cache.redis, busConfirmed: cache.busConfirmed },
      },
    }),
    resources: { ...resources, ...(shortOf !== undefined && { shortOf }) },
    performance: { healthy: issues.length === 0, issues },
    ...(partners && { partners }),
    ...(audit && { audit }),
    tenants: Object.fromEntries(
      Object.entries(states).map(([state, list]) => [state.toLowerCase(), list?.length]),
    ),
  };
}

/** Of the same lane in several processes. */
function addRefused(all: readonly RefusedCalls[]): readonly RefusedCalls[] {
  const lanes = new Map<string, RefusedCalls>();
  for (const each of all) {
    const name = `${each.tenant} ${each.lane}`;
    lanes.set(name, { ...each, calls: each.calls + (lanes.get(name)?.calls ?? 0) });
  }
  return [...lanes.values()];
}

function worst<Status extends { readonly ok: boolean }>(all: readonly Status[]): Status | undefined {
  return all.find(({ ok }) => !ok) ?? all[0];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
