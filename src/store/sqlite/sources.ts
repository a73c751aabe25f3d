import type { ResourceDefinition } from '../../fhir/definition.ts';
import type { SortKey } from '../../fhir/search.ts';
import type { Way } from './buckets.ts';
import type { Test } from './condition-test.ts';
import type { Bindable } from './database.ts';
import { type Beginnings, clampTime } from './ranges.ts';
import { nativeOrders, orderedPostingTable, postingTable, sortColumn, table } from './schema.ts';
import { allOf, join, joinBy, type Sql, sql } from './sql.ts';
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
interface Branch {
  /** `FROM … WHERE …`, ending in a condition. */
  readonly from: Sql;
  /** The column; undefined for the order of numbers alone. */
  readonly sort: string | undefined;
  readonly rid: string;
  /** Between which values of the column there is something to find. */
  readonly limits?: Beginnings | undefined;
}

/** Where a search looks: a way through candidates in order, which are then tested. */
export interface Source {
  readonly branches: readonly [Branch, ...Branch[]];
  readonly descending: boolean;
  /** Whether the only branch is the table of resources, as `r`. */
  readonly isTable: boolean;
  /** Tests that every candidate meets. */
  readonly met: readonly Test[];
}

/** Alternatives that are merged: beyond it walking costs less. */
const maxMerged = 200;
/** Ways by postings that are tried side by side. */
const maxRaced = 2;

/**
 * Ways to a page of an order, the best by estimate first: postings in order for a condition that has some; an index of
 * spans for dates in their own order. Where there is none, the order of all.
 */
export function orderedSources(
  scope: SearchScope,
  key: SortKey,
  descending: boolean,
): readonly [Source, ...Source[]] {
  const { definition, tests } = scope;
  if (!nativeOrders(definition).includes(key)) throw new Error(`${definition.type} has no order by ${key}`);
  const limits = spanLimits(tests, key);
  const sources = key === 'reviewTime' ? [] : waySources(definition, tests, key, descending, limits);
  const spans = tests.find(test => test.spans?.key === key);
  if (spans?.spans !== undefined) {
    const branches = spans.spans.ranges.map(({ from, lowest, highest }) => {
      const both = {
        lowest: Math.max(lowest, limits!.lowest),
        highest: Math.min(highest, limits!.highest),
      };
      return { from, sort: 'i.low', rid: 'i.rid', limits: both };
    });
    sources.push(merging(branches, descending, [spans]));
  }
  const [first, ...others] = sources;
  return first === undefined ? [wholeOrder(scope, key, descending)] : [first, ...others];
}

function waySources(
  definition: ResourceDefinition,
  tests: readonly Test[],
  key: SortKey,
  descending: boolean,
  limits: Beginnings | undefined,
): Source[] {
  return tests
    .filter(({ ways, spans }) => ways !== undefined && ways.ways.length <= maxMerged && spans?.key !== key)
    .sort((a, b) => a.ways!.estimate - b.ways!.estimate)
    .slice(0, maxRaced)
    .map(test => {
      const branches = test.ways!.ways.map(way => ({ ...branchOf(definition, key, way), limits }));
      return merging(branches, descending, test.ways!.isExact ? [test] : []);
    });
}

function wholeOrder({ definition, tests }: SearchScope, key: SortKey, descending: boolean): Source {
  const reviewed = tests.find(test => test.reviewed !== undefined);
  const from = join(`FROM ${table(definition)} r WHERE `, reviewed?.probe ?? '1');
  const branch = { from, sort: `r.${sortColumn(key)}`, rid: 'r.rid' };
  return { branches: [branch], descending, isTable: true, met: reviewed === undefined ? [] : [reviewed] };
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
    }));
    return merging(branches, false, [rarest.test]);
  }
  const from = sql(`FROM ${table(definition)} r WHERE 1`);
  return { branches: [{ from, sort: undefined, rid: 'r.rid' }], descending: false, isTable: true, met: [] };
}

/** `branches`: at least one. */
function merging(branches: readonly Branch[], descending: boolean, met: readonly Test[]): Source {
  return { branches: branches as unknown as Source['branches'], descending, isTable: false, met };
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

function branchOf(definition: ResourceDefinition, key: SortKey, way: Way): Branch {
  if ('term' in way && way.ordered) {
    const name = orderedPostingTable(definition, key);
    return { from: sql(`FROM ${name} o WHERE o.term = ?`, way.term), sort: 'o.sort', rid: 'o.rid' };
  }
  const rows =
    'term' in way ? sql(`SELECT rid FROM ${postingTable(definition)} WHERE term = ?`, way.term) : way;
  // A resource may be there for several of its values.
  const from = join(
    'FROM (SELECT DISTINCT rid FROM (',
    rows,
    `)) p CROSS JOIN ${table(definition)} t ON t.rid = p.rid WHERE 1`,
  );
  return { from, sort: `t.${sortColumn(key)}`, rid: 'p.rid' };
}

/** Between which times an order has what all conditions on its own dates can meet. */
function spanLimits(tests: readonly Test[], key: SortKey): Beginnings | undefined {
  const begins = tests.flatMap(({ spans }) => (spans?.key === key ? [spans.begins] : []));
  if (begins.length === 0) return undefined;
  return {
    lowest: clampTime(Math.max(...begins.map(({ lowest }) => lowest))),
    highest: clampTime(Math.min(...begins.map(({ highest }) => highest))),
  };
}

/** Is row `r` behind a position, in the order of a column of its own? */
export function isBehind(column: string, position: Position | undefined, descending: boolean): Sql {
  if (position === undefined) return sql('1');
  return sql(`(${column}, r.rid) ${descending ? '<' : '>'} (?, ?)`, position.sort, position.rid);
}

/** Selects `sort` and `rid` of the `place`th candidate behind `after`: where a slice ends. */
export function compileSliceEnd(source: Source, after: Position | undefined, place: number): Sql {
  const candidates = compileCandidates(source, after, undefined);
  return join(candidates, sql(` ORDER BY ${ordering(source)} LIMIT 1 OFFSET ?`, place - 1));
}

/**
 * Selects `sort` and `rid` of the candidates of a slice that meet the tests, in order, `limit` at most.
 * `counting`: selects `n`, their number, instead.
 */
export function compileSlice(
  definition: ResourceDefinition,
  source: Source,
  tests: readonly Test[],
  slice: {
    readonly after: Position | undefined;
    readonly upTo: Position | undefined;
    readonly limit: number;
  },
  counting = false,
): Sql {
  const left = tests.filter(test => !source.met.includes(test) && test.probe !== undefined);
  const probes = allOf(left.map(({ probe }) => probe!));
  const select = (sort: string, rid: string) =>
    counting ? 'SELECT count(*) AS n ' : `SELECT ${sort} AS sort, ${rid} AS rid `;
  const end = (order: string) => (counting ? '' : sql(` ORDER BY ${order} LIMIT ?`, slice.limit));
  if (source.isTable) {
    const [branch] = source.branches;
    const columns = select(branch.sort ?? 'NULL', branch.rid);
    const within = windowed(source, branch, slice.after, slice.upTo);
    return join(columns, within, ' AND ', probes, end(ordering(source, branch.sort, branch.rid)));
  }
  const candidates = compileCandidates(source, slice.after, slice.upTo);
  // The order must stand right on the candidates: only so are branches merged no further than the limit.
  if (left.length === 0 && !counting) return join(candidates, end(ordering(source)));
  const readsRow = left.some(test => test.readsRow);
  const rows = readsRow ? `s CROSS JOIN ${table(definition)} r ON r.rid = s.rid` : 's';
  const onRows = readsRow ? probes : { ...probes, text: probes.text.replaceAll('r.rid', 's.rid') };
  return join(
    select('s.sort', 's.rid'),
    'FROM (',
    candidates,
    `) ${rows} WHERE `,
    onRows,
    end(ordering(source, 's.sort', 's.rid')),
  );
}

/** The candidates between two places; those of several branches each once. */
function compileCandidates(source: Source, after: Position | undefined, upTo: Position | undefined): Sql {
  const selects = source.branches.map(branch =>
    join(
      `SELECT ${branch.sort ?? 'NULL'} AS sort, ${branch.rid} AS rid `,
      windowed(source, branch, after, upTo),
    ),
  );
  return joinBy(' UNION ', selects);
}

/** Of a branch, what lies behind `after` and no further than `upTo`. */
function windowed(
  { descending }: Source,
  { from, sort, rid, limits }: Branch,
  after: Position | undefined,
  upTo: Position | undefined,
): Sql {
  const compared = (op: string, position: Position | undefined) => {
    if (position === undefined) return '';
    return sort === undefined
      ? sql(` AND ${rid} ${op} ?`, position.rid)
      : sql(` AND (${sort}, ${rid}) ${op} (?, ?)`, position.sort, position.rid);
  };
  // One bound a side: given two, the database may begin at the wrong one.
  const lowest = limits && { sort: limits.lowest, rid: -1 };
  const highest = limits && { sort: limits.highest, rid: Number.MAX_SAFE_INTEGER };
  const begin = later(after, descending ? highest : lowest, descending);
  const end = later(upTo, descending ? lowest : highest, !descending);
  return join(from, compared(descending ? '<' : '>', begin), compared(descending ? '>=' : '<=', end));
}

/** The one that leaves less, going up or down. */
function later(a: Position | undefined, b: Position | undefined, descending: boolean): Position | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const [x, y] = [a.sort as number, b.sort as number];
  const isHigher = x === y ? a.rid > b.rid : x > y;
  return isHigher === descending ? b : a;
}

function ordering({ branches: [first], descending }: Source, sort = 'sort', rid = 'rid'): string {
  const direction = descending ? 'DESC' : 'ASC';
  return first.sort === undefined ? `${rid} ${direction}` : `${sort} ${direction}, ${rid} ${direction}`;
}
