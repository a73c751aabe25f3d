import type { SmallDisk } from '../around/disk.ts';
import type { OwnGateway } from '../around/gateway.ts';
import type { Scrape } from '../around/prometheus-text.ts';
import type { Redis } from '../around/redis.ts';
import { slowWrites } from '../around/slow-writes.ts';

/** What faults are done to. */
export interface World {
  readonly gateway: OwnGateway;
  /** Folder of its store. */
  readonly store: string;
  readonly redis: Redis | undefined;
  /** Undefined where none could be made. */
  readonly disk: SmallDisk | undefined;
}

export interface FaultPlan {
  readonly name: string;
  readonly what: string;
  /** What tells it, in words, and whether it does between two looks at the metrics. */
  readonly sign: string;
  readonly shows: (before: Scrape, now: Scrape) => boolean;
  /** Alerts one of which has to tell it. They have to be over before, so that it is seen that they begin. */
  readonly alerts: readonly string[];
  /** Does it. @returns what makes it good again; undefined where it is over by itself */
  readonly begin: () => Promise<(() => Promise<void>) | undefined>;
}

/** What can be done here, in order, and what cannot, with the reason. */
export function faultPlans(world: World): {
  readonly plans: readonly FaultPlan[];
  readonly left: readonly string[];
} {
  const { gateway, store, redis, disk } = world;
  const plans: FaultPlan[] = [];
  const left: string[] = [];
  if (redis === undefined) left.push('Redis killed: there is no redis-server in the path');
  else plans.push(redisKilled(redis));
  plans.push(storeDelayed(store), workerStopped(gateway), workerKilled(gateway));
  if (disk === undefined) left.push('disk full: a disk of its own cannot be mounted here (only root may)');
  else plans.push(diskFull(disk));
  plans.push(terminated(gateway));
  return { plans, left };
}

/** Of a counter between two looks; a new series began at 0. */
export function growth(
  before: Scrape,
  now: Scrape,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number {
  return (now.sum(name, labels) ?? 0) - (before.sum(name, labels) ?? 0);
}

const isDown = (scrape: Scrape) => (scrape.sum('up') ?? 1) === 0;

function redisKilled(redis: Redis): FaultPlan {
  return {
    name: 'Redis killed',
    what: 'redis-server killed (SIGKILL), later started again, empty',
    sign: 'gateway_cache_shared_up is 0',
    shows: (_, now) => now.of('gateway_cache_shared_up').some(({ value }) => value === 0),
    alerts: ['RedisDown'],
    async begin() {
      await redis.end('SIGKILL');
      return () => redis.start();
    },
  };
}

/** Milliseconds of a call to the store that count as slow: usual ones take less than one. */
const slowCallMs = 20;

function storeDelayed(store: string): FaultPlan {
  return {
    name: 'store delayed',
    what: 'another process holds the write locks of all tenants’ files, 0.4 s of every 0.5 s',
    sign: `gateway_store_call_duration_seconds of updateReviews: mean above ${slowCallMs} ms`,
    shows(before, now) {
      const writes = { call: 'updateReviews' };
      const calls = growth(before, now, 'gateway_store_call_duration_seconds_count', writes);
      const seconds = growth(before, now, 'gateway_store_call_duration_seconds_sum', writes);
      return calls > 0 && (seconds / calls) * 1_000 > slowCallMs;
    },
    alerts: ['SlowStore', 'SlowAnswers', 'EventLoopLag', 'TenantErrors'],
    async begin() {
      const stop = new AbortController();
      const done = slowWrites(store, stop.signal);
      return async () => {
        stop.abort();
        await done;
      };
    },
  };
}

function workerStopped(gateway: OwnGateway): FaultPlan {
  return {
    name: 'worker stopped',
    what: 'one worker hangs: stopped (SIGSTOP), later let go on (SIGCONT)',
    sign: 'gateway_worker_up is 0',
    shows: (_, now) => now.of('gateway_worker_up').some(({ value }) => value === 0),
    alerts: ['WorkerMissing'],
    async begin() {
      const pid = gateway.serving[0]!;
      process.kill(pid, 'SIGSTOP');
      return async () => void process.kill(pid, 'SIGCONT');
    },
  };
}

function workerKilled(gateway: OwnGateway): FaultPlan {
  return {
    name: 'worker killed',
    what: 'one worker killed (SIGKILL); the gateway replaces it',
    sign: 'gateway_worker_restarts_total grows, or gateway_worker_up is 0',
    shows: (before, now) =>
      growth(before, now, 'gateway_worker_restarts_total') > 0 ||
      now.of('gateway_worker_up').some(({ value }) => value === 0),
    alerts: ['WorkerRestarted', 'WorkerMissing'],
    async begin() {
      process.kill(gateway.serving[0]!, 'SIGKILL');
      return undefined;
    },
  };
}

function diskFull(disk: SmallDisk): FaultPlan {
  return {
    name: 'disk full',
    what: 'the disk under the store filled up, later freed',
    sign: 'graphql_envelop_error_result{code="STORE_UNAVAILABLE"} grows',
    shows: (before, now) =>
      growth(before, now, 'graphql_envelop_error_result', { code: 'STORE_UNAVAILABLE' }) > 0,
    alerts: ['StoreErrors', 'TenantErrors', 'StoreDown'],
    async begin() {
      await disk.fill();
      return () => disk.empty();
    },
  };
}

function terminated(gateway: OwnGateway): FaultPlan {
  return {
    name: 'gateway ended',
    what: 'SIGTERM to all of the gateway, later started again',
    sign: 'up is 0',
    shows: (_, now) => isDown(now),
    alerts: ['GatewayDown', 'GatewayNotReady'],
    async begin() {
      await gateway.end('SIGTERM');
      return () => gateway.start();
    },
  };
}
