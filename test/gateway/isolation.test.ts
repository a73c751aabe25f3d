import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ManualClock } from '../support/clock.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  // Time stands still, so that the same operations give the same answers.
  gateway = await startTestGateway({
    source: smallSample,
    clock: new ManualClock(),
    env: { MAX_WARM_TENANTS: '1000', MAX_TENANTS: '10000' },
  });
});
afterAll(() => gateway.stop());

const patientId = fc.integer({ min: 1, max: 6 }).map(place => `patient-${place}`);
const operation = fc.oneof(
  fc
    .record({ id: patientId, reviewed: fc.boolean() })
    .map(
      ({ id, reviewed }) =>
        `mutation { review(input: { resourceType: PATIENT, id: "${id}", reviewed: ${reviewed} }) { id reviewed reviewTime } }`,
    ),
  fc.constant('{ reviewProgress { resourceType total reviewed } }'),
  fc.constant(
    '{ patients(first: 5, filter: { reviewed: true }) { count edges { cursor node { id reviewTime } } } }',
  ),
  fc.constant(
    '{ patients(first: 6, orderBy: { field: REVIEW_TIME, direction: DESC }) { edges { node { id reviewed } } } }',
  ),
  patientId.map(
    id =>
      `{ patient(id: "${id}") { reviewed encounters(first: 2) { count edges { node { id reviewed } } } } }`,
  ),
  fc.constant('mutation { coolDownTenant { state } }'),
  fc.constant('mutation { warmUpTenant { state counts { total } } }'),
  fc.constant('mutation { warmUpTenant(refresh: true) { state } }'),
);

/** Runs operations of one tenant one after another; cursors are bound to tenants and so left out. */
async function run(tenant: string, operations: readonly string[]): Promise<unknown[]> {
  await gateway.warm(tenant);
  const answers: unknown[] = [];
  for (const query of operations) {
    const { data, errors } = await gateway.query(query, { tenant });
    const text = JSON.stringify({ data, codes: errors.map(({ extensions }) => extensions.code) });
    answers.push(text.replaceAll(/"cursor":"[^"]*"/g, '"cursor":""'));
  }
  await gateway.query('mutation { coolDownTenant { state } }', { tenant });
  return answers;
}

test('property: tenants side by side see what each sees alone', async () => {
  let round = 0;
  const operations = fc.array(operation, { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(operations, operations, async (one, other) => {
      round += 1;
      // Ids that share prefixes, as file names could be mixed up.
      const ids = {
        one: `t${round}`,
        other: `t${round}-1`,
        oneAlone: `t${round}_1`,
        otherAlone: `t${round}1x`,
      };
      const [besideOther, besideOne] = await Promise.all([run(ids.one, one), run(ids.other, other)]);
      expect(besideOther).toEqual(await run(ids.oneAlone, one));
      expect(besideOne).toEqual(await run(ids.otherAlone, other));
    }),
    { numRuns: process.env.LONG ? 500 : 6 },
  );
}, 600_000);
