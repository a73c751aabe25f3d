import { Counter, Gauge, type Registry } from 'prom-client';

/** One domain's look-ups since the process began, by how they went. */
export interface CacheSample {
  readonly domain: string;
  readonly hits: number;
  readonly sharedHits: number;
  readonly stale: number;
  readonly misses: number;
  readonly joined: number;
  readonly evictions: number;
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

const results: Readonly<
  Record<string, keyof Omit<CacheSample, 'domain' | 'evictions' | 'stale' | 'joined' | 'bytes'>>
> = {
  hit: 'hits',
  shared_hit: 'sharedHits',
  miss: 'misses',
};

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
  counter('gateway_cache_stale_total', 'Of the hits, those with a value that had aged.', ['domain'], add => {
    for (const { domain, stale } of domains()) add({ domain }, stale);
  });
  counter('gateway_cache_joined_total', 'Look-ups that waited for the load of another.', ['domain'], add => {
    for (const { domain, joined } of domains()) add({ domain }, joined);
  });
  counter('gateway_cache_evictions_total', 'Values that made room for others.', ['domain'], add => {
    for (const { domain, evictions } of domains()) add({ domain }, evictions);
  });
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
      help: 'Whether Redis is asked: 1, or 0 while the breaker is open.',
      registers,
    },
    collect() {
      this.reset();
      const status = shared();
      if (status !== undefined) this.set(status.state === 'connected' ? 1 : 0);
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
