import { readFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { files } from '../../scripts/dashboards.ts';
import { registerStateMetrics } from '../../src/metrics/state.ts';
import { asSent, dashboardsFolder, queriesOf, readDashboards, readRules } from '../support/monitoring.ts';
import { monitoredGateway, type MonitoredGateway } from '../support/monitored-gateway.ts';
import { describeWithPrometheus, promtool } from '../support/prometheus.ts';
import { askedBy, seriesOf } from '../support/promql.ts';

const dashboards = readDashboards();
const rules = readRules();
const queries = dashboards.flatMap(queriesOf);

describe('dashboards', () => {
  test('are what is written: otherwise run npm run codegen', async () => {
    expect((await readdir(dashboardsFolder)).sort()).toEqual(Object.keys(files).sort());
    for (const [name, text] of Object.entries(files))
      expect([name, await readFile(join(dashboardsFolder, name), 'utf8')]).toEqual([name, text]);
  });

  test('are five, that lead to each other, with panels that say what is normal', () => {
    expect(dashboards.map(({ uid }) => uid).sort()).toEqual(
      ['cache', 'ingest', 'overview', 'store-and-lanes', 'tenants'].map(name => `gateway-${name}`),
    );
    for (const { uid, tags, links, panels } of dashboards) {
      expect([uid, tags, links]).toMatchObject([uid, ['gateway'], [{ type: 'dashboards', tags: ['gateway'] }]]);
      const ids = panels.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { type, title, description = '', fieldConfig, targets = [] } of panels) {
        if (type === 'row') continue;
        expect([title, description.length > 5, fieldConfig?.defaults.unit, targets.length > 0]).toEqual([
          ...[title, true],
          ...[expect.any(String), true],
        ]);
        expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
      }
    }
  });

  test('have panels that lie beside each other', () => {
    for (const { uid, panels } of dashboards) {
      const taken = new Set<string>();
      for (const { title, gridPos } of panels) {
        expect([uid, title, gridPos.x + gridPos.w <= 24]).toEqual([uid, title, true]);
        for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
          for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
            expect([title, taken.has(`${x},${y}`)]).toEqual([title, false]);
            taken.add(`${x},${y}`);
          }
      }
    }
  });

  test('ask the data source that is provisioned', () => {
    const path = join(dashboardsFolder, '../provisioning/datasources/prometheus.yml');
    const { datasources } = parse(readFileSync(path, 'utf8'));
    for (const { panels } of dashboards)
      for (const { type, datasource } of panels)
        if (type !== 'row') expect(datasource?.uid).toBe(datasources[0].uid);
  });

  test('ask by variables that they have', () => {
    for (const dashboard of dashboards) {
      const known = dashboard.templating.list.map(({ name }) => `$${name}`);
      for (const { expr } of queriesOf(dashboard))
        for (const [name] of expr.replaceAll('$__rate_interval', '').matchAll(/\$\w+/g)) expect(known).toContain(name);
    }
  });
});

describe('names of metrics and of their labels, in dashboards and rules', () => {
  let gateway: MonitoredGateway;
  let known: Map<string, Set<string>>;

  beforeAll(async () => {
    gateway = await monitoredGateway();
    await gateway.traffic();
    known = seriesOf(await gateway.metrics());
    for (const [name, labels] of [...seriesOf(await couchbaseMetrics()), ...byPrometheus, ...byRules()])
      known.set(name, new Set([...(known.get(name) ?? []), ...labels]));
  });
  afterAll(() => gateway?.[Symbol.asyncDispose]());

  test.each(queries)('$dashboard: $panel: $legend', ({ expr, legend }) => {
    const labels = expectKnown(expr);
    for (const [, label] of legend.matchAll(/\{\{(\w+)\}\}/g)) expect([...labels]).toContain(label);
  });

  test.each(dashboards.flatMap(({ templating }) => templating.list))('values of variable $name', ({ query }) => {
    const [, name = '', label] = /^label_values\((\w+), (\w+)\)$/.exec(query.query)!;
    expect([...(known.get(name) ?? [])]).toContain(label);
  });

  test.each(rules.map(rule => ({ ...rule, name: rule.alert ?? rule.record })))('rule $name', rule => {
    const labels = expectKnown(rule.expr);
    for (const text of Object.values(rule.annotations ?? {}))
      for (const [, label] of text.matchAll(/\$labels\.(\w+)/g)) expect([...labels]).toContain(label);
  });

  test('one that does not exist is found', () => {
    expect(() => expectKnown('sum(gateway_readiness)')).toThrow('gateway_readiness');
    expect(() => expectKnown('gateway_lane_waiting{queue="a"}')).toThrow('queue');
    expect(() => expectKnown('sum by (queue) (gateway_lane_waiting)')).toThrow('queue');
  });

  /** Fails on a name that is not known. Returns the labels that what is asked for has. */
  function expectKnown(expr: string): ReadonlySet<string> {
    const { series, grouping } = askedBy(expr);
    const all = new Set(byScraping);
    for (const { name, labels } of series) {
      if (name === 'vector' || name === 'time') continue;
      expect([...known.keys()]).toContain(name);
      const own = [...known.get(name)!, ...byScraping];
      for (const label of labels) expect([name, own]).toEqual([name, expect.arrayContaining([label])]);
      for (const label of own) all.add(label);
    }
    for (const label of grouping) expect([...all]).toContain(label);
    return all;
  }
});

describeWithPrometheus('promtool', () => {
  test('reads every expression of every dashboard', async () => {
    const groups = [
      {
        name: 'dashboards',
        rules: queries.map(({ expr }, place) => ({ record: `query:${place}`, expr: asSent(expr) })),
      },
    ];
    const path = join(gatewayFolder, 'queries.yml');
    await writeFile(path, JSON.stringify({ groups }));
    expect(await promtool(['check', 'rules', path])).toMatchObject({ code: 0 });
  });
});
