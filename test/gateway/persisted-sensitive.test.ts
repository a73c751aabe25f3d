import { afterAll, beforeAll, expect, test } from 'vitest';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { entryOf, ManifestFolder, manifestOf } from '../support/operations.ts';
import { get, post } from '../support/persisted.ts';

const byName =
  'query ByName($name: String, $reviewed: Boolean) { patients(filter: { name: $name, reviewed: $reviewed }) { count } }';
const byFilter = 'query ByFilter($filter: PatientFilter) { patients(filter: $filter) { count } }';
const fixed = 'query Fixed { PatientList(name: "smith") { id } }';

let manifests: ManifestFolder;
let gateway: TestGateway;
beforeAll(async () => {
  manifests = await ManifestFolder.with({
    m: manifestOf(
      entryOf(byName, { id: 'name' }),
      entryOf(byFilter, { id: 'filter' }),
      entryOf(fixed, { id: 'fixed' }),
    ),
  });
  gateway = await startTestGateway({ env: { PERSISTED_OPERATIONS: manifests.path }, source: smallSample });
  await gateway.warm('demo');
});
afterAll(async () => {
  await gateway.stop();
  await manifests[Symbol.asyncDispose]();
});

test.each([
  ['name', { name: 'smi' }],
  ['filter', { filter: { birthDate: { from: '1970' } } }],
])('%s with %j is refused in a URL, and answered by POST', async (documentId, variables) => {
  const refused = await get(gateway, { documentId, variables });
  expect([refused.status, refused.code]).toEqual([400, 'BAD_USER_INPUT']);
  expect(refused.message).toContain('POST');
  // Not what it was, which would go into logs of errors.
  expect(refused.text).not.toMatch(/smi|1970/);
  expect((await post(gateway, { documentId, variables })).code).toBeUndefined();
});

test('the text of a registered operation is that operation', async () => {
  const { status } = await get(gateway, { query: byName, variables: { name: 'smi' } });
  expect(status).toBe(400);
});

test.each([
  ['name', { reviewed: false }],
  ['name', { name: null }],
  ['filter', { filter: { reviewed: true } }],
  ['fixed', {}],
])('%s with %j may stand in a URL', async (documentId, variables) => {
  const { status, code } = await get(gateway, { documentId, variables });
  expect([status, code]).toEqual([200, undefined]);
});
