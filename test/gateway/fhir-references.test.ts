import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { encountersOfExample, example, sampleWith } from './fhir-world.ts';

const options = { patients: 20, seed: 4 };

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    source: sampleWith(options, [example, ...encountersOfExample]),
    env: { CACHE: 'off' },
  });
  await gateway.warm('demo');
});
afterAll(() => gateway.stop());

async function ask(query: string) {
  const { data, errors } = await gateway.query(query);
  expect(errors).toEqual([]);
  return data;
}

const participants = (args: string) => `{ Encounter(id: "odd-1") {
  participant { individual { resource${args} { __typename id } } }
} }`;
// biome-ignore lint/suspicious/noExplicitAny: an answer, as its client reads it
const resources = (data: any) =>
  data.Encounter.participant.map(
    ({ individual }: { individual: { resource: object } }) => individual.resource,
  );
const doctor = { __typename: 'Practitioner', id: 'practitioner-1' };

describe('the resource of a reference', () => {
  test('what leads nowhere is told of, each at its own place, beside what leads somewhere', async () => {
    const { status, data, errors } = await gateway.query(participants(''));
    expect(status).toBe(200);
    expect(resources(data)).toEqual([doctor, null, null, null, null, doctor, null]);
    const places = errors.map(({ path, extensions }) => [path?.[2], path?.at(-1), extensions.code]);
    expect(places.sort()).toEqual([1, 2, 3, 4, 6].map(place => [place, 'resource', 'UNRESOLVED_REFERENCE']));
    // A URL may be a patient's: it is not repeated.
    expect(errors.map(({ message }) => message).join()).not.toMatch(/elsewhere|nowhere|gone/);
  });

  test('it is null where that is optional', async () => {
    const data = await ask(participants('(optional: true)'));
    expect(resources(data)).toEqual([doctor, null, null, null, null, doctor, null]);
  });

  test('of another type than asked for it is null, without being looked up', async () => {
    const before = await gateway.storeCalls();
    const data = await ask(participants('(type: Patient, optional: true)'));
    expect(resources(data)).toEqual(Array(7).fill(null));
    expect((await gateway.storeCalls()).get).toBe((before.get ?? 0) + 1);
    expect(resources(await ask(participants('(type: Practitioner, optional: true)')))[0]).toEqual(doctor);
  });

  test('one error fails no other field', async () => {
    const { data } = await gateway.query(
      '{ Encounter(id: "odd-1") { id serviceProvider { resource { id } } subject { resource { id } } } }',
    );
    expect(data.Encounter).toEqual({
      id: 'odd-1',
      serviceProvider: { resource: null },
      subject: { resource: { id: 'example' } },
    });
  });
});

describe('contained resources', () => {
  test('are found by references within the same resource, and lead back to it', async () => {
    const { Patient } = await ask(`{ Patient(id: "example") {
      managingOrganization { reference resource { __typename ... on Organization {
        office: name partOf { resource { __typename id ... on Patient { active } } }
      } } }
      generalPractitioner(reference: "#inside") { resource { ... on Practitioner { id name { family } } } }
    } }`);
    expect(Patient).toEqual({
      managingOrganization: {
        reference: '#office',
        resource: {
          __typename: 'Organization',
          office: 'Office',
          partOf: { resource: { __typename: 'Patient', id: 'example', active: true } },
        },
      },
      generalPractitioner: [{ resource: { id: 'inside', name: [{ family: 'Within' }] } }],
    });
  });

  test('have no review and nothing that refers to them, whatever stored resource has their id', async () => {
    await ask('mutation { review(input: { resourceType: PRACTITIONER, id: "practitioner-1" }) { id } }');
    const lists = `reviewed reviewTime reviewedBy
      EncounterList(_reference: participant) { id }
      EncounterConnection(_reference: practitioner, _count: 500) { count next edges { resource { id } } }
      PatientList(_reference: general_practitioner) { id }`;
    const { Patient, Practitioner } = await ask(`{
      Patient(id: "example") {
        contained { __typename id ... on Practitioner { ${lists} } }
        generalPractitioner { resource { id ... on Practitioner { name { family } ${lists} } } }
      }
      Practitioner(id: "practitioner-1") { ${lists} }
    }`);
    const nothing = {
      reviewed: false,
      reviewTime: null,
      reviewedBy: null,
      EncounterList: [],
      EncounterConnection: { count: 0, next: null, edges: [] },
      PatientList: [],
    };
    expect(Patient.contained).toEqual([
      { __typename: 'Practitioner', id: 'inside', ...nothing },
      { __typename: 'Practitioner', id: 'practitioner-1', ...nothing },
      { __typename: 'Organization', id: 'office' },
      { __typename: 'OtherResource', id: 'illness' },
    ]);
    const [stored, inside] = Patient.generalPractitioner;
    expect(inside.resource).toEqual({ id: 'inside', name: [{ family: 'Within' }], ...nothing });
    expect(stored.resource).toMatchObject(Practitioner);
    expect(Practitioner.reviewed).toBe(true);
    expect(Practitioner.PatientList.length).toBeGreaterThan(0);
  });

  test('are not found by id', async () => {
    const data = await ask('{ Practitioner(id: "inside") { id } PractitionerList(_id: "inside") { id } }');
    expect(data).toEqual({ Practitioner: null, PractitionerList: [] });
  });
});

describe('lists of what refers to a resource', () => {
  test('by each parameter that may lead there, with conditions, order and pages', async () => {
    const { Patient } = await ask(`{ Patient(id: "example") {
      EncounterList(_reference: patient) { id }
      sorted: EncounterList(_reference: subject, _sort: "date") { id }
      planned: EncounterList(_reference: patient, status: "planned", _search: ["date=gt2001-06"]) { id }
      few: EncounterList(_reference: patient, _count: 1) { id }
      EncounterConnection(_reference: patient, _count: 1, _sort: "date") {
        count pagesize offset previous edges { resource { id } } pageInfo { hasNextPage }
      }
      PatientList(_reference: link) { id }
    } }`);
    expect(Patient).toEqual({
      EncounterList: [{ id: 'odd-2' }, { id: 'odd-1' }],
      sorted: [{ id: 'odd-1' }, { id: 'odd-2' }],
      planned: [{ id: 'odd-2' }],
      few: [{ id: 'odd-2' }],
      EncounterConnection: {
        count: 2,
        pagesize: 1,
        offset: 0,
        previous: null,
        edges: [{ resource: { id: 'odd-1' } }],
        pageInfo: { hasNextPage: true },
      },
      PatientList: [],
    });
  });

  test('are what the root field finds by the same parameter', async () => {
    const { Practitioner, PatientList, EncounterConnection } = await ask(`{
      Practitioner(id: "practitioner-1") {
        PatientList(_reference: general_practitioner, _sort: "_id") { id }
        EncounterConnection(_reference: participant, _sort: "_id", _count: 7) { count edges { resource { id } } }
      }
      PatientList(general_practitioner: "Practitioner/practitioner-1", _sort: "_id") { id }
      EncounterConnection(participant: "Practitioner/practitioner-1", _sort: "_id", _count: 7) {
        count edges { resource { id } }
      }
    }`);
    expect(PatientList.length).toBeGreaterThan(1);
    expect(Practitioner).toEqual({ PatientList, EncounterConnection });
  });

  test.each([
    ['Patient(id: "example")', 'EncounterList(_reference: location) { id }', ['patient', 'subject']],
    ['Patient(id: "example")', 'EncounterConnection(_reference: reviewed) { count }', ['patient', 'subject']],
    ['Practitioner(id: "practitioner-1")', 'PatientList(_reference: link) { id }', ['general-practitioner']],
    ['Practitioner(id: "practitioner-1")', 'EncounterList(_reference: "a b") { id }', ['participant']],
  ])('%s { %s } is told what may stand there', async (parent, field, allowed) => {
    const { status, data, errors } = await gateway.query(`{ parent: ${parent} { id field: ${field} } }`);
    expect([status, data.parent.field, errors[0]?.extensions.code]).toEqual([200, null, 'BAD_USER_INPUT']);
    expect(data.parent.id).toEqual(expect.any(String));
    for (const name of allowed) expect(errors[0]?.message).toContain(`"${name}"`);
    expect(errors[0]?.message).not.toContain('a b');
  });

  test('a contained parent is told of a wrong parameter too', async () => {
    const { errors } = await gateway.query(
      '{ Patient(id: "example") { contained { ... on Practitioner { PatientList(_reference: link) { id } } } } }',
    );
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
  });

  test('without _reference the document is not valid', async () => {
    const { status, errors } = await gateway.query('{ Patient(id: "example") { EncounterList { id } } }');
    expect([status, errors[0]?.extensions.code]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
  });
});
