import { makeExecutableSchema } from '@graphql-tools/schema';
import { buildASTSchema, getIntrospectionQuery, graphqlSync, isObjectType, parse } from 'graphql';
import { expect, test } from 'vitest';
import { assembleSchema } from '../../src/graphql/assembly.ts';
import { resolvers } from '../../src/graphql/resolvers/index.ts';
import { buildSchema, readTypeDefinitions } from '../../src/graphql/schema.ts';

const sdl = ['type Query { one: One }\ninterface Named { name: String }\nscalar day', 'type One { id: ID }'];
const named = { Named: { __resolveType: () => 'One' } };

test('introspection tells what it tells of the same SDL made executable by graphql-tools, in the same order', () => {
  const theirs = makeExecutableSchema({
    typeDefs: readTypeDefinitions(),
    resolvers: [...resolvers] as never,
  });
  const source = getIntrospectionQuery({ specifiedByUrl: true, inputValueDeprecation: true, oneOf: true });
  const told = (schema: typeof theirs) => JSON.stringify(graphqlSync({ schema, source }));
  expect(told(buildSchema())).toBe(told(theirs));
});

test('the SDL is valid', () => {
  expect(() => buildASTSchema(parse(readTypeDefinitions().join('\n')))).not.toThrow();
});

test('an extension adds to its type, whichever comes first', () => {
  for (const files of [
    ['extend type One { more: Int }', ...sdl],
    [...sdl, 'extend type One { more: Int }'],
  ]) {
    const one = assembleSchema(files, [named, { One: { more: () => 1 } }]).getType('One');
    if (!isObjectType(one)) throw new Error('no object');
    expect(Object.keys(one.getFields()).sort()).toEqual(['id', 'more']);
    expect(one.getFields().more?.resolve).toBeTypeOf('function');
  }
});

test.each([
  ['a type that is not there', [named, { Two: { id: () => 1 } }], 'no type Two'],
  ['a field that is not there', [named, { One: { name: () => 1 } }], 'One has no field name'],
  ['a function that no scalar has', [named, { day: { write: () => 1 } }], 'No scalar has write'],
  ['an interface without its resolver', [], 'Named has no __resolveType'],
])('%s is refused', (_, given, message) => {
  expect(() => assembleSchema(sdl, given)).toThrow(message);
});

test('a type that is there twice is refused', () => {
  expect(() => assembleSchema([...sdl, 'type One { other: ID }'], [named])).toThrow('two of One');
});
