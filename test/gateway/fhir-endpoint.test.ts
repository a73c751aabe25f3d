import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { definitions } from '../../src/fhir/registry.ts';
import { parametersOf } from '../../src/fhir/syntax/index.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { encountersOfExample, example, sampleWith } from './fhir-world.ts';

const endpoint = '/fhir/$graphql';

let gateway: TestGateway;
/** As it was before any tenant was warm. */
let metadata: Response;
beforeAll(async () => {
  gateway = await startTestGateway({
    source: sampleWith({ patients: 10, seed: 1 }, [example, ...encountersOfExample]),
  });
  metadata = await gateway.fetch('/fhir/metadata');
  await gateway.warm('demo');
});
afterAll(() => gateway.stop());

interface Outcome {
  readonly resourceType: string;
  readonly issue: readonly {
    readonly severity: string;
    readonly code: string;
    readonly diagnostics: string;
  }[];
}

interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers as their clients do
  readonly data?: any;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions: { readonly code: string; readonly resource?: Outcome };
  }[];
}

async function send(path: string, init: RequestInit = {}) {
  const response = await gateway.fetch(path, init);
  const body = (await response.json()) as Answer;
  const { code, resource } = body.errors?.[0]?.extensions ?? {};
  return { status: response.status, headers: response.headers, ...body, code, resource };
}

const get = (parameters: Record<string, string>, headers?: Record<string, string>) =>
  send(`${endpoint}?${new URLSearchParams(parameters)}`, { ...(headers && { headers }) });
const post = (
  body: string | Uint8Array<ArrayBuffer> | undefined,
  type: string,
  headers = {},
  path = endpoint,
) =>
  send(path, {
    method: 'POST',
    headers: { 'content-type': type, ...headers },
    ...(body !== undefined && { body }),
  });
const postJson = (body: unknown, headers = {}, path = endpoint) =>
  post(JSON.stringify(body), 'application/json', headers, path);

const query = '{ Patient(id: "example") { id } }';
const withVariable = 'query One($id: ID!) { Patient(id: $id) { id } } query Other { tenant { id } }';
const found = { Patient: { id: 'example' } };
const mutation = 'mutation { coolDownTenant { state } }';

describe('an operation arrives', () => {
  test('by GET, with variables and the name of one of several operations', async () => {
    expect(await get({ query })).toMatchObject({ status: 200, data: found });
    const parameters = { query: withVariable, variables: '{"id":"example"}' };
    expect(await get({ ...parameters, operationName: 'One' })).toMatchObject({ status: 200, data: found });
    expect((await get({ ...parameters, operationName: 'Other' })).data).toEqual({ tenant: { id: 'demo' } });
    expect(await get(parameters)).toMatchObject({ status: 400, code: 'OPERATION_RESOLUTION_FAILURE' });
  });

  test('by POST as JSON, or as the document itself', async () => {
    const body = { query: withVariable, variables: { id: 'example' }, operationName: 'One' };
    expect(await postJson(body)).toMatchObject({ status: 200, data: found });
    for (const type of ['application/graphql', 'application/graphql; charset=utf-8']) {
      expect(await post(query, type)).toMatchObject({ status: 200, data: found });
    }
    const { headers } = await postJson({ query });
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('content-type')).toMatch(/^application\/json/);
  });

  test('for the tenant of the header', async () => {
    await gateway.warm('other');
    const review = 'mutation { review(input: { resourceType: PATIENT, id: "example" }) { reviewed } }';
    expect((await post(review, 'application/graphql', { 'x-tenant-id': 'other' })).status).toBe(200);
    const reviewed = '{ tenant { id } Patient(id: "example") { reviewed } }';
    for (const [tenant, is] of [
      ['other', true],
      ['demo', false],
    ] as const) {
      const { data } = await get({ query: reviewed }, { 'x-tenant-id': tenant });
      expect(data).toEqual({ tenant: { id: tenant }, Patient: { reviewed: is } });
    }
    expect(await get({ query }, { 'x-tenant-id': 'NO' })).toMatchObject({ status: 400, code: 'BAD_TENANT' });
    expect(await get({ query }, { 'x-tenant-id': 'cold' })).toMatchObject({
      status: 503,
      code: 'TENANT_COLD',
      data: { Patient: null },
      resource: { issue: [{ code: 'transient' }] },
    });
  });

  test('by GET only if it changes nothing', async () => {
    for (const text of [mutation, `${mutation} query Q { tenant { id } }`]) {
      const { status, data } = await get({ query: text });
      expect([status >= 400 && status < 500, data ?? null]).toEqual([true, null]);
    }
    expect((await get({ query: '{ tenant { state } }' })).data.tenant.state).toBe('WARM');
  });
});

describe('pages of other sites', () => {
  test.each([
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
    { origin: 'no url' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('get nothing: %o', async headers => {
    expect(await get({ query }, headers)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    if (headers.origin === undefined) return;
    const refused = { status: 403, code: 'FORBIDDEN' };
    expect(await postJson({ query: mutation }, headers)).toMatchObject(refused);
    expect(await post(mutation, 'application/graphql', headers)).toMatchObject(refused);
  });

  test('forms get nothing either', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const { status, code } = await post(JSON.stringify({ query: mutation }), type);
      expect([[400, 415].includes(status), code]).toEqual([true, 'BAD_REQUEST']);
    }
    expect((await get({ query: '{ tenant { state } }' })).data.tenant.state).toBe('WARM');
  });

  test('those of the gateway itself may', async () => {
    const { origin } = new URL(gateway.gateway.url);
    expect((await get({ query }, { origin, 'sec-fetch-site': 'same-origin' })).data).toEqual(found);
    expect((await get({ query }, { 'sec-fetch-site': 'none' })).data).toEqual(found);
    expect((await postJson({ query }, { origin })).data).toEqual(found);
  });
});

describe('errors', () => {
  const deep = `{ Patient(id: "example") ${'{ EncounterList(_reference: patient) { subject { resource { ... on Patient '.repeat(10)}{ id }${' } } } }'.repeat(10)} }`;

  test.each([
    ['{', 400, 'GRAPHQL_PARSE_FAILED', 'structure'],
    ['{ Nobody { id } }', 400, 'GRAPHQL_VALIDATION_FAILED', 'invalid'],
    ['{ PatientList(_sort: "nothing") { id } }', 200, 'BAD_USER_INPUT', 'invalid'],
    ['{ PatientConnection(_cursor: "x") { count } }', 200, 'BAD_USER_INPUT', 'invalid'],
    ['{ Patient(id: "example") { id @flatten } }', 400, 'BAD_USER_INPUT', 'invalid'],
    [
      '{ Encounter(id: "odd-1") { serviceProvider { resource { id } } } }',
      200,
      'UNRESOLVED_REFERENCE',
      'not-found',
    ],
    [deep, 400, 'MAX_DEPTH_LIMIT', 'too-costly'],
  ])('%s is told as an OperationOutcome too, here alone', async (text, status, code, issue) => {
    const here = await postJson({ query: text });
    expect([here.status, here.code]).toEqual([status, code]);
    for (const { message, extensions } of here.errors!) {
      expect(extensions.resource).toEqual({
        resourceType: 'OperationOutcome',
        issue: [{ severity: 'error', code: issue, diagnostics: message }],
      });
    }
    const there = await postJson({ query: text }, {}, '/graphql');
    expect([there.status, there.code, there.resource]).toEqual([status, code, undefined]);
  });

  test('before GraphQL are told so as well', async () => {
    const answers = [
      await get({ query }, { 'x-tenant-id': 'NO' }),
      await get({ query }, { 'sec-fetch-site': 'cross-site' }),
      await post('{ '.repeat(300), 'application/graphql'),
      await post('{', 'application/json'),
      await post('x'.repeat(2 ** 20 + 1), 'application/graphql'),
    ];
    for (const { resource } of answers) expect(resource?.resourceType).toBe('OperationOutcome');
  });
});

describe('what FHIR clients say they accept', () => {
  test.each([
    'application/fhir+json',
    'application/fhir+json; fhirVersion=4.0',
    'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  ])('%s is answered with data', async accept => {
    expect(await get({ query }, { accept })).toMatchObject({ status: 200, data: found });
    expect(await postJson({ query }, { accept })).toMatchObject({ status: 200, data: found });
  });
});

test('the dollar may come encoded', async () => {
  const path = endpoint.replace('$', '%24');
  expect((await postJson({ query: '{ tenant { id } }' }, {}, path)).status).toBe(200);
  const answer = await send(`${path}?${new URLSearchParams({ query: '{ tenant { id } }' })}`);
  expect([answer.status, answer.data]).toEqual([200, { tenant: { id: 'demo' } }]);
});

describe('/fhir/metadata', () => {
  test('says what the registry has, before any tenant is warm', async () => {
    expect(metadata.status).toBe(200);
    expect(metadata.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
    const statement = (await metadata.json()) as {
      resourceType: string;
      implementation: { url: string };
      rest: { resource: { type: string; searchParam: { name: string }[] }[] }[];
    };
    expect(statement).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1' });
    expect(statement.implementation.url).toBe(new URL('/fhir', gateway.gateway.url).href);
    const said = statement.rest[0]!.resource.map(({ type, searchParam }) => [
      type,
      searchParam.map(({ name }) => name),
    ]);
    expect(said).toEqual(
      definitions.map(definition => [definition.type, parametersOf(definition).map(({ name }) => name)]),
    );
  });

  test('nothing else is below /fhir', async () => {
    for (const path of [
      '',
      '/',
      '/Patient',
      '/Patient/example',
      '/$graph',
      '/Patient/example/$graphql',
      '/metadata/x',
    ]) {
      expect(await send(`/fhir${path}`)).toMatchObject({ status: 404, code: 'ROUTE_NOT_FOUND' });
    }
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      expect(await send(endpoint, { method })).toMatchObject({ status: 404, code: 'ROUTE_NOT_FOUND' });
    }
    expect((await send('/fhir/metadata', { method: 'POST' })).status).toBe(404);
  });
});
