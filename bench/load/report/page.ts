import type { LoadReport } from '../report-type.ts';
import { type Chart, colours, drawChart } from './chart.ts';
import { chartsOf } from './charts.ts';
import { html, Markup } from './markup.ts';
import { short, whole } from './numbers.ts';
import * as section from './sections.ts';

const style = new Markup(`
:root{color-scheme:light dark;${colours.light};--page:#f6f7f9;--card:#fff;--good:#13703f;--bad:#b3261e}
@media (prefers-color-scheme:dark){:root{${colours.dark};--page:#14181d;--card:#1d2329;--good:#5fd19a;--bad:#ff8078}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.25rem 1rem 3rem;max-width:72rem;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.2;margin:.2rem 0}h2{font-size:1.2rem;margin:2.2rem 0 .6rem}h3{font-size:1rem;margin:.2rem 0 .4rem}
p{margin:.4rem 0}.faint,small{color:var(--faint)}small{font-size:.85em}
.verdict{border-left:5px solid var(--good);background:var(--card);padding:.6rem .9rem;border-radius:4px;margin:1rem 0}.verdict.bad{border-color:var(--bad)}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(9.5rem,1fr));gap:.7rem;margin:1rem 0}
.cards div{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.6rem .8rem}
.cards dt{color:var(--faint);font-size:.85rem}.cards dd{margin:0;font-size:1.35rem;font-weight:600;font-variant-numeric:tabular-nums}.cards p{margin:0;color:var(--faint);font-size:.8rem}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:.8rem}
figure{margin:0;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.7rem .8rem .4rem;min-width:0}
figcaption{font-weight:600;margin-bottom:.2rem}figure svg{display:block;width:100%;height:auto}
.wide{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:8px;margin:.5rem 0}
table{border-collapse:collapse;width:100%;font-size:.9rem;overflow-wrap:normal}
td,th{padding:.35rem .7rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{color:var(--faint);font-weight:500}tbody tr:last-child td{border-bottom:0}thead:has(th:first-child:last-child:empty),.pairs thead{display:none}
.faults td:first-child{min-width:11rem}.faults td:nth-child(2){white-space:nowrap}.faults td:nth-child(4){min-width:12rem}.faults small{overflow-wrap:anywhere}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.better{color:var(--good)}.worse{color:var(--bad);font-weight:600}.same,.unknown{color:var(--faint)}
.pairs{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:.8rem}
ol.events{padding-left:1.6rem;margin:.4rem 0}ol.events li::marker{color:var(--mark);font-weight:600}
`);

/** A page of its own: nothing is loaded, nothing runs. */
function page(title: string, body: Markup): string {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title><style>${style}</style></head>
<body>
${body}
</body></html>
`.text;
}

function figures(charts: readonly Chart[]): Markup {
  return html`<div class="charts">${charts.map(
    chart =>
      html`<figure><figcaption>${chart.title} <small>${chart.unit}</small></figcaption>${new Markup(drawChart(chart))}</figure>\n`,
  )}</div>`;
}

function events(report: LoadReport): Markup | undefined {
  if (report.events.length === 0) return undefined;
  return html`<h3>Marked in the charts</h3><ol class="events">${report.events.map(
    ({ at, what }) => html`<li>${what} <small>at ${short(at)} s</small></li>`,
  )}</ol>`;
}

function asked({ settings, startedAt }: LoadReport): Markup {
  const { users, tenants, seconds } = settings;
  return html`<p class="faint">${whole(users)} users over ${whole(tenants)} tenants for ${whole(seconds)} s, begun ${startedAt.slice(0, 16).replace('T', ' ')} UTC</p>`;
}

function verdict(report: LoadReport, name = ''): Markup {
  const { good, text } = section.verdictOf(report);
  return html`<p class="verdict${good ? '' : ' bad'}">${good ? '✓' : '✗'} ${name}${text}.</p>`;
}

/** @param before an earlier run to compare with */
export function reportPage(report: LoadReport, before?: LoadReport): string {
  const { name, soak, faults, reviews, actions } = report;
  const title = `Load report: ${name}`;
  return page(
    title,
    html`<h1>${title}</h1>${asked(report)}${verdict(report)}${section.cards(report)}
${faults && html`<h2>Faults</h2><div class="faults">${section.faultsSection(faults)}</div>`}
${soak && html`<h2>Soak</h2>${section.soakSection(soak)}`}
${before && html`<h2>Compared with an earlier run</h2>${section.comparison(before, report)}${figures(chartsOf(distinct([before, report])))}`}
<h2>Over time</h2>${figures(chartsOf([report]))}${events(report)}
<h2>What users did</h2>${section.actionsTable(actions)}
<h2>Failures</h2>${section.failuresTable(report)}
<h2>Reviews</h2><p>${whole(reviews.acknowledged)} were acknowledged, ${whole(reviews.lookedFor)} of them looked for at the end, ${whole(reviews.lost)} lost.</p>
<h2>How it was run</h2>${section.settingsTables(report)}`,
  );
}

/** Runs of the same users side by side; ratios are to the first. */
export function baselinePage(title: string, reports: readonly LoadReport[]): string {
  return page(
    title,
    html`<h1>${title}</h1>${reports[0] && asked(reports[0])}${reports.map(report =>
      verdict(report, `${report.name}: `),
    )}
<h2>Side by side</h2>${section.sideBySide(reports)}<p class="faint">Small figures are ratios to the first.</p>
<h2>Over time</h2>${figures(chartsOf(distinct(reports)))}
<h2>What users did</h2>${reports.map(report => html`<h3>${report.name}</h3>${section.actionsTable(report.actions)}`)}
<h2>How it was run</h2>${reports.map(report => html`<h3>${report.name}</h3>${section.settingsTables(report)}`)}`,
  );
}

/** Curves of the same name would be one in a chart's legend. */
function distinct(reports: readonly LoadReport[]): readonly LoadReport[] {
  return reports.map((report, place) =>
    reports.some((other, at) => at < place && other.name === report.name)
      ? { ...report, name: `${report.name} (${place + 1})` }
      : report,
  );
}
