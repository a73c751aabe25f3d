import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleSource } from '../../src/ingest/sample.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    source: sampleSource({ patients: 120, seed: 1 }),
    env: { CACHE: 'off' },
  });
  await gateway.warm('demo');
});
afterAll(() => gateway.stop());

/** Runs a query and returns its answer with the store calls it cost. */
async function costOf(query: string, variables?: object) {
  const before = await gateway.storeCalls();
  const answer = await gateway.query(query, { ...(variables && { variables }) });
  const after = await gateway.storeCalls();
  expect(answer.errors).toEqual([]);
  const calls: Record<string, number> = {};
  for (const [call, count] of Object.entries(after)) {
    const made = count - (before[call] ?? 0);
    if (made > 0) calls[call] = made;
  }
  return { data: answer.data, calls };
}

const worklist = `query ($first: Int!) {
  encounters(first: $first) {
    edges { node {
      id reviewed reviewTime reviewedBy
      patient { id reviewed reviewTime name { family } }
      practitioners { id reviewed reviewTime name { family } }
    } }
  }
}`;

test.each([50, 500])(
  '%i encounters with patient, practitioners and reviews cost three store calls',
  async first => {
    const { data, calls } = await costOf(worklist, { first });
    expect(data.encounters.edges).toHaveLength(first);
    expect(data.encounters.edges[0].node.patient.reviewed).toBe(false);
    expect(calls).toEqual({ search: 1, get: 2 });
  },
);

test('the encounters of 50 patients are one store call, and so are their counts', async () => {
  const { data, calls } = await costOf(`{
    patients(first: 50) { edges { node { id encounters(first: 5) { count edges { node { id reviewed } } } } } }
  }`);
  expect(data.patients.edges).toHaveLength(50);
  expect(
    data.patients.edges.some(
      (edge: { node: { encounters: { count: number } } }) => edge.node.encounters.count > 5,
    ),
  ).toBe(true);
  expect(calls).toEqual({ search: 1, searchByReference: 1, countByReference: 1 });
});

test('first, previous and last of the lists of a list are one store call more', async () => {
  const { data, calls } = await costOf(`{
    patients(first: 30) { edges { node { encounters(first: 2) { first last edges { node { id patient { id } } } } } } }
  }`);
  expect(data.patients.edges).toHaveLength(30);
  expect(calls).toEqual({ search: 1, searchByReference: 2 });
});

test('a count is one, whatever the pages beside it', async () => {
  const { calls } = await costOf(`{
    a: encounters(first: 1, filter: { status: "finished" }) { count }
    b: encounters(first: 2, filter: { status: "finished" }) { count }
    c: encounters(first: 3, filter: { status: "finished" }) { count }
  }`);
  expect(calls).toEqual({ search: 3, count: 1 });
});

test('aliases and fragments of one operation share look-ups', async () => {
  const { calls } = await costOf(`{
    a: patient(id: "patient-1") { id }
    b: patient(id: "patient-2") { ...Name }
    c: patient(id: "patient-1") { ...Name reviewed }
    d: encounters(first: 5) { edges { node { id } } }
    e: encounters(first: 5) { edges { node { status } } }
  }
  fragment Name on Patient { name { family } }`);
  expect(calls).toEqual({ get: 1, search: 1 });
});

test('many reviews are one store call', async () => {
  const { data, calls } = await costOf(
    'mutation ($inputs: [ReviewInput!]!) { reviewMany(inputs: $inputs) { resource { id reviewed reviewTime } } }',
    {
      inputs: Array.from({ length: 20 }, (_, place) => ({
        resourceType: 'PATIENT',
        id: `patient-${place + 1}`,
      })),
    },
  );
  expect(data.reviewMany).toHaveLength(20);
  expect(calls).toEqual({ updateReviews: 1 });
});

test('without caches nothing is kept from one request to the next', async () => {
  const query = '{ patient(id: "patient-30") { reviewed } }';
  expect((await costOf(query)).data.patient.reviewed).toBe(false);
  await costOf('mutation { review(input: { resourceType: PATIENT, id: "patient-30" }) { id } }');
  expect((await costOf(query)).data.patient.reviewed).toBe(true);
});

describe('with caches', () => {
  const lists = `{
    patients(first: 50) { edges { node { id encounters(first: 5) { count edges { node { id reviewed } } } } } }
  }`;
  const review = (id: string) =>
    costOf(`mutation { review(input: { resourceType: PATIENT, id: "${id}" }) { id } }`);

  test.each([50, 500])(
    '%i encounters with everything in them are read once, with their review states',
    async first => {
      await gateway.restart({ CACHE: 'resources' });
      expect((await costOf(worklist, { first })).calls).toEqual({ search: 1, get: 2 });
      const again = await costOf(worklist, { first });
      expect(again.calls).toEqual({});
      expect(again.data.encounters.edges).toHaveLength(first);
    },
  );

  test('reverse look-ups and counts are read once; of more of them only what is new', async () => {
    await gateway.restart({ CACHE: 'resources' });
    expect((await costOf(lists)).calls).toEqual({ search: 1, searchByReference: 1, countByReference: 1 });
    expect((await costOf(lists)).calls).toEqual({});
    expect((await costOf(lists.replace('50', '60'))).calls).toEqual({
      search: 1,
      searchByReference: 1,
      countByReference: 1,
    });
  });

  test('of a batch only what is missing is read', async () => {
    await gateway.restart({ CACHE: 'resources' });
    const some = (ids: readonly number[]) =>
      costOf(`{ ${ids.map(id => `p${id}: patient(id: "patient-${id}") { id }`).join(' ')} }`);
    expect((await some([1, 2, 3])).calls).toEqual({ get: 1 });
    expect((await some([1, 2, 3])).calls).toEqual({});
    expect((await some([2, 3, 4])).calls).toEqual({ get: 1 });
  });

  test('a review leaves the content alone, and a list that it decides about it does not', async () => {
    await gateway.restart({ CACHE: 'resources' });
    const open = '{ patients(first: 5, filter: { reviewed: false }) { edges { node { id reviewed } } } }';
    await costOf(worklist, { first: 50 });
    await costOf(open);
    expect((await costOf(open)).calls).toEqual({});
    await review('patient-40');
    expect((await costOf(worklist, { first: 50 })).calls).toEqual({});
    expect((await costOf(open)).calls).toEqual({ search: 1 });
  });

  test('a whole answer costs no store call', async () => {
    await gateway.restart({ CACHE: 'on' });
    expect((await costOf(worklist, { first: 50 })).calls).toEqual({ search: 1, get: 2 });
    expect((await costOf(worklist, { first: 50 })).calls).toEqual({});
  });
});
