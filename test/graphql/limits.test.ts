import fc from 'fast-check';
import { type OperationDefinitionNode, parse, validate, visit } from 'graphql';
import { describe, expect, it, test } from 'vitest';
import { checkDocument } from '../../src/graphql/limits/check.ts';
import { isNestedDeeperThan } from '../../src/graphql/limits/reading.ts';
import { buildSchema } from '../../src/graphql/schema.ts';

const schema = buildSchema();

function costOf(source: string, given: Record<string, unknown> = {}): number | undefined {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  const operation = document.definitions.find(
    (node): node is OperationDefinitionNode => node.kind === 'OperationDefinition',
  )!;
  return checkDocument(schema, document, operation, given).cost;
}

/** A search costs 50, and so do the fields of a connection that search by themselves. */
const search = 50;
const nested = (inner: string) => `{ PatientList(_count: 1) { ${inner} } }`;

test('what a slice reads besides is estimated by the path that a variable has', () => {
  const source = 'query($path: String!) { patients(first: 7) { edges @slice(path: $path) { cursor } } }';
  const document = parse(source);
  const [operation] = document.definitions as OperationDefinitionNode[];
  const costs = ['no.path', 'cursor', 'node.encounters.count', 'cursor'].map(
    path => checkDocument(schema, document, operation!, { path }).cost,
  );
  expect(costs).toEqual([58, 65, 765, 65]);
});

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
    [
      'with what a slice reads besides',
      '{ patients(first: 7) { edges @slice(path: "node.encounters.count") { cursor } } }',
      search + 1 + 7 * (1 + 1 + search + search),
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

  it('with each fragment looked at once, where they are spread in one another', () => {
    const levels = 40;
    const fragments = Array.from(
      { length: levels },
      (_, i) => `fragment F${i} on Patient { ...F${i + 1} ...F${i + 1} }`,
    );
    const cost = costOf(
      `{ PatientList(_count: 1) { ...F0 } } ${fragments.join(' ')} fragment F${levels} on Patient { id }`,
    );
    expect(cost).toBe(search + 2 ** levels);
  });
});

describe('brackets within one another', () => {
  const nested = '{a'.repeat(300);
  test.each([
    ['code', nested, true],
    ['lists and arguments', `{ a(b: ${'['.repeat(300)}`, true],
    ['code behind a text', `{ a(b: "}}}") ${nested}`, true],
    ['code behind a text block that ends in an escaped one', `{ a(b: """\\"""" """) ${nested}`, true],
    ['code behind a comment that ends at a carriage return', `# "\r${nested}`, true],
    ['a text', `{ a(b: "${'{'.repeat(300)}") }`, false],
    ['a text block', `{ a(b: """\n${'{'.repeat(300)}\n""") }`, false],
    ['a comment', `# ${'{'.repeat(300)}\n{ a }`, false],
    ['what stands side by side', `{ ${'a(b: [{c: 1}]) '.repeat(200)} }`, false],
    ['what is no GraphQL before it', `{ \\ ${nested}`, false],
    ['what lies behind the last token that is read', `{ ${'a '.repeat(10_001)} ${nested}`, false],
  ])('are found in %s, or not', (_name, source, isFound) => {
    expect(isNestedDeeperThan(source, 200)).toBe(isFound);
  });

  test.each(['"\\', '\\"', '"', '"""\\', '\\', '}', '{}', '# "\r'])('are none in a mebibyte of %j', piece => {
    expect(isNestedDeeperThan(piece.repeat(2 ** 20 / piece.length), 200)).toBe(false);
  });

  test('what the parser reads is never nested deeper than was found', () => {
    const piece = fc.constantFrom(
      '{ a ',
      '}',
      '(b: ',
      ')',
      '[',
      ']',
      '"',
      '"""',
      '\\',
      '#',
      '\n',
      '\r',
      ' c ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), pieces => {
        const source = pieces.join('');
        let deepest = 0;
        try {
          visit(parse(source, { noLocation: true }), {
            enter: (_node, _key, _parent, path) => {
              deepest = Math.max(deepest, path.filter(step => step === 'selectionSet').length);
            },
          });
        } catch {
          return;
        }
        expect(isNestedDeeperThan(source, deepest - 1)).toBe(true);
      }),
      { numRuns: process.env.LONG ? 100_000 : 2_000 },
    );
  });
});
