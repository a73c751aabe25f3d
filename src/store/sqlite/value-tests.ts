/** Tests of what has tables of its own: texts, dates, quantities. */
import type { SearchParameter } from '../../fhir/definition.ts';
import type { Condition, SortKey } from '../../fhir/search.ts';
import { coverPrefixes, type Kept, spanCovers } from './bucket-covers.ts';
import { type Cover, estimateRows, never, parameterOf, type Scope, type Test } from './condition-test.ts';
import { boundTests, classRanges, dateRows, mergeRanges, quantityRows } from './ranges.ts';
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
  const found = { probe, rows: all, readsRow: false, estimate };
  const isOneForm = condition.match === 'prefix' && !parameter.whole;
  // One that is cheap to read and sort needs no other way.
  if (!isOneForm || estimate < Number.POSITIVE_INFINITY) return found;
  const forms = condition.anyOf.flatMap(text => parameter.forms(text));
  const cover = (kept: Kept) => coverPrefixes(scope, parameter, forms, kept);
  return { ...found, ...covered(cover) };
}

/** Ways in order and as bits, as far as there are: looked up when they are needed, and once. */
function covered(cover: (kept: Kept) => Cover | undefined): Pick<Test, 'ways' | 'bits'> {
  return { ways: once(() => cover('ordered')), bits: once(() => cover('packed')) };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

export function rangeTest(scope: Scope, condition: Condition & { kind: 'date' | 'quantity' }): Test {
  const parameter = parameterOf(scope, condition);
  if (condition.anyOf.length === 0) return never;
  const name = valueTable(scope.definition, parameter);
  const tests = boundTests(condition);
  const probe = join(`EXISTS (SELECT 1 FROM ${name} i WHERE i.rid = r.rid AND `, anyOf(tests), ')');
  if (tests.length > maxRangeTests) return { probe, readsRow: false, estimate: Number.POSITIVE_INFINITY };
  if (condition.kind === 'quantity') {
    const rows = quantityRows(name, condition, tests);
    return { probe, rows, readsRow: false, estimate: estimateRows(scope, rows) };
  }
  const ofTests = condition.anyOf.map((test, place) => classRanges(name, test, tests[place]!));
  const ranges = mergeRanges(name, ofTests.flat());
  if (ranges.length === 0) return never;
  const rows = dateRows(ranges);
  const estimate = estimateRows(scope, rows);
  const key = orderOf(scope, parameter);
  return {
    probe,
    rows,
    readsRow: false,
    estimate,
    ...(key !== undefined && { spans: { key, ranges } }),
    ...(estimate === Number.POSITIVE_INFINITY &&
      covered(spanCovers(scope, parameter, condition.anyOf, ofTests))),
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
