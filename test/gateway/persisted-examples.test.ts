import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateManifest, manifestPath } from '../../scripts/generate-manifest.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { get, post } from '../support/persisted.ts';

const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as {
  readonly operations: readonly { readonly id: string; readonly name: string }[];
};
const ids = new Map(manifest.operations.map(({ id, name }) => [name, id]));

let gateway: TestGateway;
beforeAll(async () => {
  const env = { PERSISTED_OPERATIONS: dirname(manifestPath), PERSISTED_MODE: 'require-id' };
  gateway = await startTestGateway({ env, source: smallSample });
});
afterAll(() => gateway.stop());

/** By its id alone. Mutations by POST, queries by both. */
async function call(name: string, variables: object = {}, isMutation = false) {
  const asked = { documentId: ids.get(name), variables };
  const { data, status, text } = await post(gateway, asked);
  expect([status, JSON.parse(text).errors]).toEqual([200, undefined]);
  if (!isMutation) expect((await get(gateway, asked)).data).toEqual(data);
  return data;
}

test('the manifest is fresh', () => {
  const fresh = generateManifest() === readFileSync(manifestPath, 'utf8');
  expect(fresh, 'examples/operations/manifest.json is stale: npm run codegen').toBe(true);
});

test('the examples are what a reviewer does from the first to the last', async () => {
  const left = new Set(ids.keys());
  const done = (name: string, variables?: object, isMutation?: boolean) => {
    left.delete(name);
    return call(name, variables, isMutation);
  };
  const refused = await post(gateway, { documentId: ids.get('Progress') });
  expect(refused.code).toBe('TENANT_COLD');
  await done('WarmUp', { wait: true }, true);
  expect((await done('TenantState')).tenant).toMatchObject({ id: 'demo', state: 'WARM' });

  const { encounters } = await done('Worklist', { first: 3 });
  const { count, edges, pageInfo } = encounters;
  expect([edges.length, pageInfo.hasNextPage]).toEqual([3, true]);
  const [first, ...others] = edges.map(({ node }: { node: object }) => node);
  const { encounters: next } = await call('Worklist', { first: 3, after: pageInfo.endCursor });
  expect(next.edges[0].node.id).not.toBe(first.id);

  const { patient } = await done('PatientChart', { id: first.patient.id });
  expect(patient.encounters.edges.map(({ node }: { node: { id: string } }) => node.id)).toContain(first.id);
  const day = first.period.start.slice(0, 10);
  const chosen = { id: first.practitioners[0].id, period: { from: day, to: day } };
  const { practitioner } = await done('PractitionerDay', chosen);
  expect(practitioner.encounters.edges.map(({ node }: { node: { id: string } }) => node.id)).toContain(
    first.id,
  );

  const seen = { resourceType: 'ENCOUNTER', id: first.id, expectedVersion: first.meta.versionId };
  expect((await done('Review', seen, true)).review).toMatchObject({ id: first.id, reviewed: true });
  const inputs = others.map(({ id }: { id: string }) => ({ resourceType: 'ENCOUNTER', id }));
  const { reviewMany } = await done(
    'ReviewMany',
    { inputs: [...inputs, { ...inputs[0], id: 'nobody' }] },
    true,
  );
  expect(reviewMany.map((each: { error: { code: string } | null }) => each.error?.code)).toEqual([
    ...[undefined, undefined, 'NOT_FOUND'],
  ]);

  expect((await done('Progress')).reviewProgress).toContainEqual({
    resourceType: 'ENCOUNTER',
    total: count,
    reviewed: 3,
  });
  expect((await call('Worklist', { first: 3 })).encounters.count).toBe(count - 3);
  expect([...left]).toEqual([]);
});
