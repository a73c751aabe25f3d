import { above, below, dashboard, graph, stat } from './panels.ts';

const tenant = 'tenant=~"$tenant"';

export default dashboard({
  uid: 'gateway-tenants',
  title: 'FHIR GraphQL gateway: tenants',
  about:
    'Who asks, who fails, who waits. The first hundred tenants have names, further ones are together in "other".',
  variables: { tenant: 'gateway_tenant_requests_total' },
  rows: {
    'All tenants': [
      stat('Warm', {
        about: 'Tenants that are answered now.',
        unit: 'short',
        span: 6,
        query: 'max(gateway_tenants{state="WARM"})',
        none: '0',
      }),
      stat('Of those that may be warm', {
        about: 'MAX_WARM_TENANTS. At 100 % no further tenant becomes warm.',
        unit: 'percentunit',
        span: 6,
        query: 'max(gateway_tenants{state="WARM"} / on (job, instance) group_left gateway_warm_tenants_max)',
        thresholds: above(0.8, 0.95),
        none: '0',
      }),
      stat('Warm-ups that failed', {
        about: 'In the latest hour. Normal: 0 (alert WarmUpsFailing).',
        unit: 'short',
        span: 6,
        query: 'sum(increase(gateway_tenant_warm_up_duration_seconds_count{outcome="failed"}[1h]))',
        thresholds: above(1),
        none: '0',
      }),
      stat('The worst error rate', {
        about: 'Of a tenant, in the latest five minutes. Normal: 0 (alert TenantErrors at 5 %).',
        unit: 'percentunit',
        span: 6,
        query: 'max(tenant:gateway_errors:ratio5m)',
        thresholds: above(0.01, 0.05),
        none: '0',
      }),
    ],
    'Requests of $tenant': [
      graph('Requests', {
        about: 'A second, of warm tenants.',
        unit: 'reqps',
        stacked: true,
        queries: {
          '{{tenant}}': `sum by (tenant) (rate(gateway_tenant_requests_total{${tenant}}[$__rate_interval]))`,
        },
      }),
      graph('Error rate', {
        about: 'Share of requests for whose failure the gateway or its store is to blame, over five minutes.',
        unit: 'percentunit',
        thresholds: above(0.05),
        queries: { '{{tenant}}': `tenant:gateway_errors:ratio5m{${tenant}}` },
      }),
    ],
    'Lanes of $tenant': [
      graph('Waiting calls', {
        about: 'For a slot or a turn. A tenant that waits all the time asks for more than its share.',
        unit: 'short',
        queries: { '{{tenant}} {{lane}}': `sum by (tenant, lane) (gateway_lane_waiting{${tenant}})` },
      }),
      graph('Running calls', {
        about: 'At work in the store, at most LANE_CONCURRENCY a lane.',
        unit: 'short',
        queries: { '{{tenant}} {{lane}}': `sum by (tenant, lane) (gateway_lane_running{${tenant}})` },
      }),
      graph('Throughput', {
        about: 'Calls a second that lanes let through.',
        unit: 'ops',
        queries: {
          '{{tenant}} {{lane}}': `sum by (tenant, lane) (rate(gateway_lane_calls_total{outcome="done",${tenant}}[$__rate_interval]))`,
        },
      }),
      graph('Refused calls', {
        about: 'A second, with TENANT_BUSY: the lane was full. Normal: none (alert LaneFull).',
        unit: 'ops',
        queries: {
          '{{tenant}} {{lane}}': `sum by (tenant, lane) (rate(gateway_lane_calls_total{outcome="refused",${tenant}}[$__rate_interval]))`,
        },
      }),
    ],
    'Warming up and cooling down': [
      graph('Tenants by state', {
        about: 'Those that are not cold. WARMING that stays is a warm-up that hangs.',
        unit: 'short',
        stacked: true,
        queries: { '{{state}}': 'max by (state) (gateway_tenants)' },
      }),
      graph('Warm-ups', {
        about:
          'A minute, by outcome: the first with its copy, again with a copy that is there, a refresh, or failed.',
        unit: 'short',
        queries: {
          '{{outcome}}':
            'sum by (outcome) (rate(gateway_tenant_warm_up_duration_seconds_count[$__rate_interval])) * 60',
        },
      }),
      graph('Time of a warm-up', {
        about:
          'p95 by outcome. "first" copies the master data and takes the longest; "again" is well below a second.',
        unit: 's',
        queries: {
          '{{outcome}}':
            'histogram_quantile(0.95, sum by (le, outcome) (rate(gateway_tenant_warm_up_duration_seconds_bucket[5m])))',
        },
      }),
      graph('Cool-downs', {
        about: 'A minute, by cause.',
        unit: 'short',
        queries: {
          '{{cause}}':
            'sum by (cause) (rate(gateway_tenant_cool_down_duration_seconds_count[$__rate_interval])) * 60',
        },
      }),
      graph('Time of a cool-down', {
        about: 'p95 by cause: operations that run are waited for.',
        unit: 's',
        queries: {
          '{{cause}}':
            'histogram_quantile(0.95, sum by (le, cause) (rate(gateway_tenant_cool_down_duration_seconds_bucket[5m])))',
        },
      }),
      stat('Does being warm pay off?', {
        about: 'Look-ups that needed no store, of all: what is cached lives as long as its tenant is warm.',
        unit: 'percentunit',
        span: 12,
        query: 'min(job:gateway_cache_hits:ratio5m)',
        thresholds: below(0.5, 0.7),
        none: '–',
      }),
    ],
  },
});
