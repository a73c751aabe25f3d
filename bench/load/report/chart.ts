import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { escapeHtml } from './markup.ts';

use([LineChart, GridComponent, LegendComponent, MarkLineComponent, SVGRenderer]);

export interface Curve {
  readonly name: string;
  /** Seconds since the start, and the value. */
  readonly points: readonly (readonly [at: number, value: number])[];
}

export interface Mark {
  readonly at: number;
  /** Short: a number that is explained elsewhere. */
  readonly label: string;
}

export interface Chart {
  /** For file names and ids: `latency`. */
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly curves: readonly Curve[];
  readonly marks: readonly Mark[];
  /** Of the axis; undefined: as the values ask for. */
  readonly max?: number;
  /** How points are drawn as one where there are too many: peaks must not vanish in a mean. */
  readonly thinBy: 'mean' | 'max';
}

/** So that text stays readable on a phone, where a chart is as wide as the screen. */
const size = { width: 480, height: 230 };

/** More cannot be told apart at that width. */
const maxPoints = 240;

/** Stand for colours while the chart is drawn, since the library computes with colours; replaced by variables of CSS. */
const placeholders = {
  ink: '#010203',
  faint: '#010204',
  line: '#010205',
  mark: '#010206',
  series: ['#010211', '#010212', '#010213', '#010214', '#010215', '#010216'],
};

const variables: readonly (readonly [placeholder: string, variable: string])[] = [
  [placeholders.ink, 'ink'],
  [placeholders.faint, 'faint'],
  [placeholders.line, 'line'],
  [placeholders.mark, 'mark'],
  ...placeholders.series.map((colour, place) => [colour, `s${place + 1}`] as const),
];

/** Readable on white and on black; beside them is what pages and charts share. */
export const colours = {
  light:
    '--ink:#1c2128;--faint:#5c6672;--line:#d8dde3;--mark:#c2410c;--s1:#1d6fd1;--s2:#c77700;--s3:#b3261e;--s4:#1b8a5a;--s5:#7c4dcc;--s6:#0f8a94',
  dark: '--ink:#e8ebef;--faint:#a2adba;--line:#39424d;--mark:#ff9a62;--s1:#6cb0ff;--s2:#f2b04a;--s3:#ff8078;--s4:#5fd19a;--s5:#b79bff;--s6:#5ad3dc',
};

const font = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif'.replaceAll('"', '');

/** An SVG without scripts, styles of its own or links; its colours are variables that whoever shows it sets. */
export function drawChart(chart: Chart): string {
  const { title, unit, curves, marks, max } = chart;
  const canvas = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    const rows = curves.length > 1 ? legendRows(curves.map(({ name }) => name)) : [];
    const text = { color: placeholders.faint, fontFamily: font, fontSize: 12 };
    const split = { show: true, lineStyle: { color: placeholders.line, width: 1 } };
    const last = Math.max(1, ...curves.map(({ points }) => points.at(-1)?.[0] ?? 0));
    canvas.setOption({
      animation: false,
      color: placeholders.series,
      grid: {
        left: 8,
        right: 16,
        top: 18 * rows.length + (marks.length > 0 ? 22 : 10),
        bottom: 4,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      legend: rows.map((names, row) => ({
        ...{ left: 0, top: 18 * row, icon: 'roundRect', itemWidth: 12, itemHeight: 4, itemGap: 22 },
        ...{ textStyle: text, data: names },
      })),
      xAxis: {
        type: 'value',
        ...{
          min: 0,
          max: last,
          interval: timeStep(last),
          splitLine: { show: false },
          axisLine: { lineStyle: { color: placeholders.line } },
        },
        axisTick: { lineStyle: { color: placeholders.line } },
        axisLabel: {
          ...text,
          hideOverlap: true,
          showMaxLabel: false,
          formatter: (value: number) => clock(value, last),
        },
      },
      yAxis: {
        type: 'value',
        ...{
          min: 0,
          ...(max === 100 && { interval: 25 }),
          splitNumber: 4,
          splitLine: split,
          axisLabel: { ...text, formatter: compact },
        },
        max: max ?? ((of: { max: number }) => (of.max > 0 ? null : 1)),
      },
      series: curves.map(({ name, points }, place) => ({
        ...{ type: 'line', name, showSymbol: points.length === 1, silent: true, lineStyle: { width: 1.8 } },
        data: thin(points, chart.thinBy).map(point => [...point]),
        ...(place === 0 && {
          markLine: {
            ...{ silent: true, symbol: 'none', animation: false },
            lineStyle: { color: placeholders.mark, type: 'dashed', width: 1 },
            label: {
              color: placeholders.mark,
              fontFamily: font,
              fontSize: 11,
              textBorderWidth: 0,
              distance: 2,
            },
            data: marks.map(({ at, label }) => ({ xAxis: Math.min(at, last), label: { formatter: label } })),
          },
        }),
      })),
    });
    return tidy(canvas.renderToSVGString({ useViewBox: true }), `${title}, ${unit}`);
  } finally {
    canvas.dispose();
  }
}

/** Names of a legend, as many in a row as there is room for: the library's own rows are too far apart. */
function legendRows(names: readonly string[]): readonly string[][] {
  const rows: string[][] = [];
  let room = 0;
  for (const name of names) {
    // Of a mark, its distance from the name, and what a letter takes about.
    const width = 40 + 6.8 * name.length;
    if (rows.length === 0 || width > room) {
      rows.push([]);
      room = size.width;
    }
    rows.at(-1)!.push(name);
    room -= width;
  }
  return rows;
}

/** The chart as a file of its own, which follows whether its reader likes it light or dark. */
export function standaloneSvg(chart: Chart): string {
  const { width, height } = size;
  const title = `<text x="8" y="18" fill="var(--ink)" font-family="${font}" font-size="14" font-weight="600">${escapeHtml(`${chart.title} (${chart.unit})`)}</text>`;
  const style = `<style>svg{${colours.light}}@media (prefers-color-scheme:dark){svg{${colours.dark}}}</style>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height + 28}" width="${width}" height="${height + 28}">${style}${title}<g transform="translate(0 28)">${drawChart(chart)}</g></svg>\n`;
}

/** The library's hover styles are of no use here, and its class names would meet those of other charts on the page. */
function tidy(svg: string, label: string): string {
  let text = svg
    // Names of curves are escaped, and may hold what neither HTML nor XML allows.
    .replace(/\p{Cc}/gu, ' ')
    .replace(/<style.*?<\/style>/gs, '')
    .replace(/ (class|pointer-events|ecmeta_\w+|xml:space|xmlns:xlink|version|baseProfile)="[^"]*"/g, '')
    // A tenth of a pixel is enough.
    .replace(/ d="[^"]*"/g, path => path.replace(/([.]\d)\d+/g, '$1'))
    .replace(/>\s+</g, '><');
  for (const [placeholder, variable] of variables) {
    const [red, green, blue] = [1, 3, 5].map(at => parseInt(placeholder.slice(at, at + 2), 16));
    text = text
      .replaceAll(placeholder, `var(--${variable})`)
      .replaceAll(`rgb(${red},${green},${blue})`, `var(--${variable})`);
  }
  return text.replace('<svg', `<svg role="img" aria-label="${escapeHtml(label)}"`);
}

/** At most as many as can be told apart, each for the points around it. */
export function thin(points: Curve['points'], by: Chart['thinBy']): Curve['points'] {
  const group = Math.ceil(points.length / maxPoints);
  if (group <= 1) return points;
  const thinned: (readonly [number, number])[] = [];
  for (let first = 0; first < points.length; first += group) {
    const part = points.slice(first, first + group);
    const values = part.map(([, value]) => value);
    const value =
      by === 'max' ? Math.max(...values) : values.reduce((sum, one) => sum + one, 0) / values.length;
    thinned.push([part.at(-1)![0], value]);
  }
  return thinned;
}

const timeSteps = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600];

/** Between two figures of the time axis, of which there is room for seven. */
function timeStep(last: number): number {
  return timeSteps.find(step => last / step <= 7) ?? last / 7;
}

/** `90 s` of a short run, `12 min` of a long one. */
function clock(seconds: number, last: number): string {
  return last > 600 ? `${Number((seconds / 60).toFixed(1))} min` : `${seconds} s`;
}

function compact(value: number): string {
  return value >= 10_000 ? `${Number((value / 1_000).toFixed(1))}k` : `${Number(value.toFixed(3))}`;
}
