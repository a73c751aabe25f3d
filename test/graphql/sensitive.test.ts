import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { buildSchema } from '../../src/graphql/schema.ts';
import { sensitiveVariables } from '../../src/graphql/sensitive.ts';

const schema = buildSchema();

function found(source: string, variables: Record<string, unknown>): string | undefined {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  return sensitiveVariables(schema, document)(variables);
}

test.each([
  ['query ($n: [String]) { PatientList(name: $n) { id } }', { n: 'smith' }, 'n'],
  ['query ($n: [String]) { PatientList(name: $n) { id } }', { n: null }, undefined],
  ['query ($n: String) { PatientList(name: [$n]) { id } }', { n: 'smith' }, 'n'],
  ['query ($b: [date]) { PatientConnection(birthdate: $b) { count } }', { b: 'ge1970' }, 'b'],
  ['query ($g: [token]) { PatientList(gender: $g) { id } }', { g: 'female' }, undefined],
  ['query ($s: [String!]) { EncounterList(_search: $s) { id } }', { s: ['subject:Patient.name=x'] }, 's'],
  ['query ($i: [token]) { EncounterList(identifier: $i) { id } }', { i: 'a' }, 'i'],
  ['query ($id: ID!) { patient(id: $id) { id } }', { id: 'p1' }, undefined],
  [
    'query ($id: ID!, $f: String) { patient(id: $id) { name(family: $f) { text } } }',
    { id: 'p1', f: 'Smith' },
    'f',
  ],
  ['query ($u: code) { patient(id: 1) { name(use: $u) { text } } }', { u: 'official' }, undefined],
  // Input objects: as a variable, with variables within, and as part of a variable.
  ['query ($f: PatientFilter) { patients(filter: $f) { count } }', { f: { name: 'smith' } }, 'f'],
  [
    'query ($f: PatientFilter) { patients(filter: $f) { count } }',
    { f: { name: null, reviewed: true } },
    undefined,
  ],
  ['query ($f: PatientFilter) { patients(filter: $f) { count } }', { f: { identifier: ['1'] } }, 'f'],
  ['query ($f: EncounterFilter) { encounters(filter: $f) { count } }', { f: { patient: ['p1'] } }, undefined],
  [
    'query ($n: String, $r: Boolean) { patients(filter: { name: $n, reviewed: $r }) { count } }',
    { r: true },
    undefined,
  ],
  [
    'query ($n: String, $r: Boolean) { patients(filter: { name: $n, reviewed: $r }) { count } }',
    { n: 'x' },
    'n',
  ],
  ['query ($d: dateTime) { patients(filter: { birthDate: { from: $d } }) { count } }', { d: '1970' }, 'd'],
  [
    'query ($d: dateTime) { encounters(filter: { period: { from: $d } }) { count } }',
    { d: '1970' },
    undefined,
  ],
  // Within fragments.
  [
    'query ($f: String) { patient(id: 1) { ...A } } fragment A on Patient { name(text: $f) { use } }',
    { f: 'x' },
    'f',
  ],
  // Not declared: nobody looks at it.
  ['{ reviewProgress { total } }', { name: 'smith' }, undefined],
])('%s with %j', (source, variables, expected) => {
  expect(found(source, variables)).toBe(expected);
});

test('whoever tells names, dates of birth, addresses or numbers of people is marked', () => {
  const fields = schema.getQueryType()!.getFields();
  const marked = (field: string) =>
    fields[field]!.args.filter(({ astNode }) =>
      astNode?.directives?.some(({ name }) => name.value === 'sensitive'),
    ).map(({ name }) => name);
  expect(marked('PatientList')).toEqual([
    ...['address', 'address_city', 'address_country', 'address_postalcode', 'address_state', 'birthdate'],
    ...[
      'death_date',
      'email',
      'family',
      'given',
      'identifier',
      'name',
      'phone',
      'phonetic',
      'telecom',
      '_search',
    ],
  ]);
  expect(marked('EncounterConnection')).toEqual(['identifier', '_search']);
  expect(marked('LocationList')).toEqual(['identifier', '_search']);
});
