import { resourceKey } from '../../../src/core/ids.ts';
import { definitionOf } from '../../../src/fhir/registry.ts';
import type { Condition, Order } from '../../../src/fhir/search.ts';
import type { Resource } from '../../../src/fhir/types.ts';
import { compile } from '../../../src/store/couchbase/conditions.ts';
import { toDocument } from '../../../src/store/couchbase/document.ts';
import { ofType, ordering } from '../../../src/store/couchbase/orders.ts';
import { planCount, planSearch } from '../../../src/store/couchbase/plan.ts';
import { countStatement, searchStatement } from '../../../src/store/couchbase/searcher.ts';
import { type Statement, sql, toStatement } from '../../../src/store/couchbase/sql.ts';

export const collection = 'tenant_demo';

interface Asked {
  readonly type: string;
  readonly where?: readonly Condition[];
  readonly order?: Order;
  /** The page begins behind this resource. */
  readonly behind?: Resource;
  /** How many each condition finds; without it that is not known. */
  readonly estimates?: readonly number[];
  readonly limit?: number;
}

export function searchOf({ type, where = [], order, behind, estimates, limit = 20 }: Asked): Statement {
  const definition = definitionOf(type);
  const tests = where.map(condition => compile({ definition, collection, alias: sql`d` }, condition));
  const position = behind && {
    key: resourceKey(behind.resourceType, behind.id),
    document: toDocument(behind),
  };
  const ordered = ordering(definition, order ?? definition.defaultOrder, position);
  const plan = planSearch({
    ...{ tests, order: ordered, total: 100_000, limit },
    estimates: estimates ?? tests.map(() => 10),
  });
  return toStatement(searchStatement(collection, plan, ordered, limit + 1));
}

export function countOf({ type, where = [] }: Asked): Statement {
  const definition = definitionOf(type);
  const tests = where.map(condition => compile({ definition, collection, alias: sql`d` }, condition));
  const estimates = tests.map(() => Number.POSITIVE_INFINITY);
  return toStatement(countStatement(collection, planCount(tests, estimates, ofType(type))));
}

/** For people: a line a clause, the parameters below. */
export function readable(title: string, { text, parameters, adHoc }: Statement): string {
  const lines = text
    .replace(/ (FROM|WHERE|ORDER BY|LIMIT|GROUP BY|UNNEST|LEFT JOIN|WHEN NOT|USING \()/g, '\n  $1')
    .replace(/ AND (?=\(|d\.|META)/g, '\n    AND ');
  const values = Object.entries(parameters).map(
    ([name, value]) => `--   $${name} = ${JSON.stringify(value)}`,
  );
  return [`-- ${title}${adHoc ? ' (planned with its values)' : ''}`, `${lines};`, ...values, ''].join('\n');
}
