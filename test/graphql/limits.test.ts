import fc from 'fast-check';
import { type OperationDefinitionNode, parse, validate } from 'graphql';
import { describe, expect, it, test } from 'vitest';
import { coerceVariables, estimate, isNestedDeeperThan } from '../../src/graphql/limits.ts';
import { buildSchema } from '../../src/graphql/schema.ts';

const schema = buildSchema();

function costOf(source: string, given: Record<string, unknown> = {}): number {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  const operation = document.definitions.find(
    (node): node is OperationDefinitionNode => node.kind === 'OperationDefinition',
  )!;
  return estimate(schema, document, operation, coerceVariables(schema, operation, given)!).cost;
}

/** A search costs 50, and so do the fields of a connection that search by themselves. */
const search = 50;
const nested = (inner: string) => `{ PatientList(_count: 1) { ${inner} } }`;

describe('an answer is estimated', () => {
  test.each([
    [
      'by the size of its page',
      '{ PatientConnection(_count: 7) { edges { resource { id } } } }',
      search + 1 + 7 * 2,
    ],
    ['alike in the own vocabulary', '{ patients(first: 7) { edges { node { id } } } }', search + 1 + 7 * 2],
    ['by the usual size', '{ PatientConnection { edges { resource { id } } } }', search + 1 + 20 * 2],
    ['no larger than a page may be', '{ patients(first: 9999) { edges { cursor } } }', search + 1 + 500],
    ['by what a whole list may hold', '{ PatientList { id } }', search + 50],
    ['by what is wanted of a list', '{ PatientList(_count: 3) { id } }', search + 3],
    [
      'by fewer where a list is within another',
      nested('EncounterList(_reference: patient) { id }'),
      search + search + 10,
    ],
    [
      'by what is wanted of a list within another',
      nested('EncounterList(_reference: patient, _count: 4) { id }'),
      search + search + 4,
    ],
    ['with its counts once', '{ PatientConnection(_count: 100) { count } }', 2 * search],
    [
      'with the links of a page once',
      '{ PatientConnection(_count: 100) { count first previous next last } }',
      4 * search + 2,
    ],
    [
      'with counts beside entries',
      '{ PatientConnection(_count: 100) { count edges { cursor } previous } }',
      3 * search + 1 + 100,
    ],
    [
      'with a page of each entry',
      '{ PatientConnection(_count: 3) { edges { resource { EncounterConnection(_reference: patient, _count: 5) { count edges { cursor } } } } } }',
      search + 1 + 3 * (1 + search + search + 1 + 5),
    ],
  ])('%s', (_name, source, cost) => {
    expect(costOf(source)).toBe(cost);
  });

  test.each([
    ['given', 'query ($n: Int) { PatientConnection(_count: $n) { edges { cursor } } }', { n: 9 }, 9],
    ['by default', 'query ($n: Int = 8) { patients(first: $n) { edges { cursor } } }', {}, 8],
    [
      'given in spite of a default',
      'query ($n: Int = 8) { patients(first: $n) { edges { cursor } } }',
      { n: 2 },
      2,
    ],
    ['not given', 'query ($n: Int) { PatientConnection(_count: $n) { edges { cursor } } }', {}, 20],
    ['null', 'query ($n: Int) { patients(first: $n) { edges { cursor } } }', { n: null }, 20],
    ['that makes no sense', 'query ($n: Int) { patients(first: $n) { edges { cursor } } }', { n: -5 }, 20],
  ])('by the size of a page that is a variable %s', (_name, source, variables, size) => {
    expect(costOf(source, variables)).toBe(search + 1 + size);
  });

  it('by a variable of a list, too', () => {
    const source = 'query ($n: Int = 6) { PatientList(_count: $n) { id } }';
    expect([costOf(source), costOf(source, { n: 2 }), costOf(source, { n: null })]).toEqual([56, 52, 100]);
  });

  test.each([
    '... on PatientConnection { count edges { cursor } }',
    '... F } } fragment F on PatientConnection { count edges { ...E } } fragment E on PatientEdge { ... { cursor',
  ])('as if fragments stood where they are spread: %s', selection => {
    const plain = costOf('{ PatientConnection(_count: 30) { count edges { cursor } } }');
    expect(costOf(`{ PatientConnection(_count: 30) { ${selection} } }`)).toBe(plain);
  });

  it('with a fragment at the size of each page that it is spread in', () => {
    const fragment = 'fragment F on PatientConnection { edges { cursor } }';
    const cost = costOf(`{ a: patients(first: 2) { ...F } b: patients(first: 300) { ...F } } ${fragment}`);
    expect(cost).toBe(2 * (search + 1) + 2 + 300);
  });

  it('in no time where fragments are spread in one another', () => {
    const levels = 200;
    const fragments = Array.from({ length: levels }, (_, i) => {
      const inner = i + 1 < levels ? `a: contact { ...F${i + 1} } b: contact { ...F${i + 1} }` : 'gender';
      return `fragment F${i} on ${i === 0 ? 'Patient' : 'PatientContact'} { ${i === 0 ? inner : inner.replace(/contact/g, 'x')} }`;
    });
    // Not valid, which nothing has to be in order not to be costly.
    const document = parse(`{ PatientList { ...F0 } } ${fragments.join(' ')}`);
    const operation = document.definitions[0] as OperationDefinitionNode;
    expect(estimate(schema, document, operation, {}).cost).toBeGreaterThan(0);
  });
});

/** Without quoted text, the deepest of all places. */
function naively(source: string, limit: number): boolean {
  const marks = source.replace(/"(?:\\[\s\S]?|[^"\\\n])*(?:["\n]|$)/g, '').replace(/[^[\]{}()]/g, '');
  return [...marks].some((_, place) => {
    const upTo = marks.slice(0, place + 1);
    return upTo.replace(/[\]})]/g, '').length - upTo.replace(/[[{(]/g, '').length > limit;
  });
}

describe('brackets within one another', () => {
  const mebi = 2 ** 20;
  test.each([
    ['quotes and backslashes by turns', '"\\'.repeat(mebi / 2)],
    ['backslashes and quotes by turns', '\\"'.repeat(mebi / 2)],
    ['quotes', '"'.repeat(mebi)],
    ['three quotes and a backslash', '"""\\'.repeat(mebi / 4)],
    ['backslashes', '\\'.repeat(mebi)],
    ['texts of backslashes', `"${'\\\\'.repeat(mebi / 2)}"`],
    ['one text of brackets', `"${'{'.repeat(mebi)}"`],
    ['brackets that close', '}'.repeat(mebi)],
    ['brackets side by side', '{}'.repeat(mebi / 2)],
  ])('are none in a mebibyte of %s, and found behind it', (_name, text) => {
    expect(isNestedDeeperThan(text, 1)).toBe(false);
    // A line of its own, since a text may stand open; whatever was closed too often is opened first.
    const open = '{'.repeat(text.startsWith('}') ? mebi + 2 : 2);
    expect(isNestedDeeperThan(`${text}\n\n${open}`, 1)).toBe(true);
  });

  test.each([
    ['{ a(b: [1]) }', 3],
    ['{ a(b: "{{{{") }', 2],
    ['{ a(b: "\\"{{{{") }', 2],
    ['{ a(b: "\\\\") { b } }', 2],
    ['{ a(b: "x\n{{{', 5],
    ['', 0],
  ])('%j has %i of them', (source, depth) => {
    expect(isNestedDeeperThan(source, depth)).toBe(false);
    if (depth > 0) expect(isNestedDeeperThan(source, depth - 1)).toBe(true);
  });

  test('property: they are what a simple reading counts', () => {
    const piece = fc.constantFrom(
      '"',
      '\\',
      '\n',
      '{',
      '}',
      '[',
      ']',
      '(',
      ')',
      'a',
      '#',
      '"""',
      '\\"',
      '\r',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 0, max: 4 }), (pieces, limit) => {
        const source = pieces.join('');
        expect(isNestedDeeperThan(source, limit)).toBe(naively(source, limit));
      }),
      { numRuns: process.env.LONG ? 100_000 : 2_000 },
    );
  });

  test('property: each character is looked at once', () => {
    const piece = fc.constantFrom('"', '\\', '\n', '{', '}', 'a');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), pieces => {
        const looks = pieces.map(() => 0);
        const counted = new Proxy(pieces, {
          get(target, name) {
            if (typeof name === 'string' && /^\d+$/.test(name) && Number(name) < looks.length)
              looks[Number(name)]! += 1;
            return Reflect.get(target, name);
          },
        });
        isNestedDeeperThan(counted as unknown as string, Number.POSITIVE_INFINITY);
        expect(Math.max(0, ...looks)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
