import { afterAll, beforeAll, expect, test } from 'vitest';
import { ManualClock } from '../support/clock.ts';
import { listSource, startTestGateway, type TestGateway } from '../support/gateway.ts';

const clock = new ManualClock();
let gateway: TestGateway;

const people = Array.from({ length: 30 }, (_, place) => ({
  resourceType: 'Patient',
  id: `p${place}`,
  meta: { versionId: '7' },
  name: [{ family: `Family ${place}` }],
  // No FHIR: a source's word on reviews is not taken.
  reviewed: true,
  reviewTime: '2020-01-01T00:00:00Z',
}));

beforeAll(async () => {
  gateway = await startTestGateway({
    clock,
    source: listSource([...people, { resourceType: 'Practitioner', id: 'd1' }]),
  });
  await gateway.warm('a', 'b');
});
afterAll(() => gateway.stop());

const review = (input: object, tenant = 'a') =>
  gateway.query(
    `mutation ($input: ReviewInput!) {
      review(input: $input) { __typename id reviewed reviewTime reviewedBy ... on Patient { name { family } } }
    }`,
    { tenant, variables: { input } },
  );

const read = async (id: string, tenant = 'a') =>
  (
    await gateway.query('query ($id: ID!) { patient(id: $id) { reviewed reviewTime reviewedBy } }', {
      tenant,
      variables: { id },
    })
  ).data.patient;

const unreviewed = { reviewed: false, reviewTime: null, reviewedBy: null };

test('a review answers with the resource as it is now', async () => {
  const at = new Date(clock.now()).toISOString();
  const { data, errors } = await review({ resourceType: 'PATIENT', id: 'p0' });
  expect(errors).toEqual([]);
  expect(data.review).toEqual({
    __typename: 'Patient',
    id: 'p0',
    reviewed: true,
    reviewTime: at,
    reviewedBy: null,
    name: [{ family: 'Family 0' }],
  });
  expect(await read('p0')).toEqual({ reviewed: true, reviewTime: at, reviewedBy: null });
});

test('reviewing again keeps the first time; taking back clears it', async () => {
  await review({ resourceType: 'PATIENT', id: 'p1' });
  const first = await read('p1');
  await clock.advance(5_000);
  await review({ resourceType: 'PATIENT', id: 'p1' });
  expect(await read('p1')).toEqual(first);
  const { data } = await review({ resourceType: 'PATIENT', id: 'p1', reviewed: false });
  expect(data.review).toMatchObject(unreviewed);
  expect(await read('p1')).toEqual(unreviewed);
});

test('what one tenant reviews shows in no other tenant and not in master', async () => {
  await review({ resourceType: 'PATIENT', id: 'p2' }, 'a');
  expect((await read('p2', 'a')).reviewed).toBe(true);
  expect(await read('p2', 'b')).toEqual(unreviewed);
  const master = await gateway.store.openMaster();
  const counts = await master.counts();
  expect(counts.every(({ reviewed }) => reviewed === 0)).toBe(true);
  await master.close();
  await gateway.warm('c');
  expect(await read('p2', 'c')).toEqual(unreviewed);
});

test('expectedVersion that is not the stored one is a conflict and changes nothing', async () => {
  const wrong = await review({ resourceType: 'PATIENT', id: 'p3', expectedVersion: '6' });
  expect(wrong.status).toBe(409);
  expect(wrong.errors[0]).toMatchObject({
    path: ['review'],
    extensions: { code: 'CONFLICT', resourceType: 'Patient', id: 'p3' },
  });
  expect(await read('p3')).toEqual(unreviewed);
  expect((await review({ resourceType: 'PATIENT', id: 'p3', expectedVersion: '7' })).errors).toEqual([]);
  expect((await read('p3')).reviewed).toBe(true);
  // A resource without a version is of no version that anybody could have read.
  const none = await review({ resourceType: 'PRACTITIONER', id: 'd1', expectedVersion: '1' });
  expect(none.errors[0]?.extensions.code).toBe('CONFLICT');
});

test.each(['missing', '', 'x'.repeat(10_000), '../p0', 'p0\u0000', 'ü'])(
  'there is nothing to review under id %j',
  async id => {
    const { status, data, errors } = await review({ resourceType: 'PATIENT', id });
    expect(status).toBe(200);
    expect(data).toEqual({ review: null });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ extensions: { code: 'NOT_FOUND', resourceType: 'Patient' } });
    expect(String(errors[0]?.extensions.id).length).toBeLessThanOrEqual(64);
  },
);

test('of two reviews in one request one may fail: both outcomes show', async () => {
  const { status, data, errors } = await gateway.query(
    `mutation {
      good: review(input: { resourceType: PATIENT, id: "p4" }) { id reviewed }
      bad: review(input: { resourceType: PATIENT, id: "nobody" }) { id }
    }`,
    { tenant: 'a' },
  );
  expect(status).toBe(200);
  expect(data).toEqual({ good: { id: 'p4', reviewed: true }, bad: null });
  expect(errors.map(error => [error.path, error.extensions.code])).toEqual([[['bad'], 'NOT_FOUND']]);
});

test('reviewMany answers in order, each by itself', async () => {
  const { data, errors } = await gateway.query(
    `mutation {
      reviewMany(inputs: [
        { resourceType: PATIENT, id: "p5" }
        { resourceType: PATIENT, id: "nobody" }
        { resourceType: PATIENT, id: "p6", expectedVersion: "1" }
        { resourceType: PRACTITIONER, id: "d1" }
      ]) { resourceType id resource { id reviewed } error { code } }
    }`,
    { tenant: 'a' },
  );
  expect(errors).toEqual([]);
  expect(data.reviewMany).toEqual([
    { resourceType: 'PATIENT', id: 'p5', resource: { id: 'p5', reviewed: true }, error: null },
    { resourceType: 'PATIENT', id: 'nobody', resource: null, error: { code: 'NOT_FOUND' } },
    { resourceType: 'PATIENT', id: 'p6', resource: null, error: { code: 'CONFLICT' } },
    { resourceType: 'PRACTITIONER', id: 'd1', resource: { id: 'd1', reviewed: true }, error: null },
  ]);
});

test('more reviews at a time than allowed are refused whole', async () => {
  const inputs = Array.from({ length: 501 }, () => ({ resourceType: 'PATIENT', id: 'p7' }));
  const { errors } = await gateway.query(
    'mutation ($inputs: [ReviewInput!]!) { reviewMany(inputs: $inputs) { id } }',
    { tenant: 'a', variables: { inputs } },
  );
  expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(await read('p7')).toEqual(unreviewed);
});

test('later fields of a mutation see what earlier ones did', async () => {
  const { data } = await gateway.query(
    `mutation {
      one: review(input: { resourceType: PATIENT, id: "p8" }) { reviewed }
      two: review(input: { resourceType: PATIENT, id: "p8", reviewed: false }) { reviewed reviewTime }
    }`,
    { tenant: 'a' },
  );
  expect(data).toEqual({ one: { reviewed: true }, two: { reviewed: false, reviewTime: null } });
});

test('progress counts reviews by type', async () => {
  const progress = async () =>
    (await gateway.query('{ reviewProgress { resourceType total reviewed } }', { tenant: 'b' })).data
      .reviewProgress;
  expect(await progress()).toContainEqual({ resourceType: 'PATIENT', total: 30, reviewed: 0 });
  await review({ resourceType: 'PATIENT', id: 'p9' }, 'b');
  await review({ resourceType: 'PATIENT', id: 'p9' }, 'b');
  expect(await progress()).toEqual([
    { resourceType: 'ENCOUNTER', total: 0, reviewed: 0 },
    { resourceType: 'PATIENT', total: 30, reviewed: 1 },
    { resourceType: 'PRACTITIONER', total: 1, reviewed: 0 },
  ]);
});

test('reviews survive a restart', async () => {
  const before = await read('p0');
  expect(before.reviewed).toBe(true);
  await gateway.restart();
  expect(await read('p0')).toEqual(before);
  expect(await read('p0', 'b')).toEqual(unreviewed);
});
