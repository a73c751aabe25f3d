import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDate } from '../../src/fhir/dates.ts';
import { sampleResources } from '../../src/fhir/sample/index.ts';
import type {
  CodeableConcept,
  Coding,
  HumanName,
  Identifier,
  Period,
  Reference,
  Resource,
} from '../../src/fhir/types.ts';
import { fold, listOf } from '../../src/fhir/values.ts';
import { sampleSource } from '../../src/ingest/sample.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { listIds } from '../support/list-ids.ts';

const options = { patients: 60, seed: 3 };
const encounters = [...sampleResources('Encounter', options)];
const patients = [...sampleResources('Patient', options)];
const practitioners = [...sampleResources('Practitioner', options)];

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ source: sampleSource(options) });
  await gateway.warm('demo');
});
afterAll(() => gateway.stop());

const idsOf = (field: string, args?: Parameters<typeof listIds>[2]) => listIds(gateway, field, args);

const idSet = (resources: readonly Resource[]) => new Set(resources.map(resource => resource.id));
const names = (resource: Resource) => listOf<HumanName>(resource.name);
const startsWith = (prefix: string) => (text: string | null | undefined) =>
  fold(text ?? '').startsWith(fold(prefix));
const anyPart = (name: HumanName) => [
  name.family,
  ...listOf<string>(name.given),
  ...listOf<string>(name.prefix),
  ...listOf<string>(name.suffix),
  name.text,
];

const somePatient = patients[7]!;
const someEncounter = encounters[11]!;
const somePractitioner = practitioners[1]!;
const someType = listOf<CodeableConcept>(someEncounter.type)[0]?.coding?.[0] as Required<Coding>;
const someFamily = names(somePatient)[0]?.family ?? '';
const someIdentifier = listOf<Identifier>(somePatient.identifier)[0] as Required<Identifier>;
const individuals = (encounter: Resource) =>
  listOf<{ individual?: Reference }>(encounter.participant).map(({ individual }) => individual?.reference);
const overlaps = (encounter: Resource, from: string, to: string) => {
  const { start, end } = (encounter.period ?? {}) as Period;
  const low = parseDate(start)?.low ?? Number.NEGATIVE_INFINITY;
  const high = parseDate(end)?.high ?? Number.POSITIVE_INFINITY;
  return low < parseDate(to)!.high && high > parseDate(from)!.low;
};
const bornIn = (person: Resource, from: string, to: string) => {
  const born = parseDate(person.birthDate);
  return born !== undefined && born.low < parseDate(to)!.high && born.high > parseDate(from)!.low;
};

type Case = readonly [field: string, filter: string, expected: readonly Resource[]];
const cases: readonly Case[] = [
  ['encounters', '{}', encounters],
  ['encounters', '{ status: ["finished"] }', encounters.filter(({ status }) => status === 'finished')],
  ['encounters', '{ status: "planned" }', encounters.filter(({ status }) => status === 'planned')],
  [
    'encounters',
    '{ status: ["planned", "cancelled"] }',
    encounters.filter(({ status }) => status === 'planned' || status === 'cancelled'),
  ],
  ['encounters', '{ status: [] }', []],
  [
    'encounters',
    '{ class: ["IMP"] }',
    encounters.filter(encounter => (encounter.class as Coding).code === 'IMP'),
  ],
  [
    'encounters',
    '{ class: ["http://terminology.hl7.org/CodeSystem/v3-ActCode|EMER", "nowhere|IMP"] }',
    encounters.filter(encounter => (encounter.class as Coding).code === 'EMER'),
  ],
  [
    'encounters',
    `{ type: ["${someType.system}|${someType.code}"] }`,
    encounters.filter(encounter =>
      listOf<CodeableConcept>(encounter.type).some(type =>
        type.coding?.some(({ code }) => code === someType.code),
      ),
    ),
  ],
  ['encounters', '{ type: ["|185349003"] }', []],
  [
    'encounters',
    `{ patient: ["${somePatient.id}"] }`,
    encounters.filter(
      encounter => (encounter.subject as Reference).reference === `Patient/${somePatient.id}`,
    ),
  ],
  [
    'encounters',
    `{ patient: ["Patient/${somePatient.id}", "nobody"] }`,
    encounters.filter(
      encounter => (encounter.subject as Reference).reference === `Patient/${somePatient.id}`,
    ),
  ],
  [
    'encounters',
    `{ practitioner: ["${somePractitioner.id}"] }`,
    encounters.filter(encounter => individuals(encounter).includes(`Practitioner/${somePractitioner.id}`)),
  ],
  [
    'encounters',
    '{ period: { from: "2021", to: "2022-06" } }',
    encounters.filter(encounter => overlaps(encounter, '2021', '2022-06')),
  ],
  [
    'encounters',
    '{ period: { from: "2024-02-29" } }',
    encounters.filter(encounter => overlaps(encounter, '2024-02-29', '9999')),
  ],
  [
    'encounters',
    '{ period: { to: "2019-12-31T23:59:59Z" } }',
    encounters.filter(encounter => overlaps(encounter, '0001', '2019-12-31T23:59:59Z')),
  ],
  [
    'encounters',
    '{ status: ["finished"], class: ["AMB"], period: { from: "2020" } }',
    encounters.filter(
      encounter =>
        encounter.status === 'finished' &&
        (encounter.class as Coding).code === 'AMB' &&
        overlaps(encounter, '2020', '9999'),
    ),
  ],
  ['encounters', '{ reviewed: true }', []],
  ['encounters', '{ reviewed: false }', encounters],
  ['encounters', '{ reviewedSince: "2020-01-01T00:00:00Z" }', []],
  [
    'patients',
    `{ name: "${someFamily.slice(0, 3).toUpperCase()}" }`,
    patients.filter(patient =>
      names(patient).some(name => anyPart(name).some(startsWith(someFamily.slice(0, 3)))),
    ),
  ],
  [
    'patients',
    `{ family: "${someFamily}" }`,
    patients.filter(patient => names(patient).some(name => startsWith(someFamily)(name.family))),
  ],
  [
    'patients',
    '{ given: "Ma" }',
    patients.filter(patient =>
      names(patient).some(name => listOf<string>(name.given).some(startsWith('Ma'))),
    ),
  ],
  ['patients', '{ name: "" }', []],
  ['patients', '{ name: "%" }', []],
  ['patients', `{ identifier: ["${someIdentifier.value}"] }`, [somePatient]],
  ['patients', `{ identifier: ["${someIdentifier.system}|${someIdentifier.value}"] }`, [somePatient]],
  ['patients', `{ identifier: ["|${someIdentifier.value}"] }`, []],
  ['patients', '{ gender: ["female"] }', patients.filter(({ gender }) => gender === 'female')],
  [
    'patients',
    '{ gender: ["male", "other"], active: true }',
    patients.filter(({ gender, active }) => (gender === 'male' || gender === 'other') && active === true),
  ],
  ['patients', '{ active: false }', patients.filter(({ active }) => active === false)],
  [
    'patients',
    '{ birthDate: { from: "1960", to: "1989" } }',
    patients.filter(patient => bornIn(patient, '1960', '1989')),
  ],
  ['practitioners', '{ gender: ["female"] }', practitioners.filter(({ gender }) => gender === 'female')],
  [
    'practitioners',
    '{ name: "a" }',
    practitioners.filter(practitioner =>
      names(practitioner).some(name => anyPart(name).some(startsWith('a'))),
    ),
  ],
];

test.each(cases)('%s with %s are those of the source', async (field, filter, expected) => {
  const ids = await idsOf(field, { filter });
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(ids)).toEqual(idSet(expected));
});

test('the cases find something', () => {
  expect(cases.filter(([, , expected]) => expected.length > 0).length).toBeGreaterThan(20);
});

describe('order', () => {
  const start = (encounter: Resource) =>
    parseDate((encounter.period as Period).start)?.low ?? Number.NEGATIVE_INFINITY;
  const sortName = (person: Resource) => {
    const name = names(person).find(({ use }) => use === 'official') ?? names(person)[0];
    return fold([name?.family, ...listOf<string>(name?.given)].join(' '));
  };
  const updated = (resource: Resource) => parseDate(resource.meta?.lastUpdated)!.low;
  const orders: readonly [string, string, readonly Resource[], (resource: Resource) => number | string][] = [
    ['encounters', 'DATE', encounters, start],
    ['encounters', 'LAST_UPDATED', encounters, updated],
    ['patients', 'NAME', patients, sortName],
    ['patients', 'BIRTH_DATE', patients, patient => parseDate(patient.birthDate)!.low],
    ['practitioners', 'NAME', practitioners, sortName],
    ['practitioners', 'LAST_UPDATED', practitioners, updated],
  ];
  test.each(orders)('%s by %s, both ways, whatever the page size', async (field, order, resources, key) => {
    const byId = new Map(resources.map(resource => [resource.id, key(resource)]));
    const values = (ids: readonly string[]) => ids.map(id => byId.get(id)!);
    const ascending = await idsOf(field, { orderBy: `{ field: ${order} }`, pageSize: 17 });
    expect(idSet(resources)).toEqual(new Set(ascending));
    expect(values(ascending)).toEqual(
      values(ascending).toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0)),
    );
    const descending = await idsOf(field, { orderBy: `{ field: ${order}, direction: DESC }`, pageSize: 400 });
    expect(descending).toEqual(ascending.toReversed());
  });

  test('without orderBy encounters come latest first, people by name', async () => {
    expect(await idsOf('encounters')).toEqual(
      await idsOf('encounters', { orderBy: '{ field: DATE, direction: DESC }' }),
    );
    expect(await idsOf('patients')).toEqual(await idsOf('patients', { orderBy: '{ field: NAME }' }));
  });

  test('by review time, and since a time', async () => {
    const tenant = 'reviews';
    await gateway.warm(tenant);
    const times: string[] = [];
    for (const { id } of [patients[4]!, patients[1]!, patients[9]!]) {
      const { data } = await gateway.query(
        `mutation { review(input: { resourceType: PATIENT, id: "${id}" }) { reviewTime } }`,
        { tenant },
      );
      times.push(data.review.reviewTime);
    }
    const list = async (args: string) =>
      (
        await gateway.query(`{ patients(first: 3, ${args}) { edges { node { id } } } }`, { tenant })
      ).data.patients.edges.map((edge: { node: { id: string } }) => edge.node.id);
    const latestFirst = await list('orderBy: { field: REVIEW_TIME, direction: DESC }');
    expect(new Set(latestFirst)).toEqual(idSet([patients[4]!, patients[1]!, patients[9]!]));
    expect(await list('filter: { reviewed: true }')).toHaveLength(3);
    expect(await list(`filter: { reviewedSince: "${times[0]}" }`)).toHaveLength(3);
    expect(await list('filter: { reviewedSince: "2999-01-01T00:00:00+02:00" }')).toEqual([]);
  });
});

test('by id: the resource, or null', async () => {
  const { data, errors } = await gateway.query(`{
    encounter(id: "${someEncounter.id}") { __typename resourceType id status class { system code display } period { start end } }
    patient(id: "nobody") { id }
    empty: patient(id: "") { id }
    long: patient(id: "${'x'.repeat(10_000)}") { id }
    odd: practitioner(id: "../../etc/passwd") { id }
  }`);
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    encounter: {
      __typename: 'Encounter',
      resourceType: 'Encounter',
      id: someEncounter.id,
      status: someEncounter.status,
      class: someEncounter.class,
    },
    patient: null,
    empty: null,
    long: null,
    odd: null,
  });
});
