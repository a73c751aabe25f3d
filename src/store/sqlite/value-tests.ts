/** Tests of what has tables of its own: texts, dates, quantities. */
import type { SearchParameter } from '../../fhir/definition.ts';
import type { Condition, SortKey } from '../../fhir/search.ts';
import { waysToPrefixes, waysToSpans } from './buckets.ts';
import { estimateRows, never, parameterOf, type Scope, type Test } from './condition-test.ts';
import { beginnings, boundTests, rangeRows } from './ranges.ts';
import { valueTable } from './schema.ts';
import { allOf, anyOf, beginsWith, join, joinBy, type Sql, sql } from './sql.ts';

/** Alternatives of a range that an index is read for: each is several statements in one, of which 500 fit. */
const maxRangeTests = 40;

export function stringTest(scope: Scope, condition: Condition & { kind: 'string' }): Test {
  const parameter = parameterOf(scope, condition);
  if (parameter.kind !== 'string') throw new Error(`"${parameter.name}" is not searched by text`);
  const name = valueTable(scope.definition, parameter);
  const alternatives = condition.anyOf.flatMap(text => {
    if (condition.match === 'exact') {
      const [form] = parameter.forms(text);
      return form === undefined ? [] : [[sql('i.form = ? AND i.text = ?', form, text)]];
    }
    const forms = parameter.forms(text);
    return forms.length === 0
      ? []
      : [forms.map(form => formTest(form, condition.match === 'contains', parameter.whole))];
  });
  if (alternatives.length === 0) return never;
  const exists = (test: Sql, alias: string) =>
    join(`EXISTS (SELECT 1 FROM ${name} i WHERE i.rid = ${alias}.rid AND `, test, ')');
  const probe = anyOf(alternatives.map(forms => allOf(forms.map(test => exists(test, 'r')))));
  if (condition.match === 'contains') {
    return { probe, readsRow: false, estimate: Number.POSITIVE_INFINITY };
  }
  const rows = alternatives.map(([first, ...others]) =>
    join(
      `SELECT o.rid FROM ${name} o WHERE `,
      { text: first!.text.replaceAll('i.', 'o.'), values: first!.values },
      ...others.flatMap(test => [' AND ', exists(test, 'o')]),
    ),
  );
  const all = joinBy(' UNION ALL ', rows);
  const estimate = estimateRows(scope, all);
  const isOneForm = condition.match === 'prefix' && !parameter.whole;
  // One that is cheap to read and sort needs no other way.
  const ways =
    isOneForm && estimate === Number.POSITIVE_INFINITY
      ? waysToPrefixes(
          scope.database,
          scope.definition,
          parameter,
          condition.anyOf.flatMap(text => parameter.forms(text)),
        )
      : undefined;
  return { probe, rows: all, readsRow: false, estimate, ...(ways && { ways }) };
}

export function rangeTest(scope: Scope, condition: Condition & { kind: 'date' | 'quantity' }): Test {
  const parameter = parameterOf(scope, condition);
  if (condition.anyOf.length === 0) return never;
  const name = valueTable(scope.definition, parameter);
  const tests = boundTests(condition);
  const probe = join(`EXISTS (SELECT 1 FROM ${name} i WHERE i.rid = r.rid AND `, anyOf(tests), ')');
  if (tests.length > maxRangeTests) return { probe, readsRow: false, estimate: Number.POSITIVE_INFINITY };
  const { rows, ranges } = rangeRows(name, condition, tests);
  const estimate = estimateRows(scope, rows);
  const key = condition.kind === 'date' ? orderOf(scope, parameter) : undefined;
  const ways =
    condition.kind === 'date' && estimate === Number.POSITIVE_INFINITY
      ? waysToSpans(scope.database, scope.definition, parameter, condition.anyOf)
      : undefined;
  return {
    probe,
    rows,
    readsRow: false,
    estimate,
    ...(key !== undefined && { spans: { key, ranges, begins: beginnings(condition.anyOf) } }),
    ...(ways && { ways: { ...ways, isExact: false } }),
  };
}

/** The order whose values are where the parameter's spans begin. */
function orderOf(scope: Scope, { name }: SearchParameter): SortKey | undefined {
  if (name === '_lastUpdated') return 'updated';
  return scope.definition.orderedAs[name] === 'date' ? 'date' : undefined;
}

function formTest(form: string, anywhere: boolean, whole: boolean): Sql {
  if (anywhere) return sql('instr(i.form, ?) > 0', form);
  if (whole) return sql('i.form = ?', form);
  return beginsWith('i.form', form);
}
