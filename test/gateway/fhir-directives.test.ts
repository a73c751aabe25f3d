import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { encountersOfExample, example, sampleWith } from './fhir-world.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    source: sampleWith({ patients: 10, seed: 1 }, [example, ...encountersOfExample]),
  });
  await gateway.warm('demo');
});
afterAll(() => gateway.stop());

async function ask(query: string, variables?: object) {
  const { status, data, errors } = await gateway.query(query, { ...(variables && { variables }) });
  expect([status, errors]).toEqual([200, []]);
  return data;
}

const identifier = { system: ['urn:oid:1.2.36.146.595.217.0.1'], value: ['12345'] };

// The examples of https://hl7.org/fhir/R4/graphql.html, "Data Flattening".
test.each([
  [
    'identifier { system value } active name { text given family }',
    {
      identifier: [{ system: 'urn:oid:1.2.36.146.595.217.0.1', value: '12345' }],
      active: true,
      name: [
        { text: null, given: ['Peter', 'James'], family: 'Chalmers' },
        { text: null, given: ['Jim'], family: null },
        { text: null, given: ['Peter', 'James'], family: 'Windsor' },
      ],
    },
  ],
  [
    'identifier @flatten { system value } active name @flatten { text given family }',
    {
      ...identifier,
      active: true,
      given: ['Peter', 'James', 'Jim', 'Peter', 'James'],
      family: ['Chalmers', 'Windsor'],
    },
  ],
  [
    'identifier @flatten { system value } active name @flatten { text given @first family }',
    { ...identifier, active: true, given: ['Peter', 'Jim', 'Peter'], family: ['Chalmers', 'Windsor'] },
  ],
  [
    `identifier @flatten { system @singleton value @singleton } active
     name @flatten @first { text given family @singleton }`,
    {
      system: 'urn:oid:1.2.36.146.595.217.0.1',
      value: '12345',
      active: true,
      given: ['Peter', 'James'],
      family: 'Chalmers',
    },
  ],
  [
    'identifier @flatten { system value } active name @flatten @slice(path: "use") { given family @singleton }',
    {
      ...identifier,
      active: true,
      'given.official': ['Peter', 'James'],
      'family.official': 'Chalmers',
      'given.usual': ['Jim'],
      'given.maiden': ['Peter', 'James'],
      'family.maiden': 'Windsor',
    },
  ],
  [
    'identifier @flatten { system value } active name @flatten @slice(path: "$index") { given family @singleton }',
    {
      ...identifier,
      active: true,
      'given.0': ['Peter', 'James'],
      'family.0': 'Chalmers',
      'given.1': ['Jim'],
      'given.2': ['Peter', 'James'],
      'family.2': 'Windsor',
    },
  ],
])('the example { %s }', async (selection, expected) => {
  const { Patient } = await ask(`{ Patient(id: "example") { ${selection} } }`);
  // As text, so that the order of the names counts too.
  expect(JSON.stringify(Patient)).toBe(JSON.stringify(expected));
  const { patient } = await ask(`{ patient(id: "example") { ${selection} } }`);
  expect(patient).toEqual(Patient);
});

describe('with what the gateway finds', () => {
  test('a reference is flattened to what it leads to', async () => {
    const data = await ask(`{ Encounter(id: "odd-1") {
      id subject @flatten { resource @flatten { ... on Patient { active @singleton name @flatten @first { family @singleton } } } }
    } }`);
    expect(data).toEqual({ Encounter: { id: 'odd-1', active: true, family: 'Chalmers' } });
  });

  test('a list may be its first entry, alone', async () => {
    const encounters = 'EncounterList(_reference: patient, _sort: "date")';
    const { Patient } = await ask(`{ Patient(id: "example") {
      all: ${encounters} @flatten { id }
      first: ${encounters} @first { id }
      firstOfMany: ${encounters} @first @flatten { date: id @singleton }
    } }`);
    expect(Patient).toEqual({ id: ['odd-1', 'odd-2'], first: [{ id: 'odd-1' }], date: 'odd-1' });
    const { name } = await ask(`{
      Patient(id: "example") @flatten {
        EncounterList(_reference: patient, _sort: "-date") @first @singleton { id status }
        name @first @singleton { family }
      }
    }`);
    expect(name).toEqual({ family: 'Chalmers' });
  });

  test('root lists and connections are flattened too', async () => {
    const data = await ask(`{
      EncounterList(patient: "Patient/example", _sort: "date") @flatten { status period @flatten { start } }
      PatientConnection(_id: "example") @flatten { count @singleton edges @flatten { resource @flatten { gp: active @singleton } } }
    }`);
    expect(data).toEqual({
      status: ['finished', 'planned'],
      start: ['2001-01-01T10:00:00Z', '2002-01-01'],
      count: 1,
      gp: true,
    });
  });

  test('a slice of a list is told apart by what was not asked for', async () => {
    const { Patient } = await ask(`{ Patient(id: "example") {
      EncounterList(_reference: patient) @slice(path: "status") { id }
    } }`);
    expect(Patient).toEqual({
      'EncounterList.planned': [{ id: 'odd-2' }],
      'EncounterList.finished': [{ id: 'odd-1' }],
    });
  });

  test('element arguments are applied before', async () => {
    const { Patient } = await ask(`{ Patient(id: "example") {
      name(_offset: 1) @flatten { given @first family }
      official: name(use: official) @first { given @first }
      extension(url: "http://example.org/a") @flatten { valueString }
      maiden: name(use: maiden) @flatten { maiden: family @singleton }
      none: name(use: nickname) @flatten { nick: text }
    } }`);
    expect(Patient).toEqual({
      given: ['Jim', 'Peter'],
      family: ['Windsor'],
      official: [{ given: ['Peter'] }],
      valueString: ['one', 'three'],
      maiden: 'Windsor',
    });
  });

  test('variables and @skip keep their meaning', async () => {
    const query = `query ($use: code, $path: String!, $skip: Boolean!) { Patient(id: "example") {
      name(use: $use) @flatten @slice(path: $path) { family @singleton given @first @singleton @skip(if: $skip) }
    } }`;
    expect(await ask(query, { use: 'maiden', path: 'use', skip: true })).toEqual({
      Patient: { 'family.maiden': 'Windsor' },
    });
    expect(await ask(query, { path: '$index', skip: true })).toEqual({
      Patient: { 'family.0': 'Chalmers', 'family.2': 'Windsor' },
    });
  });

  test('a mutation is carried out once, and its answer is reshaped', async () => {
    const data = await ask(`mutation { review(input: { resourceType: PATIENT, id: "example" }) @flatten {
      reviewed @singleton ... on Patient { name @flatten @first { family @singleton } }
    } }`);
    expect(data).toEqual({ reviewed: true, family: 'Chalmers' });
  });
});

describe('errors', () => {
  const inPatient = (selection: string) => gateway.query(`{ Patient(id: "example") { ${selection} } }`);

  test.each([
    ['a scalar flattened', 'id @flatten'],
    ['a slice by no path', 'name @slice(path: "") { family }'],
    ['a slice by a function there is not', 'name @slice(path: "family.trim()") { family }'],
    ['a slice by an element there is not', 'name @slice(path: "nothing") { family }'],
  ])('%s: refused before anything is done', async (_, selection) => {
    const before = await gateway.storeCalls();
    const { status, data, errors } = await inPatient(selection);
    expect([status, data, errors[0]?.extensions.code]).toEqual([400, null, 'BAD_USER_INPUT']);
    expect(await gateway.storeCalls()).toEqual(before);
  });

  test.each([
    ['a directive there is not', 'name @flat { family }'],
    ['a slice without a path', 'name @slice { family }'],
    ['a path that is no text', 'name @slice(path: 1) { family }'],
    ['a directive at the wrong place', '... @flatten { id }'],
  ])('%s: the document is not valid', async (_, selection) => {
    const { status, errors } = await inPatient(selection);
    expect([status, errors[0]?.extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });

  test('two values where one was promised are told of, beside the rest', async () => {
    const { status, data, errors } = await inPatient('id name @flatten { family @singleton }');
    expect([status, errors[0]?.extensions.code]).toEqual([200, 'BAD_USER_INPUT']);
    expect(data.Patient.id).toBe('example');
    // What is in the data is no part of a message.
    expect(errors.map(({ message }) => message).join()).not.toMatch(/Chalmers|Windsor/);
  });

  test('an error below a flattened field has the path of the document, and voids nothing else', async () => {
    const { status, data, errors } = await gateway.query(`{ Encounter(id: "odd-1") {
      id serviceProvider @flatten { display resource @flatten { id } } status
    } }`);
    expect([status, data]).toEqual([200, { Encounter: { id: 'odd-1', status: 'finished' } }]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      path: ['Encounter', 'serviceProvider', 'resource'],
      extensions: { code: 'UNRESOLVED_REFERENCE' },
    });
  });

  test('a cold tenant stays an error of its own', async () => {
    const { status, errors } = await gateway.query('{ Patient(id: "example") @flatten { id } }', {
      tenant: 'cold',
    });
    expect([status, errors[0]?.extensions.code]).toEqual([503, 'TENANT_COLD']);
  });
});
