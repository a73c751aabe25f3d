import { Counter, Gauge, type Registry } from 'prom-client';
import { leaveOut } from './registry.ts';

/** Look-ups of one domain since they are counted, by how they went. */
export interface DomainFigures {
  /** Answered in this process. */
  readonly hits: number;
  /** Answered by what processes share. */
  readonly sharedHits: number;
  /** Of all hits, those with a value that has aged. */
  readonly stale: number;
  /** Had to be loaded, or waited for somebody who did. */
  readonly misses: number;
  /** Of the misses, those that waited for somebody else's load. */
  readonly joined: number;
  /** Values that made room for others. */
  readonly evictions: number;
}

/** One domain, now. */
export interface CacheSample extends DomainFigures {
  readonly domain: string;
  /** Memory of this process that its values take now, about. */
  readonly bytes: number;
}

export interface CacheMetricsOptions {
  readonly domains: () => Iterable<CacheSample>;
  /** Undefined where nothing is shared. */
  readonly shared: () =>
    | {
        readonly state: string;
        readonly failures: number;
        readonly timeouts: number;
        readonly openings: number;
        readonly droppedWrites: number;
      }
    | undefined;
}

const results = {
  hit: 'hits',
  shared_hit: 'sharedHits',
  miss: 'misses',
} as const satisfies Record<string, keyof DomainFigures>;

const further = {
  stale: 'Of the hits, those with a value that had aged.',
  joined: 'Look-ups that waited for the load of another.',
  evictions: 'Values that made room for others.',
} as const satisfies Partial<Record<keyof DomainFigures, string>>;

/** Reads the figures when they are asked for, so that look-ups do not pay for it. */
export function registerCacheMetrics(registry: Registry, { domains, shared }: CacheMetricsOptions): void {
  const registers = [registry];
  counter(
    'gateway_cache_lookups_total',
    'Look-ups by result: hit in this process, shared_hit, or miss.',
    ['domain', 'result'],
    add => {
      for (const sample of domains()) {
        for (const [result, figure] of Object.entries(results))
          add({ domain: sample.domain, result }, sample[figure]);
      }
    },
  );
  for (const [figure, help] of Object.entries(further)) {
    counter(`gateway_cache_${figure}_total`, help, ['domain'], add => {
      for (const sample of domains()) add({ domain: sample.domain }, sample[figure as keyof typeof further]);
    });
  }
  new Gauge({
    name: 'gateway_cache_bytes',
    help: 'Memory of this process that cached values take, about.',
    labelNames: ['domain'],
    registers,
    collect() {
      for (const { domain, bytes } of domains()) this.set({ domain }, bytes);
    },
  });
  new Gauge({
    ...{
      name: 'gateway_cache_shared_up',
      help: 'Whether Redis is asked: 1, or 0 while the breaker is open; missing without REDIS_URL.',
      registers,
    },
    collect() {
      const status = shared();
      // Where there is no Redis it is not away either.
      if (status === undefined) leaveOut(this);
      else this.set(status.state === 'connected' ? 1 : 0);
    },
  });
  counter(
    'gateway_cache_shared_failures_total',
    'Commands to Redis that did not do what they should.',
    ['kind'],
    add => {
      const { failures = 0, timeouts = 0, openings = 0, droppedWrites = 0 } = shared() ?? {};
      add({ kind: 'error' }, failures);
      add({ kind: 'timeout' }, timeouts);
      add({ kind: 'breaker_opened' }, openings);
      add({ kind: 'dropped_write' }, droppedWrites);
    },
  );

  function counter(
    name: string,
    help: string,
    labelNames: readonly string[],
    read: (add: (labels: Record<string, string>, value: number) => void) => void,
  ): void {
    new Counter({
      ...{ name, help, labelNames: [...labelNames], registers },
      collect() {
        this.reset();
        read((labels, value) => this.inc(labels, value));
      },
    });
  }
}
