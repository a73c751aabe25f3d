import { above, below, dashboard, graph, stat, yesOrNo } from './panels.ts';

export default dashboard({
  uid: 'gateway-ingest',
  title: 'FHIR GraphQL gateway: ingest',
  about:
    'The master data, and how it comes to the tenants. An ingest is a command of its own: it shows when it has ended.',
  rows: {
    'Master data': [
      stat('Ready', {
        about: 'Whether there is a whole master.',
        unit: 'short',
        span: 6,
        query: 'min(gateway_ready)',
        words: yesOrNo,
        thresholds: below(1),
        none: 'no answer',
      }),
      stat('Resources', {
        about: 'Of all types together.',
        unit: 'short',
        span: 6,
        query: 'sum(max by (job, type) (gateway_master_resources))',
        none: '–',
      }),
      stat('Rejected', {
        about:
          'Lines that were no resource of a known type, or a wrong one: they are in the file of rejections.',
        unit: 'short',
        span: 6,
        query: 'max(gateway_ingest_rejected_resources)',
        thresholds: above(1),
        none: '–',
      }),
      stat('Age', {
        about: 'Since the latest ingest has ended.',
        unit: 's',
        span: 6,
        query: 'time() - max(gateway_ingest_finished_timestamp_seconds)',
        none: '–',
      }),
      graph('Resources by type', {
        about: 'Steps where an ingest has ended. A type that falls: its source was not whole.',
        unit: 'short',
        queries: { '{{type}}': 'max by (type) (gateway_master_resources)' },
      }),
      graph('Rejected resources', {
        about: 'Of the latest ingest. Normal: 0.',
        unit: 'short',
        queries: { rejected: 'max(gateway_ingest_rejected_resources)' },
      }),
    ],
    'On to the tenants': [
      graph('Copies and refreshes', {
        about: 'A minute. After an ingest a tenant takes it over with its next refresh.',
        unit: 'short',
        queries: {
          '{{outcome}}':
            'sum by (outcome) (rate(gateway_tenant_warm_up_duration_seconds_count{outcome=~"first|refresh|failed"}[$__rate_interval])) * 60',
        },
      }),
      graph('Time of copies and refreshes', {
        about: 'p95. It grows with the master data.',
        unit: 's',
        queries: {
          '{{outcome}}':
            'histogram_quantile(0.95, sum by (le, outcome) (rate(gateway_tenant_warm_up_duration_seconds_bucket{outcome=~"first|refresh"}[5m])))',
        },
      }),
    ],
  },
});
