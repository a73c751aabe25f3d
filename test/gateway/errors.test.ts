import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listSource, startTestGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  const source = listSource(['p1', 'p2', 'p3'].map(id => ({ resourceType: 'Patient', id })));
  gateway = await startTestGateway({ source });
  await gateway.warm('demo', 'other');
});
afterAll(() => gateway.stop());

const firstCursor = async (args = '', tenant = 'demo') =>
  (await gateway.query(`{ patients(first: 1, ${args}) { edges { cursor } } }`, { tenant })).data.patients
    .edges[0].cursor;

describe('bad arguments', () => {
  test.each(['first: 0', 'first: -1', 'first: 501', 'first: 2147483647'])(
    '%s is BAD_USER_INPUT',
    async args => {
      const { status, data, errors } = await gateway.query(`{ patients(${args}) { count } }`);
      expect([status, data, errors[0]?.extensions.code]).toEqual([200, { patients: null }, 'BAD_USER_INPUT']);
      expect(errors[0]?.path).toEqual(['patients']);
    },
  );

  test('first: null is the default', async () => {
    const { data } = await gateway.query('{ patients(first: null) { pagesize } }');
    expect(data.patients.pagesize).toBe(20);
  });

  test.each([
    ['no cursor at all', async () => 'nonsense'],
    ['an empty cursor', async () => ''],
    ['a forged cursor', async () => Buffer.from('AAAAAAAAAp2').toString('base64url')],
    ['a cursor of another order', () => firstCursor('orderBy: { field: BIRTH_DATE }')],
    ['a cursor of the other direction', () => firstCursor('orderBy: { field: NAME, direction: DESC }')],
    ['a cursor of another filter', () => firstCursor('filter: { reviewed: false }')],
    ['a cursor of another tenant', () => firstCursor('', 'other')],
    [
      'a cursor with an id that is none',
      async () =>
        Buffer.from(
          `${Buffer.from(await firstCursor(), 'base64url')
            .toString()
            .slice(0, 9)}../x`,
        ).toString('base64url'),
    ],
    [
      'a cursor of what is not there',
      async () =>
        Buffer.from(
          `${Buffer.from(await firstCursor(), 'base64url')
            .toString()
            .slice(0, 9)}p9`,
        ).toString('base64url'),
    ],
  ])('%s is BAD_USER_INPUT', async (_, make) => {
    const { errors } = await gateway.query(
      'query ($after: String) { patients(after: $after) { edges { node { id } } } }',
      {
        variables: { after: await make() },
      },
    );
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('a cursor outlives a restart and fits any page size', async () => {
    const after = await firstCursor();
    await gateway.restart();
    const { data } = await gateway.query(
      'query ($after: String) { patients(first: 2, after: $after) { edges { node { id } } } }',
      {
        variables: { after },
      },
    );
    expect(data.patients.edges).toHaveLength(2);
  });

  test.each([
    '{ birthDate: { from: "yesterday" } }',
    '{ birthDate: { from: "2021-02-30" } }',
    '{ birthDate: { from: "2022", to: "2021" } }',
    `{ identifier: [${Array.from({ length: 101 }, (_, place) => `"${place}"`)}] }`,
  ])('the filter %s is BAD_USER_INPUT', async filter => {
    const { errors } = await gateway.query(`{ patients(filter: ${filter}) { count } }`);
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test.each([
    ['a DateTime that is none', { since: 'soon' }],
    ['a DateTime without a time', { since: '2021-01-01' }],
    ['a DateTime of another type', { since: 5 }],
  ])('%s as a variable is refused with HTTP 400', async (_, variables) => {
    const { status, errors } = await gateway.query(
      'query ($since: DateTime) { patients(filter: { reviewedSince: $since }) { count } }',
      { variables },
    );
    expect([status, errors[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  });
});

describe('bad documents', () => {
  test.each([
    ['{', 'GRAPHQL_PARSE_FAILED'],
    ['', 'BAD_REQUEST'],
    ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ patients(nothing: 1) { count } }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'mutation { review(input: { resourceType: ORGANIZATION, id: "1" }) { id } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['query A { tenant { id } } query B { tenant { id } }', 'OPERATION_RESOLUTION_FAILURE'],
    ['subscription { x }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('%s: %s and HTTP 400', async (query, code) => {
    const { status, errors } = await gateway.query(query);
    expect([status, errors[0]?.extensions.code]).toEqual([400, code]);
  });

  test.each([
    ['mutation { review(input: { resourceType: PATIENT, id: "p3" }) { id } }', 'nope'],
    ['mutation A { review(input: { resourceType: PATIENT, id: "p3" }) { id } }', 'B'],
  ])(
    'an operation of another name is not done in place of the one asked for: %s',
    async (query, operationName) => {
      const posted = await gateway.query(query, { operationName });
      expect([posted.status, posted.errors[0]?.extensions.code]).toEqual([
        400,
        'OPERATION_RESOLUTION_FAILURE',
      ]);
      expect(posted.errors[0]?.message).toBe(`Unknown operation named "${operationName}".`);
      const got = await gateway.fetch(
        `/graphql?query=${encodeURIComponent(query)}&operationName=${operationName}`,
        {
          headers: { 'apollo-require-preflight': '1' },
        },
      );
      expect(got.status).toBe(400);
      const { data } = await gateway.query('{ patient(id: "p3") { reviewed } }');
      expect(data.patient.reviewed).toBe(false);
    },
  );

  test('several operations and no name: told so', async () => {
    const { errors } = await gateway.query('query A { tenant { id } } query B { tenant { id } }');
    expect(errors[0]?.message).toContain('Must provide operation name');
  });

  test('what a tenant registers by Apollo’s protocol no other tenant finds', async () => {
    const query = '{ patients(filter: { family: "Secretname" }) { count } }';
    const hash = (await import('node:crypto')).hash('sha256', query);
    const extensions = { persistedQuery: { version: 1, sha256Hash: hash } };
    const send = (body: object, tenant: string) =>
      gateway.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-tenant-id': tenant },
        body: JSON.stringify({ ...body, extensions }),
      });
    await send({ query }, 'demo');
    const answer = await send({}, 'other');
    expect(await answer.json()).toMatchObject({
      errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
    });
  });

  test('production tells nothing of the schema', async () => {
    await gateway.restart({ NODE_ENV: 'production' });
    const typo = await gateway.query('{ patiens { count } }');
    expect(typo.errors[0]?.message).not.toContain('Did you mean');
    expect((await gateway.query('{ __schema { types { name } } }')).status).toBe(400);
    await gateway.restart();
    expect((await gateway.query('{ __schema { types { name } } }')).status).toBe(200);
  });
});

describe('bad HTTP', () => {
  const post = (body: string, type = 'application/json') =>
    gateway.fetch('/graphql', { method: 'POST', headers: { 'content-type': type }, body });

  test.each([
    ['broken JSON', '{"query":', 'application/json', 400],
    ['no body', '', 'application/json', 400],
    ['an array: batching is off', '[{"query":"{tenant{id}}"}]', 'application/json', 400],
    ['a prototype in JSON', '{"query":"{tenant{id}}","__proto__":{"x":1}}', 'application/json', 400],
    ['plain text, as a form of another site could send it', '{"query":"{tenant{id}}"}', 'text/plain', 400],
    ['a form', 'query={tenant{id}}', 'application/x-www-form-urlencoded', 415],
    ['too large', `{"query":"${' '.repeat(1_100_000)}{tenant{id}}"}`, 'application/json', 413],
  ])('%s', async (_, body, type, status) => {
    const answer = await post(body, type);
    expect(answer.status).toBe(status);
    const { errors } = (await answer.json()) as { errors: { extensions: { code: string } }[] };
    expect(errors[0]?.extensions.code).toBe('BAD_REQUEST');
  });

  test('GET runs queries only, and not without a sign that no other site sent it', async () => {
    const get = (query: string, headers: Record<string, string> = { 'apollo-require-preflight': '1' }) =>
      gateway.fetch(`/graphql?query=${encodeURIComponent(query)}`, { headers });
    expect((await get('{tenant{id}}')).status).toBe(200);
    expect((await get('mutation{warmUpTenant{id}}')).status).toBe(405);
    expect((await get('{tenant{id}}', {})).status).toBe(400);
  });

  test('nothing at a path that is none', async () => {
    expect((await gateway.fetch('/patients')).status).toBe(404);
    expect((await gateway.fetch('/graphql', { method: 'DELETE' })).status).toBe(404);
  });
});

test('answers are not to be kept by caches', async () => {
  const { headers } = await gateway.query('{ tenant { id } }');
  expect(headers.get('cache-control')).toBe('private, no-store');
});
