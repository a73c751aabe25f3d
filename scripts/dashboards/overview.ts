import { above, below, dashboard, graph, percentiles, stat, timeline, yesOrNo } from './panels.ts';

/** Whom the gateway is for; its operators' addresses are left out. */
const users = 'route=~"/graphql|/fhir/.graphql"';
const requests = 'gateway_http_request_duration_seconds';
const worker = '{{instance}} worker {{worker}}';

export default dashboard({
  uid: 'gateway-overview',
  title: 'FHIR GraphQL gateway: overview',
  about: 'Is all well? The first two rows say so; what is red has its alert in docs/runbook.md.',
  rows: {
    'Is all well?': [
      stat('Ready', {
        about: 'The master data is there and the store answers. Normal: yes, of every instance.',
        unit: 'short',
        query: 'min(gateway_ready)',
        words: yesOrNo,
        thresholds: below(1),
        none: 'no answer',
      }),
      stat('Workers up', {
        about: 'Of the configured worker processes, those that serve. Normal: 100 %.',
        unit: 'percentunit',
        query: 'sum(gateway_worker_up) / sum(gateway_workers)',
        thresholds: below(0.5, 1),
        none: 'no answer',
      }),
      stat('Store', {
        about: 'Whether the store answers. Normal: yes. Otherwise nothing but what is cached is answered.',
        unit: 'short',
        query: 'min(gateway_store_up)',
        words: yesOrNo,
        thresholds: below(1),
        none: 'no answer',
      }),
      stat('Redis', {
        about:
          'Whether Redis is asked. Away: nothing fails, the store has more work. None: there is no REDIS_URL.',
        unit: 'short',
        query: 'min(gateway_cache_shared_up)',
        words: { 0: { text: 'AWAY', color: 'red' }, 1: { text: 'there', color: 'green' } },
        thresholds: below(1),
        none: 'none',
      }),
      stat('Alerts that fire', {
        about: 'Normal: 0. Which ones, and since when, is told below.',
        unit: 'short',
        query: 'count(ALERTS{alertstate="firing"}) or vector(0)',
        thresholds: above(1),
      }),
      stat('Warm tenants', {
        about: 'Of MAX_WARM_TENANTS. At 100 % no further tenant becomes warm (TENANT_LIMIT).',
        unit: 'percentunit',
        query: 'max(gateway_tenants{state="WARM"} / on (job, instance) group_left gateway_warm_tenants_max)',
        thresholds: above(0.8, 0.95),
        none: 'none',
      }),
      stat('Requests', {
        about: 'GraphQL requests a second, of all instances.',
        unit: 'reqps',
        query: 'sum(job:gateway_requests:rate30s)',
        none: '0',
      }),
      stat('Mean answer', {
        about: 'Of the latest 30 s. Normal: below 100 ms (alert SlowAnswers).',
        unit: 's',
        query: 'max(job:gateway_answer_seconds:mean30s)',
        thresholds: above(0.1, 0.5),
        none: '–',
      }),
      stat('p95', {
        about: '95 of 100 requests are answered within this. Normal: below 250 ms.',
        unit: 's',
        query: percentiles(requests, `{${users}}`).p95!,
        thresholds: above(0.25, 1),
        none: '–',
      }),
      stat('Requests that failed', {
        about: 'The gateway or its store is to blame. Normal: 0; above 5 % of a tenant fires TenantErrors.',
        unit: 'percentunit',
        query:
          'sum(rate(gateway_tenant_errors_total[5m])) / (sum(rate(gateway_tenant_requests_total[5m])) > 0)',
        thresholds: above(0.01, 0.05),
        none: '0',
      }),
      stat('Cache hit rate', {
        about: 'Of look-ups in the latest five minutes. Normal: above 70 % once tenants are warm.',
        unit: 'percentunit',
        query: 'min(job:gateway_cache_hits:ratio5m)',
        thresholds: below(0.5, 0.7),
        none: '–',
      }),
      stat('Event-loop lag', {
        about:
          'The worst worker: 99 of 100 turns waited less. Normal: below 50 ms (alert EventLoopLag at 100 ms).',
        unit: 's',
        query: 'max(nodejs_eventloop_lag_p99_seconds{job="gateway"})',
        thresholds: above(0.05, 0.1),
        none: '–',
      }),
    ],
    Alerts: [
      timeline('Alerts that fire', {
        about: 'Each is a section of docs/runbook.md: what it means and what to do. Normal: none.',
        unit: 'short',
        queries: { '{{alertname}} {{tenant}} {{instance}}': 'ALERTS{alertstate="firing"}' },
      }),
    ],
    Requests: [
      graph('Requests by route', {
        about: 'A second. Health checks and scrapes come evenly.',
        unit: 'reqps',
        stacked: true,
        queries: { '{{route}}': `sum by (route) (rate(${requests}_count[$__rate_interval]))` },
      }),
      graph('GraphQL requests by status', {
        about:
          'A second. 503: cold tenants, or not ready. 429: lanes or rate limits are full. 500: look into the log.',
        unit: 'reqps',
        stacked: true,
        queries: { '{{status}}': `sum by (status) (rate(${requests}_count{${users}}[$__rate_interval]))` },
      }),
      graph('Time to the answer', {
        about: 'Of GraphQL requests. A warm-up that is waited for counts too, and lifts p99 and the mean.',
        unit: 's',
        thresholds: above(0.1),
        queries: {
          ...percentiles(requests, `{${users}}`),
          mean: 'max(job:gateway_answer_seconds:mean30s)',
        },
      }),
      graph('Errors in answers by code', {
        about:
          'A second. What each code means is a table in docs/operations.md. INTERNAL_SERVER_ERROR: never normal.',
        unit: 'ops',
        stacked: true,
        queries: { '{{code}}': 'sum by (code) (rate(graphql_envelop_error_result[$__rate_interval]))' },
      }),
      graph('p95 of registered operations', {
        about: 'Time to execute. Texts that are not registered are together in "other".',
        unit: 's',
        queries: {
          '{{operationName}}':
            'topk(10, histogram_quantile(0.95, sum by (le, operationName) (rate(graphql_envelop_phase_execute_bucket[$__rate_interval]))))',
        },
      }),
      graph('Phases of GraphQL', {
        about: 'Mean. Parse and validate are far below 1 ms where documents repeat, since those are kept.',
        unit: 's',
        queries: {
          parse: mean('graphql_envelop_phase_parse'),
          validate: mean('graphql_envelop_phase_validate'),
          execute: mean('graphql_envelop_phase_execute'),
        },
      }),
      graph('Refused before they cost much', {
        about: 'A second: over a limit of size or cost, over a rate. Normal: next to none.',
        unit: 'reqps',
        queries: {
          'limit {{code}}':
            'sum by (code) (rate(gateway_limit_exceeded_total{enforced="true"}[$__rate_interval]))',
          'rate of {{limit}}': 'sum by (limit) (rate(gateway_rate_limited_total[$__rate_interval]))',
        },
      }),
      graph('Registered operations', {
        about: 'Requests a second by how they name what they ask for.',
        unit: 'reqps',
        queries: {
          '{{outcome}}': 'sum by (outcome) (rate(gateway_persisted_operations_total[$__rate_interval]))',
        },
      }),
    ],
    Processes: [
      graph('CPU', {
        about:
          '1 is a core. A worker serves from one core: near 1 it is at its end, and WORKERS can be raised.',
        unit: 'short',
        thresholds: above(0.9),
        queries: { [worker]: 'rate(process_cpu_seconds_total{job="gateway"}[$__rate_interval])' },
      }),
      graph('Memory', {
        about: 'Resident. Flat once all tenants are warm; what grows for hours is a leak.',
        unit: 'bytes',
        queries: { [worker]: 'process_resident_memory_bytes{job="gateway"}' },
      }),
      graph('Heap', {
        about: 'Used: a saw, whose lower points stay flat.',
        unit: 'bytes',
        queries: {
          [`${worker} used`]: 'nodejs_heap_size_used_bytes{job="gateway"}',
          [`${worker} total`]: 'nodejs_heap_size_total_bytes{job="gateway"}',
        },
      }),
      graph('Share of what may be used', {
        about:
          'Memory and open files of the fullest worker. From 80 % on caches give way, from 90 % on no tenant becomes warm.',
        unit: 'percentunit',
        max: 1,
        thresholds: above(0.8, 0.9),
        queries: { '{{instance}} {{resource}}': 'gateway_resource_used_ratio' },
      }),
      graph('Event-loop lag', {
        about: 'p99 between two scrapes. Above 100 ms every request waits.',
        unit: 's',
        thresholds: above(0.1),
        queries: { [worker]: 'nodejs_eventloop_lag_p99_seconds{job="gateway"}' },
      }),
      graph('Garbage collection', {
        about: 'Share of the time, by kind. Normal: below 5 %; more means a heap that is nearly full.',
        unit: 'percentunit',
        queries: {
          [`${worker} {{kind}}`]:
            'sum by (instance, worker, kind) (rate(nodejs_gc_duration_seconds_sum{job="gateway"}[$__rate_interval]))',
        },
      }),
      graph('Open files and handles', {
        about: 'Files, sockets, timers. They follow connections and warm tenants, and come back with them.',
        unit: 'short',
        queries: {
          [`${worker} files`]: 'process_open_fds{job="gateway"}',
          [`${worker} handles`]: 'nodejs_active_handles_total{job="gateway"}',
        },
      }),
      graph('Workers', {
        about: 'Up of the configured, and restarts. Normal: no restart.',
        unit: 'short',
        queries: {
          '{{instance}} configured': 'gateway_workers',
          '{{instance}} up': 'sum by (instance) (gateway_worker_up)',
          '{{instance}} restarts in 5 min': 'increase(gateway_worker_restarts_total[5m])',
        },
      }),
      graph('Audit log', {
        about: 'Lines a second. Dropped or unconfirmed: never normal, the disk or the reader is too slow.',
        unit: 'ops',
        queries: {
          written: 'sum(rate(gateway_audit_lines_total[$__rate_interval]))',
          dropped: 'sum(rate(gateway_audit_dropped_total[$__rate_interval]))',
          unconfirmed: 'sum(rate(gateway_audit_unconfirmed_total[$__rate_interval]))',
        },
      }),
      graph('What runs', {
        about: 'One line an instance and version: two versions are normal only while one replaces the other.',
        unit: 'short',
        queries: {
          '{{instance}} {{version}}, Node {{node}}, {{store}}, cache {{cache}}, lanes {{lanes}}':
            'gateway_info',
        },
      }),
    ],
  },
});

function mean(histogram: string): string {
  return `sum(rate(${histogram}_sum[$__rate_interval])) / sum(rate(${histogram}_count[$__rate_interval]))`;
}
