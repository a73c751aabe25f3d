import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleResources } from '../../src/fhir/sample/index.ts';
import type { Reference, Resource } from '../../src/fhir/types.ts';
import { listOf } from '../../src/fhir/values.ts';
import { sampleSource } from '../../src/ingest/sample.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { listIds } from '../support/list-ids.ts';

const options = { patients: 60, seed: 3 };
const encounters = [...sampleResources('Encounter', options)];
const patients = [...sampleResources('Patient', options)];
const practitioners = [...sampleResources('Practitioner', options)];
const somePatient = patients[7]!;
const somePractitioner = practitioners[1]!;

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ source: sampleSource(options) });
  await gateway.warm('demo');
});
afterAll(() => gateway.stop());

const idSet = (resources: readonly Resource[]) => new Set(resources.map(resource => resource.id));
const individuals = (encounter: Resource) =>
  listOf<{ individual?: Reference }>(encounter.participant).map(({ individual }) => individual?.reference);

describe('ways between resources', () => {
  test('an encounter knows its patient and its practitioners', async () => {
    const { data } = await gateway.query(
      '{ encounters(first: 500) { edges { node { id patient { id } practitioners { id } subject { reference } } } } }',
    );
    const byId = new Map(encounters.map(encounter => [encounter.id, encounter]));
    for (const { node } of data.encounters.edges) {
      const source = byId.get(node.id)!;
      expect(`Patient/${node.patient.id}`).toBe((source.subject as Reference).reference);
      const expected = new Set(individuals(source));
      expect(new Set(node.practitioners.map(({ id }: { id: string }) => `Practitioner/${id}`))).toEqual(
        expected,
      );
    }
  });

  test('people know their encounters, filtered, ordered and paged', async () => {
    const { id } = somePatient;
    const own = encounters.filter(
      encounter => (encounter.subject as Reference).reference === `Patient/${id}`,
    );
    const { data } = await gateway.query(
      `{ patient(id: "${id}") {
        all: encounters(first: 100, orderBy: { field: DATE }) { count edges { node { id } } }
        page: encounters(first: 1) { count edges { cursor node { id } } pageInfo { hasNextPage endCursor } }
        finished: encounters(first: 100, filter: { status: ["finished"] }) { count edges { node { status } } }
      } }`,
    );
    const { all, page, finished } = data.patient;
    expect(all.count).toBe(own.length);
    expect(new Set(all.edges.map((edge: { node: { id: string } }) => edge.node.id))).toEqual(idSet(own));
    expect(page.edges[0].node.id).toBe(all.edges.at(-1).node.id);
    expect(page.pageInfo.hasNextPage).toBe(own.length > 1);
    expect(finished.count).toBe(own.filter(({ status }) => status === 'finished').length);
    const next = await gateway.query(
      `{ patient(id: "${id}") { encounters(first: 100, after: "${page.pageInfo.endCursor}") { edges { node { id } } pageInfo { hasPreviousPage } } } }`,
    );
    expect(next.data.patient.encounters.edges).toHaveLength(own.length - 1);
    expect(next.data.patient.encounters.pageInfo.hasPreviousPage).toBe(true);
    const foreign = await gateway.query(
      `{ patient(id: "${patients[0]!.id}") { encounters(after: "${page.pageInfo.endCursor}") { count } } }`,
    );
    expect(foreign.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('a practitioner knows the encounters they took part in', async () => {
    const { data } = await gateway.query(
      `{ practitioner(id: "${somePractitioner.id}") { encounters(first: 1) { count } } }`,
    );
    const expected = encounters.filter(encounter =>
      individuals(encounter).includes(`Practitioner/${somePractitioner.id}`),
    );
    expect(data.practitioner.encounters.count).toBe(expected.length);
  });
});

describe('one connection in both vocabularies', () => {
  const page = (args: string) =>
    gateway.query(`{ patients(${args}) {
      count pagesize offset first previous next last
      edges { cursor mode score node { id } resource { id } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    } }`);
  const ids = (connection: { edges: { node: { id: string } }[] }) =>
    connection.edges.map(({ node }) => node.id);

  test('next, previous, first and last lead where they say', async () => {
    const all = await listIds(gateway, 'patients');
    const one = (await page('first: 25')).data.patients;
    expect(one).toMatchObject({ count: 60, pagesize: 25, offset: 0, previous: null });
    expect(one.edges[0]).toMatchObject({ mode: 'match', score: null, resource: one.edges[0].node });
    expect(one.pageInfo).toMatchObject({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: one.edges[0].cursor,
    });
    const two = (await page(`first: 25, after: "${one.next}"`)).data.patients;
    expect(ids(two)).toEqual(all.slice(25, 50));
    expect(two).toMatchObject({ offset: null, pageInfo: { hasPreviousPage: true } });
    const three = (await page(`first: 25, after: "${two.next}"`)).data.patients;
    expect(ids(three)).toEqual(all.slice(50));
    expect(three).toMatchObject({ next: null, pageInfo: { hasNextPage: false } });
    const back = (await page(`first: 25, after: "${three.previous}"`)).data.patients;
    expect(ids(back)).toEqual(all.slice(25, 50));
    const first = (await page(`first: 25, after: "${three.first}"`)).data.patients;
    expect(ids(first)).toEqual(all.slice(0, 25));
    expect(first.pageInfo.hasPreviousPage).toBe(false);
    const last = (await page(`first: 25, after: "${one.last}"`)).data.patients;
    expect(ids(last)).toEqual(all.slice(35));
    expect((await page(`first: 100, after: "${one.last}"`)).data.patients.edges).toHaveLength(25);
  });

  test('an empty list has no cursors to entries', async () => {
    const { data } = await page('filter: { gender: "none" }');
    expect(data.patients).toMatchObject({
      count: 0,
      edges: [],
      next: null,
      previous: null,
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });
});
