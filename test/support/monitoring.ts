import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
export const prometheusFolder = join(root, 'deploy/prometheus');
export const dashboardsFolder = join(root, 'deploy/grafana/dashboards');

export interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** All rules, in the order of the files. */
export function readRules(): Rule[] {
  return globSync(join(prometheusFolder, 'rules/*.yml')).flatMap(path =>
    (parse(readFileSync(path, 'utf8')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
      ({ rules }) => rules,
    ),
  );
}

/** One query of one panel. */
export interface DashboardQuery {
  readonly dashboard: string;
  readonly panel: string;
  readonly expr: string;
  readonly legend: string;
}

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly links: readonly { readonly type: string; readonly tags: readonly string[] }[];
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly query: { readonly query: string } }[];
  };
  readonly annotations: { readonly list: readonly { readonly expr: string }[] };
  readonly panels: readonly {
    readonly id: number;
    readonly type: string;
    readonly title: string;
    readonly description?: string;
    readonly datasource?: { readonly uid: string };
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly fieldConfig?: { readonly defaults: { readonly unit?: string } };
    readonly targets?: readonly {
      readonly refId: string;
      readonly expr: string;
      readonly legendFormat?: string;
    }[];
  }[];
}

export function readDashboards(): Dashboard[] {
  return globSync(join(dashboardsFolder, '*.json')).map(path => JSON.parse(readFileSync(path, 'utf8')));
}

export function queriesOf({ uid, panels, annotations }: Dashboard): DashboardQuery[] {
  return [
    ...panels.flatMap(({ title, targets = [] }) =>
      targets.map(({ expr, legendFormat = '' }) => ({
        dashboard: uid,
        panel: title,
        expr,
        legend: legendFormat,
      })),
    ),
    ...annotations.list.map(({ expr }) => ({ dashboard: uid, panel: 'annotation', expr, legend: '' })),
  ];
}

/** As Grafana sends it to Prometheus, for all values of every variable. */
export function asSent(expr: string): string {
  return expr.replaceAll('$__rate_interval', '20s').replaceAll(/\$\w+/g, '.*');
}
