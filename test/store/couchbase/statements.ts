import { resourceKey } from '../../../src/core/ids.ts';
import type { SearchParameter } from '../../../src/fhir/definition.ts';
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

const day = {
  bounds: [
    { of: 'high', op: '>', value: 1 },
    { of: 'low', op: '<', value: 2 },
  ],
} as const;

/** Every kind of question that a parameter can be asked. */
export function conditionsOf({ name: parameter, kind }: SearchParameter): readonly [string, Condition][] {
  const missing: [string, Condition] = [`${parameter}:missing`, { kind: 'missing', parameter, is: true }];
  switch (kind) {
    case 'token':
      return [
        [parameter, { kind, parameter, anyOf: [{ code: 'code' }] }],
        [`${parameter}, system and code`, { kind, parameter, anyOf: [{ system: 'system', code: 'code' }] }],
        [`${parameter}:not`, { kind: 'not', condition: { kind, parameter, anyOf: [{ code: 'code' }] } }],
        [`${parameter}:text`, { kind: 'text', parameter, anyOf: ['text'] }],
        missing,
      ];
    case 'string':
      return [
        [parameter, { kind, parameter, match: 'prefix', anyOf: ['text'] }],
        [`${parameter}:exact`, { kind, parameter, match: 'exact', anyOf: ['Text'] }],
        [`${parameter}:contains`, { kind, parameter, match: 'contains', anyOf: ['text'] }],
        missing,
      ];
    case 'reference':
      return [
        [parameter, { kind, parameter, anyOf: ['Patient/1'] }],
        [`${parameter}, several`, { kind, parameter, anyOf: ['Patient/1', 'Patient/2'] }],
        [`${parameter}:identifier`, { kind: 'identifier', parameter, anyOf: [{ system: 's', code: 'c' }] }],
        [
          `${parameter}:Patient.gender`,
          {
            ...{ kind: 'chain', parameter, type: 'Patient' },
            where: [{ kind: 'token', parameter: 'gender', anyOf: [{ code: 'female' }] }],
          },
        ],
        missing,
      ];
    case 'uri':
      return [
        [parameter, { kind, parameter, match: 'exact', anyOf: ['urn:a'] }],
        [`${parameter}:below`, { kind, parameter, match: 'below', anyOf: ['urn:a'] }],
        missing,
      ];
    case 'date':
      return [[parameter, { kind, parameter, anyOf: [day] }], missing];
    case 'quantity':
      return [[parameter, { kind, parameter, anyOf: [{ ...day, code: 'min' }] }], missing];
  }
}
