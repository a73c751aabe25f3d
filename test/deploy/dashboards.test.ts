import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { files } from '../../scripts/dashboards.ts';
import { registerStateMetrics } from '../../src/metrics/state.ts';
import { type MonitoredGateway, monitoredGateway } from '../support/monitored-gateway.ts';
import { asSent, dashboardsFolder, queriesOf, readDashboards, readRules } from '../support/monitoring.ts';
import { describeWithPrometheus, promtool } from '../support/prometheus.ts';
import { askedBy, seriesOf } from '../support/promql.ts';

const dashboards = readDashboards();
const rules = readRules();
const queries = dashboards.flatMap(queriesOf);

/** Labels that every series gets by being scraped. */
const byScraping = ['job', 'instance'];

/** Series that Prometheus makes itself. */
const byPrometheus: readonly [string, readonly string[]][] = [
  ['up', []],
  ['ALERTS', ['alertname', 'alertstate', 'severity', ...labelsOfAlerts()]],
];

function labelsOfAlerts(): string[] {
  return rules.flatMap(({ expr }) => askedBy(expr).grouping);
}

/** Recorded series, with what they are recorded by. */
function byRules(): [string, readonly string[]][] {
  return rules.flatMap(({ record, expr }) =>
    record === undefined ? [] : [[record, askedBy(expr).grouping]],
  );
}

/** What there is on Couchbase alone. */
async function couchbaseMetrics(): Promise<string> {
  const registry = new Registry();
  registerStateMetrics(registry, {
    info: { version: '', node: '', store: '', cache: '', lanes: '' },
    isOpen: () => true,
    pingStore: async () => undefined,
    readIngestion: async () => undefined,
    readPools: async () => ({ connections: [{ service: 'kv', state: 'connected', count: 1 }] }),
    maxWarmTenants: 1,
  });
  return registry.metrics();
}

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
      expect([uid, tags, links]).toMatchObject([
        uid,
        ['gateway'],
        [{ type: 'dashboards', tags: ['gateway'] }],
      ]);
      const ids = panels.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { type, title, description = '', fieldConfig, targets = [] } of panels) {
        if (type === 'row') continue;
        expect([title, description.length > 15]).toEqual([title, true]);
        expect([title, typeof fieldConfig?.defaults.unit, targets.length > 0]).toEqual([
          title,
          'string',
          true,
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
        for (const [name] of expr.replaceAll('$__rate_interval', '').matchAll(/\$\w+/g))
          expect(known).toContain(name);
    }
  });
});

describe('names of metrics and of their labels, in dashboards and rules', () => {
  let gateway: MonitoredGateway;
  let text: string;
  let known: Map<string, Set<string>>;

  // It starts processes, for which a busy machine takes its time.
  beforeAll(async () => {
    gateway = await monitoredGateway();
    await gateway.traffic();
    text = await gateway.metrics();
    known = seriesOf(text);
    for (const [name, labels] of [...seriesOf(await couchbaseMetrics()), ...byPrometheus, ...byRules()])
      known.set(name, new Set([...(known.get(name) ?? []), ...labels]));
  }, 90_000);
  afterAll(() => gateway?.[Symbol.asyncDispose]());

  test.each(queries)('$dashboard: $panel: $legend', ({ expr, legend }) => {
    const { unknown, labels } = lookUp(expr);
    expect(unknown).toEqual([]);
    for (const [, label] of legend.matchAll(/\{\{(\w+)\}\}/g)) expect(labels).toContain(label);
  });

  test.each(dashboards.flatMap(({ templating }) => templating.list))(
    'values of variable $name',
    ({ query }) => {
      const [, name = '', label] = /^label_values\((\w+), (\w+)\)$/.exec(query.query)!;
      expect([...(known.get(name) ?? [])]).toContain(label);
    },
  );

  test.each(rules.map(rule => ({ ...rule, name: rule.alert ?? rule.record })))('rule $name', rule => {
    const { unknown, labels } = lookUp(rule.expr);
    expect(unknown).toEqual([]);
    for (const text of Object.values(rule.annotations ?? {}))
      for (const [, label] of text.matchAll(/\$labels\.(\w+)/g)) expect(labels).toContain(label);
  });

  test('one that does not exist is found', () => {
    expect(lookUp('sum(gateway_readiness)').unknown).toEqual(['gateway_readiness']);
    expect(lookUp('gateway_lane_waiting{queue="a"}').unknown).toEqual(['gateway_lane_waiting{queue}']);
    expect(lookUp('sum by (queue) (gateway_lane_waiting)').unknown).toEqual(['by queue']);
  });

  describeWithPrometheus('promtool', () => {
    test('has nothing against them but names that are others’ to choose', async () => {
      const { output } = await promtool(['check', 'metrics'], text);
      const objections = output
        .split('\n')
        .filter(line => line !== '' && !/^(nodejs_|process_|graphql_envelop_)/.test(line));
      expect(objections).toEqual([]);
    });
  });

  /** What of an expression is not known, and the labels that what it asks for has. */
  function lookUp(expr: string) {
    const { series, grouping } = askedBy(expr);
    const labels = new Set<string>(byScraping);
    const unknown: string[] = [];
    for (const asked of series) {
      const own = known.get(asked.name);
      if (own === undefined) unknown.push(asked.name);
      for (const label of [...(own ?? [])]) labels.add(label);
      for (const label of asked.labels)
        if (own?.has(label) === false && !byScraping.includes(label)) unknown.push(`${asked.name}{${label}}`);
    }
    for (const label of grouping) if (!labels.has(label)) unknown.push(`by ${label}`);
    return { unknown, labels: [...labels] };
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
    const folder = await mkdtemp(join(tmpdir(), 'dashboards-test-'));
    try {
      const path = join(folder, 'queries.yml');
      await writeFile(path, JSON.stringify({ groups }));
      expect(await promtool(['check', 'rules', path])).toMatchObject({ code: 0 });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
