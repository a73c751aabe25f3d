import { expect, test } from 'vitest';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { OperationLabels } from '../../src/metrics/operations.ts';
import { TenantLabels } from '../../src/metrics/tenants.ts';

test('the first hundred tenants that were warm keep their labels, whoever comes and goes', () => {
  const labels = new TenantLabels();
  expect(labels.of('early').name).toBe('other');
  const taken = Array.from({ length: 100 }, (_, number) => labels.take(`t${number}`));
  expect(taken.map(({ name }) => name)).toEqual(Array.from({ length: 100 }, (_, number) => `t${number}`));
  expect(labels.take('late').name).toBe('other');
  expect([labels.take('t0'), labels.of('t0')]).toEqual([taken[0], taken[0]]);
  expect(labels.all()).toHaveLength(101);
});

test('a tenant that is called "other" is one of the others', () => {
  const labels = new TenantLabels();
  expect(labels.take('other')).toBe(labels.of('somebody'));
  expect(labels.all()).toHaveLength(1);
});

test('what is counted stays when a tenant cools down, and goes on when it is warm again', async () => {
  const { registry, tenantLabels } = createMetrics();
  const lines = async () =>
    (await registry.metrics())
      .split('\n')
      .filter(line => /^gateway_(tenant_(req|err)|lane_calls)/.test(line));
  const first = tenantLabels.take('a');
  first.requests += 2;
  first.errors += 1;
  first.lane('review').done += 3;
  tenantLabels.of('unknown').lane('operation').refused += 1;
  const expected = (requests: number, done: number) => [
    `gateway_tenant_requests_total{tenant="a"} ${requests}`,
    'gateway_tenant_requests_total{tenant="other"} 0',
    'gateway_tenant_errors_total{tenant="a"} 1',
    'gateway_tenant_errors_total{tenant="other"} 0',
    `gateway_lane_calls_total{tenant="a",lane="review",outcome="done"} ${done}`,
    'gateway_lane_calls_total{tenant="a",lane="review",outcome="refused"} 0',
    'gateway_lane_calls_total{tenant="other",lane="operation",outcome="done"} 0',
    'gateway_lane_calls_total{tenant="other",lane="operation",outcome="refused"} 1',
  ];
  expect(await lines()).toEqual(expected(2, 3));
  const again = tenantLabels.take('a');
  again.requests += 1;
  again.lane('review').done += 1;
  expect(await lines()).toEqual(expected(3, 4));
});

test('operations are called by a hundred names at most, and only those that were registered', () => {
  const labels = new OperationLabels();
  const documents = Array.from({ length: 103 }, (_, number) => ({ number }));
  for (const [number, document] of documents.entries()) labels.register(document, `Op${number}`);
  const again = {};
  labels.register(again, 'Op1');
  const unnamed = {};
  labels.register(unnamed, undefined);
  expect(documents.slice(98).map(document => labels.of(document))).toEqual([
    ...['Op98', 'Op99', 'other', 'other', 'other'],
  ]);
  expect([again, unnamed, {}, undefined].map(document => labels.of(document))).toEqual([
    ...['Op1', 'other', 'other', 'other'],
  ]);
});
