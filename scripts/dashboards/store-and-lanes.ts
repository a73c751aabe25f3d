import { above, below, dashboard, graph, percentiles, stat, yesOrNo } from './panels.ts';

const calls = 'gateway_store_call_duration_seconds';

export default dashboard({
  uid: 'gateway-store-and-lanes',
  title: 'FHIR GraphQL gateway: store and lanes',
  about: 'What the store is asked, how long it takes, and who waits for it in which lane.',
  rows: {
    Now: [
      stat('Store', {
        about: 'Whether it answers (alert StoreDown).',
        unit: 'short',
        query: 'min(gateway_store_up)',
        words: yesOrNo,
        thresholds: below(1),
        none: 'no answer',
      }),
      stat('Calls', {
        about: 'A second. A batch is one call.',
        unit: 'ops',
        query: `sum(rate(${calls}_count[$__rate_interval]))`,
        none: '0',
      }),
      stat('p95 of a call', {
        about: 'Normal on the embedded store: below 10 ms.',
        unit: 's',
        query: percentiles(calls).p95!,
        thresholds: above(0.05, 0.25),
        none: '–',
      }),
      stat('Waiting calls', {
        about: 'In all lanes. Normal: next to none.',
        unit: 'short',
        query: 'sum(gateway_lane_waiting)',
        thresholds: above(50, 200),
        none: '0',
      }),
      stat('Running calls', {
        about: 'In all lanes, at work in the store.',
        unit: 'short',
        query: 'sum(gateway_lane_running)',
        none: '0',
      }),
      stat('Refused calls', {
        about: 'In five minutes, because a lane was full (alert LaneFull). Normal: 0.',
        unit: 'short',
        query: 'sum(increase(gateway_lane_calls_total{outcome="refused"}[5m]))',
        thresholds: above(1),
        none: '0',
      }),
    ],
    Store: [
      graph('Calls by kind', {
        about: 'A second. Many more than requests: values are not cached, or loaders do not batch.',
        unit: 'ops',
        stacked: true,
        queries: { '{{call}}': `sum by (call) (rate(${calls}_count[$__rate_interval]))` },
      }),
      graph('Time of a call by kind', {
        about: 'p95. Searches take longer than look-ups by id (get).',
        unit: 's',
        queries: {
          '{{call}}': `histogram_quantile(0.95, sum by (le, call) (rate(${calls}_bucket[$__rate_interval])))`,
        },
      }),
      graph('Through a lane against direct', {
        about:
          'p95 of the store itself. Direct calls are those with LANES=off, and those that no lane is for.',
        unit: 's',
        queries: {
          '{{through}}': `histogram_quantile(0.95, sum by (le, through) (rate(${calls}_bucket[$__rate_interval])))`,
        },
      }),
      graph('Keys or queries a batch', {
        about: 'Mean of each loader. 1 all the time: a list does not batch what its entries refer to.',
        unit: 'short',
        queries: {
          '{{loader}} {{type}}':
            'sum by (loader, type) (rate(gateway_loader_batch_size_sum[$__rate_interval])) / sum by (loader, type) (rate(gateway_loader_batch_size_count[$__rate_interval]))',
        },
      }),
      graph('Threads of the embedded store', {
        about:
          'For copies, checks and refreshes. Waiting all the time: many tenants become warm for the first time.',
        unit: 'short',
        queries: {
          '{{state}}': 'sum by (state) (gateway_store_threads)',
          waiting: 'sum(gateway_store_threads_waiting)',
        },
      }),
      graph('Connections to Couchbase', {
        about: 'By service and state. Normal: all connected. Empty on the embedded store.',
        unit: 'short',
        queries: { '{{service}} {{state}}': 'sum by (service, state) (gateway_store_connections)' },
      }),
    ],
    Lanes: [
      graph('Time through a lane', {
        about: 'p95 of the whole, and of that at work in the store: what is between them was waited for.',
        unit: 's',
        queries: {
          '{{lane}}, whole':
            'histogram_quantile(0.95, sum by (le, lane) (rate(gateway_lane_call_duration_seconds_bucket{of="lane"}[$__rate_interval])))',
          '{{lane}}, in the store':
            'histogram_quantile(0.95, sum by (le, lane) (rate(gateway_lane_call_duration_seconds_bucket{of="store"}[$__rate_interval])))',
        },
      }),
      graph('Waiting and running', {
        about: 'Calls of all tenants by lane.',
        unit: 'short',
        queries: {
          '{{lane}} waiting': 'sum by (lane) (gateway_lane_waiting)',
          '{{lane}} running': 'sum by (lane) (gateway_lane_running)',
        },
      }),
      graph('Throughput', {
        about: 'Calls a second by outcome. refused: TENANT_BUSY.',
        unit: 'ops',
        queries: {
          '{{lane}} {{outcome}}': 'sum by (lane, outcome) (rate(gateway_lane_calls_total[$__rate_interval]))',
        },
      }),
      graph('Tenants that wait', {
        about: 'The ten with the longest queues.',
        unit: 'short',
        queries: { '{{tenant}}': 'topk(10, sum by (tenant) (gateway_lane_waiting) > 0)' },
      }),
    ],
  },
});
