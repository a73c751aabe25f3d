import { html, Markup } from '../../../bench/load/report/markup.ts';
import { behindText, colourOf, ink, palette } from './colours.ts';
import { drawGraph } from './graph.ts';
import { type Answers, type Panel, type Series, spans } from './panel.ts';
import { inUnit } from './units.ts';

/** Pixels. */
const cell = 24;
const gap = 8;
const pageWidth = 1280;
const padding = 12;
/** Of what stands beside a name in a legend, and of a letter of it, about. */
const legend = { numbers: 154, letter: 7.2 };

const style = `
*{box-sizing:border-box;margin:0}
body{background:${ink.page};color:${ink.text};font:13px/1.35 "Inter","Helvetica Neue",Arial,sans-serif;padding:0 ${padding}px ${padding}px}
header{display:flex;justify-content:space-between;align-items:center;height:46px;font-size:17px;font-weight:600}
header span{font-size:13px;font-weight:400;color:${ink.faint}}
main{display:grid;grid-template-columns:repeat(24,1fr);grid-auto-rows:${cell}px;gap:${gap}px}
main>*{overflow:hidden;position:relative;border-radius:3px}
.row{font-size:14px;font-weight:600;padding-top:3px}
.row::before{content:"⌄";color:${ink.faint};padding:0 7px 0 2px}
.panel{background:${ink.panel};border:1px solid ${ink.line};padding:6px 10px}
h2{font-size:13px;font-weight:600;height:20px}
.stat{border:0;color:#fff}
.stat b{position:absolute;inset:28px 0 34px;display:grid;place-items:center;font-size:32px;font-weight:600}
.stat svg{position:absolute;left:0;bottom:0;width:100%;height:32%}
.graph{display:flex;justify-content:space-between}
table{border-collapse:collapse;table-layout:fixed;font-size:12px;align-self:flex-start}
th{font-weight:500;color:${colourOf('blue')};text-align:right}
td{text-align:right;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;padding:1.5px 0;border-top:1px solid ${ink.line}}
th{width:64px}
th:first-child,td:first-child{text-align:left;width:auto}
i{display:inline-block;width:12px;height:4px;border-radius:2px;margin:0 6px 3px 0}
.lines{display:flex;flex-direction:column;gap:6px;height:calc(100% - 46px)}
.line{flex:1;display:flex;align-items:stretch}
.line>span{width:230px;align-self:center;text-align:right;padding-right:12px}
.line>div{flex:1;position:relative;background:#22252b}
.line u{position:absolute;top:0;bottom:0;display:grid;align-items:center;padding:0 8px;color:#fff;text-decoration:none}
.none{display:grid;place-items:center;height:70%;font-size:22px;color:${ink.faint}}
.axis{margin-left:230px;display:flex;justify-content:space-between;padding-top:6px;color:${ink.faint};font-size:12px}`;

/** A page without scripts: the panels where the dashboard has them. */
export function drawDashboard(answers: Answers): string {
  const { title, times, panels } = answers;
  const body = html`<header>${title}<span>${clock(times[0]!)} – ${clock(times.at(-1)!)} UTC</span></header>
<main>${panels.map(({ panel, series }) => placed(panel, drawPanel(panel, series, answers)))}</main>`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><style>${style}</style>${body.text}</html>`;
}

function drawPanel(panel: Panel, series: readonly Series[], answers: Answers): Drawn {
  switch (panel.type) {
    case 'row':
      return { kind: 'row', inner: html`${panel.title}` };
    case 'stat':
      return drawStat(panel, series);
    case 'state-timeline':
      return drawTimeline(panel, series, answers);
    case 'timeseries':
      return drawLines(panel, series, answers);
  }
}

interface Drawn {
  /** Classes of CSS. */
  readonly kind: string;
  readonly inner: Markup;
  readonly style?: string;
}

function placed({ gridPos: { x, y, w, h } }: Panel, { kind, inner, style: own = '' }: Drawn): Markup {
  const place = `grid-area:${y + 1}/${x + 1}/span ${h}/span ${w};${own}`;
  return html`<section class="${kind}" style="${place}">${inner}</section>`;
}

function drawStat({ title, fieldConfig, options }: Panel, series: readonly Series[]): Drawn {
  const { unit, noValue = 'No data', thresholds, mappings = [] } = fieldConfig!.defaults;
  const values = series[0]?.values ?? [];
  const last = lastOf(values);
  const word = last === null ? undefined : mappings[0]?.options[last];
  const steps = thresholds?.steps ?? [];
  const reached = steps.findLast(({ value }) => value === null || (last !== null && last >= value));
  const colour = behindText(word?.color ?? reached?.color ?? 'blue');
  const shown = word?.text ?? (last === null ? noValue : inUnit(last, unit));
  return {
    kind: 'panel stat',
    style: `background:${colour}`,
    inner: html`<h2>${title}</h2>${options?.graphMode === 'area' ? sparkline(values) : undefined}<b>${shown}</b>`,
  };
}

/** How the value came to be what it is. */
function sparkline(values: Series['values']): Markup {
  const most = Math.max(...values.map(value => value ?? 0)) * 1.1 || 1;
  const points = values
    .map((value, place) => (value === null ? undefined : ([place, 100 - (value / most) * 100] as const)))
    .filter(point => point !== undefined);
  if (points.length < 2) return html``;
  const line = points.map(([x, y]) => `${x},${y.toFixed(1)}`).join(' ');
  const area = `${points[0]![0]},100 ${line} ${points.at(-1)![0]},100`;
  return html`<svg viewBox="0 0 ${values.length - 1} 100" preserveAspectRatio="none"><polygon points="${area}" fill="#fff" opacity=".16"/><polyline points="${line}" fill="none" stroke="#fff" opacity=".55" vector-effect="non-scaling-stroke"/></svg>`;
}

function drawLines(panel: Panel, series: readonly Series[], answers: Answers): Drawn {
  const { w, h } = panel.gridPos;
  const column = (pageWidth - 2 * padding - 23 * gap) / 24;
  const height = h * cell + (h - 1) * gap - 36;
  const unit = panel.fieldConfig?.defaults.unit;
  const known = series.filter(({ values }) => values.some(value => value !== null));
  const longest = Math.max(4, ...known.map(({ legend: name }) => name.length));
  const legendWidth = Math.ceil(Math.min(330, legend.numbers + legend.letter * longest));
  const width = Math.floor(w * column + (w - 1) * gap) - legendWidth - 34;
  const lines = known.map(({ legend: name, values }, place) => {
    const colour = palette[place % palette.length]!;
    const most = Math.max(...values.map(value => value ?? 0));
    return html`<tr><td><i style="background:${colour}"></i>${name}</td><td>${inUnit(lastOf(values)!, unit)}</td><td>${inUnit(most, unit)}</td></tr>`;
  });
  const drawing = new Markup(drawGraph(panel, known, answers, { width, height }));
  return {
    kind: 'panel',
    inner: html`<h2>${panel.title}</h2><div class="graph"><div>${drawing}</div><table style="width:${legendWidth}px"><tr><th>Name</th><th>Last</th><th>Max</th></tr>${lines}</table></div>`,
  };
}

function drawTimeline({ title, fieldConfig }: Panel, series: readonly Series[], { times }: Answers): Drawn {
  const { mappings = [], noValue = 'No data', custom = {} } = fieldConfig!.defaults;
  const percent = (place: number) => `${((place / (times.length - 1)) * 100).toFixed(2)}%`;
  const lines = series.map(({ legend, values }) => {
    const bars = spans(values).map(([first, last]) => {
      const word = mappings[0]?.options[values[first]!];
      const colour = `color-mix(in srgb,${behindText(word?.color ?? 'red')} ${custom.fillOpacity ?? 100}%,transparent)`;
      const place = `left:${percent(first)};width:${percent(last - first)};background:${colour}`;
      return html`<u style="${place}">${word?.text ?? `${values[first]}`}</u>`;
    });
    return html`<div class="line"><span>${legend}</span><div>${bars}</div></div>`;
  });
  const marks = Array.from({ length: 7 }, (_, place) => Math.round((place * (times.length - 1)) / 6));
  return {
    kind: 'panel',
    inner:
      lines.length === 0
        ? html`<h2>${title}</h2><div class="none">${noValue}</div>`
        : html`<h2>${title}</h2><div class="lines">${lines}</div><div class="axis">${marks.map(place => html`<span>${clock(times[place]!)}</span>`)}</div>`,
  };
}

function lastOf(values: Series['values']): number | null {
  return values.findLast(value => value !== null) ?? null;
}

/** `07:31:05`, UTC. */
function clock(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(11, 19);
}
