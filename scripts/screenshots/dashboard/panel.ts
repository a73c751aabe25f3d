import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Prometheus } from '../../../bench/load/around/prometheus.ts';
import { asSent, dashboardsFolder } from '../../../test/support/monitoring.ts';

/** Of what Grafana reads, that which is drawn here. */
export interface Panel {
  readonly type: 'row' | 'stat' | 'timeseries' | 'state-timeline';
  readonly title: string;
  /** In cells of a grid that is 24 wide. */
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly fieldConfig?: {
    readonly defaults: {
      readonly unit?: string;
      readonly max?: number;
      readonly noValue?: string;
      readonly mappings?: readonly {
        readonly options: Readonly<Record<string, { readonly text: string; readonly color: string }>>;
      }[];
      readonly thresholds?: { readonly steps: readonly Step[] };
      readonly custom?: {
        readonly stacking?: object;
        readonly fillOpacity?: number;
        readonly thresholdsStyle?: object;
      };
    };
  };
  readonly options?: { readonly graphMode?: 'area' | 'none' };
  readonly targets?: readonly { readonly expr: string; readonly legendFormat?: string }[];
}

/** From which value on (null: from the beginning) which colour. */
export interface Step {
  readonly value: number | null;
  readonly color: string;
}

export interface Series {
  readonly legend: string;
  /** One of each time; null: there is none. */
  readonly values: readonly (number | null)[];
}

/** What is known of a dashboard, over one time. */
export interface Answers {
  readonly title: string;
  /** Seconds since 1970. */
  readonly times: readonly number[];
  readonly panels: readonly { readonly panel: Panel; readonly series: readonly Series[] }[];
  /** When an alert fired: places in `times`, the first and the last. */
  readonly alerts: readonly (readonly [first: number, last: number])[];
}

interface DashboardFile {
  readonly title: string;
  readonly panels: readonly Panel[];
  readonly annotations: { readonly list: readonly { readonly expr: string }[] };
}

export interface Span {
  /** Seconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** Seconds between two values. */
  readonly step: number;
}

/**
 * Asks a Prometheus what the panels of a dashboard's file ask for.
 *
 * @param name of the file: `overview`
 * @param rows of the grid, from the first on; panels that go beyond are left out
 */
export async function askPanels(
  prometheus: Prometheus,
  name: string,
  rows: number,
  { from, to, step }: Span,
): Promise<Answers> {
  const text = readFileSync(join(dashboardsFolder, `${name}.json`), 'utf8');
  const { title, panels, annotations } = JSON.parse(text) as DashboardFile;
  const times = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, place) => from + place * step);
  const ask = async (expr: string, legend = ''): Promise<Series[]> => {
    const answer = await prometheus.queryRange(asSent(expr), { from, to, step });
    return answer.map(({ metric, values }) => {
      const known = new Map(values.map(([at, value]) => [at, Number(value)]));
      const valueAt = (at: number) => (Number.isFinite(known.get(at)) ? known.get(at)! : null);
      return { legend: legendOf(legend, metric), values: times.map(valueAt) };
    });
  };
  const shown = panels.filter(({ gridPos: { y, h } }) => y + h <= rows);
  const [answered, marked] = await Promise.all([
    Promise.all(
      shown.map(async panel => {
        const series = await Promise.all(
          (panel.targets ?? []).map(({ expr, legendFormat }) => ask(expr, legendFormat)),
        );
        return { panel, series: series.flat() };
      }),
    ),
    Promise.all(annotations.list.map(({ expr }) => ask(expr))),
  ]);
  return { title, times, panels: answered, alerts: marked.flat().flatMap(({ values }) => spans(values)) };
}

/** `{{name}}` is the label's value, or nothing. */
function legendOf(format: string, labels: Readonly<Record<string, string>>): string {
  const text = format.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => labels[label] ?? '');
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Where there are values, without a gap: the first and the last place of each. */
export function spans(values: Series['values']): [first: number, last: number][] {
  const found: [number, number][] = [];
  for (const [place, value] of values.entries()) {
    if (value === null) continue;
    const before = found.at(-1);
    if (before?.[1] === place - 1) before[1] = place;
    else found.push([place, place]);
  }
  return found;
}
