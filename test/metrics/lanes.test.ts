import { expect, test } from 'vitest';
import { type LaneSample, laneObserver, registerLaneMetrics } from '../../src/metrics/lanes.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';

const figures = { waiting: 1, running: 2 };
const linesOf = (text: string) => text.split('\n').filter(line => /^gateway_lane_\w+\{/.test(line));

test('lanes are read once a scrape, and only as they are then', async () => {
  const { registry } = createMetrics();
  let samples: LaneSample[] = [];
  let reads = 0;
  registerLaneMetrics(registry, () => {
    reads += 1;
    return samples;
  });
  const of = (tenant: string) => [
    `gateway_lane_waiting{tenant="${tenant}",lane="getPatient"} 1`,
    `gateway_lane_running{tenant="${tenant}",lane="getPatient"} 2`,
  ];
  for (const tenant of ['a', 'b']) {
    samples = [{ tenant, lane: 'getPatient', ...figures }];
    expect(linesOf(await registry.metrics())).toEqual(of(tenant));
  }
  expect(reads).toBe(2);
});

test('tenants that share a label are summed up', async () => {
  const { registry } = createMetrics();
  const samples = Array.from({ length: 3 }, () => ({ tenant: 'other', lane: 'review', ...figures }));
  registerLaneMetrics(registry, () => samples);
  expect(linesOf(await registry.metrics())).toEqual([
    'gateway_lane_waiting{tenant="other",lane="review"} 3',
    'gateway_lane_running{tenant="other",lane="review"} 6',
  ]);
});

test('a call is observed as a whole and at work', async () => {
  const metrics = createMetrics();
  const observe = laneObserver(metrics);
  observe('getPatient', 0.5, 0.25);
  observe('getPatient', 1, 0.5);
  const { values } = await metrics.laneSeconds.get();
  const sums = values.filter(({ metricName }) => metricName?.endsWith('_sum'));
  expect(sums.map(({ labels, value }) => [labels.lane, labels.of, value])).toEqual([
    ['getPatient', 'lane', 1.5],
    ['getPatient', 'store', 0.75],
  ]);
});
