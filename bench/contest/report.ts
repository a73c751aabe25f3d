import type { Reached } from './aims.ts';
import type { CaseResult, Score, Timing } from './contest.ts';
import type { ContestantName } from './contestants.ts';
import { type Machine, machineLine } from './machine.ts';
import { ratio, round, spread } from './statistics.ts';

/** Everything of a run, as it is kept. */
export interface Report {
  readonly at: string;
  readonly machine: Machine;
  /** What two threads do of what one does, see gain.ts. */
  readonly gain: number;
  readonly timing: Timing;
  readonly encounters: number;
  readonly cases: readonly CaseResult[];
  readonly aims: readonly Reached[];
  /** Cases of earlier runs, and when the last of those was. */
  readonly earlier?: { readonly at: string; readonly cases: readonly string[] };
}

/** A report with what a run measured in the place of what it was before, and what is new behind it. */
export function addTo(before: Report, run: Report): Report {
  const measured = namesIn(run);
  const earlier = namesIn(before).filter(name => !measured.includes(name));
  if (earlier.length === 0) return run;
  const names = [...new Set([...namesIn(before), ...measured])];
  const reportOf = (name: string) => (measured.includes(name) ? run : before);
  return {
    ...run,
    cases: names.flatMap(name => reportOf(name).cases.filter(each => each.name === name)),
    aims: names.flatMap(name => reportOf(name).aims.filter(each => each.case === name)),
    earlier: { at: before.at, cases: earlier },
  };
}

/** Of its cases, and of those that are aims only. */
function namesIn({ cases, aims }: Report): readonly string[] {
  return [...new Set([...cases.map(({ name }) => name), ...aims.map(({ case: name }) => name)])];
}

/** The report for people, in Markdown. */
export function describe({ at, machine, gain, timing, encounters, cases, aims, earlier }: Report): string {
  const { rounds, seconds } = timing;
  return [
    `${machineLine(machine)}. ${encounters.toLocaleString('en')} encounters; ${rounds} rounds of ${seconds} s for each; ${at.slice(0, 10)}.`,
    `Two threads that parse and write JSON do ${gain.toFixed(2)} times what one does.`,
    ...(earlier === undefined ? [] : [`Measured in earlier runs: ${earlier.cases.join(', ')}.`]),
    '',
    ...(aims.length === 0 ? [] : [...aimTable(aims), '']),
    ...cases.flatMap(each => [...caseTable(each), '']),
  ].join('\n');
}

/** What the README says of it, in a few lines. @throws Error when the list was not measured */
export function headline({ cases }: Pick<Report, 'cases'>): string {
  const scores = cases.find(({ name }) => name === 'list')?.scores ?? [];
  const roundsOf = (name: ContestantName) => {
    const found = scores.find(({ contestant }) => contestant === name);
    if (found === undefined) throw new Error(`The list was not measured from ${name}.`);
    return found.rounds;
  };
  const times = (who: ContestantName, than: ContestantName) => {
    const found = ratio(roundsOf(who), roundsOf(than));
    return `${found.toFixed(found < 10 ? 1 : 0)} times`;
  };
  return `A list of 50 encounters with patients, practitioners and review states, from SQLite with resources cached, comes ${times('resources', 'apollo')}
as fast as from Apollo Server as it comes, ${times('resources', 'medplum')} as fast as from Medplum's engine and ${times('resources', 'mercurius')} as fast as from Mercurius with
jit, all three out of maps in memory. A whole answer that is kept comes ${times('on', 'apollo')} as fast as from Apollo Server.`;
}

function aimTable(aims: readonly Reached[]): string[] {
  return [
    '| case | gateway by whom | aim | reached | by processor time | |',
    '|---|---|---|---|---|---|',
    ...aims.map(
      ({ case: name, text, aim, reached, byProcessor, met }) =>
        `| ${name} | ${text} | ${aim} | ${reached} | ${byProcessor ?? '–'} | ${met ? 'met' : '**not met**'} |`,
    ),
  ];
}

export function caseTable({ title, scores }: CaseResult): string[] {
  return [
    `**${title}**`,
    '',
    '| | requests/s | spread | ratio | p50, p99 ms | processor, µs a request |',
    '|---|---|---|---|---|---|',
    ...scores.map(row),
  ];
}

function row({ title, perSecond, ratio, p50Ms, p99Ms, cpuUs }: Score): string {
  const cells = [
    title,
    figure(perSecond.median),
    `± ${figure(Math.round(spread(perSecond) * 50))} %`,
    figure(ratio),
    `${figure(p50Ms)}, ${figure(p99Ms)}`,
    figure(cpuUs ?? Number.NaN),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** What there is no figure for is a dash. */
function figure(value: number): string {
  return Number.isFinite(value) ? round(value).toLocaleString('en', { maximumSignificantDigits: 3 }) : '–';
}

const markers = ['<!-- figures of npm run bench -->', '<!-- end of figures -->'] as const;
/** Where the figures of bench/search.ts stand. */
export const searchMarkers = ['<!-- figures of bench/search.ts -->', '<!-- end of its figures -->'] as const;
/** Where those of bench/startup.ts stand. */
export const startMarkers = [
  '<!-- figures of bench/startup.ts -->',
  '<!-- end of figures of starts -->',
] as const;

/** Puts a report between the markers of a document. @throws Error when they are not there */
export function putBetweenMarkers(
  document: string,
  report: string,
  places: readonly [string, string] = markers,
): string {
  const [begin, end] = places.map(marker => document.indexOf(marker));
  if (begin === -1 || end === -1 || begin! > end!)
    throw new Error('The document has no markers for figures.');
  return `${document.slice(0, begin! + places[0].length)}\n\n${report.trim()}\n\n${document.slice(end)}`;
}
