import type { ResourceDefinition } from '../../fhir/definition.ts';
import type { SortKey } from '../../fhir/search.ts';
import type { Part } from './condition-test.ts';
import type { Bindable } from './database.ts';
import type { Beginnings } from './ranges.ts';
import { orderedPostingTable, postingTable, sortColumn, table } from './schema.ts';
import { join, limited, type Sql, sql } from './sql.ts';

/** A place in an order: behind it a page or a slice begins. */
export interface Position {
  readonly sort: Bindable;
  readonly rid: number;
}

/** Rows in the order of a column and then of their numbers, as an index has them. */
export interface Branch {
  /** `FROM … WHERE …`, ending in a condition. */
  readonly from: Sql;
  /** Whether an index has the rows in that order. */
  readonly isSorted: boolean;
  /** Whether all rows meet the source's condition. */
  readonly isSure: boolean;
  /** The column; undefined for the order of numbers alone. */
  readonly sort: string | undefined;
  readonly rid: string;
  /** The term that it has the resources of. */
  readonly term?: number;
  /** Between which values of the column there is something to find. */
  readonly limits?: Beginnings | undefined;
}

/** The resources of a part, in an order. */
export function branchOf(definition: ResourceDefinition, key: SortKey, { way, isSure }: Part): Branch {
  if ('term' in way && way.ordered) {
    const from = sql(`FROM ${orderedPostingTable(definition, key)} o WHERE o.term = ?`, way.term);
    return { from, sort: 'o.sort', rid: 'o.rid', isSorted: true, isSure, term: way.term };
  }
  const rows =
    'term' in way ? sql(`SELECT rid FROM ${postingTable(definition)} WHERE term = ?`, way.term) : way;
  // A resource may be there for several of its values.
  const from = join(
    'FROM (SELECT DISTINCT rid FROM (',
    rows,
    `)) d CROSS JOIN ${table(definition)} t ON t.rid = d.rid WHERE 1`,
  );
  return { from, sort: `t.${sortColumn(key)}`, rid: 'd.rid', isSorted: false, isSure };
}

/** How early in an order a branch can begin: less, the earlier. */
export function beginningOf({ limits }: Branch, descending: boolean): number {
  if (limits === undefined) return Number.NEGATIVE_INFINITY;
  return descending ? -limits.highest : limits.lowest;
}

/** Is row `r` behind a position, in the order of a column of its own? */
export function isBehind(column: string, position: Position | undefined, descending: boolean): Sql {
  if (position === undefined) return sql('1');
  return sql(`(${column}, r.rid) ${descending ? '<' : '>'} (?, ?)`, position.sort, position.rid);
}

/** Selects `sort` and `rid` of a branch's rows behind `after`, in order, `limit` at most; all when that is negative. */
export function compileBranch(
  branch: Branch,
  descending: boolean,
  after: Position | undefined,
  limit: number,
): Sql {
  const { sort, rid } = branch;
  const direction = descending ? 'DESC' : 'ASC';
  const order = sort === undefined ? `${rid} ${direction}` : `${sort} ${direction}, ${rid} ${direction}`;
  return join(
    `SELECT ${sort ?? 'NULL'} AS sort, ${rid} AS rid `,
    behind(branch, after, descending),
    sql(` ORDER BY ${order} ${limited}`, limit),
  );
}

/** Of a branch, what lies behind `after`, within its limits. */
function behind({ from, sort, rid, limits }: Branch, after: Position | undefined, descending: boolean): Sql {
  const compared = (op: string, position: Position | undefined) => {
    if (position === undefined) return '';
    return sort === undefined
      ? sql(` AND ${rid} ${op} ?`, position.rid)
      : sql(` AND (${sort}, ${rid}) ${op} (?, ?)`, position.sort, position.rid);
  };
  // One bound a side: given two, the database may begin at the wrong one.
  const lowest = limits && { sort: limits.lowest, rid: -1 };
  const highest = limits && { sort: limits.highest, rid: Number.MAX_SAFE_INTEGER };
  const [first, last] = descending ? [highest, lowest] : [lowest, highest];
  const begin = later(after, first, descending);
  return join(from, compared(descending ? '<' : '>', begin), compared(descending ? '>=' : '<=', last));
}

/** The one that leaves less. */
function later(a: Position | undefined, b: Position | undefined, descending: boolean): Position | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const [x, y] = [a.sort as number, b.sort as number];
  const isHigher = x === y ? a.rid > b.rid : x > y;
  return isHigher === descending ? b : a;
}
