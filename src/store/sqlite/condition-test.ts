import type { ResourceDefinition, SearchParameter } from '../../fhir/definition.ts';
import { matches } from '../../fhir/matching.ts';
import type { Condition, SortKey } from '../../fhir/search.ts';
import type { Resource } from '../../fhir/types.ts';
import type { Database } from './database.ts';
import type { RowRange } from './ranges.ts';
import { flat, join, type Sql, sql } from './sql.ts';
import type { Term } from './terms.ts';

/** Where conditions are compiled for: one type of one collection. */
export interface Scope {
  readonly database: Database;
  readonly definition: ResourceDefinition;
}

/** A term, or few rows that are read; `isSure`: that have nothing else than what a condition is true of. */
export interface Part {
  readonly way: Term | Sql;
  readonly isSure: boolean;
}

/** Parts that together have all that a condition is true of. */
export interface Cover {
  readonly parts: readonly Part[];
  /** Candidates at most. */
  readonly estimate: number;
  /** Selects what it is true of among the parts that are not sure, where that can be read at once. */
  readonly unsure?: Sql;
}

/** A condition, ready to be run against one collection. */
export interface Test {
  /** Is it true of row `r`? Undefined where only `verify` can tell. */
  readonly probe?: Sql;
  /** Whether `probe` looks at more than the row's number. */
  readonly readsRow: boolean;
  /** Tells of each resource of a few; for what no index tells. */
  readonly verify?: (resources: readonly Resource[]) => readonly boolean[];
  /** Selects `rid` of every row it is true of, possibly repeated. */
  readonly rows?: Sql;
  /** Rows at most; infinite where that is not known without counting. */
  readonly estimate: number;
  /** The terms any of which makes it true. */
  readonly terms?: readonly Term[];
  /** Ways to candidates in any order. */
  readonly ways?: () => Cover | undefined;
  /** What is read as bits: all parts of it are sure. */
  readonly bits?: () => Cover | undefined;
  /** Where the dates are those of an order: its rows in that order. */
  readonly spans?: { readonly key: SortKey; readonly ranges: readonly RowRange[] };
  /** Whether it asks just for this review state. */
  readonly reviewed?: boolean;
}

export const never: Test = {
  probe: sql('0'),
  rows: sql('SELECT 0 AS rid WHERE 0'),
  readsRow: false,
  estimate: 0,
};

/** For what no index tells. */
export function byContent(scope: Scope, condition: Condition): Test {
  return {
    readsRow: false,
    estimate: Number.POSITIVE_INFINITY,
    verify: resources => resources.map(resource => matches(scope.definition, resource, condition)),
  };
}

/** Counted no further than what is worth sorting. */
export function estimateRows(scope: Scope, rows: Sql): number {
  const { sortableRows } = scope.database.tuning;
  const counted = join('SELECT count(*) AS n FROM (', rows, ` LIMIT ${sortableRows})`);
  const n = scope.database.get(...flat(counted))!.n as number;
  return n < sortableRows ? n : Number.POSITIVE_INFINITY;
}

/** @throws Error for a parameter that the type has not, or of another kind: callers have checked what clients gave */
export function parameterOf(
  scope: Scope,
  condition: { readonly kind: string; readonly parameter: string },
  kind: string = condition.kind,
): SearchParameter {
  const parameter = scope.definition.parameters.find(({ name }) => name === condition.parameter);
  if (parameter === undefined || (kind !== 'any' && parameter.kind !== kind)) {
    throw new Error(`${scope.definition.type} has no ${kind} parameter "${condition.parameter}"`);
  }
  return parameter;
}

/** What the tests that need the content say of each; undefined when none of them does. */
export function verifyAll(
  tests: readonly Test[],
  read: () => readonly Resource[],
): readonly boolean[] | undefined {
  const verifying = tests.flatMap(({ verify }) => verify ?? []);
  if (verifying.length === 0) return undefined;
  const resources = read();
  const verdicts = verifying.map(verify => verify(resources));
  return resources.map((_, place) => verdicts.every(verdict => verdict[place]));
}
