import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { detail, eventsAbout, references } from '../support/audit.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { entryOf, ManifestFolder, manifestOf } from '../support/operations.ts';
import { get, post } from '../support/persisted.ts';

let folder: string;
let file: string;
let manifests: ManifestFolder;
let gateway: TestGateway;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-test-'));
  file = join(folder, 'audit.log');
  manifests = await ManifestFolder.with({
    m: manifestOf(
      entryOf('query One($id: ID!) { patient(id: $id) { id } }', { id: 'one' }),
      entryOf('mutation WarmUp { warmUpTenant { state } }', { id: 'warm-up' }),
    ),
  });
  const env = { AUDIT_LOG: file, PERSISTED_OPERATIONS: manifests.path, PERSISTED_MODE: 'safelist' };
  gateway = await startTestGateway({ source: smallSample, env });
  await post(gateway, { documentId: 'warm-up' });
});
afterAll(async () => {
  await gateway.stop();
  await manifests[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

test('an operation that is registered has its id; what a client has already (304) counts as read', async () => {
  const one = { documentId: 'one', variables: { id: 'patient-1' } };
  const first = await get(gateway, one);
  const again = await get(gateway, one, { headers: { 'if-none-match': first.headers.get('etag')! } });
  expect([first.status, again.status]).toEqual([200, 304]);
  for (const { headers } of [first, again]) {
    const [event] = await eventsAbout(file, headers);
    expect(event).toMatchObject({ action: 'R', outcome: '0' });
    expect(event!.entity[0]!.name).toBe('One');
    expect(detail(event!, 'operationId')).toBe('one');
    expect(references(event!)).toEqual(['Patient/patient-1']);
  }
});

test('one that is not registered is refused, without a word of it', async () => {
  const { status, headers } = await post(gateway, { query: 'query Smith { patient(id: "smith") { id } }' });
  expect(status).toBe(403);
  const [event] = await eventsAbout(file, headers);
  expect(event).toMatchObject({
    outcome: '4',
    outcomeDesc: 'QUERY_NOT_IN_SAFELIST',
    type: { code: '110113' },
  });
  expect(JSON.stringify(event)).not.toMatch(/smith/i);
});
