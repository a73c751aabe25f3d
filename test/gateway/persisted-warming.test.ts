import { afterEach, expect, test } from 'vitest';
import type { Logger } from '../../src/core/log.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { ManifestFolder, manifestOf } from '../support/operations.ts';
import { post } from '../support/persisted.ts';

const ahead = `query Ahead($first: Int = 7, $name: String) {
  patients(first: $first, filter: { gender: "female", name: $name }) { count edges { node { id encounters(first: 3) { edges { node { status } } } } } }
}`;
const required =
  'query Required($first: Int!) { practitioners(first: $first, filter: { active: true }) { count } }';

let manifests: ManifestFolder;
let gateway: TestGateway;
afterEach(async () => {
  await gateway.stop();
  await manifests[Symbol.asyncDispose]();
});

async function start(operations: readonly string[], logger?: Logger): Promise<void> {
  manifests = await ManifestFolder.with({ m: manifestOf(...operations) });
  const env = { PERSISTED_OPERATIONS: manifests.path };
  gateway = await startTestGateway({ env, source: smallSample, ...(logger && { logger }) });
}

/** How often the store was searched for an answer. */
async function searches(query: string, variables = {}): Promise<number> {
  const sum = async () => {
    const { search = 0, searchByReference = 0, count = 0 } = await gateway.storeCalls();
    return search + searchByReference + count;
  };
  const before = await sum();
  const { data, status } = await post(gateway, { query, variables });
  expect([status, data?.patients?.edges ?? []]).not.toEqual([200, null]);
  return (await sum()) - before;
}

test('a registered query that needs no variables finds its lists and counts in the caches of a tenant just warmed up', async () => {
  await start([ahead, required]);
  await gateway.warm('demo');
  expect(await searches(ahead)).toBe(0);
  expect(await searches(ahead, { first: 8 })).toBeGreaterThan(0);
  expect(await searches(required, { first: 20 })).toBeGreaterThan(0);
});

test('the answer itself is made for its caller', async () => {
  await start([ahead]);
  await gateway.warm('demo');
  expect((await post(gateway, { query: ahead })).headers.get('x-cache')).toBe('miss');
});

test('one that fails, and what it would change, keeps nothing from getting warm', async () => {
  const logged: { fields: Record<string, unknown>; message: string }[] = [];
  const keep = (fields: object, message: string) => void logged.push({ fields: { ...fields }, message });
  const review = 'mutation Done { review(input: { resourceType: PATIENT, id: "patient-1" }) { reviewed } }';
  const fails = 'query Fails { patients(first: 0) { count } }';
  const tenant = 'query Own { tenant { state counts { total } drift { added } } }';
  await start([review, fails, tenant, ahead], { debug: keep, info: keep, warn: keep, error: keep });
  await gateway.warm('demo');
  expect(await searches(ahead)).toBe(0);
  const told = logged.filter(({ message }) => message === 'an operation was not executed ahead');
  expect(told.map(({ fields }) => [fields.operation, fields.codes])).toEqual([['Fails', ['BAD_USER_INPUT']]]);
  const warmUp = logged.find(({ message }) => message === 'request')?.fields;
  expect(warmUp?.operation).toBeUndefined();
  const { data } = await post(gateway, { query: '{ patient(id: "patient-1") { reviewed } }' });
  expect(data).toEqual({ patient: { reviewed: false } });
});
