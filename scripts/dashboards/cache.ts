import { above, below, dashboard, graph, stat } from './panels.ts';

const lookups = 'gateway_cache_lookups_total';

export default dashboard({
  uid: 'gateway-cache',
  title: 'FHIR GraphQL gateway: cache',
  about: 'What is answered without the store, in the process and in Redis. docs/cache.md tells how it works.',
  rows: {
    Now: [
      stat('Hit rate', {
        about: 'Of all look-ups in five minutes. Normal: above 70 % (alert LowCacheHitRate).',
        unit: 'percentunit',
        span: 6,
        query: 'min(job:gateway_cache_hits:ratio5m)',
        thresholds: below(0.5, 0.7),
        none: '–',
      }),
      stat('Memory', {
        about: 'That cached values take in all workers, about. At most CACHE_MEMORY_MB a worker.',
        unit: 'bytes',
        span: 6,
        query: 'sum(gateway_cache_bytes)',
        none: '0',
      }),
      stat('Redis', {
        about: 'Whether it is asked (alert RedisDown). None: there is no REDIS_URL.',
        unit: 'short',
        span: 6,
        query: 'min(gateway_cache_shared_up)',
        words: { 0: { text: 'AWAY', color: 'red' }, 1: { text: 'there', color: 'green' } },
        thresholds: below(1),
        none: 'none',
      }),
      stat('Commands to Redis that failed', {
        about:
          'In five minutes. Growing while Redis is there: it is full, cannot save, or its user may too little.',
        unit: 'short',
        span: 6,
        query: 'sum(increase(gateway_cache_shared_failures_total[5m]))',
        thresholds: above(1, 100),
        none: '0',
      }),
    ],
    'By domain': [
      graph('Hit rate', {
        about:
          'Answers miss whenever anything they hold was changed; resources and relations are above 90 % of a warm tenant.',
        unit: 'percentunit',
        max: 1,
        queries: {
          '{{domain}}': `sum by (domain) (rate(${lookups}{result!="miss"}[5m])) / sum by (domain) (rate(${lookups}[5m]))`,
        },
      }),
      graph('Look-ups', {
        about: 'A second, by result: hit in the process, shared_hit in Redis, miss.',
        unit: 'ops',
        stacked: true,
        queries: { '{{result}}': `sum by (result) (rate(${lookups}[$__rate_interval]))` },
      }),
      graph('Misses', {
        about: 'A second. Each is work for the store.',
        unit: 'ops',
        stacked: true,
        queries: { '{{domain}}': `sum by (domain) (rate(${lookups}{result="miss"}[$__rate_interval]))` },
      }),
      graph('Aged values that were served', {
        about:
          'A second: never ones that were invalidated. Many: the store does not keep up with renewing them.',
        unit: 'ops',
        queries: { '{{domain}}': 'sum by (domain) (rate(gateway_cache_stale_total[$__rate_interval]))' },
      }),
      graph('Memory', {
        about: 'Of all workers, about.',
        unit: 'bytes',
        stacked: true,
        queries: { '{{domain}}': 'sum by (domain) (gateway_cache_bytes)' },
      }),
      graph('Values that made room', {
        about:
          'A second. All the time and with a low hit rate: CACHE_MEMORY_MB or CACHE_TENANT_MEMORY_MB is too small.',
        unit: 'ops',
        queries: { '{{domain}}': 'sum by (domain) (rate(gateway_cache_evictions_total[$__rate_interval]))' },
      }),
      graph('Loads that were shared', {
        about:
          'Look-ups a second that waited for the load of another instead of asking the store themselves.',
        unit: 'ops',
        queries: { '{{domain}}': 'sum by (domain) (rate(gateway_cache_joined_total[$__rate_interval]))' },
      }),
    ],
    Redis: [
      graph('Is it asked?', {
        about: '1: yes. 0: the breaker is open, and it is tried again at least every 2 s.',
        unit: 'short',
        max: 1,
        queries: { '{{instance}}': 'gateway_cache_shared_up' },
      }),
      graph('Commands that failed', {
        about: 'A second, by kind. breaker_opened: Redis went away so often.',
        unit: 'ops',
        queries: {
          '{{kind}}': 'sum by (kind) (rate(gateway_cache_shared_failures_total[$__rate_interval]))',
        },
      }),
    ],
  },
});
