import type { Fault, Figures, LoadReport, Soak } from '../report-type.ts';
import { compare, differences, tolerance } from './compare.ts';
import { html, type Markup, table } from './markup.ts';
import { bytes, ms, orDash, percent, short, whole } from './numbers.ts';
import { cpuMsPerRequest, usualMemory } from './statistics.ts';

/** Key figures of a run, the ones that matter first. */
export function cards(report: LoadReport): Markup {
  const { totals, reviews } = report;
  const entries: readonly (readonly [string, string, string?])[] = [
    ['throughput', `${short(totals.rate)}/s`, `${whole(totals.requests)} requests`],
    ['p50', ms(totals.p50Ms), `mean ${ms(totals.meanMs)}`],
    ['p95', ms(totals.p95Ms)],
    ['p99', ms(totals.p99Ms), `longest ${ms(totals.maxMs)}`],
    ['failures', whole(totals.failures), `${whole(totals.checked)} answers checked`],
    ['reviews lost', whole(reviews.lost), `${whole(reviews.acknowledged)} acknowledged`],
    ['cache hit rate', orDash(totals.hitRate, percent)],
    ['CPU a request', orDash(cpuMsPerRequest(report), ms), 'of the gateway'],
    ['memory', orDash(usualMemory(report), bytes), 'of the gateway'],
  ];
  return html`<dl class="cards">${entries.map(
    ([name, value, more]) =>
      html`<div><dt>${name}</dt><dd>${value}</dd>${more === undefined ? undefined : html`<p>${more}</p>`}</div>`,
  )}</dl>`;
}

/** In one sentence whether the run is one to be content with. */
export function verdictOf(report: LoadReport): { readonly good: boolean; readonly text: string } {
  const { totals, reviews, soak, faults } = report;
  const grows = soak?.verdicts.filter(({ result }) => result === 'grows').map(({ of }) => of) ?? [];
  const wrong = report.failures
    .filter(({ reason }) => reason.startsWith('wrong answer'))
    .reduce((sum, { count }) => sum + count, 0);
  const bad = [
    // Faults are meant to make requests fail, but never to make answers wrong.
    ...(totals.failures > 0 && faults === undefined ? [counted(totals.failures, 'failure')] : []),
    ...(faults !== undefined && wrong > 0 ? [counted(wrong, 'wrong answer')] : []),
    ...(reviews.lost > 0 ? [`${counted(reviews.lost, 'acknowledged review')} lost`] : []),
    ...(reviews.lookedFor < reviews.acknowledged
      ? [`${counted(reviews.acknowledged - reviews.lookedFor, 'acknowledged review')} not looked for`]
      : []),
    ...(grows.length > 0 ? [`not flat: ${grows.join(', ')}`] : []),
    ...(faults?.flatMap(fault => complaints(fault).map(complaint => `${fault.name}: ${complaint}`)) ?? []),
  ];
  if (bad.length > 0) return { good: false, text: bad.join('; ') };
  const said = faults === undefined ? ['No failures'] : ['Each fault was shown in time and got over'];
  if (reviews.acknowledged > 0) said.push('no acknowledged review lost');
  if (soak !== undefined) said.push('memory, handles and p99 stayed flat');
  return { good: true, text: said.join(', ') };
}

function counted(count: number, what: string): string {
  return `${whole(count)} ${what}${count === 1 ? '' : 's'}`;
}

/** A fault has to show, in metrics and as an alert, within this. */
export const shownWithinSeconds = 30;

/** What is wrong with how a fault was shown and got over. */
export function complaints({ shownAfter, wellAfter, alerts }: Fault): readonly string[] {
  const soonest = alerts.length === 0 ? undefined : Math.min(...alerts.map(alert => alert.pendingAfter));
  return [
    ...(shownAfter === undefined || shownAfter > shownWithinSeconds ? ['not on the metrics in time'] : []),
    ...(soonest === undefined || soonest > shownWithinSeconds ? ['no alert in time'] : []),
    ...(wellAfter === undefined ? ['not well again'] : []),
  ];
}

export function actionsTable(actions: LoadReport['actions']): Markup {
  const row = ([name, figures]: readonly [string, Figures]) => [
    ...[name, whole(figures.requests), short(figures.rate), whole(figures.failures)],
    ...[figures.meanMs, figures.p50Ms, figures.p95Ms, figures.p99Ms, figures.maxMs].map(short),
  ];
  const rows = Object.entries(actions).sort(([, one], [, other]) => other.requests - one.requests);
  return table(
    ['action', 'requests', 'a second', 'failures', 'mean ms', 'p50', 'p95', 'p99', 'max'],
    rows.map(row),
  );
}

/** More rows help nobody; the JSON has them all. */
const maxRows = 50;

export function failuresTable({ failures }: LoadReport): Markup {
  if (failures.length === 0) return html`<p>None.</p>`;
  const shown = failures.slice(0, maxRows);
  const rows = shown.map(({ action, reason, count, firstAt, lastAt }) => [
    ...[action, reason, whole(count), `${short(firstAt)} s`, `${short(lastAt)} s`],
  ]);
  const more = failures.length - shown.length;
  return html`${table(['action', 'reason', 'how often', 'first at', 'last at'], rows, 2)}${
    more > 0 ? html`<p>${whole(more)} more kinds in the JSON report.</p>` : undefined
  }`;
}

export function comparison(before: LoadReport, now: LoadReport): Markup {
  const rows = compare(before, now).map(({ of, unit, before: was, now: is, ratio, verdict }) => {
    const write = (value: number) => (unit === 'bytes' ? bytes(value) : short(value));
    return [
      ...[of, unit, orDash(was, write), orDash(is, write), orDash(ratio, value => `× ${value.toFixed(2)}`)],
      html`<span class="${verdict}">${verdict === 'unknown' ? '–' : verdict}</span>`,
    ];
  });
  const unlike = differences(before, now);
  return html`${table(['figure', 'unit', before.name, now.name, 'ratio', ''], rows, 2)}
<p>“${before.name}” is of ${before.startedAt}. Differences of up to ${percent(tolerance)} count as none.</p>${
    unlike.length > 0
      ? html`<p class="worse">The two were not asked for the same: ${unlike.join('; ')}.</p>`
      : undefined
  }`;
}

/** Several runs, each a column, with ratios to the first. */
export function sideBySide(reports: readonly LoadReport[]): Markup {
  const [first, ...others] = reports;
  const compared = others.map(other => compare(first!, other));
  const rows = compare(first!, first!).map(({ of, unit, before }, row) => {
    const write = (value: number) => (unit === 'bytes' ? bytes(value) : short(value));
    return [
      ...[of, unit, orDash(before, write)],
      ...compared.map(comparisons => {
        const { now, ratio, verdict } = comparisons[row]!;
        return html`${orDash(now, write)} <small class="${verdict}">${orDash(ratio, value => `× ${value.toFixed(2)}`)}</small>`;
      }),
    ];
  });
  return table(['figure', 'unit', ...reports.map(({ name }) => name)], rows, 2);
}

export function soakSection({ capacity, steps, verdicts }: Soak): Markup {
  const judged = verdicts.map(({ of, unit, result, from, to, slopePerHour, rule }) => [
    of,
    html`<span class="${result === 'grows' ? 'worse' : result === 'flat' ? 'better' : 'unknown'}">${result}</span>`,
    ...(result === 'unknown'
      ? ['–', '–', '–']
      : [`${short(from)} ${unit}`, `${short(to)} ${unit}`, `${short(slopePerHour)} ${unit}/h`]),
    rule,
  ]);
  const found = html`${table(
    ['asked for, requests/s', 'served', 'p99 ms', 'failures'],
    steps.map(step => [short(step.asked), short(step.served), short(step.p99Ms), whole(step.failures)]),
    0,
  )}`;
  return html`${table(['what', '', 'line begins', 'line ends', 'slope', 'flat means'], judged, 2, 5)}
<p>A straight line through the points after the first quarter. Capacity: ${short(capacity)} requests/s, ${
    steps.length === 0 ? 'as given.' : 'found so:'
  }</p>
${steps.length === 0 ? '' : found}`;
}

export function faultsSection(faults: readonly Fault[]): Markup {
  const rows = faults.map(fault => {
    const { name, what, from, to, shownAfter, sign, alerts, wellAfter, failures } = fault;
    const seconds = (value: number) => `${value.toFixed(1)} s`;
    const bad = complaints(fault);
    return [
      html`<b>${name}</b><br><small>${what}</small>`,
      from === to ? seconds(from) : `${from.toFixed(1)}–${seconds(to)}`,
      html`${orDash(shownAfter, seconds)}<br><small>${sign}</small>`,
      alerts.length === 0
        ? '–'
        : alerts.map(
            alert =>
              html`${alert.name}: pending ${seconds(alert.pendingAfter)}${
                alert.firingAfter === undefined ? '' : `, firing ${seconds(alert.firingAfter)}`
              }<br>`,
          ),
      orDash(wellAfter, seconds),
      failures.length === 0
        ? 'none'
        : failures.slice(0, 8).map(({ reason, count }) => html`${reason}: ${whole(count)}<br>`),
      html`<span class="${bad.length === 0 ? 'better' : 'worse'}">${bad.length === 0 ? 'as it should be' : bad.join(', ')}</span>`,
    ];
  });
  const head = [
    'fault',
    'from–to',
    'on the metrics after',
    'alerts after',
    'well again after',
    'failures',
    '',
  ];
  return table(head, rows, head.length);
}

/** What was asked for, of whom, on what. */
export function settingsTables({ settings, gateway, machine }: LoadReport): Markup {
  const asked: [string, string][] = [
    ['users', whole(settings.users)],
    ['tenants', whole(settings.tenants)],
    [
      'seconds',
      `${whole(settings.seconds)}, after ${whole(settings.rampSeconds)} in which users begin one after the other`,
    ],
    ['pause between two actions', `${ms(settings.thinkMs)} on average`],
    ...(settings.rate === undefined
      ? []
      : ([['rate', `${short(settings.rate)} requests/s, whatever answers take`]] as [string, string][])),
    ['seed', String(settings.seed)],
  ];
  const of: [string, string][] = [
    ['processors', `${whole(machine.cpus)} × ${machine.cpu}`],
    ['memory', bytes(machine.memoryBytes)],
    ['system', machine.system],
    ['Node of the load generator', machine.node],
  ];
  return html`<div class="pairs">${[
    ['Asked for', asked],
    ['Gateway', Object.entries(gateway)],
    ['Machine', of],
  ].map(
    ([title, rows]) =>
      html`<div><h3>${title as string}</h3>${table(['', ''], rows as [string, string][], 2)}</div>`,
  )}</div>`;
}
