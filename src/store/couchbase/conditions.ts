import type { StringParameter } from '../../fhir/definition.ts';
import { ofKind, parameterOf } from '../../fhir/matching.ts';
import { definitionOf } from '../../fhir/registry.ts';
import type { Condition, TokenTest } from '../../fhir/search.ts';
import { keysOfType } from './names.ts';
import { rangeTest } from './range-conditions.ts';
import { reviewTest } from './review-conditions.ts';
import {
  beginnings,
  identifierOf,
  longestSought,
  pieceOf,
  type TermKind,
  term,
  termStart,
  tokenTerm,
} from './search-values.ts';
import { allOf, anyOf, name, oneOf, type Sql, sql } from './sql.ts';
import { elementTest, never, type Scope, type Test } from './tests.ts';

/** @throws Error for a parameter that the type has not, or of another kind: callers have checked what clients gave */
export function compile(scope: Scope, condition: Condition): Test {
  const { definition, alias } = scope;
  const { type } = definition;
  switch (condition.kind) {
    case 'token':
    case 'identifier': {
      const kind = condition.kind === 'token' ? 'token' : 'reference';
      const { name: parameter } = ofKind(definition, condition.parameter, kind);
      const named = condition.kind === 'token' ? parameter : identifierOf(parameter);
      return tokenTest(scope, named, condition.anyOf);
    }
    case 'reference':
    case 'uri': {
      const { name: parameter } = ofKind(definition, condition.parameter, condition.kind);
      if (condition.kind === 'uri') return uriTest(scope, parameter, condition);
      return hasTerm(
        alias,
        condition.anyOf.map(value => term(type, parameter, 'reference', value)),
      );
    }
    case 'text': {
      ofKind(definition, condition.parameter, 'token');
      const begun = condition.anyOf.filter(text => text !== '');
      return anyTest(
        alias,
        begun.map(text => begins(scope, condition.parameter, 'text', text)),
      );
    }
    case 'string':
      return stringTest(scope, condition);
    case 'date':
    case 'quantity': {
      ofKind(definition, condition.parameter, condition.kind);
      return rangeTest(scope, condition);
    }
    case 'missing': {
      parameterOf(definition, condition.parameter);
      const has = sql`${condition.parameter} IN ${alias}.${name('_search')}.${name('present')}`;
      return { sql: condition.is ? sql`NOT (${has})` : has };
    }
    case 'not':
      return { sql: sql`NOT (${compile(scope, condition.condition).sql})` };
    case 'chain':
      return chain(scope, condition);
    case 'id':
      return idTest(scope, condition.anyOf);
    case 'reviewed':
    case 'reviewTime':
    case 'reviewedBy':
      return reviewTest(scope, condition);
  }
}

function idTest({ definition, alias }: Scope, ids: readonly string[]): Test {
  const keys = ids.map(id => `${definition.type}/${id}`);
  const found = sql`META(${alias}).id${oneOf(keys)}`;
  return {
    sql: sql`META(${alias}).id IN ${keys}`,
    found: { index: 'by_id', sql: found, atMost: keys.length },
  };
}

/** Met by what has any of the terms. The one way by which codes, references and URIs are found. */
function hasTerm(alias: Sql, terms: readonly string[]): Test {
  if (terms.length === 0) return never;
  const [only] = terms;
  return termTest(alias, terms.length === 1 ? sql`t = ${only}` : sql`t${oneOf(terms)}`);
}

function termTest(alias: Sql, ofTerm: Sql): Test {
  return { ...elementTest('by_term', termsField(alias), sql`t`, ofTerm), ofTerm };
}

export function termsField(alias: Sql): Sql {
  return sql`${alias}.${name('_search')}.${name('terms')}`;
}

/** Between two texts, the first included. */
function hasTermWithin(alias: Sql, from: string, to: string): Test {
  return termTest(alias, sql`t >= ${from} AND t < ${to}`);
}

function begins({ definition, alias }: Scope, parameter: string, kind: TermKind, value: string): Test {
  const starts = beginnings(definition.type, parameter, kind, value);
  return everyTest(starts.map(from => hasTermWithin(alias, from, behind(from))));
}

/** The first text behind all that begin so: that with the next character in the place of the last one. */
function behind(start: string): string {
  const characters = [...start];
  for (;;) {
    const last = characters.pop()!.codePointAt(0)!;
    // Surrogates are no characters, and behind the highest there is none.
    if (last < 0x10ffff)
      return characters.join('') + String.fromCodePoint(last === 0xd7ff ? 0xe000 : last + 1);
  }
}

/** True of any. */
function anyTest(alias: Sql, tests: readonly Test[]): Test {
  if (tests.length === 1) return tests[0]!;
  if (tests.length === 0) return never;
  const ofTerm = tests.flatMap(test => test.ofTerm ?? []);
  // One reading of the index for all of them.
  return ofTerm.length === tests.length
    ? termTest(alias, anyOf(ofTerm))
    : { sql: anyOf(tests.map(test => test.sql)) };
}

function tokenTest({ definition, alias }: Scope, parameter: string, anyOf: readonly TokenTest[]): Test {
  const { type } = definition;
  const systems = anyOf.filter(({ code }) => code === undefined);
  const terms = anyOf.flatMap(({ system, code }) => {
    if (code === undefined) return [];
    return system === undefined
      ? term(type, parameter, 'code', code)
      : tokenTerm(type, parameter, system, code);
  });
  return anyTest(alias, [
    ...(terms.length > 0 ? [hasTerm(alias, terms)] : []),
    ...systems.map(({ system = '' }) => {
      const from = tokenTerm(type, parameter, system);
      return hasTermWithin(alias, from, behind(from));
    }),
  ]);
}

function uriTest(scope: Scope, parameter: string, condition: Condition & { kind: 'uri' }): Test {
  const { definition, alias } = scope;
  const exact = condition.anyOf.map(uri => term(definition.type, parameter, 'uri', uri));
  if (condition.match === 'exact') return hasTerm(alias, exact);
  const below = condition.anyOf.map(uri =>
    begins(scope, parameter, 'uri', uri.endsWith('/') ? uri : `${uri}/`),
  );
  return anyTest(alias, condition.anyOf.length === 0 ? [] : [hasTerm(alias, exact), ...below]);
}

function stringTest(
  scope: Scope,
  { parameter: named, match, anyOf: texts }: Condition & { kind: 'string' },
): Test {
  const { definition, alias } = scope;
  const parameter = ofKind(definition, named, 'string');
  if (match === 'exact') {
    return hasTerm(
      alias,
      texts.map(text => term(definition.type, named, 'exact', text)),
    );
  }
  return anyTest(
    alias,
    texts.flatMap(text => {
      const forms = parameter.forms(text);
      if (forms.length === 0) return [];
      return [everyTest(forms.map(form => formTest(scope, parameter, match, form)))];
    }),
  );
}

function formTest(
  scope: Scope,
  parameter: StringParameter,
  match: 'prefix' | 'contains',
  form: string,
): Test {
  const { definition, alias } = scope;
  if (match === 'prefix' && parameter.whole) {
    return hasTerm(alias, beginnings(definition.type, parameter.name, 'form', form).slice(0, 1));
  }
  if (match === 'prefix') return begins(scope, parameter.name, 'form', form);
  const start = termStart(definition.type, parameter.name, 'form');
  const end = behind(termStart(definition.type, parameter.name, 'inside'));
  // What is longer than a piece is sought piece by piece.
  const places = Array.from({ length: Math.ceil(form.length / longestSought) }, (_, n) => n * longestSought);
  return everyTest(
    places.map(place => {
      const from = Math.max(0, Math.min(place, form.length - longestSought));
      const sought = pieceOf(form.toWellFormed(), from, longestSought);
      return termTest(
        alias,
        sql`t >= ${start} AND t < ${end} AND CONTAINS(SUBSTR(t, ${start.length}), ${sought})`,
      );
    }),
  );
}

/** True of all: found by what any of them finds. */
function everyTest(tests: readonly Test[]): Test {
  if (tests.length === 1) return tests[0]!;
  const all = (first: number) =>
    allOf(tests.map((test, place) => (place === first ? test.found!.sql : test.sql)));
  const first = tests.findIndex(test => test.found !== undefined);
  const found = first < 0 ? undefined : { index: tests[first]!.found!.index, sql: all(first) };
  return { sql: allOf(tests.map(test => test.sql)), ...(found && { found }) };
}

/** By looking where each resource leads: what is referred to is read by key. */
function chain(scope: Scope, { parameter, type, where }: Condition & { kind: 'chain' }): Test {
  ofKind(scope.definition, parameter, 'reference');
  const start = termStart(scope.definition.type, parameter, 'reference');
  const { from, to } = keysOfType(type);
  const target: Scope = { ...scope, definition: definitionOf(type), alias: sql`c` };
  const keys = sql`ARRAY SUBSTR(t, ${start.length}) FOR t IN ${termsField(scope.alias)} WHEN t >= ${start + from} AND t < ${start + to} END`;
  const tests = where.map(condition => compile(target, condition).sql);
  return {
    sql: sql`EXISTS (SELECT RAW 1 FROM ${name(scope.collection)} AS c USE KEYS (${keys}) WHERE ${allOf(tests)})`,
  };
}
