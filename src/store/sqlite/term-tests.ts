/** Tests of what is found by terms: tokens, references, URIs. */
import type { Condition, TokenTest } from '../../fhir/search.ts';
import type { Kept } from './bucket-covers.ts';
import { byContent, never, parameterOf, type Scope, type Test } from './condition-test.ts';
import { postingTable } from './schema.ts';
import { join, sql } from './sql.ts';
import { findTerms, findTermsBelow, findTokenTerms, identifierOf, type Term } from './terms.ts';

/** Terms below a URI: more are told by looking at the resources. */
const maxTermsBelow = 1_000;
/** Terms that are read as bits. */
const maxPacked = 200;

export function tokenTest(scope: Scope, condition: Condition & { kind: 'token' | 'identifier' }): Test {
  const { kind, parameter, anyOf } = condition;
  parameterOf(scope, condition, kind === 'token' ? 'token' : 'reference');
  // That a code has no system is no term.
  if (anyOf.some(isWithoutSystem)) return byContent(scope, condition);
  const name = kind === 'token' ? parameter : identifierOf(parameter);
  return testOfTerms(scope, findTokenTerms(scope.database, scope.definition, name, anyOf));
}

export function referenceTest(scope: Scope, condition: Condition & { kind: 'reference' }): Test {
  parameterOf(scope, condition);
  return testOfTerms(scope, termsOf(scope, condition.parameter, condition.anyOf));
}

export function uriTest(scope: Scope, condition: Condition & { kind: 'uri' }): Test {
  parameterOf(scope, condition);
  if (condition.match === 'exact') {
    return testOfTerms(scope, termsOf(scope, condition.parameter, condition.anyOf));
  }
  const terms = condition.anyOf.flatMap(uri => {
    const below = findTermsBelow(
      scope.database,
      scope.definition,
      condition.parameter,
      uri.endsWith('/') ? uri : `${uri}/`,
      maxTermsBelow,
    );
    return [...below, ...termsOf(scope, condition.parameter, [uri])];
  });
  return terms.length < maxTermsBelow ? testOfTerms(scope, terms) : byContent(scope, condition);
}

/** Met by what has any of the terms. */
export function testOfTerms(scope: Scope, terms: readonly Term[]): Test {
  if (terms.length === 0) return never;
  const postings = postingTable(scope.definition);
  const { sortableRows } = scope.database.tuning;
  const isKept = (kept: Kept) => terms.every(term => term[kept] || term.n <= sortableRows);
  const estimate = terms.reduce((sum, { n }) => sum + n, 0);
  const [only] = terms;
  const cover = { parts: terms.map(way => ({ way, isSure: true })), estimate };
  const hasBits = isKept('packed') && terms.length <= maxPacked;
  const isOne =
    terms.length === 1
      ? sql('i.term = ?', only!.term)
      : sql('i.term IN (SELECT value FROM json_each(?))', JSON.stringify(terms.map(({ term }) => term)));
  return {
    probe: join(`EXISTS (SELECT 1 FROM ${postings} i WHERE `, isOne, ' AND i.rid = r.rid)'),
    rows: join(`SELECT i.rid FROM ${postings} i WHERE `, isOne),
    readsRow: false,
    estimate,
    terms,
    ...(isKept('ordered') && { ways: () => cover }),
    ...(hasBits && { bits: () => cover }),
  };
}

export function termsOf(scope: Scope, parameter: string, codes: readonly string[]): Term[] {
  return findTerms(
    scope.database,
    scope.definition,
    [...new Set(codes)].map(code => [parameter, code, '']),
  );
}

function isWithoutSystem({ system, code }: TokenTest): boolean {
  return system === '' && code === undefined;
}
