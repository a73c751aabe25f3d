// What the dashboards are made of. Builders and types come from Grafana's own schema, so that what is written is one.
import {
  BigValueColorMode,
  BigValueGraphMode,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  AnnotationQueryBuilder,
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  MappingType,
  QueryVariableBuilder,
  RowBuilder,
  type Threshold,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type ValueMapping,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as StateTimelineBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';

type Panel = StatBuilder | TimeseriesBuilder | StateTimelineBuilder;

interface PanelOptions {
  /** What is shown, and what is normal. */
  readonly about: string;
  /** Grafana's name of a unit: `s`, `reqps`, `percentunit`, … */
  readonly unit: string;
  /** Of the 24 columns of a row. */
  readonly span?: number;
  /** Where it is no longer well, from the first colour to the last. */
  readonly thresholds?: readonly Threshold[];
}

export interface StatOptions extends PanelOptions {
  /** One query, of one value. */
  readonly query: string;
  /** Words instead of values. */
  readonly words?: Readonly<Record<string, { text: string; color: string }>>;
  /** Shown where there is nothing to ask. */
  readonly none?: string;
}

export interface GraphOptions extends PanelOptions {
  /** Queries by their legends. */
  readonly queries: Readonly<Record<string, string>>;
  /** On top of each other: parts of a whole. */
  readonly stacked?: boolean;
  /** The end of the axis. */
  readonly max?: number;
}

const source = { type: 'prometheus', uid: 'prometheus' };
const height = { stat: 4, graph: 8 };

/** Green below the first, then yellow, then red; only green and red of one. */
export function above(...limits: readonly [number] | readonly [number, number]): Threshold[] {
  return [{ value: null, color: 'green' }, ...coloured(limits, ['yellow', 'red'])];
}

/** Red below the first, then yellow, then green; only red and green of one. */
export function below(...limits: readonly [number] | readonly [number, number]): Threshold[] {
  return [{ value: null, color: 'red' }, ...coloured(limits, ['yellow', 'green'])];
}

function coloured(limits: readonly number[], colors: readonly string[]): Threshold[] {
  return limits.map((value, place) => ({ value, color: colors.at(place - limits.length)! }));
}

/** For what is 1 or 0. */
export const yesOrNo = {
  0: { text: 'NO', color: 'red' },
  1: { text: 'yes', color: 'green' },
};

/** A value of now, coloured by how well it is. */
export function stat(title: string, options: StatOptions): StatBuilder {
  const { about, unit, query, words, none, thresholds, span = 4 } = options;
  const panel = new StatBuilder()
    .title(title)
    .description(about)
    .datasource(source)
    .unit(unit)
    .span(span)
    .height(height.stat)
    .colorMode(BigValueColorMode.Background)
    .graphMode(words === undefined ? BigValueGraphMode.Area : BigValueGraphMode.None)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .thresholds(inOrder(thresholds ?? [{ value: null, color: 'blue' }]))
    .mappings(mappings(words))
    .withTarget(target('A', query));
  return none === undefined ? panel : panel.noValue(none);
}

/** Lines over time. Thresholds are drawn into it. */
export function graph(title: string, options: GraphOptions): TimeseriesBuilder {
  const { about, unit, queries, stacked = false, max, thresholds, span = 12 } = options;
  const panel = new TimeseriesBuilder()
    .title(title)
    .description(about)
    .datasource(source)
    .unit(unit)
    .min(0)
    .span(span)
    .height(height.graph)
    .showPoints(VisibilityMode.Never)
    .fillOpacity(stacked ? 40 : 8)
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.Table)
        .placement(LegendPlacement.Right)
        .showLegend(true)
        .calcs(['lastNotNull', 'max']),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  if (stacked) panel.stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));
  if (max !== undefined) panel.max(max);
  if (thresholds !== undefined)
    panel
      .thresholds(inOrder(thresholds))
      .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Line));
  for (const [place, [legend, query]] of Object.entries(queries).entries())
    panel.withTarget(target(String.fromCharCode(65 + place), query, legend));
  return panel;
}

/** Bars of what held when. */
export function timeline(title: string, options: GraphOptions): StateTimelineBuilder {
  const { about, unit, queries, span = 24 } = options;
  const panel = new StateTimelineBuilder()
    .title(title)
    .description(about)
    .datasource(source)
    .unit(unit)
    .span(span)
    .height(height.graph)
    .thresholds(inOrder([{ value: null, color: 'red' }]))
    .mappings(mappings({ 1: { text: 'fires', color: 'red' } }))
    .noValue('none')
    .legend(new VizLegendOptionsBuilder().showLegend(false).displayMode(LegendDisplayMode.List));
  for (const [place, [legend, query]] of Object.entries(queries).entries())
    panel.withTarget(target(String.fromCharCode(65 + place), query, legend));
  return panel;
}

/**
 * Queries for the median and the slow ends of a histogram, in its unit.
 *
 * @param selector with its braces, of what is counted in; all of it unless given
 */
export function percentiles(histogram: string, selector = ''): Record<string, string> {
  const of = (share: number) =>
    `histogram_quantile(${share}, sum by (le) (rate(${histogram}_bucket${selector}[$__rate_interval])))`;
  return { p50: of(0.5), p95: of(0.95), p99: of(0.99) };
}

export interface DashboardOptions {
  readonly uid: string;
  readonly title: string;
  readonly about: string;
  /** Names of variables, each with the metric that has a label of that name. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Panels by the titles of their rows. */
  readonly rows: Readonly<Record<string, readonly Panel[]>>;
}

export function dashboard({ uid, title, about, variables = {}, rows }: DashboardOptions): Dashboard {
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(about)
    .tags(['gateway'])
    .readonly()
    .refresh('10s')
    .time({ from: 'now-1h', to: 'now' })
    .tooltip(DashboardCursorSync.Crosshair)
    .variables([])
    .link(
      new DashboardLinkBuilder('Dashboards')
        .type(DashboardLinkType.Dashboards)
        .tags(['gateway'])
        .keepTime(true)
        .icon('external link'),
    )
    .annotation(
      new AnnotationQueryBuilder()
        .name('Alerts')
        .datasource(source)
        .enable(true)
        .iconColor('red')
        .expr('ALERTS{alertstate="firing"}')
        .titleFormat('{{alertname}}')
        .textFormat('{{instance}} {{tenant}}'),
    );
  for (const [name, metric] of Object.entries(variables))
    builder.withVariable(
      new QueryVariableBuilder(name)
        .label(name)
        .datasource(source)
        .query({ qryType: 1, query: `label_values(${metric}, ${name})`, refId: 'A' })
        .definition(`label_values(${metric}, ${name})`)
        .refresh(VariableRefresh.OnTimeRangeChanged)
        .sort(VariableSort.AlphabeticalAsc)
        .multi(true)
        .includeAll(true)
        .allValue('.*')
        .current({ text: 'All', value: '$__all', selected: true }),
    );
  let id = 0;
  for (const [row, panels] of Object.entries(rows)) {
    builder.withRow(new RowBuilder(row).id(++id));
    for (const panel of panels) builder.withPanel(panel.id(++id));
  }
  return builder.build();
}

function target(refId: string, query: string, legend?: string): DataqueryBuilder {
  const built = new DataqueryBuilder().refId(refId).datasource(source).expr(query).range();
  return legend === undefined ? built : built.legendFormat(legend);
}

function inOrder(steps: readonly Threshold[]): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([...steps]);
}

function mappings(words: StatOptions['words'] = {}): ValueMapping[] {
  return Object.keys(words).length === 0 ? [] : [{ type: MappingType.ValueToText, options: { ...words } }];
}
