import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { entryOf, ManifestFolder, manifestOf } from '../support/operations.ts';
import { type AskOptions, get, post } from '../support/persisted.ts';

const read = 'query One($id: ID!) { patient(id: $id) { id reviewed } }';
const manifest = manifestOf(
  entryOf(read, { id: 'one' }),
  entryOf('query Tenant { tenant { id } }', { id: 'tenant' }),
  entryOf('query Fails { patients(first: 0) { count } tenant { id } }', { id: 'fails' }),
);

let manifests: ManifestFolder;
let gateway: TestGateway;
beforeAll(async () => {
  manifests = await ManifestFolder.with({ m: manifest });
  gateway = await startTestGateway({ env: { PERSISTED_OPERATIONS: manifests.path }, source: smallSample });
  await gateway.warm('demo', 'other');
});
afterAll(async () => {
  await gateway.stop();
  await manifests[Symbol.asyncDispose]();
});

const one = { documentId: 'one', variables: { id: 'patient-1' } };
const tagOf = async (search: Parameters<typeof get>[1] = one, options?: AskOptions) =>
  (await get(gateway, search, options)).headers.get('etag');

/** Asks whether what the client has still holds. */
const given = (condition: string, search: Parameters<typeof get>[1] = one, options: AskOptions = {}) =>
  get(gateway, search, { ...options, headers: { ...options.headers, 'if-none-match': condition } });

test('the answer of a registered operation by GET has a strong tag, and is kept by its client alone', async () => {
  const answers = [
    await get(gateway, one),
    await get(gateway, one),
    await get(gateway, { query: read, variables: one.variables }),
  ];
  for (const { status, headers } of answers) {
    expect([status, headers.get('cache-control')]).toEqual([200, 'private, no-cache']);
    expect(headers.get('vary')?.split(', ').sort()).toEqual([
      'accept',
      'authorization',
      'x-api-key',
      'x-tenant-id',
    ]);
    expect(headers.get('etag')).toMatch(/^"[\w-]{43}"$/);
  }
  expect(answers.map(({ headers }) => headers.get('x-cache'))).toEqual(['miss', 'hit', 'hit']);
  expect(new Set(answers.map(({ headers }) => headers.get('etag'))).size).toBe(1);
});

test('while it holds, nothing but that is sent', async () => {
  const tag = await tagOf();
  for (const condition of [tag!, `W/${tag}`, `"x", ${tag}`, `"a,b" ,W/${tag}`, '*', ' * ']) {
    const { status, text, headers } = await given(condition);
    expect([status, text, headers.get('etag')]).toEqual([304, '', tag]);
    expect([headers.get('content-type'), headers.get('cache-control')]).toEqual([null, 'private, no-cache']);
    expect(headers.get('vary')).toContain('x-tenant-id');
  }
  for (const condition of ['"x"', tag!.replaceAll('"', ''), `${tag!.slice(0, -1)}x"`, 'W/', '""', '"*"']) {
    expect((await given(condition)).status).toBe(200);
  }
});

test('after a review it holds no more', async () => {
  const tag = await tagOf();
  const review = 'mutation { review(input: { resourceType: PATIENT, id: "patient-1" }) { reviewed } }';
  await post(gateway, { query: review });
  const changed = await given(tag!);
  expect([changed.status, changed.data]).toEqual([200, { patient: { id: 'patient-1', reviewed: true } }]);
  expect(changed.headers.get('etag')).not.toBe(tag);
  // The other tenant has not reviewed it.
  expect((await given(changed.headers.get('etag')!, one, { tenant: 'other' })).status).toBe(200);
});

test('of another media type it is another', async () => {
  const plain = await tagOf(one, { headers: { accept: 'application/json' } });
  const proper = await tagOf(one, { headers: { accept: 'application/graphql-response+json' } });
  expect([plain, proper]).not.toContain(null);
  expect(plain).not.toBe(proper);
});

test('on FHIR’s address too', async () => {
  const tag = await tagOf(one, { path: '/fhir/$graphql' });
  expect((await given(tag!, one, { path: '/fhir/$graphql' })).status).toBe(304);
});

test('of what is never kept in the gateway it holds as long as it is the same', async () => {
  const tag = await tagOf({ documentId: 'tenant' });
  expect((await given(tag!, { documentId: 'tenant' })).status).toBe(304);
});

describe('there is no tag, and nothing may be kept', () => {
  const headers = { 'if-none-match': '*' };
  test.each<[string, () => ReturnType<typeof get>, number]>([
    ['of a POST', () => post(gateway, one, { headers }), 200],
    ['of another text', () => get(gateway, { query: '{ tenant { id } }' }, { headers }), 200],
    ['of an answer with errors', () => get(gateway, { documentId: 'fails' }, { headers }), 200],
    [
      'of a question with wrong variables',
      () => get(gateway, { documentId: 'one', variables: {} }, { headers }),
      400,
    ],
    ['of an unknown id', () => get(gateway, { documentId: 'x' }, { headers }), 404],
    ['of a cold tenant', () => get(gateway, one, { headers, tenant: 'cold' }), 503],
  ])('%s', async (_, ask, status) => {
    const answer = await ask();
    expect([answer.status, answer.headers.get('etag'), answer.headers.get('cache-control')]).toEqual([
      ...[status, null, 'private, no-store'],
    ]);
  });
});
