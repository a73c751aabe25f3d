import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { ManifestFolder, manifestOf } from '../support/operations.ts';
import { get, persistedQuery, post } from '../support/persisted.ts';

let manifests: ManifestFolder;
let gateway: TestGateway;
beforeAll(async () => {
  manifests = await ManifestFolder.with({ m: manifestOf('query Registered { patients { count } }') });
  gateway = await startTestGateway({ source: smallSample });
  await gateway.warm('demo', 'other');
});
afterAll(async () => {
  await gateway.stop();
  await manifests[Symbol.asyncDispose]();
});

let drawn = 0;
/** A text that nobody has sent. */
const fresh = () => `query Fresh${++drawn} { patients(first: 1) { count } }`;

/** What a client gets that sends a hash and, when that is not known, the text. */
async function asked(text: string, options?: { tenant?: string }) {
  const { code, data } = await post(gateway, { extensions: persistedQuery(text) }, options);
  return code ?? data;
}

const found = { patients: { count: 40 } };
const notFound = 'PERSISTED_QUERY_NOT_FOUND';

test('a client sends a hash, then the text once, then the hash alone, by POST or GET, on both addresses', async () => {
  for (const register of [post, get]) {
    const text = fresh();
    const extensions = persistedQuery(text);
    const first = await register(gateway, { extensions });
    expect([first.status, first.code, first.message]).toEqual([200, notFound, 'PersistedQueryNotFound']);
    expect((await register(gateway, { query: text, extensions })).data).toEqual(found);
    for (const path of ['/graphql', '/fhir/$graphql'] as const) {
      for (const ask of [post, get]) {
        const { data, headers } = await ask(gateway, { extensions }, { path });
        expect([data, headers.get('cache-control')]).toEqual([found, 'private, no-store']);
      }
    }
  }
});

test('no tenant finds what another has registered, whatever it costs the other to ask', async () => {
  const text = fresh();
  await post(gateway, { query: text, extensions: persistedQuery(text) });
  expect([await asked(text), await asked(text, { tenant: 'other' })]).toEqual([found, notFound]);
  await post(gateway, { query: text, extensions: persistedQuery(text) }, { tenant: 'other' });
  expect(await asked(text, { tenant: 'other' })).toEqual(found);
});

describe('nothing is registered', () => {
  const large = `query Large { patients { count } } # ${'x'.repeat(1_100_000)}`;
  test.each([
    ['that cannot be parsed', '{ patients {', 400],
    ['that is not valid', '{ nobody }', 400],
    [
      'that would cost too much',
      '{ patients(first: 500) { edges { node { encounters(first: 500) { edges { node { id } } } } } } }',
      400,
    ],
    ['that is nested too deeply', `{ patients ${'{ a '.repeat(300)}${'}'.repeat(300)} }`, 400],
    ['that is larger than a body may be', large, 413],
  ])('%s', async (_, text, status) => {
    expect((await post(gateway, { query: text, extensions: persistedQuery(text) })).status).toBe(status);
    expect(await asked(text)).toBe(notFound);
  });

  test('whose hash is another’s', async () => {
    const text = fresh();
    const extensions = persistedQuery('{ tenant { id } }');
    expect((await post(gateway, { query: text, extensions })).message).toBe(
      'provided sha does not match query',
    );
    expect([await asked(text), await asked('{ tenant { id } }')]).toEqual([notFound, notFound]);
  });

  test('by a mutation in a URL', async () => {
    const text = 'mutation { review(input: { resourceType: PATIENT, id: "patient-1" }) { reviewed } }';
    const answer = await get(gateway, { query: text, extensions: persistedQuery(text) });
    expect([answer.status, await asked(text)]).toEqual([405, notFound]);
  });

  test.each(['safelist', 'require-id'])('with %s', async mode => {
    const env = { PERSISTED_MODE: mode, PERSISTED_OPERATIONS: manifests.path };
    const strict = await startTestGateway({ folder: gateway.folder, env });
    try {
      const text = fresh();
      const extensions = persistedQuery(text);
      expect((await post(strict, { query: text, extensions })).status).toBeGreaterThanOrEqual(400);
      expect(await post(strict, { extensions })).toMatchObject({
        status: 404,
        code: 'PERSISTED_QUERY_NOT_IN_LIST',
      });
    } finally {
      await strict.stop();
    }
  });
});

test('a cold tenant’s text is registered, and the tenant told that it is cold', async () => {
  const text = fresh();
  const told = await post(gateway, { query: text, extensions: persistedQuery(text) }, { tenant: 'cold' });
  expect([told.status, told.code]).toEqual([503, 'TENANT_COLD']);
  expect(await asked(text, { tenant: 'cold' })).toBe('TENANT_COLD');
});
