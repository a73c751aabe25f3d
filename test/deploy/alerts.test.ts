import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { prometheusFolder, readRules } from '../support/monitoring.ts';
import { describeWithPrometheus, promtool } from '../support/prometheus.ts';

const root = join(import.meta.dirname, '../..');
const alerts = readRules().filter(({ alert }) => alert !== undefined);
const names = alerts.map(({ alert = '' }) => alert);
const ruleTests = join(prometheusFolder, 'rules.test.yml');

interface RuleTests {
  readonly tests: readonly {
    readonly alert_rule_test: readonly {
      readonly alertname: string;
      readonly exp_alerts: readonly unknown[];
    }[];
  }[];
}

describe('alerts', () => {
  test('are there for what an operator must know', () => {
    expect(names.length).toBeGreaterThanOrEqual(15);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(alerts)(
    '$alert says how bad it is, what it is and where to read on',
    ({ alert = '', labels, annotations }) => {
      expect(['critical', 'warning']).toContain(labels?.severity);
      expect(annotations?.summary?.length).toBeGreaterThan(10);
      expect(annotations?.description?.length).toBeGreaterThan(20);
      const [path = '', anchor] = annotations?.runbook_url?.split('#') ?? [];
      expect(existsSync(join(root, path))).toBe(true);
      expect(anchor).toBe(alert.toLowerCase());
    },
  );

  test('that cannot wait are raised 10 s after Prometheus sees them, at most', () => {
    const urgent = alerts.filter(({ labels }) => labels?.severity === 'critical');
    for (const { alert, for: wait = '0s' } of urgent)
      expect([alert, ['0s', '10s'].includes(wait)]).toEqual([alert, true]);
    const { global } = parse(readFileSync(join(prometheusFolder, 'prometheus.yml'), 'utf8'));
    expect(global).toMatchObject({ scrape_interval: '5s', evaluation_interval: '5s' });
  });

  test('have each a section of the runbook, which has no others', () => {
    const runbook = readFileSync(join(root, 'docs/runbook.md'), 'utf8');
    const sections = runbook.split(/^## /m).slice(1);
    expect(
      sections.map(section => section.split('\n')[0]).filter(title => /^[A-Z]\w+$/.test(title ?? '')),
    ).toEqual(names);
    for (const section of sections.filter(text => names.includes(text.split('\n')[0]!)))
      for (const part of ['**Means**', '**Look**', '**Do**', '**Ignore**']) expect(section).toContain(part);
    expect(readFileSync(join(root, 'docs/operations.md'), 'utf8')).toContain('(runbook.md)');
  });

  test('have each a test in which it fires and one in which it does not', () => {
    const { tests } = parse(readFileSync(ruleTests, 'utf8')) as RuleTests;
    const cases = tests.flatMap(({ alert_rule_test }) => alert_rule_test);
    const named = (fires: boolean) =>
      cases.filter(({ exp_alerts }) => exp_alerts.length > 0 === fires).map(({ alertname }) => alertname);
    expect(new Set(named(true))).toEqual(new Set(names));
    expect(new Set(named(false))).toEqual(new Set(names));
  });
});

describeWithPrometheus('promtool', () => {
  test('finds nothing wrong with the configuration', async () => {
    const path = join(prometheusFolder, 'prometheus.yml');
    expect(await promtool(['check', 'config', path])).toMatchObject({ code: 0 });
  });

  test('nor with what stands in it as comments, to be taken in', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'alerts-test-'));
    try {
      await cp(prometheusFolder, folder, { recursive: true });
      const path = join(folder, 'prometheus.yml');
      // A # with a space behind it begins a sentence.
      const config = readFileSync(path, 'utf8').replaceAll(/^(\s*)#(?! \S)/gm, '$1');
      await writeFile(path, config);
      expect(Object.keys(parse(config))).toContain('alerting');
      expect(parse(config).scrape_configs).toHaveLength(3);
      expect(await promtool(['check', 'config', path])).toMatchObject({ code: 0 });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('finds that alerts fire when they should, and only then', async () => {
    const { code, output } = await promtool(['test', 'rules', ruleTests]);
    expect([code, output]).toEqual([0, expect.stringContaining('SUCCESS')]);
  });
});
