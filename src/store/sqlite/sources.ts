import type { ResourceDefinition } from '../../fhir/definition.ts';
import type { SortKey } from '../../fhir/search.ts';
import type { Part, Test } from './condition-test.ts';
import type { Bindable } from './database.ts';
import type { Beginnings } from './ranges.ts';
import { nativeOrders, orderedPostingTable, postingTable, sortColumn, table, widthsMs } from './schema.ts';
import { join, type Sql, sql } from './sql.ts';
import type { Term } from './terms.ts';

/** What a way through the candidates is chosen by. */
export interface SearchScope {
  readonly definition: ResourceDefinition;
  readonly tests: readonly Test[];
}

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
  /** Between which values of the column there is something to find. */
  readonly limits?: Beginnings | undefined;
}

/** Where a search looks: a way through candidates in order, which are then tested. */
export interface Source extends Undirected {
  readonly descending: boolean;
  /** How many rows there are for a match, about. */
  readonly rate: number;
  /** What a page costs, in microseconds, if matches lie evenly. */
  readonly cost: number;
}

interface Undirected {
  readonly branches: readonly Branch[];
  /** How many rows there are, about. */
  readonly rows: number;
  /** The condition that it leads to what can meet; undefined when it leads to all there is. */
  readonly of: Test | undefined;
}

/** What is known of a search before it is run. */
export interface Expected {
  readonly total: number;
  /** Resources that it finds. */
  readonly matches: number;
  /** How many of them are wanted. */
  readonly wanted: number;
  /** Conditions that are tested without reading anything. */
  readonly tested: readonly Test[];
}

/** Alternatives that are merged: beyond it walking costs less. */
const maxMerged = 200;
/** Ways that are tried side by side. */
const maxRaced = 3;
/** The first class of widths that few spans are of. */
const firstWide = 2;

/**
 * Ways to a page of an order, the cheapest by estimate first: postings in order for a condition that has some; an index
 * of spans for dates in their own order; the order of all.
 */
export function orderedSources(
  { definition, tests }: SearchScope,
  key: SortKey,
  descending: boolean,
  expected: Expected,
): readonly Source[] {
  if (!nativeOrders(definition).includes(key)) throw new Error(`${definition.type} has no order by ${key}`);
  const ofOrder = tests.filter(({ spans }) => spans?.key === key);
  const sources = [wholeOrder(definition, tests, key, expected.total)];
  for (const test of tests) {
    if (test.ways === undefined || test.ways.parts.length > maxMerged) continue;
    if (key !== 'reviewTime' && !ofOrder.includes(test))
      sources.push(waySource(definition, test, key, ofOrder));
  }
  const [spans] = ofOrder;
  if (spans !== undefined) {
    const rows = Math.min(spans.ways?.estimate ?? spans.estimate, expected.total);
    sources.push({ branches: spanBranches(ofOrder), of: spans, rows });
  }
  return sources
    .map(source => {
      const rate = rateOf(source, expected);
      return { ...source, descending, rate, cost: costOf(source, rate, tests, expected) };
    })
    .sort((a, b) => a.cost - b.cost)
    .slice(0, maxRaced);
}

/** About how many microseconds a page costs, if matches lie evenly. */
function costOf(
  source: Undirected,
  rate: number,
  tests: readonly Test[],
  { wanted, tested }: Expected,
): number {
  const opening = source.branches.reduce((sum, { isSorted }) => sum + (isSorted ? 15 : 1_000), 0);
  const probes = tests.filter(test => test !== source.of && !tested.includes(test)).length;
  return opening + Math.min(source.rows, wanted * rate) * (1 + 2 * probes);
}

function rateOf({ branches, rows }: Undirected, { matches }: Expected): number {
  // Within limits nobody has counted, but most are.
  return branches.some(({ limits }) => limits) ? 1 : Math.max(rows / Math.max(matches, 1), 1);
}

function waySource(
  definition: ResourceDefinition,
  test: Test,
  key: SortKey,
  ofOrder: readonly Test[],
): Undirected {
  const { parts, estimate } = test.ways!;
  const branches = parts.map(part => branchOf(definition, key, part));
  if (ofOrder.length === 0) return { branches, of: test, rows: estimate };
  // Where the order is that of dates which are searched for too, no more of it is read than those can begin in. Spans
  // so wide that they would make that much more are few: before and behind it they are read from their own index.
  const narrow = limitsOf(ofOrder, place => place < firstWide);
  const limited = narrow === undefined ? [] : branches.map(branch => ({ ...branch, limits: narrow }));
  const wide = spanBranches(ofOrder, place => place >= firstWide).flatMap(branch =>
    outside(branch.limits!, narrow).map(limits => ({ ...branch, limits, isSure: false })),
  );
  return { branches: [...limited, ...wide], of: test, rows: estimate };
}

/** What of some times lies before or behind others. */
function outside(times: Beginnings, others: Beginnings | undefined): Beginnings[] {
  if (others === undefined) return [times];
  const before = { lowest: times.lowest, highest: Math.min(times.highest, others.lowest - 1) };
  const behind = { lowest: Math.max(times.lowest, others.highest + 1), highest: times.highest };
  return [before, behind].filter(({ lowest, highest }) => lowest <= highest);
}

/** The spans that meet the first of some conditions, no more of them than can meet the others. */
function spanBranches(ofOrder: readonly Test[], isWanted: (place: number) => boolean = () => true): Branch[] {
  return ofOrder[0]!.spans!.ranges.flatMap(({ place, from, lowest, highest }) => {
    const limits = isWanted(place) ? limitsOf(ofOrder, other => other === place) : undefined;
    if (limits === undefined) return [];
    const both = { lowest: Math.max(lowest, limits.lowest), highest: Math.min(highest, limits.highest) };
    return [{ from, sort: 'i.low', rid: 'i.rid', limits: both, isSorted: true, isSure: true }];
  });
}

/** Between which times spans of some classes begin that meet all of the conditions; undefined when none can. */
function limitsOf(ofOrder: readonly Test[], isWanted: (place: number) => boolean): Beginnings | undefined {
  const all = [...widthsMs.keys(), widthsMs.length].filter(isWanted).flatMap(place => {
    const hulls = ofOrder.map(({ spans }) => hullOf(spans!.ranges.filter(range => range.place === place)));
    const lowest = Math.max(...hulls.map(hull => hull.lowest));
    const highest = Math.min(...hulls.map(hull => hull.highest));
    return lowest <= highest ? [{ lowest, highest }] : [];
  });
  return all.length > 0 ? hullOf(all) : undefined;
}

function hullOf(times: readonly Beginnings[]): Beginnings {
  return {
    lowest: Math.min(...times.map(({ lowest }) => lowest)),
    highest: Math.max(...times.map(({ highest }) => highest)),
  };
}

function wholeOrder(
  definition: ResourceDefinition,
  tests: readonly Test[],
  key: SortKey,
  total: number,
): Undirected {
  const reviewed = tests.find(test => test.reviewed !== undefined);
  const from = join(`FROM ${table(definition)} r WHERE `, reviewed?.probe ?? '1');
  const branch = { from, sort: `r.${sortColumn(key)}`, rid: 'r.rid', isSorted: true, isSure: true };
  return { branches: [branch], of: reviewed, rows: reviewed?.estimate ?? total };
}

/**
 * Candidates by their numbers, for what needs all matches: counts, and orders without an index.
 * @param total how many resources of the type there are
 */
export function unorderedSource({ definition, tests }: SearchScope, total: number): Source {
  const rarest = rarestTerms(tests, total);
  if (rarest !== undefined) {
    const branches = rarest.terms.map(({ term }) => ({
      from: sql(`FROM ${postingTable(definition)} p WHERE p.term = ?`, term),
      sort: undefined,
      rid: 'p.rid',
      isSorted: true,
      isSure: true,
    }));
    return { branches, descending: false, of: rarest.test, rows: rarest.test.estimate, rate: 1, cost: 0 };
  }
  const from = sql(`FROM ${table(definition)} r WHERE 1`);
  const branch = { from, sort: undefined, rid: 'r.rid', isSorted: true, isSure: true };
  return { branches: [branch], descending: false, of: undefined, rows: total, rate: 1, cost: 0 };
}

function rarestTerms(tests: readonly Test[], total: number) {
  let rarest: { readonly test: Test; readonly terms: readonly Term[] } | undefined;
  for (const test of tests) {
    const { terms, estimate } = test;
    if (terms === undefined || terms.length > maxMerged) continue;
    if (estimate > total / 2) continue;
    if (estimate < (rarest?.test.estimate ?? Number.POSITIVE_INFINITY)) rarest = { test, terms };
  }
  return rarest;
}

function branchOf(definition: ResourceDefinition, key: SortKey, { way, isSure }: Part): Branch {
  if ('term' in way && way.ordered) {
    const from = sql(`FROM ${orderedPostingTable(definition, key)} o WHERE o.term = ?`, way.term);
    return { from, sort: 'o.sort', rid: 'o.rid', isSorted: true, isSure };
  }
  const rows =
    'term' in way ? sql(`SELECT rid FROM ${postingTable(definition)} WHERE term = ?`, way.term) : way;
  // A resource may be there for several of its values.
  const from = join(
    'FROM (SELECT DISTINCT rid FROM (',
    rows,
    `)) p CROSS JOIN ${table(definition)} t ON t.rid = p.rid WHERE 1`,
  );
  return { from, sort: `t.${sortColumn(key)}`, rid: 'p.rid', isSorted: false, isSure };
}

/** Is row `r` behind a position, in the order of a column of its own? */
export function isBehind(column: string, position: Position | undefined, descending: boolean): Sql {
  if (position === undefined) return sql('1');
  return sql(`(${column}, r.rid) ${descending ? '<' : '>'} (?, ?)`, position.sort, position.rid);
}

/** Selects `sort` and `rid` of a branch's rows behind `after`, in order, `limit` at most; all when that is negative. */
export function compileBranch(
  { descending }: Source,
  branch: Branch,
  after: Position | undefined,
  limit: number,
): Sql {
  const { sort, rid } = branch;
  const direction = descending ? 'DESC' : 'ASC';
  const order = sort === undefined ? `${rid} ${direction}` : `${sort} ${direction}, ${rid} ${direction}`;
  return join(
    `SELECT ${sort ?? 'NULL'} AS sort, ${rid} AS rid `,
    behind(branch, after, descending),
    sql(` ORDER BY ${order} LIMIT ?`, limit),
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
