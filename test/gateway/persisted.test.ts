import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currentRequest } from '../../src/core/context.ts';
import type { Logger } from '../../src/core/log.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { entryOf, ManifestFolder, manifestOf, sha256 } from '../support/operations.ts';
import { get, persistedQuery, post } from '../support/persisted.ts';

const patient = 'query One($id: ID!) { patient(id: $id) { id } }';
const count = 'query Count { patients { count } }';
const review = 'mutation Review($id: ID!) { review(input: { resourceType: PATIENT, id: $id }) { reviewed } }';
const stranger = 'query Stranger { practitioners { count } }';
const variables = { id: 'patient-1' };

const logged: { fields: Record<string, unknown>; message: string }[] = [];
const keep = (fields: object, message: string) =>
  void logged.push({ fields: { ...currentRequest(), ...fields }, message });
const logger: Logger = { debug: () => undefined, info: keep, warn: keep, error: keep };

let manifests: ManifestFolder;
let gateway: TestGateway;
/** By mode, over the store of the first. */
const others: Record<string, TestGateway> = {};
beforeAll(async () => {
  manifests = await ManifestFolder.with({
    clinic: manifestOf(entryOf(patient, { id: 'one' }), count, review),
  });
  const env = { PERSISTED_OPERATIONS: manifests.path };
  gateway = await startTestGateway({ env, logger, source: smallSample });
  const { folder } = gateway;
  for (const mode of ['log', 'safelist', 'require-id']) {
    others[mode] = await startTestGateway({ folder, logger, env: { ...env, PERSISTED_MODE: mode } });
  }
  await gateway.warm('demo');
});
afterAll(async () => {
  for (const each of Object.values(others)) await each.stop();
  await gateway.stop();
  await manifests[Symbol.asyncDispose]();
});

describe('a registered operation is called', () => {
  test.each(['/graphql', '/fhir/$graphql'] as const)('by its id, on %s', async path => {
    for (const documentId of ['one', `sha256:${sha256(patient)}`, sha256(patient)]) {
      for (const ask of [post, get]) {
        const { status, data } = await ask(
          gateway,
          { documentId, variables, operationName: 'One' },
          { path },
        );
        expect([status, data]).toEqual([200, { patient: variables }]);
      }
    }
  });

  test('by its hash, as Apollo’s clients do', async () => {
    for (const ask of [post, get]) {
      const extensions = { ...persistedQuery(patient), clientLibrary: { name: 'x' } };
      expect((await ask(gateway, { extensions, variables })).data).toEqual({ patient: variables });
      expect((await ask(gateway, { extensions, variables, query: patient })).data).toEqual({
        patient: variables,
      });
    }
  });

  test('with its name in the log, and by another name not at all', async () => {
    logged.length = 0;
    expect((await post(gateway, { documentId: 'one', variables, operationName: 'Other' })).code).toBe(
      'OPERATION_RESOLUTION_FAILURE',
    );
    await post(gateway, { documentId: 'one', variables });
    await post(gateway, { query: count });
    await post(gateway, { query: stranger });
    const lines = logged.filter(({ message }) => message === 'request').map(({ fields }) => fields);
    expect(lines.map(({ operation, operationId }) => [operation, operationId])).toEqual([
      [undefined, 'one'],
      ['One', 'one'],
      ['Count', sha256(count)],
      ['Stranger', undefined],
    ]);
  });

  test('from the cache of answers, by whatever way', async () => {
    const fresh = { id: 'patient-2' };
    const asked = [
      () => post(gateway, { documentId: 'one', variables: fresh }),
      () => get(gateway, { documentId: 'one', variables: fresh }),
      () => get(gateway, { extensions: persistedQuery(patient), variables: fresh }),
      () => post(gateway, { query: patient, variables: fresh }),
    ];
    const found = [];
    for (const ask of asked) found.push((await ask()).headers.get('x-cache'));
    expect(found).toEqual(['miss', 'hit', 'hit', 'hit']);
  });

  test('but no mutation by GET', async () => {
    const { status, headers } = await get(gateway, { documentId: sha256(review), variables });
    expect([status, headers.get('allow')]).toEqual([405, 'POST']);
    expect((await post(gateway, { documentId: sha256(review), variables })).data).toEqual({
      review: { reviewed: true },
    });
  });

  test('but not by a GET that a foreign page could send', async () => {
    const headers = { 'x-tenant-id': 'demo' };
    const response = await gateway.fetch('/graphql?documentId=one&variables={"id":"patient-1"}', { headers });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('CSRF');
  });

  test('with variables that it does not declare, which only partners are kept from', async () => {
    const asked = { documentId: 'one', variables: { ...variables, x: 1 } };
    expect((await post(gateway, asked)).data).toEqual({ patient: variables });
  });

  test('whose URL says other things beside', async () => {
    for (const search of [
      'documentId=one&query=',
      'query=%7Btenant%7Bid%7D%7D&documentId=one',
      'documentId=one&documentId=one',
      'documentId=one&query={tenant{id}}&query=',
    ]) {
      expect(await get(gateway, search)).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    }
    const fragment = await get(
      gateway,
      `documentId=one&variables=${JSON.stringify(variables)}#?query={tenant{id}}`,
    );
    expect(fragment.data).toEqual({ patient: variables });
  });
});

describe('modes', () => {
  const refusals = { path: '/graphql' } as const;
  // biome-ignore format: a table
  test.each<[string, string, object, [number, string | undefined]]>([
    ['off', 'a text', { query: stranger }, [200, undefined]],
    ['off', 'an unknown id', { documentId: 'x' }, [404, 'PERSISTED_QUERY_NOT_IN_LIST']],
    ['log', 'a text', { query: stranger }, [200, undefined]],
    ['log', 'an unknown id', { documentId: 'x' }, [404, 'PERSISTED_QUERY_NOT_IN_LIST']],
    ['safelist', 'an id', { documentId: 'one', variables }, [200, undefined]],
    ['safelist', 'a registered text', { query: count }, [200, undefined]],
    ['safelist', 'a text', { query: stranger }, [403, 'QUERY_NOT_IN_SAFELIST']],
    ['safelist', 'introspection', { query: '{ __schema { types { name } } }' }, [403, 'QUERY_NOT_IN_SAFELIST']],
    ['safelist', 'a text to be registered', { query: stranger, extensions: persistedQuery(stranger) }, [403, 'QUERY_NOT_IN_SAFELIST']],
    ['safelist', 'its hash', { extensions: persistedQuery(stranger) }, [404, 'PERSISTED_QUERY_NOT_IN_LIST']],
    ['require-id', 'an id', { documentId: 'one', variables }, [200, undefined]],
    ['require-id', 'a registered text', { query: count }, [400, 'PERSISTED_QUERY_ID_REQUIRED']],
    ['require-id', 'an unknown id', { documentId: 'x' }, [404, 'PERSISTED_QUERY_NOT_IN_LIST']],
    ['require-id', 'a text to be registered', { query: stranger, extensions: persistedQuery(stranger) }, [400, 'PERSISTED_QUERY_ID_REQUIRED']],
    ['require-id', 'its hash', { extensions: persistedQuery(stranger) }, [404, 'PERSISTED_QUERY_NOT_IN_LIST']],
    ['require-id', 'nothing', { variables }, [400, 'BAD_REQUEST']],
    ['require-id', 'a batch', [{ query: stranger }], [400, 'BAD_REQUEST']],
  ])('%s: %s', async (mode, _, body, expected) => {
    const asked = others[mode] ?? gateway;
    const answers = [await post(asked, body), await post(asked, body, { path: '/fhir/$graphql' })];
    if (!Array.isArray(body)) answers.push(await get(asked, body as Record<string, unknown>, refusals));
    for (const { status, code, headers } of answers) {
      expect([status, code]).toEqual(expected);
      if (status !== 200) expect(headers.get('cache-control')).toBe('private, no-store');
    }
  });

  test('log: what is not registered is told of once, by name and hash alone, and counted', async () => {
    const text = 'query Told($id: ID!) { practitioner(id: $id) { id } }';
    const secret = { query: text, variables: { id: 'secret' } };
    logged.length = 0;
    for (let time = 0; time < 3; time++) await post(others.log!, secret);
    await post(others.log!, { query: '{ nonsense' });
    await post(others.log!, { query: '{ nonsense }' });
    await post(others.log!, { documentId: 'one', variables });
    await post(gateway, { query: `${text} ` });
    const told = logged.filter(({ message }) => message === 'the operation is not registered');
    const { requestId: _, ...fields } = told[0]!.fields;
    expect(told).toHaveLength(1);
    expect(fields).toEqual({ tenant: 'demo', operation: 'Told', sha256: sha256(text) });
    expect(JSON.stringify(logged)).not.toContain('secret');
    const metrics = await (await others.log!.fetch('/metrics')).text();
    const counted = (outcome: string) =>
      Number(
        new RegExp(`gateway_persisted_operations_total{outcome="${outcome}"} (\\d+)`).exec(metrics)?.[1],
      );
    expect(counted('unregistered')).toBeGreaterThanOrEqual(5);
    expect(counted('registered')).toBeGreaterThanOrEqual(1);
    expect(counted('refused')).toBeGreaterThanOrEqual(3);
  });
});

describe('what cannot be understood is refused and says why', () => {
  // biome-ignore format: a table
  test.each<[string, object, RegExp]>([
    ['an id that is a number', { documentId: 1 }, /documentId/],
    ['an id that is a list', { documentId: ['one'] }, /documentId/],
    ['another version', { extensions: persistedQuery(patient, { version: 2 }) }, /Unsupported persisted query version/],
    ['a version that is text', { extensions: persistedQuery(patient, { version: '1' }) }, /Unsupported persisted query version/],
    ['no hash', { extensions: { persistedQuery: { version: 1 } } }, /sha256Hash must be a string/],
    ['a hash that is a list', { extensions: persistedQuery(patient, { sha256Hash: [sha256(patient)] }) }, /sha256Hash must be a string/],
    ['a persisted query that is text', { extensions: { persistedQuery: sha256(patient) } }, /Unsupported persisted query version/],
    ['a hash of another text', { query: count, extensions: persistedQuery(patient) }, /provided sha does not match query/],
    ['an unknown hash of another text', { query: count, extensions: persistedQuery(stranger) }, /provided sha does not match query/],
    ['an id of another text', { query: count, documentId: 'one' }, /provided sha does not match query/],
    ['two operations', { documentId: 'one', extensions: persistedQuery(count) }, /different operations/],
    ['a text that is a number', { query: 1 }, /must be strings/],
    ['a text that is a document', { query: { kind: 'Document' }, variables }, /must be strings/],
    ['a text that is a number beside an id', { query: 1, documentId: 'one', variables }, /must be strings/],
    ['variables that are text', { documentId: 'one', variables: 'id' }, /variables/],
    ['variables that are a list', { documentId: 'one', variables: [1] }, /variables/],
    ['extensions that are text', { documentId: 'one', extensions: 'x' }, /extensions/],
    ['extensions that are a list', { documentId: 'one', extensions: [] }, /extensions/],
    ['a name that is a number', { documentId: 'one', variables, operationName: 1 }, /operationName/],
    ['nothing', {}, /body missing|non-empty/],
    ['an id that is null', { documentId: null, variables }, /non-empty/],
  ])('%s: %j', async (_, body, words) => {
    for (const path of ['/graphql', '/fhir/$graphql'] as const) {
      expect(await post(gateway, body, { path })).toMatchObject({
        ...{ status: 400, code: 'BAD_REQUEST' },
        message: expect.stringMatching(words),
      });
    }
  });

  test.each([
    'documentId=one&extensions={',
    'documentId=one&extensions=[]',
    'documentId=one&variables=x',
    'extensions=%7B%7D&extensions=%7B%7D',
    '',
  ])('in a URL: %s', async search => {
    expect(await get(gateway, search)).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });

  test('as an OperationOutcome on FHIR’s address', async () => {
    const { text } = await post(gateway, { documentId: 'x' }, { path: '/fhir/$graphql' });
    expect(JSON.parse(text).errors[0].extensions.resource.issue).toMatchObject([{ code: 'not-found' }]);
  });
});
