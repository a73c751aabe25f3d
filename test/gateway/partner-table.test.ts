import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestGateway } from '../support/gateway.ts';
import { entryOf, manifestOf } from '../support/operations.ts';
import { newKey, partnerEntry } from '../support/partners.ts';
import { startPartnersGateway } from '../support/partners-gateway.ts';
import { get, post } from '../support/persisted.ts';

const read = 'query Read($id: ID!) { patient(id: $id) { id } }';
const reviewed =
  'mutation Reviewed($id: ID!) { review(input: { resourceType: PATIENT, id: $id }) { reviewedBy } }';
const variables = { id: 'patient-1' };

const keys = {
  good: newKey(),
  revoked: newKey({ revoked: '2026-01-02T00:00:00Z' }),
  expired: newKey({ expires: '2026-01-02T00:00:00Z' }),
  unknown: newKey(),
};

let gateway: TestGateway;
beforeAll(async () => {
  const { good, revoked, expired } = keys;
  const acme = partnerEntry({
    ...{ id: 'acme', tenants: ['demo', 'second'], operations: ['acme'] },
    ...{ scopes: ['system/*.rs', 'system/Patient.u'], keys: [good.entry, revoked.entry, expired.entry] },
  });
  gateway = await startPartnersGateway([acme], {
    acme: manifestOf(entryOf(read, { id: 'read' }), entryOf(reviewed, { id: 'review' })),
    others: manifestOf(entryOf('query Others { tenant { id } }', { id: 'others-own' })),
  });
});
afterAll(() => gateway.stop());

const asked = { documentId: 'read', variables };
const table: readonly [
  what: string,
  key: keyof typeof keys,
  asked: Record<string, unknown>,
  status: number,
  code: string | undefined,
  options?: { tenant?: string; method?: 'get' },
][] = [
  ['its own operation', 'good', asked, 200, undefined],
  ['its own operation by GET', 'good', asked, 200, undefined, { method: 'get' }],
  ['its own mutation', 'good', { documentId: 'review', variables }, 200, undefined],
  [
    'an id that is not registered',
    'good',
    { documentId: 'nobody', variables },
    404,
    'PERSISTED_QUERY_NOT_IN_LIST',
  ],
  ["another partner's id", 'good', { documentId: 'others-own' }, 404, 'PERSISTED_QUERY_NOT_IN_LIST'],
  [
    'variables that are not declared',
    'good',
    { ...asked, variables: { ...variables, all: true } },
    400,
    'BAD_USER_INPUT',
  ],
  ['variables of another type', 'good', { ...asked, variables: { id: ['a'] } }, 400, 'BAD_USER_INPUT'],
  ['no variables', 'good', { documentId: 'read' }, 400, 'BAD_USER_INPUT'],
  ['a document of its own', 'good', { query: '{ tenant { id } }' }, 400, 'PERSISTED_QUERY_ID_REQUIRED'],
  ['the text of its own operation', 'good', { query: read, variables }, 400, 'PERSISTED_QUERY_ID_REQUIRED'],
  ['introspection', 'good', { query: '{ __schema { types { name } } }' }, 400, 'PERSISTED_QUERY_ID_REQUIRED'],
  ['a mutation by GET', 'good', { documentId: 'review', variables }, 405, 'BAD_REQUEST', { method: 'get' }],
  ['a revoked key', 'revoked', asked, 401, 'UNAUTHENTICATED'],
  ['an expired key', 'expired', asked, 401, 'UNAUTHENTICATED'],
  ["nobody's key", 'unknown', asked, 401, 'UNAUTHENTICATED'],
  ['another tenant', 'good', asked, 403, 'FORBIDDEN', { tenant: 'third' }],
  ['a tenant of its own that is cold', 'good', asked, 503, 'TENANT_COLD', { tenant: 'second' }],
];

test.each(table)('a partner with %s', async (_, key, body, status, code, { tenant, method } = {}) => {
  const options = { ...(tenant !== undefined && { tenant }), headers: { 'x-api-key': keys[key].apiKey } };
  const answer = await (method === 'get' ? get : post)(gateway, body, options);
  expect([answer.status, answer.code]).toEqual([status, code]);
  expect(answer.text).not.toContain(keys[key].apiKey);
});

test('a partner reviews in its own name', async () => {
  const headers = { 'x-api-key': keys.good.apiKey };
  const answer = await post(gateway, { documentId: 'review', variables }, { headers });
  expect(answer.data.review.reviewedBy).toBe('partner:acme');
});

test('what a partner may call, its scopes may still not allow', async () => {
  const headers = { 'x-api-key': keys.good.apiKey };
  // Cooling down and warming up are no scopes of it.
  const answer = await gateway.fetch('/warm-up-tenant', {
    method: 'POST',
    headers: { ...headers, 'x-tenant-id': 'demo' },
  });
  expect(answer.status).toBe(403);
});
