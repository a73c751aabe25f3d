import type { Bound, Condition, QuantityTest, RangeTest } from '../../fhir/search.ts';
import type { Bindable } from './database.ts';
import { endOfTime, noTime, rangeIndex, widthClass, widthsMs } from './schema.ts';
import { allOf, join, joinBy, type Sql, sql } from './sql.ts';

type RangeCondition = Condition & { readonly kind: 'date' | 'quantity' };

/** Between which times a span begins, both included. */
export interface Beginnings {
  readonly lowest: number;
  readonly highest: number;
}

/** Rows of a date's index table `i` that meet a condition and begin between those times: of one class of widths. */
export interface RowRange extends Beginnings {
  /** `FROM` and `WHERE`; the index has them in the order of `i.low, i.rid`. */
  readonly from: Sql;
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

/** Every row that meets any of the tests, and for dates also by class of width. */
export function rangeRows(
  name: string,
  condition: RangeCondition,
  tests: readonly Sql[],
): { readonly rows: Sql; readonly ranges: readonly RowRange[] } {
  if (condition.kind === 'quantity') {
    const rows = tests.map((test, place) => {
      // Left to itself the database may read all, since they come in order of `rid`.
      const [first] = condition.anyOf[place]!.bounds;
      const index = first === undefined ? '' : ` INDEXED BY ${rangeIndex(name, first.of)}`;
      return join(`SELECT i.rid FROM ${name} i${index} WHERE `, test);
    });
    return { rows: joinBy(' UNION ALL ', rows), ranges: [] };
  }
  const ranges = condition.anyOf.flatMap((test, place) => classRanges(name, test, tests[place]!));
  const rows = ranges.map(({ from, lowest, highest }) =>
    join('SELECT i.rid ', from, sql(' AND i.low >= ? AND i.low <= ?', lowest, highest)),
  );
  return { rows: joinBy(' UNION ALL ', rows), ranges };
}

/**
 * The index is ordered by where a span begins, within a class of widths. A bound on the end is therefore turned into
 * one on the beginning as well: what ends behind `c` and is no wider than `w` begins behind `c - w`.
 */
function classRanges(name: string, test: RangeTest, exact: Sql): RowRange[] {
  const places = [...widthsMs.keys(), widthsMs.length];
  return places.map(place => {
    const width = widthsMs[place] ?? Number.POSITIVE_INFINITY;
    const { lowest, highest } = beginningsOf(test, width);
    const from = join(`FROM ${name} i WHERE ${widthClass('i.')} = ${place} AND `, exact);
    return { from, lowest, highest };
  });
}

/** Where a span that meets the bounds may begin, and what it must end behind. A span ends behind its beginning. */
function limits(bounds: readonly Bound[]): { lowest: number; highest: number; endsBehind: number } {
  let lowest = Number.NEGATIVE_INFINITY;
  let highest = Number.POSITIVE_INFINITY;
  let endsBehind = Number.NEGATIVE_INFINITY;
  for (const { of, op, value } of bounds) {
    if (op === '<' || op === '<=') highest = Math.min(highest, value);
    else if (of === 'low') lowest = Math.max(lowest, value);
    else endsBehind = Math.max(endsBehind, value);
  }
  return { lowest, highest, endsBehind };
}

/** Between which times the spans begin that meet a test and are no wider than that. */
export function beginningsOf({ bounds }: RangeTest, widthMs: number): Beginnings {
  const { lowest, highest, endsBehind } = limits(bounds);
  return { lowest: clampTime(Math.max(lowest, endsBehind - widthMs)), highest: clampTime(highest) };
}

/** Between which times the spans begin that meet any of the tests. */
export function beginnings(tests: readonly RangeTest[]): Beginnings {
  const all = tests.map(({ bounds }) => limits(bounds));
  return {
    lowest: Math.min(...all.map(({ lowest }) => lowest)),
    highest: Math.max(...all.map(({ highest }) => highest)),
  };
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
