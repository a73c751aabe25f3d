import { createHook } from 'node:async_hooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ source: smallSample, env: { CACHE: 'resources' } });
  await gateway.warm('demo');
});
afterAll(() => gateway.stop());

const list = `query List($first: Int!) {
  encounters(first: $first) {
    edges { cursor node {
      id reviewed reviewTime
      patient { id reviewed name { family } encounters(first: 1) { count edges { node { id reviewed } } } }
      practitioners { id reviewed }
      subject { resource { ... on Patient { id } } }
    } }
  }
}`;

/** Promises that are made while the list is asked for, by whomever. */
async function promisesOf(first: number): Promise<number> {
  let promises = 0;
  const hook = createHook({
    init: (_, type) => {
      if (type === 'PROMISE') promises += 1;
    },
  });
  hook.enable();
  const { errors, data } = await gateway.query(list, { variables: { first } });
  hook.disable();
  expect(errors).toEqual([]);
  expect(data.encounters.edges).toHaveLength(first);
  return promises;
}

test('a list of which everything is at hand makes as many promises for 5 rows as for 60', async () => {
  for (let time = 0; time < 4; time++) for (const first of [5, 60]) await promisesOf(first);
  // Whatever else goes on makes some now and then.
  const fewest = async (first: number) =>
    Math.min(await promisesOf(first), await promisesOf(first), await promisesOf(first));
  const [few, many] = [await fewest(5), await fewest(60)];
  expect(many - few).toBeLessThan(10);
});
