import type { Bound, Condition, QuantityTest, RangeTest } from '../../fhir/search.ts';
import type { Bindable } from './database.ts';
import { endOfTime, noTime, rangeIndex, widthClass, widthsMs } from './schema.ts';
import { allOf, anyOf, join, joinBy, type Sql, sql } from './sql.ts';

type RangeCondition = Condition & { readonly kind: 'date' | 'quantity' };

/** Between which times a span begins, both included. */
export interface Beginnings {
  readonly lowest: number;
  readonly highest: number;
}

/** Rows of a date's index table `i` that meet tests and begin between those times: of one class of widths. */
export interface RowRange extends Beginnings {
  readonly place: number;
  /** `FROM` and `WHERE`; the index has them in the order of `i.low, i.rid`. */
  readonly from: Sql;
  /** What is tested of a row. */
  readonly exact: Sql;
  /** Selects the `rid` of those that begin between other times. */
  rowsIn(times: Beginnings): Sql;
}

/** The tests on an index row `i`, any of which is enough. */
export function boundTests(condition: RangeCondition): Sql[] {
  const clamp = condition.kind === 'date' ? clampTime : clampNumber;
  return condition.anyOf.map(test => {
    const tests = withImplied(test.bounds).map(({ of, op, value }) => sql(`i.${of} ${op} ?`, clamp(value)));
    return allOf([...tests, ...unitTests(test)]);
  });
}

/** No range ends before it begins: a bound from above holds for its beginning too, one from below for its end. */
function withImplied(bounds: readonly Bound[]): Bound[] {
  return bounds.flatMap(bound => [
    bound,
    { ...bound, of: bound.op.startsWith('<') ? ('low' as const) : ('high' as const) },
  ]);
}

function unitTests({ system, code }: QuantityTest): Sql[] {
  return [
    ...(system === undefined ? [] : [sql('i.system = ?', system)]),
    ...(code === undefined
      ? []
      : [system === undefined ? sql('(i.code = ? OR i.unit = ?)', code, code) : sql('i.code = ?', code)]),
  ];
}

/** Selects every row that meets any of the tests. */
export function quantityRows(name: string, condition: RangeCondition, tests: readonly Sql[]): Sql {
  const rows = tests.map((test, place) => {
    // Left to itself the database may read all, since they come in order of `rid`.
    const [first] = condition.anyOf[place]!.bounds;
    const index = first === undefined ? '' : ` INDEXED BY ${rangeIndex(name, first.of)}`;
    return join(`SELECT i.rid FROM ${name} i${index} WHERE `, test);
  });
  return joinBy(' UNION ALL ', rows);
}

/** Selects every row of the ranges. */
export function dateRows(ranges: readonly RowRange[]): Sql {
  return joinBy(
    ' UNION ALL ',
    ranges.map(({ from, lowest, highest }) =>
      join('SELECT i.rid ', from, sql(' AND i.low >= ? AND i.low <= ?', lowest, highest)),
    ),
  );
}

/**
 * The rows that meet a test, by class of width, but for those classes of which none can. The index is ordered by where
 * a span begins, within a class. A bound on the end is therefore turned into one on the beginning as well: what ends
 * behind `c` and is no wider than `w` begins behind `c - w`.
 */
export function classRanges(name: string, test: RangeTest, exact: Sql): RowRange[] {
  return [...widthsMs.keys(), widthsMs.length].flatMap(place => {
    const { lowest, highest } = beginningsOf(test, widthsMs[place] ?? Number.POSITIVE_INFINITY);
    const isPossible = lowest <= highest && canBeWider(test, widthsMs[place - 1] ?? -1);
    return isPossible ? [rowRange(name, place, exact, { lowest, highest })] : [];
  });
}

/** Whether a span that meets a test can be wider than that. */
export function canBeWider({ bounds }: RangeTest, widthMs: number): boolean {
  const { lowest, endsBefore } = limits(bounds);
  return endsBefore - lowest > widthMs;
}

function rowRange(name: string, place: number, exact: Sql, { lowest, highest }: Beginnings): RowRange {
  const ofClass = `FROM ${name} i WHERE ${widthClass('i.')} = ${place} AND `;
  // Of two bounds a side the index would be entered by either: so it is by none of the test's own.
  const unbounded = { ...exact, text: exact.text.replaceAll('i.low', '+i.low') };
  const from = join(ofClass, unbounded);
  const rowsIn = (times: Beginnings) =>
    join('SELECT i.rid ', from, sql(' AND i.low >= ? AND i.low <= ?', times.lowest, times.highest));
  return { place, from, lowest, highest, rowsIn, exact };
}

/** Ranges that meet any of several tests: those of a class that overlap become one, so that rows are read once. */
export function mergeRanges(name: string, ranges: readonly RowRange[]): RowRange[] {
  const merged: RowRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.place - b.place || a.lowest - b.lowest)) {
    const last = merged.at(-1);
    if (last?.place !== range.place || last.highest < range.lowest) merged.push(range);
    else {
      const { lowest } = last;
      const highest = Math.max(last.highest, range.highest);
      const exact = anyOf([last.exact, range.exact]);
      merged[merged.length - 1] = rowRange(name, range.place, exact, { lowest, highest });
    }
  }
  return merged;
}

/** Where a span that meets the bounds may begin, and between what it must end. A span ends behind its beginning. */
function limits(bounds: readonly Bound[]) {
  let lowest = Number.NEGATIVE_INFINITY;
  let highest = Number.POSITIVE_INFINITY;
  let endsBehind = Number.NEGATIVE_INFINITY;
  let endsBefore = Number.POSITIVE_INFINITY;
  for (const { of, op, value } of bounds) {
    if (op === '<' || op === '<=') {
      highest = Math.min(highest, value);
      if (of === 'high') endsBefore = Math.min(endsBefore, value);
    } else if (of === 'low') lowest = Math.max(lowest, value);
    else endsBehind = Math.max(endsBehind, value);
  }
  return { lowest, highest, endsBehind, endsBefore };
}

/** Between which times the spans begin that meet a test and are no wider than that. */
export function beginningsOf({ bounds }: RangeTest, widthMs: number): Beginnings {
  const { lowest, highest, endsBehind } = limits(bounds);
  return { lowest: clampTime(Math.max(lowest, endsBehind - widthMs)), highest: clampTime(highest) };
}

/** On row `r`: a review is a span of one millisecond; what is not reviewed has none. */
export function reviewTimeTests(tests: readonly RangeTest[]): Sql[] {
  return tests.map(({ bounds }) =>
    allOf([
      sql(`r.review_time > ${noTime}`),
      ...bounds.map(({ of, op, value }) =>
        sql(`r.review_time ${op} ?`, clampTime(of === 'high' ? value - 1 : value) as Bindable),
      ),
    ]),
  );
}

/** Open ends are infinite in a value and finite in a column. */
export function clampTime(ms: number): number {
  return Math.min(Math.max(ms, noTime), endOfTime);
}

export function clampNumber(value: number): number {
  return Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE);
}
