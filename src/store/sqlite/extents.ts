import type { ResourceDefinition } from '../../fhir/definition.ts';
import type { SortKey } from '../../fhir/search.ts';
import type { Test } from './condition-test.ts';
import type { Database } from './database.ts';
import type { Beginnings } from './ranges.ts';
import { orderedPostingTable, sortColumn, table } from './schema.ts';

/** Parts of a condition that are looked at: a microsecond or two each. */
const maxParts = 64;

/** Where in an order of times what meets a condition lies. */
export interface Extent {
  readonly of: Test;
  /** Outside of it nothing does. */
  readonly limits: Beginnings;
  /** Between them its parts have nothing but that. */
  readonly dense: Beginnings;
  /** The same of each part of its way, by term. */
  readonly parts: ReadonlyMap<number, Beginnings>;
  /** Of the order. */
  readonly all: Beginnings;
}

/**
 * Resources of a time are often last updated about that time too. So a search for a span of time, in the order of the
 * last update, looks in that order only where the span's first and last one are.
 */
export function extentIn(
  database: Database,
  definition: ResourceDefinition,
  tests: readonly Test[],
  key: SortKey,
): Extent | undefined {
  if (key !== 'updated') return undefined;
  const of = tests.find(({ spans, ways }) => spans !== undefined && spans.key !== key && ways !== undefined);
  const its = of?.ways?.()?.parts ?? [];
  const terms = its.flatMap(({ way }) => ('term' in way && way.ordered ? way.term : []));
  if (of === undefined || terms.length === 0 || terms.length < its.length || terms.length > maxParts)
    return undefined;
  const [column, name, postings] = [sortColumn(key), table(definition), orderedPostingTable(definition, key)];
  const end = (direction: string) =>
    `(SELECT o.sort FROM ${postings} o WHERE o.term = t.value ORDER BY o.sort ${direction} LIMIT 1)`;
  const rows = database.arrays<readonly [lowest: number | null, highest: number | null]>(
    `SELECT (SELECT min(${column}) FROM ${name}), (SELECT max(${column}) FROM ${name})
      UNION ALL SELECT ${end('ASC')}, ${end('DESC')} FROM json_each(?) t`,
    [JSON.stringify(terms)],
  );
  const [all, ...ends] = rows.map(([lowest, highest]) =>
    lowest === null || highest === null ? undefined : { lowest, highest },
  );
  const parts = new Map(terms.flatMap((term, place) => (ends[place] ? [[term, ends[place]]] : [])));
  if (all === undefined || parts.size === 0) return undefined;
  const sure = its.flatMap(({ way, isSure }) => (isSure && 'term' in way && parts.get(way.term)) || []);
  return { of, limits: hullOf([...parts.values()]), dense: hullOf(sure), parts, all };
}

/** Which part of all lies between those times, if it is evenly spread. */
export function partBetween({ lowest, highest }: Beginnings, all: Beginnings): number {
  return Math.min(Math.max(highest - lowest, 0) / Math.max(all.highest - all.lowest, 1), 1);
}

export function hullOf(times: readonly Beginnings[]): Beginnings {
  return {
    lowest: Math.min(...times.map(({ lowest }) => lowest)),
    highest: Math.max(...times.map(({ highest }) => highest)),
  };
}

/** What of some times lies within others too. */
export function bothOf(times: Beginnings, others: Beginnings | undefined): Beginnings {
  if (others === undefined) return times;
  return {
    lowest: Math.max(times.lowest, others.lowest),
    highest: Math.min(times.highest, others.highest),
  };
}
