import { makeExecutableSchema } from '@graphql-tools/schema';
import { graphql, type IntrospectionQuery } from 'graphql';
import { describe, expect, test } from 'vitest';
import { applyElementArguments } from '../../src/graphql/resolvers/elements.ts';
import { scalars } from '../../src/graphql/resolvers/scalars.ts';
import { readTypeDefinitions } from '../../src/graphql/schema.ts';

const patient = {
  resourceType: 'Patient',
  id: 'p1',
  name: [
    { use: 'official', family: 'Chalmers', given: ['Peter', 'James'] },
    { use: 'usual', given: ['Jim'] },
    { use: 'maiden', family: 'Windsor' },
    { use: 'maiden', family: 'Chalmers' },
  ],
  telecom: [
    { system: 'phone', value: '1', rank: 1 },
    { system: 'phone', value: '2', rank: 2 },
    { system: 'email' },
  ],
  communication: [
    { language: { text: 'nl' }, preferred: true },
    { language: { text: 'en' }, preferred: false },
  ],
  address: [],
};

/** What the searches were asked for. */
const asked: unknown[] = [];
const search = (_: unknown, args: object) => {
  asked.push({ ...args });
  return [];
};
const schema = applyElementArguments(
  makeExecutableSchema({
    typeDefs: readTypeDefinitions(),
    resolvers: { ...scalars, Query: { Patient: () => patient, PatientList: search, EncounterList: search } },
    resolverValidationOptions: { requireResolversForResolveType: 'ignore' },
  }),
);

async function ask(selection: string, variables?: Record<string, unknown>) {
  const [head, fields] = selection.startsWith('query') ? selection.split(' => ') : ['', selection];
  const source = `${head} { Patient(id: "p1") { ${fields} } }`;
  const { data, errors } = await graphql({ schema, source, ...(variables && { variableValues: variables }) });
  if (errors) throw errors[0];
  return JSON.parse(JSON.stringify(data)).Patient;
}

describe('arguments of list elements', () => {
  test.each([
    ['none', 'name { use }', ['official', 'usual', 'maiden', 'maiden']],
    ['a code as a word', 'name(use: official) { use }', ['official']],
    ['a code as text', 'name(use: "usual") { use }', ['usual']],
    ['two, joined by AND', 'name(use: maiden, family: "Windsor") { use family }', ['maiden']],
    ['a value that no entry has', 'name(family: "chalmers") { use }', []],
    ['null, which asks for nothing', 'name(use: null) { use }', ['official', 'usual', 'maiden', 'maiden']],
    ['_offset', 'name(_offset: 2) { use }', ['maiden', 'maiden']],
    ['_offset beyond the end', 'name(_offset: 9) { use }', []],
    ['_count', 'name(_count: 2) { use }', ['official', 'usual']],
    ['_count: 0', 'name(_count: 0) { use }', []],
    ['_count beyond the end', 'name(_offset: 3, _count: 9) { use }', ['maiden']],
  ])('%s', async (_, selection, uses) => {
    expect((await ask(selection)).name.map(({ use }: { use: string }) => use)).toEqual(uses);
  });

  test('_offset and _count apply to what the others leave', async () => {
    expect(await ask('name(use: maiden, _offset: 1, _count: 1) { family }')).toEqual({
      name: [{ family: 'Chalmers' }],
    });
  });

  test('numbers and booleans', async () => {
    expect(
      await ask('telecom(rank: 2) { value } communication(preferred: false) { language { text } }'),
    ).toEqual({
      telecom: [{ value: '2' }],
      communication: [{ language: { text: 'en' } }],
    });
  });

  test('a list that is absent stays so, an empty one too', async () => {
    expect(
      await ask('photo(contentType: "x", _count: 1) { url } link { type } address(use: home) { text }'),
    ).toEqual({
      photo: null,
      link: null,
      address: [],
    });
  });

  test('values in variables', async () => {
    expect(
      await ask('query ($use: code, $from: Int) => name(use: $use, _offset: $from) { family }', {
        use: 'maiden',
        from: 1,
      }),
    ).toEqual({ name: [{ family: 'Chalmers' }] });
    expect((await ask('query ($use: code) => name(use: $use) { use }')).name).toHaveLength(4);
  });

  test.each(['_offset', '_count'])('%s must not be negative', async name => {
    await expect(ask(`name(${name}: -1) { use }`)).rejects.toMatchObject({
      message: `"${name}" must not be negative.`,
      originalError: { code: 'BAD_USER_INPUT' },
    });
  });

  test('without arguments the list itself is handed on', () => {
    const type = schema.getType('Patient') as import('graphql').GraphQLObjectType;
    const resolve = type.getFields().name?.resolve;
    expect(resolve?.(patient, {}, undefined, { fieldName: 'name' } as never)).toBe(patient.name);
  });

  test('an argument that the type has no element for is an error', async () => {
    await expect(ask('name(given: "Jim") { use }')).rejects.toThrow('Unknown argument "given"');
    await expect(ask('gender(use: official)')).rejects.toThrow('Unknown argument "use"');
  });
});

/** What `PatientList(…)` or another search was asked for. */
async function searched(args: string, variables?: Record<string, unknown>, head = '', list = 'PatientList') {
  asked.length = 0;
  const source = `${head} { ${list}(${args}) { id } }`;
  const { errors } = await graphql({ schema, source, ...(variables && { variableValues: variables }) });
  if (errors) throw errors[0];
  return asked[0];
}

describe('values of searches', () => {
  test.each([
    ['gender: female', { gender: ['female'] }],
    ['gender: [female, "male"]', { gender: ['female', 'male'] }],
    ['_id: [1, 2, example]', { _id: ['1', '2', 'example'] }],
    ['active: true', { active: ['true'] }],
    ['active: null', { active: null }],
    ['active: [true, null]', { active: ['true', null] }],
    [
      'general_practitioner: [7, example, "Practitioner/1"]',
      { general_practitioner: ['7', 'example', 'Practitioner/1'] },
    ],
    ['birthdate: 1974', { birthdate: ['1974'] }],
    ['birthdate: [1974, "ge2000-01"]', { birthdate: ['1974', 'ge2000-01'] }],
    ['_id: 123456789012345678901234567890', { _id: ['123456789012345678901234567890'] }],
  ])('%s', async (args, expected) => {
    expect(await searched(args)).toEqual(expected);
  });

  test('an amount keeps how exactly it was written', async () => {
    const of = (args: string) => searched(args, undefined, '', 'EncounterList');
    expect(await of('length: 5.40')).toEqual({ length: ['5.40'] });
    expect(await of('length: [5, 1e3, "gt5.4||h"]')).toEqual({ length: ['5', '1e3', 'gt5.4||h'] });
  });

  test('variables', async () => {
    expect(await searched('_id: $v', { v: [1, 'a', true] }, 'query ($v: [token])')).toEqual({
      _id: ['1', 'a', 'true'],
    });
    expect(await searched('link: $v', { v: [1, 'Patient/a'] }, 'query ($v: [reference])')).toEqual({
      link: ['1', 'Patient/a'],
    });
    expect(await searched('birthdate: $v', { v: 1974 }, 'query ($v: [date])')).toEqual({
      birthdate: ['1974'],
    });
    expect(await searched('length: $v', { v: 5.4 }, 'query ($v: [quantity])', 'EncounterList')).toEqual({
      length: ['5.4'],
    });
  });

  test.each([
    ['a fraction as a token', '_id: 4711.5'],
    ['an object as a token', '_id: { secret: 4711 }'],
    ['a word as a date', 'birthdate: secret4711'],
    ['a boolean as a date', 'birthdate: true'],
    ['a word as a URI', '_profile: secret4711'],
  ])('%s is refused without repeating it', async (_, args) => {
    const error = await searched(args).then(
      () => undefined,
      (thrown: Error) => thrown,
    );
    expect(error).toMatchObject({ message: 'Expected text.', extensions: { code: 'BAD_USER_INPUT' } });
  });

  test('numbers that JSON cannot tell apart are refused in variables', async () => {
    await expect(searched('_id: $v', { v: 2 ** 60 }, 'query ($v: [token])')).rejects.toThrow(
      'Expected text.',
    );
  });

  test('a code takes neither numbers nor booleans', async () => {
    await expect(ask('name(use: 1) { use }')).rejects.toThrow('Expected text.');
    await expect(ask('name(use: true) { use }')).rejects.toThrow('Expected text.');
  });
});

test('scalars are described, and say where', async () => {
  const source = '{ __schema { types { name description specifiedByURL } } }';
  const { data } = await graphql({ schema, source });
  const { types } = (data as unknown as IntrospectionQuery).__schema;
  for (const name of ['token', 'reference', 'quantity']) {
    const type = types.find(candidate => candidate.name === name);
    expect(type).toMatchObject({ specifiedByURL: `https://hl7.org/fhir/R4/search.html#${name}` });
    expect(type?.description).toMatch(/ in a search: /);
  }
});
