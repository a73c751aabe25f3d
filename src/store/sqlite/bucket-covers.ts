import type { SearchParameter } from '../../fhir/definition.ts';
import type { RangeTest } from '../../fhir/search.ts';
import {
  beginningOf,
  bucketsOfParameter,
  codeOf,
  cutsMs,
  isOfOrder,
  longestPrefix,
  rowsOfBuckets,
  type Width,
  widths,
} from './buckets.ts';
import type { Cover, Part, Scope } from './condition-test.ts';
import { type Beginnings, beginningsOf, clampTime, type RowRange } from './ranges.ts';
import { valueTable } from './schema.ts';
import { beginsWith, join, joinBy, type Sql } from './sql.ts';
import { type CodedTerm, termRange, termRanges } from './terms.ts';

/** Buckets that are read together: beyond it, so much is searched for that any order meets it soon. */
const maxBuckets = 160;
/** Buckets with few spans that are read together. */
const maxSparse = 40;
/** Buckets that are read ahead: more than those of a span's years and its ends. */
const maxAhead = 1_000;
/** Rows of a table of values that are read in the place of buckets, in times of what is cheap to sort. */
const maxRows = 32;
/** Selects that make up one statement, of which 500 fit. */
const maxSelects = 100;

/** How buckets are kept, to be read. */
export type Kept = 'ordered' | 'packed';

/** The buckets in which texts that begin so are found; undefined where they are not so kept. */
export function coverPrefixes(
  { database, definition }: Scope,
  parameter: SearchParameter,
  prefixes: readonly string[],
  kept: Kept,
): Cover | undefined {
  const { sortableRows } = database.tuning;
  const mostRows = sortableRows * maxRows;
  const parts: Part[] = [];
  const unsure: Sql[] = [];
  let estimate = 0;
  let readRows = 0;
  for (const prefix of prefixes) {
    const letters = [...prefix];
    const bucket = letters.slice(0, longestPrefix).join('');
    const [term] = termRange(database, definition, bucketsOfParameter(parameter.name), bucket, bucket, 1);
    if (term === undefined) continue;
    estimate += term.n;
    const isSure = letters.length <= longestPrefix;
    const name = valueTable(definition, parameter);
    const rows = join(`SELECT i.rid FROM ${name} i WHERE `, beginsWith('i.form', prefix));
    if (!isSure) readRows += term.n;
    if (term[kept] && (isSure || kept === 'ordered')) parts.push({ way: term, isSure });
    else if (term.n <= (kept === 'ordered' ? sortableRows : mostRows))
      parts.push({ way: rows, isSure: true });
    else return undefined;
    if (!isSure) unsure.push(rows);
  }
  if (parts.length === 0 || parts.length > maxBuckets) return undefined;
  const isLittle = unsure.length > 0 && readRows <= mostRows;
  return {
    parts,
    estimate,
    ...(isLittle && { unsure: joinBy(' UNION ALL ', unsure) }),
  };
}

/**
 * The buckets in which spans that meet any of the tests are found; undefined where they are not so kept.
 * @param ranges the index rows of each test by class of width
 */
export function spanCovers(
  scope: Scope,
  parameter: SearchParameter,
  tests: readonly RangeTest[],
  ranges: readonly (readonly RowRange[])[],
): (kept: Kept) => Cover | undefined {
  if (!isOfOrder(scope.definition, parameter)) return () => undefined;
  const needed = widths.filter(({ classes }) =>
    ranges.some(its => its.some(({ place }) => classes.some(one => one === place))),
  );
  let buckets: ReadonlyMap<Width, Buckets> | undefined;
  return kept => {
    buckets ??= bucketsOfWidths(scope, parameter, needed, tests);
    return coverSpans(scope, parameter, tests, ranges, buckets, kept);
  };
}

function coverSpans(
  { definition, database }: Scope,
  parameter: SearchParameter,
  tests: readonly RangeTest[],
  ranges: readonly (readonly RowRange[])[],
  bucketsOf: ReadonlyMap<Width, Buckets>,
  kept: Kept,
): Cover | undefined {
  const within = new Map<number, CodedTerm>();
  const across = new Map<number, CodedTerm>();
  const unsure: Sql[] = [];
  let unsureRows = 0;
  for (const [place, test] of tests.entries()) {
    for (const [width, buckets] of bucketsOf) {
      const its = ranges[place]!.filter(range => width.classes.some(one => one === range.place));
      if (its.length === 0) continue;
      const found = coverInside(buckets, test, width, kept);
      for (const term of found.within) within.set(term.term, term);
      if (found.gaps.length > maxSparse) return undefined;
      for (const gap of found.gaps) {
        const spans = buckets(0, gap);
        unsureRows += spans.length > maxBuckets ? Number.POSITIVE_INFINITY : rowsOf(spans);
        unsure.push(...its.map(range => range.rowsIn(gap)));
        if (kept === 'packed') continue;
        const ends = coverEnd(buckets, gap, database.tuning.sortableRows);
        if (ends === undefined) return undefined;
        for (const term of ends) across.set(term.term, term);
      }
    }
  }
  const { sortableRows } = database.tuning;
  const isLittle = unsure.length <= maxSelects && unsureRows <= sortableRows * maxRows;
  const rows = unsure.length > 0 && isLittle ? joinBy(' UNION ALL ', unsure) : undefined;
  const parts: Part[] = [...within.values()].map(way => ({ way, isSure: true }));
  const estimate = rowsOf(within.values()) + unsureRows;
  if (within.size + across.size > maxBuckets) return undefined;
  if (kept === 'packed') {
    if (rows !== undefined) parts.push({ way: rows, isSure: true });
    return unsure.length === 0 || rows !== undefined ? { parts, estimate } : undefined;
  }
  const ends = [...across.values()].filter(({ term }) => !within.has(term));
  parts.push(...ends.filter(({ ordered }) => ordered).map(way => ({ way, isSure: false })));
  const sparse = ends.filter(({ ordered }) => !ordered).map(({ code }) => code);
  if (sparse.length > maxSparse) return undefined;
  if (sparse.length > 0) parts.push({ way: rowsOfBuckets(definition, parameter, sparse), isSure: false });
  if (parts.length === 0) return undefined;
  return {
    parts,
    estimate: rowsOf(within.values()) + rowsOf(ends),
    ...(rows && { unsure: rows }),
  };
}

function rowsOf(terms: Iterable<CodedTerm>): number {
  let rows = 0;
  for (const { n } of terms) rows += n;
  return rows;
}

/** The buckets of a cut that have spans which begin between those times; of very many, a part. */
type Buckets = (cut: number, times: Beginnings) => readonly CodedTerm[];

/** Buckets between two codes. */
interface Stretch {
  readonly from: string;
  readonly to: string;
  readonly terms: readonly CodedTerm[];
}

/** What is most likely asked for is read ahead, in one statement. */
function bucketsOfWidths(
  { database, definition }: Scope,
  parameter: SearchParameter,
  needed: readonly Width[],
  tests: readonly RangeTest[],
): ReadonlyMap<Width, Buckets> {
  const label = bucketsOfParameter(parameter.name);
  const ahead = needed.flatMap(width => tests.flatMap(test => likelyRanges(test, width)));
  const known: Stretch[] = [...termRanges(database, definition, label, ahead, maxAhead)];
  const ofWidth = (width: Width): Buckets => {
    return (cut, { lowest, highest }) => {
      const [from, to] = [codeOf(cut, width, lowest), codeOf(cut, width, highest)];
      const stretch = known.find(one => one.from <= from && to <= one.to);
      if (stretch !== undefined) {
        return stretch.terms.filter(({ code, n }) => code >= from && code <= to && n > 0);
      }
      const terms = termRange(database, definition, label, from, to, maxBuckets + 1).filter(({ n }) => n > 0);
      known.push({ from, to, terms });
      return terms;
    };
  };
  return new Map(needed.map(width => [width, ofWidth(width)]));
}

/** The codes of the coarsest buckets in which spans that meet a test can be, and of finer ones towards its ends. */
function likelyRanges(test: RangeTest, width: Width): (readonly [from: string, to: string])[] {
  const { lowest, highest } = beginningsOf(test, width.maxMs);
  const coarsest = cutsMs.length - 1;
  const ranges = [[codeOf(coarsest, width, lowest), codeOf(coarsest, width, highest)] as const];
  for (let cut = 0; cut < coarsest; cut++) {
    const reach = cutsMs[cut + 1]!;
    // What begins so shortly before the end may end behind it.
    const [past, before] = [lowest + reach, highest - reach - Math.min(width.maxMs, reach)];
    if (past >= before) ranges.push([codeOf(cut, width, lowest), codeOf(cut, width, highest)]);
    else {
      ranges.push([codeOf(cut, width, lowest), codeOf(cut, width, past)]);
      ranges.push([codeOf(cut, width, before), codeOf(cut, width, highest)]);
    }
  }
  return ranges;
}

/** The coarsest buckets all of whose spans meet a test, then finer ones between; and the gaps that they leave. */
function coverInside(buckets: Buckets, test: RangeTest, width: Width, kept: Kept) {
  const within: CodedTerm[] = [];
  let gaps: readonly Beginnings[] = [beginningsOf(test, width.maxMs)];
  for (let cut = cutsMs.length - 1; cut >= 0 && gaps.length <= maxSparse; cut--) {
    gaps = gaps.flatMap(gap => {
      if (gap.highest - gap.lowest < cutsMs[cut]!) return [gap];
      const terms = buckets(cut, gap);
      const inside = terms.filter(term => term[kept] && isWithin(test, cut, width, term.code));
      within.push(...inside);
      return terms.length > 0 ? without(gap, inside) : [];
    });
  }
  return { within, gaps };
}

/** The finest buckets across a gap that are in order, or else those with few rows that are not. */
function coverEnd(buckets: Buckets, gap: Beginnings, sortableRows: number): readonly CodedTerm[] | undefined {
  const covers = [...cutsMs.keys()]
    .map(cut => buckets(cut, gap))
    .filter(({ length }) => length <= maxBuckets);
  return (
    covers.find(terms => terms.every(({ ordered }) => ordered)) ??
    covers.find(terms => rowsOf(terms.filter(({ ordered }) => !ordered)) <= sortableRows)
  );
}

/** Whether every span of a bucket meets a test. */
function isWithin({ bounds }: RangeTest, cut: number, { maxMs }: Width, code: string): boolean {
  const first = beginningOf(code);
  const past = first + cutsMs[cut]!;
  return bounds.every(({ of, op, value: bound }) => {
    const value = clampTime(bound);
    // A span ends no earlier than it begins, and before `past` and how wide it can be.
    if (op === '>') return first > value;
    if (op === '>=') return first >= value;
    return (of === 'low' ? past : past + maxMs) <= value;
  });
}

/** The times before, between and behind buckets. */
function without({ lowest, highest }: Beginnings, buckets: readonly CodedTerm[]): Beginnings[] {
  const gaps: Beginnings[] = [];
  let next = lowest;
  for (const { code } of buckets) {
    const first = beginningOf(code);
    if (first > next) gaps.push({ lowest: next, highest: first - 1 });
    next = first + cutsMs[Number(code[0])]!;
  }
  if (next <= highest) gaps.push({ lowest: next, highest });
  return gaps;
}
