import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { standaloneSvg } from '../report/chart.ts';
import { chartsOf } from '../report/charts.ts';
import { bytes, orDash, percent, short, whole } from '../report/numbers.ts';
import { baselinePage, reportPage } from '../report/page.ts';
import { verdictOf } from '../report/sections.ts';
import { cpuMsPerRequest, usualMemory } from '../report/statistics.ts';
import type { LoadReport } from '../report-type.ts';

export interface OutputOptions {
  readonly out: string;
  readonly svg: boolean;
}

/** Writes the report as JSON and as a page, charts too when asked for. @returns the paths */
export async function writeReport(
  report: LoadReport,
  { out, svg }: OutputOptions,
  before?: LoadReport,
): Promise<readonly string[]> {
  const name = fileName(report.name);
  const charts = svg ? chartsOf([report]) : [];
  return writeAll(out, [
    [`${name}.json`, `${JSON.stringify(report, null, 1)}\n`],
    [`${name}.html`, reportPage(report, before)],
    ...charts.map(chart => [`${name}-${chart.id}.svg`, standaloneSvg(chart)] as const),
  ]);
}

/** Writes runs of the same users as one page, each also as JSON. */
export async function writeBaseline(
  reports: readonly LoadReport[],
  { out, svg }: OutputOptions,
): Promise<readonly string[]> {
  const charts = svg ? chartsOf(reports) : [];
  return writeAll(out, [
    ...reports.map(
      report => [`baseline-${fileName(report.name)}.json`, `${JSON.stringify(report, null, 1)}\n`] as const,
    ),
    ['baseline.html', baselinePage('Baselines', reports)],
    ...charts.map(chart => [`baseline-${chart.id}.svg`, standaloneSvg(chart)] as const),
  ]);
}

async function writeAll(
  folder: string,
  files: readonly (readonly [name: string, content: string])[],
): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const paths = files.map(([name, content]) => ({ path: join(folder, name), content }));
  for (const { path, content } of paths) await writeFile(path, content);
  return paths.map(({ path }) => path);
}

/** `everything on, Redis` is `everything-on-redis`. */
export function fileName(name: string): string {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? ['report'];
  return words.join('-').slice(0, 80);
}

const columns = ['', 'requests', '/s', 'failures', 'mean ms', 'p50', 'p95', 'p99', 'max'];

/** What a terminal shows at the end. */
export function summary(report: LoadReport): string {
  const { totals, actions, failures, reviews } = report;
  const rows = [['all', totals] as const, ...Object.entries(actions)].map(([name, figures]) => [
    ...[name, whole(figures.requests), short(figures.rate), whole(figures.failures)],
    ...[figures.meanMs, figures.p50Ms, figures.p95Ms, figures.p99Ms, figures.maxMs].map(short),
  ]);
  const widths = columns.map((_, place) =>
    Math.max(...[columns, ...rows].map(row => (row[place] ?? '').length)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, place) => (place === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[place]!)))
      .join('  ');
  const lines = [
    ...['', report.name, line(columns), ...rows.map(line), ''],
    ...failures.slice(0, 20).map(({ action, reason, count }) => `${whole(count)} × ${action}: ${reason}`),
    `hit rate ${orDash(totals.hitRate, percent)}, CPU ${orDash(cpuMsPerRequest(report), short)} ms a request, memory ${orDash(usualMemory(report), bytes)}`,
    `answers checked ${whole(totals.checked)}, reviews acknowledged ${whole(reviews.acknowledged)}, looked for ${whole(reviews.lookedFor)}, lost ${whole(reviews.lost)}`,
    `${verdictOf(report).text}.`,
  ];
  return lines.map(printable).join('\n');
}

/** A server's words must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ').slice(0, 200);
}
