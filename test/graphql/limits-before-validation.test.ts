import { parse, specifiedRules, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { refuseCostlyValidation } from '../../src/graphql/limits/before-validation.ts';
import { buildSchema } from '../../src/graphql/schema.ts';

const schema = buildSchema();
const repeat = (count: number, piece: (place: number) => string) =>
  Array.from({ length: count }, (_, place) => piece(place)).join(' ');

/** Messages, with this rule the last as Apollo has it. */
const faults = (source: string) =>
  validate(schema, parse(source), [...specifiedRules, refuseCostlyValidation]).map(({ message }) => message);

const chain = (length: number, piece: (next: number) => string, end: string) =>
  `${repeat(length, place => `fragment F${place} on Patient { ${piece(place + 1)} }`)} fragment F${length} on Patient { ${end} }`;

describe('validation does not begin', () => {
  test.each([
    ['one field again and again', `{ ${repeat(300, () => 'tenant { id }')} }`],
    [
      'it in a fragment that nobody spreads',
      `{ tenant { id } } fragment F on Query { ${repeat(300, () => 'tenant { id }')} }`,
    ],
    ['it in inline fragments', `{ ${repeat(300, () => '... { tenant { id } }')} }`],
    ['it below others', `{ ${repeat(40, () => `patient(id: 1) { ${repeat(10, () => 'id')} }`)} }`],
    [
      'aliases that are alike',
      `{ patient(id: 1) { ${repeat(300, place => `a: ${place % 2 ? 'id' : 'gender'}`)} } }`,
    ],
    [
      'fragments beside one another',
      `{ patient(id: 1) { ${repeat(300, place => `...F${place}`)} } } ${repeat(300, place => `fragment F${place} on Patient { a${place}: id }`)}`,
    ],
    [
      'fragments in one another, each with the same field',
      `{ patient(id: 1) { ...F0 } } ${chain(300, next => `id ...F${next}`, 'id')}`,
    ],
    [
      'fields beside fragments',
      `{ patient(id: 1) { ${repeat(1_500, place => `a${place}: id`)} ${repeat(100, place => `...F${place}`)} } } ${repeat(100, place => `fragment F${place} on Patient { id }`)}`,
    ],
    [
      'a circle beside it',
      `{ patient(id: 1) { ...A ${repeat(300, () => 'id')} } } fragment A on Patient { ...B } fragment B on Patient { ...A }`,
    ],
    [
      'it inside of a circle',
      `{ patient(id: 1) { ...A } } fragment A on Patient { ${repeat(300, () => 'id')} ...A }`,
    ],
  ])('with %s', (_, source) => {
    const [message, ...others] = faults(source);
    expect(message).toMatch(/too many fields and fragments at the same place/);
    expect(others).toEqual([]);
  });

  test('with fragments that multiply below fields', () => {
    const below = (next: number) =>
      `a: encounters { edges { node { patient { ...F${next} } } } } b: encounters { edges { node { patient { ...F${next} } } } }`;
    const source = `{ patient(id: 1) { ...F0 } } ${chain(40, below, 'id')}`;
    expect(faults(source)).toEqual([expect.stringMatching(/more than 20000 fields/)]);
  });

  test.each([
    ['a field', (text: string) => `{ tenant { id ${text} } }`],
    ['a spread', (text: string) => `{ ...F ${text} } fragment F on Query { tenant { id } }`],
    ['a fragment', (text: string) => `{ ...F } fragment F on Query ${text} { tenant { id } }`],
    [
      'a fragment that nobody spreads',
      (text: string) => `{ tenant { id } } fragment F on Query ${text} { tenant { id } }`,
    ],
    ['an operation', (text: string) => `query ${text} { tenant { id } }`],
    ['a variable', (text: string) => `query ($a: Int ${text}) { tenant { id } }`],
  ])('with nine directives at %s', (_, place) => {
    expect(faults(place('@unknown '.repeat(9)))).toEqual([
      expect.stringMatching(/9 directives at one place/),
    ]);
    expect(faults(place('@unknown '.repeat(8)))).not.toContainEqual(expect.stringMatching(/at one place/));
  });
});

describe('validation goes on as it is', () => {
  const parts = repeat(
    60,
    part =>
      `fragment Part${part} on Patient { id name { family given } a${part}: gender b${part}: birthDate encounters { edges { node { id status } } } }`,
  );

  test('of a page made of 60 parts that each ask for what they show', () => {
    expect(faults(`{ patient(id: 1) { ${repeat(60, part => `...Part${part}`)} } } ${parts}`)).toEqual([]);
  });

  test('of a document with 40 operations over the same parts', () => {
    const operations = repeat(
      40,
      place =>
        `query Q${place} { patient(id: 1) { ${repeat(10, part => `...Part${(3 * place + part) % 60}`)} } }`,
    );
    expect(faults(`${operations} ${parts}`)).toEqual([]);
  });

  test.each([
    ['of one fragment', '{ patient(id: 1) { ...A } } fragment A on Patient { id ...A }'],
    ['of two', '{ patient(id: 1) { ...A } } fragment A on Patient { ...B } fragment B on Patient { ...A }'],
    [
      'through fields',
      '{ patient(id: 1) { ...A } } fragment A on Patient { encounters { edges { node { patient { ...A x: gender ...A } } } } }',
    ],
    ['that nobody spreads', '{ tenant { id } } fragment A on Tenant { ...B } fragment B on Tenant { ...A }'],
  ])('of a circle %s, which it finds', (_, source) => {
    expect(faults(source)).toContainEqual(expect.stringMatching(/within itself/));
  });

  test('of what is no operation, and of fragments that are not there', () => {
    expect(faults('type A { a: Int }')).toEqual(['The "A" definition is not executable.']);
    expect(faults('{ ...Nobody }')).toEqual(['Unknown fragment "Nobody".']);
  });
});
