import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestGateway } from '../support/gateway.ts';
import { entryOf, manifestOf, sha256 } from '../support/operations.ts';
import { newKey, partnerEntry } from '../support/partners.ts';
import { startPartnersGateway } from '../support/partners-gateway.ts';
import { get, persistedQuery, post } from '../support/persisted.ts';

const read = 'query Read($id: ID!) { patient(id: $id) { id } }';
const foreign = 'query Foreign { practitioners { count } }';
const sent = 'query Sent { patients { count } }';
const variables = { id: 'patient-1' };

const clinic = newKey();
const payer = newKey();
let gateway: TestGateway;
beforeAll(async () => {
  const tenants = ['demo'];
  gateway = await startPartnersGateway(
    [
      partnerEntry({ id: 'clinic', tenants, operations: ['clinic'], keys: [clinic.entry] }),
      partnerEntry({ id: 'payer', tenants, operations: ['payer', 'read'], keys: [payer.entry] }),
    ],
    {
      clinic: manifestOf(entryOf(read, { id: 'read' })),
      payer: manifestOf(foreign, '{ __schema { queryType { name } } }'),
    },
  );
  // By somebody who is no partner.
  await post(gateway, { query: sent, extensions: persistedQuery(sent) });
});
afterAll(() => gateway.stop());

const paths = ['/graphql', '/fhir/$graphql'] as const;

/** By POST and GET, on both addresses. */
async function ask({ apiKey }: { apiKey: string }, asked: Record<string, unknown>) {
  const answers = [];
  for (const path of paths) {
    const options = { path, headers: { 'x-api-key': apiKey } };
    answers.push(await post(gateway, asked, options), await get(gateway, asked, options));
  }
  return answers;
}

test('a partner calls what it was granted, by manifest or by id', async () => {
  for (const key of [clinic, payer]) {
    for (const { status, data } of await ask(key, { documentId: 'read', variables })) {
      expect([status, data]).toEqual([200, { patient: variables }]);
    }
  }
});

describe('a partner is refused', () => {
  // biome-ignore format: a table
  test.each<[string, Record<string, unknown>, number, string]>([
    ['a text', { query: '{ tenant { id } }' }, 400, 'PERSISTED_QUERY_ID_REQUIRED'],
    ['a registered text', { query: read, variables }, 400, 'PERSISTED_QUERY_ID_REQUIRED'],
    ['a text beside its id', { query: read, documentId: 'read', variables }, 400, 'PERSISTED_QUERY_ID_REQUIRED'],
    ['a text to register it', { query: sent, extensions: persistedQuery(sent) }, 400, 'PERSISTED_QUERY_ID_REQUIRED'],
    ['introspection', { query: '{ __schema { types { name } } }' }, 400, 'PERSISTED_QUERY_ID_REQUIRED'],
    ['what its tenant’s users have sent', { extensions: persistedQuery(sent) }, 404, 'PERSISTED_QUERY_NOT_IN_LIST'],
    ['a variable that is not declared', { documentId: 'read', variables: { ...variables, patient: 'secret' } }, 400, 'BAD_USER_INPUT'],
    ['a variable by another case', { documentId: 'read', variables: { ID: 'patient-1' } }, 400, 'BAD_USER_INPUT'],
  ])('%s: %j', async (_, asked, status, expected) => {
    for (const answer of await ask(clinic, asked)) {
      expect([answer.status, answer.code]).toEqual([status, expected]);
      expect(answer.text).not.toContain('secret');
    }
  });

  test('what is another’s, exactly as what is nobody’s', async () => {
    const told = async (asked: Record<string, unknown>) =>
      (await ask(clinic, asked)).map(({ status, headers, text }) => {
        const kept = Object.fromEntries(headers);
        for (const name of ['date', 'x-request-id']) delete kept[name];
        return { status, kept, text };
      });
    const nobody = await told({ documentId: sha256('nothing') });
    expect(nobody[0]).toMatchObject({
      status: 404,
      text: expect.stringContaining('PERSISTED_QUERY_NOT_IN_LIST'),
    });
    for (const asked of [
      { documentId: sha256(foreign) },
      { documentId: 'payer' },
      { extensions: persistedQuery(foreign) },
      { documentId: 'read', extensions: persistedQuery(foreign), variables },
      { documentId: sha256(foreign), variables: { x: 1 } },
    ]) {
      expect(await told(asked)).toEqual(nobody);
    }
    expect((await ask(payer, { documentId: sha256(foreign) }))[0]?.status).toBe(200);
  });
});
