import type { ResourceDefinition } from '../../fhir/definition.ts';
import type { SortKey } from '../../fhir/search.ts';
import { type Branch, branchOf } from './branches.ts';
import type { Cover, Test } from './condition-test.ts';
import { directed, shareOf } from './costs.ts';
import { bothOf, type Extent, hullOf } from './extents.ts';
import type { Beginnings } from './ranges.ts';
import { nativeOrders, postingTable, sortColumn, table, widthsMs } from './schema.ts';
import { join, sql } from './sql.ts';
import type { Term } from './terms.ts';

/** What a way through the candidates is chosen by. */
export interface SearchScope {
  readonly definition: ResourceDefinition;
  readonly tests: readonly Test[];
}

/** Where a search looks: a way through candidates in order, which are then tested. */
export interface Source extends Undirected {
  readonly descending: boolean;
  /** How many rows there are for a match, about. */
  readonly rate: number;
  /** What a page costs, in microseconds, if matches lie evenly. */
  readonly cost: number;
}

export interface Undirected {
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
  /** Where in the order what meets some condition lies. */
  readonly extent?: Extent | undefined;
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
    if (key === 'reviewTime' || ofOrder.includes(test)) continue;
    const ways = test.ways?.();
    if (ways === undefined || ways.parts.length > maxMerged) continue;
    sources.push(waySource(definition, test, ways, key, ofOrder, expected.total));
  }
  const [spans] = ofOrder;
  if (spans !== undefined) {
    const rows = Math.min(spans.ways?.()?.estimate ?? spans.estimate, expected.total);
    sources.push({ branches: spanBranches(ofOrder), of: spans, rows });
  }
  return sources
    .map(source => directed(source, descending, tests, expected))
    .sort((a, b) => a.cost - b.cost)
    .slice(0, maxRaced);
}

function waySource(
  definition: ResourceDefinition,
  test: Test,
  { parts, estimate }: Cover,
  key: SortKey,
  ofOrder: readonly Test[],
  total: number,
): Undirected {
  const branches = parts.map(part => branchOf(definition, key, part));
  if (ofOrder.length === 0) return { branches, of: test, rows: estimate };
  const rows = ofOrder.reduce((left, other) => left * shareOf(other, total), estimate);
  // Where the order is that of dates which are searched for too, no more of it is read than those can begin in. Spans
  // so wide that they would make that much more are few: before and behind it they are read from their own index.
  const narrow = limitsOf(ofOrder, place => place < firstWide);
  const limited = narrow === undefined ? [] : branches.map(branch => ({ ...branch, limits: narrow }));
  const wide = spanBranches(ofOrder, place => place >= firstWide).flatMap(branch =>
    outside(branch.limits!, narrow).map(limits => ({ ...branch, limits, isSure: false })),
  );
  return { branches: [...limited, ...wide], of: test, rows };
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
    const both = bothOf({ lowest, highest }, limits);
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
