import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { countersOf, MergedMetrics, type MetricSample, samplesOf } from '../../src/metrics/merging.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { valuesOf } from '../support/metrics-text.ts';

/** A worker's metrics, as they arrive at its parent. */
const told = async (fill: (registry: Registry) => void): Promise<readonly MetricSample[]> => {
  const registry = new Registry();
  fill(registry);
  return JSON.parse(JSON.stringify(await samplesOf(registry)));
};
const gauge = (registry: Registry, name: string, value: number, labels: Record<string, string> = {}) =>
  new Gauge({ name, help: name, labelNames: Object.keys(labels), registers: [registry] }).set(labels, value);
const counter = (registry: Registry, name: string, value: number, labels: Record<string, string> = {}) =>
  new Counter({ name, help: name, labelNames: Object.keys(labels), registers: [registry] }).inc(
    labels,
    value,
  );

test('counters and histograms are summed, gauges each by its rule, those of a process named by worker', async () => {
  const worker = (by: number) =>
    told(registry => {
      counter(registry, 'gateway_rate_limited_total', by, { limit: 'tenant' });
      const seconds = new Histogram({ name: 'seconds', help: 's', buckets: [1, 5], registers: [registry] });
      for (let time = 0; time < by; time++) seconds.observe(by);
      gauge(registry, 'gateway_lane_waiting', by, { tenant: 'a', lane: 'review' });
      gauge(registry, 'gateway_tenants', by, { state: 'WARM' });
      gauge(registry, 'gateway_ready', by % 2);
      gauge(registry, 'gateway_warm_tenants_max', 100);
      gauge(registry, 'process_open_fds', by);
      gauge(registry, 'nodejs_eventloop_lag_mean_seconds', Number.NaN);
    });
  const text = await new MergedMetrics().text([
    { worker: 1, metrics: await worker(1) },
    { worker: 2, metrics: await worker(4) },
  ]);
  expect(Object.fromEntries(valuesOf(text))).toEqual({
    'gateway_rate_limited_total{limit="tenant"}': 5,
    'seconds_bucket{le="1"}': 1,
    'seconds_bucket{le="5"}': 5,
    'seconds_bucket{le="+Inf"}': 5,
    seconds_sum: 17,
    seconds_count: 5,
    'gateway_lane_waiting{tenant="a",lane="review"}': 5,
    'gateway_tenants{state="WARM"}': 4,
    gateway_ready: 0,
    gateway_warm_tenants_max: 100,
    'process_open_fds{worker="1"}': 1,
    'process_open_fds{worker="2"}': 4,
  });
});

test('what workers have counted stays when they end; what they were doing does not', async () => {
  const merged = new MergedMetrics();
  const metrics = await told(registry => {
    counter(registry, 'gateway_rate_limited_total', 3);
    counter(registry, 'process_cpu_seconds_total', 3);
    gauge(registry, 'gateway_lane_waiting', 3);
  });
  for (let worker = 1; worker <= 3; worker++) merged.end({ worker, metrics });
  expect(Object.fromEntries(valuesOf(await merged.text([{ worker: 1, metrics }])))).toEqual({
    gateway_rate_limited_total: 12,
    'process_cpu_seconds_total{worker="1"}': 3,
    gateway_lane_waiting: 3,
  });
  expect(Object.fromEntries(valuesOf(await merged.text([])))).toEqual({ gateway_rate_limited_total: 9 });
});

test('a hundred tenants have labels of their own over all workers, and keep them', async () => {
  const merged = new MergedMetrics();
  const worker = (from: number) =>
    told(registry => {
      const requests = new Counter({
        ...{
          name: 'gateway_tenant_requests_total',
          help: 'r',
          labelNames: ['tenant'],
          registers: [registry],
        },
      });
      for (let tenant = from; tenant < from + 80; tenant++) requests.inc({ tenant: `t${tenant}` }, 1);
      requests.inc({ tenant: 'other' }, 5);
    });
  const [one, two] = [await worker(0), await worker(60)];
  const first = valuesOf(await merged.text([{ worker: 1, metrics: one }]));
  expect(first.size).toBe(81);
  const both = valuesOf(
    await merged.text([
      { worker: 2, metrics: two },
      { worker: 1, metrics: one },
    ]),
  );
  expect(both.size).toBe(101);
  expect(both.get('gateway_tenant_requests_total{tenant="t65"}')).toBe(2);
  expect(both.get('gateway_tenant_requests_total{tenant="other"}')).toBe(10 + 40);
  for (const [key, value] of first) expect(both.get(key)).toBeGreaterThanOrEqual(value);
});

test('looking at counters alone leaves the event loop’s lag to whoever asks for it', async () => {
  const { registry } = createMetrics();
  const names = (await countersOf(registry)).map(({ name }) => name);
  expect(names).toContain('gateway_http_request_duration_seconds');
  expect(names.filter(name => name.startsWith('nodejs_eventloop'))).toEqual([]);
});
