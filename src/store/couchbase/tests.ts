import type { ResourceDefinition } from '../../fhir/definition.ts';
import { compareText } from '../../fhir/values.ts';
import type { IndexName } from './indexes.ts';
import { type Sql, sql } from './sql.ts';

/** A condition on the document `d` (or another alias). */
export interface Test {
  /**
   * Looks at a document. Written so that no index is read for it: of several conditions on one array index the
   * database would read the index for each, however many resources that finds.
   */
  readonly sql: Sql;
  /** Finds what meets it by an index; undefined where it can only be looked at. */
  readonly found?: {
    readonly index: IndexName;
    readonly sql: Sql;
    /** How many it finds at most, where that need not be counted. */
    readonly atMost?: number;
    /** What finds about as many, and is counted in the index alone. */
    readonly about?: Sql;
  };
  /** Where nothing is found outside of a range of the order by date. */
  readonly inDates?: KeyRange;
  /** Where one term `t` decides: what it must be. */
  readonly ofTerm?: Sql;
}

/** Where a condition is compiled for. */
export interface Scope {
  readonly definition: ResourceDefinition;
  /** The name of the collection that chains lead through. */
  readonly collection: string;
  /** What the document is called. */
  readonly alias: Sql;
}

/** Texts of a native order from one on, up to but without another; an end that is absent is open. */
export interface KeyRange {
  readonly from?: string;
  readonly to?: string;
}

export const never: Test = { sql: sql`FALSE` };

/** Met by what has such an element in an array with an index. */
export function elementTest(index: IndexName, array: Sql, element: Sql, meets: Sql): Test {
  return {
    sql: sql`(FIRST ${element} FOR ${element} IN ${array} WHEN ${meets} END) IS VALUED`,
    found: { index, sql: sql`ANY ${element} IN ${array} SATISFIES ${meets} END` },
  };
}

/** What lies in all of them. */
export function inAll(ranges: readonly KeyRange[]): KeyRange {
  const froms = ranges.flatMap(({ from }) => from ?? []).sort(compareText);
  const tos = ranges.flatMap(({ to }) => to ?? []).sort(compareText);
  return {
    ...(froms.length > 0 && { from: froms.at(-1)! }),
    ...(tos.length > 0 && { to: tos[0]! }),
  };
}
