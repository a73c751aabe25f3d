/** What ways to a page cost, as far as that can be told before they are gone. */
import { type Branch, beginningOf } from './branches.ts';
import type { Test } from './condition-test.ts';
import { bothOf, type Extent, partBetween } from './extents.ts';
import type { Expected, Source, Undirected } from './sources.ts';
import type { Term } from './terms.ts';

/** Microseconds: to begin with a branch, with one that has to be sorted, to read a row, and to test one of a condition. */
const cost = { branch: 15, sorting: 500, row: 0.5, probe: 1 };

/** A way within the extent that is known, and what it costs. */
export function directed(
  source: Undirected,
  descending: boolean,
  tests: readonly Test[],
  expected: Expected,
): Source {
  const within = narrow(source, expected.extent);
  const rate = Math.max(within.rows / Math.max(expected.matches, 1), 1);
  const ahead = rowsAhead(source, descending, expected.extent);
  const cost = costOf(within, rate, ahead, descending, tests, expected);
  return { ...within, descending, rate, cost };
}

/** About how many microseconds a page costs, if matches lie evenly. */
function costOf(
  source: Undirected,
  rate: number,
  ahead: number,
  descending: boolean,
  tests: readonly Test[],
  { wanted, tested, extent }: Expected,
): number {
  const opened = openedFirst(source.branches, descending);
  const opening = opened.reduce((sum, { isSorted }) => sum + (isSorted ? cost.branch : cost.sorting), 0);
  const probes = tests.filter(test => test !== source.of && !tested.includes(test)).length;
  const row = cost.row + cost.probe * probes;
  // What its own condition leaves out is tested no further.
  return (
    opening + Math.min(source.rows, wanted * rate) * row + ahead * (source.of === extent?.of ? cost.row : row)
  );
}

/** Those that can begin before the first of them has ended: others are read when it comes to them. */
function openedFirst(branches: readonly Branch[], descending: boolean): readonly Branch[] {
  const ends = branches.map(({ limits }) => {
    if (limits === undefined) return Number.POSITIVE_INFINITY;
    return descending ? -limits.lowest : limits.highest;
  });
  const end = Math.min(...ends);
  return branches.filter(branch => beginningOf(branch, descending) <= end);
}

/** Of a way, no more than can meet the condition whose extent is known. */
function narrow(source: Undirected, extent: Extent | undefined): Undirected {
  if (extent === undefined) return source;
  const branches = source.branches.map(branch => {
    const own = branch.term === undefined ? undefined : extent.parts.get(branch.term);
    return { ...branch, limits: bothOf(own ?? extent.limits, branch.limits) };
  });
  const rows = source.of === extent.of ? source.rows : source.rows * partBetween(extent.limits, extent.all);
  return { ...source, branches, rows };
}

/** How many rows of a way come before the first that meets the condition whose extent is known, about. */
function rowsAhead({ of, rows }: Undirected, descending: boolean, extent: Extent | undefined): number {
  if (extent === undefined) return 0;
  const { limits, dense, parts, all } = extent;
  const gap = descending
    ? { lowest: dense.highest, highest: limits.highest }
    : { lowest: limits.lowest, highest: dense.lowest };
  if (of !== extent.of) return rows * partBetween(gap, all);
  return of.ways!()!.parts.reduce((sum, { way, isSure }) => {
    const part = 'term' in way && !isSure ? parts.get(way.term) : undefined;
    return part === undefined ? sum : sum + (way as Term).n * partBetween(bothOf(gap, part), part);
  }, 0);
}

/** Which part of all meets a condition, as far as that is known. */
export function shareOf({ ways, estimate }: Test, total: number): number {
  return Math.min((ways?.()?.estimate ?? estimate) / total, 1);
}
