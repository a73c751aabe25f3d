import fc from 'fast-check';
import { getNamedType, isInterfaceType, isObjectType, type OperationDefinitionNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { checkDocument } from '../../src/graphql/limits/check.ts';
import { costsOf } from '../../src/graphql/limits/costs.ts';
import { count } from '../../src/graphql/limits/counts.ts';
import { buildSchema } from '../../src/graphql/schema.ts';

const schema = buildSchema();

function countIn(source: string) {
  const document = parse(source);
  return count(document, document.definitions[0] as OperationDefinitionNode);
}

test.each([
  ['{ a }', { depth: 1, rootFields: 1, aliases: 0, directives: 0 }],
  ['{ a: a { b: b c } d }', { depth: 2, rootFields: 2, aliases: 2, directives: 0 }],
  [
    '{ ... { a } ... @x { a } ...F } fragment F on Query @x { a { a } }',
    { depth: 2, rootFields: 3, aliases: 0, directives: 2 },
  ],
  [
    'query ($v: Int @x) @x @y { ...F @x ...F } fragment F on Query { a @y }',
    { depth: 1, rootFields: 2, aliases: 0, directives: 6 },
  ],
  [
    '{ ...F } fragment F on Query { a: a { ...G ...G } } fragment G on T { b: b { c } }',
    { depth: 3, rootFields: 1, aliases: 3, directives: 0 },
  ],
])('%s has its counts, fragments as often as they are spread', (source, counts) => {
  expect(countIn(source)).toEqual(counts);
});

test('fragments that double 60 times are counted at once', () => {
  const fragments = Array.from({ length: 60 }, (_, i) => `fragment F${i} on T { ...F${i + 1} ...F${i + 1} }`);
  const { aliases } = countIn(`{ ...F0 } ${fragments.join(' ')} fragment F60 on T { a: a }`);
  expect(aliases).toBe(2 ** 60);
});

/** A selection: what it says, once with its fragments spread and once with all written out. */
interface Selection {
  readonly spread: string;
  readonly plain: string;
}

const { selections } = fc.letrec<{ node: Selection; selections: Selection }>(tie => ({
  selections: fc.array(tie('node'), { minLength: 1, maxLength: 4 }).map(nodes => ({
    spread: nodes.map(({ spread }) => spread).join(' '),
    plain: nodes.map(({ plain }) => plain).join(' '),
  })),
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .constantFrom(
        'resourceType',
        'a: id',
        'id @include(if: true)',
        'b: id @skip(if: false) @include(if: true)',
      )
      .map(text => ({ spread: text, plain: text })),
    fc
      .tuple(
        fc.constantFrom('encounters(first: 3)', 'e: encounters', 'encounters(first: $n)'),
        tie('selections'),
      )
      .map(([field, { spread, plain }]) => ({
        spread: `${field} { edges { node { patient { ${spread} } } } }`,
        plain: `${field} { edges { node { patient { ${plain} } } } }`,
      })),
    tie('selections').map(({ spread, plain }) => ({ spread: `... { ${spread} }`, plain })),
    tie('selections').map(({ spread, plain }) => ({ spread: `<${spread}>`, plain })),
  ),
}));

/** Fragments for what stands between angle brackets; the same text is the same fragment. */
function withFragments(text: string): string {
  const names = new Map<string, string>();
  let rest = text;
  for (let found = /<([^<>]*)>/.exec(rest); found !== null; found = /<([^<>]*)>/.exec(rest)) {
    const name = names.get(found[1]!) ?? `F${names.size}`;
    names.set(found[1]!, name);
    rest = rest.replace(found[0], `...${name}`);
  }
  const fragments = [...names].map(([body, name]) => `fragment ${name} on Patient { ${body} }`);
  return `query ($n: Int) { patient(id: 1) { ${rest} } } ${fragments.join(' ')}`;
}

test('property: spreading fragments changes neither counts nor costs', () => {
  fc.assert(
    fc.property(selections, fc.integer({ min: 1, max: 500 }), ({ spread, plain }, n) => {
      const documents = [
        parse(withFragments(spread)),
        parse(`query ($n: Int) { patient(id: 1) { ${plain} } }`),
      ];
      const [one, other] = documents.map(document => {
        const operation = document.definitions[0] as OperationDefinitionNode;
        return [count(document, operation), checkDocument(schema, document, operation, { n }).cost];
      });
      expect(one).toEqual(other);
    }),
    { numRuns: process.env.LONG ? 20_000 : 500 },
  );
});

test('every field of the schema that searches has its cost and the size of what it finds', () => {
  const costs = costsOf(schema);
  const searching: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const named = getNamedType(field.type).name;
      const isPage = named.endsWith('Connection');
      if (!isPage && field.name !== `${named}List`) continue;
      searching.push(`${type.name}.${field.name}`);
      const { weight, size, slicing, sized } = costs.get(type.name)!.get(field.name)!;
      const argument = [...slicing!].map(name => field.args.find(arg => arg.name === name)?.type);
      expect([field.name, weight, argument.map(String), sized && [...sized]]).toEqual([
        field.name,
        50,
        ['Int'],
        isPage ? ['edges'] : undefined,
      ]);
      expect(size).toBe(isPage ? 20 : type.name === 'Query' ? 50 : 10);
    }
  }
  expect(searching).toContain('Query.patients');
  expect(searching.length).toBeGreaterThan(30);
});
