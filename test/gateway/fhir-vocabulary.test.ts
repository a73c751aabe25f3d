import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { definitions } from '../../src/fhir/registry.ts';
import { sampleResources } from '../../src/fhir/sample/index.ts';
import type { Reference } from '../../src/fhir/types.ts';
import { sampleSource } from '../../src/ingest/sample.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { encountersOfExample, example, sampleWith } from './fhir-world.ts';

const options = { patients: 60, seed: 4 };
const own = [example, ...encountersOfExample];

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ source: sampleWith(options, own), env: { CACHE: 'off' } });
  await gateway.warm('demo');
});
afterAll(() => gateway.stop());

/** The data of a query that must not fail. */
async function ask(query: string) {
  const { data, errors } = await gateway.query(query);
  expect(errors).toEqual([]);
  return data;
}

const types = definitions.map(({ type }) => type);
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

describe.each(types)('%s', type => {
  const stored = [
    ...[...sampleResources(type as 'Patient', options)].map(({ id }) => id),
    ...own.filter(({ resourceType }) => resourceType === type).map(({ id }) => id),
  ];

  test('by id: there, not there, no id at all', async () => {
    const id = stored[0]!;
    const data = await ask(`{
      there: ${type}(id: "${id}") { __typename id resourceType meta { lastUpdated } }
      gone: ${type}(id: "nobody") { id }
      illegal: ${type}(id: "../${id}") { id }
      empty: ${type}(id: "") { id }
      long: ${type}(id: "${'a'.repeat(5000)}") { id }
    }`);
    expect(data).toEqual({
      there: { __typename: type, id, resourceType: type, meta: { lastUpdated: expect.any(String) } },
      gone: null,
      illegal: null,
      empty: null,
      long: null,
    });
  });

  test('the list is all of them, or the first few', async () => {
    const data = await ask(`{
      all: ${type}List { __typename id }
      few: ${type}List(_count: 2, _sort: "_id") { id }
      one: ${type}List(_id: "${stored[1]}") { id }
      none: ${type}List(_id: []) { id }
      other: ${type}List(_id: ["nobody"]) { id }
    }`);
    expect(new Set(ids(data.all))).toEqual(new Set(stored));
    expect(data.all).toHaveLength(stored.length);
    expect(new Set(data.all.map((entry: { __typename: string }) => entry.__typename))).toEqual(
      new Set([type]),
    );
    expect(ids(data.few)).toEqual([...stored].sort().slice(0, 2));
    expect(ids(data.one)).toEqual([stored[1]]);
    expect([data.none, data.other]).toEqual([[], []]);
  });

  test('the connection has every field', async () => {
    const data = await ask(`{ page: ${type}Connection(_count: 2, _sort: "-_id") {
      __typename count pagesize offset first previous next last
      edges { __typename cursor mode score resource { id __typename } node { id __typename } }
      pageInfo { __typename hasNextPage hasPreviousPage startCursor endCursor }
    } }`);
    const { page } = data;
    const [one, two] = [...stored].sort().reverse();
    const entry = (id: string | undefined) => ({
      __typename: `${type}Edge`,
      cursor: expect.any(String),
      mode: 'match',
      score: null,
      resource: { id, __typename: type },
      node: { id, __typename: type },
    });
    expect(page).toEqual({
      __typename: `${type}Connection`,
      count: stored.length,
      pagesize: 2,
      offset: 0,
      first: expect.any(String),
      previous: null,
      next: expect.any(String),
      last: expect.any(String),
      edges: [entry(one), entry(two)],
      pageInfo: {
        __typename: 'PageInfo',
        hasNextPage: true,
        hasPreviousPage: false,
        startCursor: page.edges[0].cursor,
        endCursor: page.edges[1].cursor,
      },
    });
  });

  test('introspection lists its fields, with a description each', async () => {
    const data = await ask('{ __schema { queryType { fields { name description args { name } } } } }');
    const fields: { name: string; description: string; args: { name: string }[] }[] =
      data.__schema.queryType.fields;
    const steering = { [`${type}List`]: ['_count'], [`${type}Connection`]: ['_count', '_cursor'] };
    for (const [name, last] of Object.entries(steering)) {
      const field = fields.find(candidate => candidate.name === name)!;
      const args = field.args.map(arg => arg.name);
      expect(args).toEqual(expect.arrayContaining(['_id', '_lastUpdated', '_search', '_sort', ...last]));
      expect(args).not.toContain('_reference');
      expect(field.description).not.toBe('');
    }
    expect(fields.find(({ name }) => name === type)?.args).toEqual([{ name: 'id' }]);
  });

  test('a page is of 1 to 500', async () => {
    for (const field of [`${type}List(_count: 0) { id }`, `${type}Connection(_count: 501) { count }`]) {
      const { status, errors } = await gateway.query(`{ ${field} }`);
      expect([status, errors[0]?.extensions.code]).toEqual([200, 'BAD_USER_INPUT']);
    }
  });
});

test('both vocabularies in one operation see the same resources and the same review', async () => {
  await ask('mutation { review(input: { resourceType: PATIENT, id: "patient-2" }) { id } }');
  const data = await ask(`{
    ours: patient(id: "patient-2") { ...Whole encounters(first: 100) { edges { node { id } } } }
    theirs: Patient(id: "patient-2") { ...Whole EncounterConnection(_reference: patient, _count: 100) { edges { node { id } } } }
    patients(first: 100, filter: { reviewed: true }) { count edges { node { ...Whole } } }
    PatientList(reviewed: true) { ...Whole }
    PatientConnection(reviewed: ["true"]) { count edges { resource { ...Whole } } }
  }
  fragment Whole on Patient { id reviewed reviewTime reviewedBy name { family } }`);
  const { encounters, ...ours } = data.ours;
  const { EncounterConnection, ...theirs } = data.theirs;
  expect(ours).toMatchObject({ reviewed: true, reviewTime: expect.any(String) });
  expect(theirs).toEqual(ours);
  expect(encounters.edges.length).toBeGreaterThan(0);
  expect(EncounterConnection.edges).toEqual(encounters.edges);
  expect(data.PatientList).toEqual([ours]);
  expect(data.patients).toEqual({ count: 1, edges: [{ node: ours }] });
  expect(data.PatientConnection).toEqual({ count: 1, edges: [{ resource: ours }] });
});

test('in a mutation the FHIR fields of a reviewed resource are as new', async () => {
  const data = await ask(`mutation { review(input: { resourceType: PATIENT, id: "patient-3" }) {
    ... on Patient { EncounterList(_reference: patient, _count: 1) { subject { resource { ... on Patient { id reviewed } } } } }
  } }`);
  expect(data.review.EncounterList[0].subject.resource).toEqual({ id: 'patient-3', reviewed: true });
});

test('element arguments select entries, extensions of primitives are elements of their own', async () => {
  const { Patient } = await ask(`{ Patient(id: "example") {
    official: name(use: official) { family }
    second: name(_offset: 1, _count: 1) { given }
    named: name(family: "Windsor", use: "maiden") { given }
    none: name(use: nickname) { family }
    beyond: name(_offset: 7) { family }
    nulls: name(use: null, _count: null) { use }
    a: extension(url: "http://example.org/a") { valueString }
    lastA: extension(url: "http://example.org/a", _offset: 1) { url valueString }
    birthDate _birthDate { id extension { url valueCode } }
    _active { id }
  } }`);
  expect(Patient).toEqual({
    official: [{ family: 'Chalmers' }],
    second: [{ given: ['Jim'] }],
    named: [{ given: ['Peter', 'James'] }],
    none: [],
    beyond: [],
    nulls: [{ use: 'official' }, { use: 'usual' }, { use: 'maiden' }],
    a: [{ valueString: 'one' }, { valueString: 'three' }],
    lastA: [{ url: 'http://example.org/a', valueString: 'three' }],
    birthDate: null,
    _birthDate: example._birthDate,
    _active: null,
  });
  const { status, data, errors } = await gateway.query(
    '{ Patient(id: "example") { id name(_offset: -1) { use } } }',
  );
  expect([status, data.Patient]).toEqual([200, { id: 'example', name: null }]);
  expect(errors[0]).toMatchObject({ path: ['Patient', 'name'], extensions: { code: 'BAD_USER_INPUT' } });
});

test('more matches than a list may hold are told of, unless the first few are asked for', async () => {
  const many = { patients: 120, seed: 1 };
  expect([...sampleResources('Encounter', many)].length).toBeGreaterThan(500);
  const large = await startTestGateway({ source: sampleSource(many) });
  await large.warm('demo');
  const { status, data, errors } = await large.query(
    '{ EncounterList { id } few: EncounterList(_count: 500) { id } PatientList { id } }',
  );
  expect([status, data.EncounterList, data.few.length, data.PatientList.length]).toEqual([
    200,
    null,
    500,
    120,
  ]);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatchObject({ path: ['EncounterList'], extensions: { code: 'TOO_MANY_MATCHES' } });
  expect((await large.query('{ EncounterList { id } }')).status).toBe(200);
  await large.stop();
});

test('a cold tenant is told so by every root field', async () => {
  for (const type of types) {
    for (const field of [`${type}(id: "1") { id }`, `${type}List { id }`, `${type}Connection { count }`]) {
      const { status, data, errors } = await gateway.query(`{ field: ${field} }`, { tenant: 'cold' });
      expect([status, data, errors[0]?.extensions.code]).toEqual([503, { field: null }, 'TENANT_COLD']);
    }
  }
});

const subjectOf = (encounter: object) => (encounter as { subject: Reference }).subject.reference;

test.each([5, 50])(
  'the encounters of %i patients with everyone in them cost three store calls',
  async count => {
    const before = await gateway.storeCalls();
    const data = await ask(`{ PatientList(_count: ${count}, _sort: "_id", _search: ["_id:not=example"]) {
    id
    EncounterList(_reference: patient) {
      reviewed
      subject { resource { __typename ... on Patient { id reviewed } } }
      participant { individual { resource { __typename ... on Practitioner { id reviewed } } } }
    }
  } }`);
    const after = await gateway.storeCalls();
    const calls = Object.keys(after).map(call => [call, after[call]! - (before[call] ?? 0)] as const);
    // The patients, all their encounters, all practitioners; the subjects are at hand by then.
    expect(Object.fromEntries(calls.filter(([, made]) => made > 0))).toEqual({
      search: 1,
      searchByReference: 1,
      get: 1,
    });
    const perPatient = Map.groupBy(sampleResources('Encounter', options), subjectOf);
    expect(data.PatientList).toHaveLength(count);
    for (const patient of data.PatientList) {
      expect(patient.EncounterList).toHaveLength(perPatient.get(`Patient/${patient.id}`)?.length ?? 0);
      for (const { subject } of patient.EncounterList) expect(subject.resource.id).toBe(patient.id);
    }
  },
);
