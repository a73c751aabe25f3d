import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';

/**
 * What graphql-cop (https://github.com/dolevf/graphql-cop) asks of a server, asked here in the same way. In its words
 * a server "falls" where it answers; here it is written down what comes back instead.
 */

let development: TestGateway;
let production: TestGateway;
beforeAll(async () => {
  development = await startTestGateway({ source: smallSample });
  production = await startTestGateway({ source: smallSample, env: { NODE_ENV: 'production' } });
});
afterAll(async () => {
  await development.stop();
  await production.stop();
});

interface Told {
  readonly status: number;
  readonly text: string;
  readonly data: unknown;
  readonly codes: readonly unknown[];
}

async function ask(gateway: TestGateway, path: string, init: RequestInit): Promise<Told> {
  const response = await gateway.fetch(path, init);
  const text = await response.text();
  const { data, errors = [] } = JSON.parse(text) as {
    data?: unknown;
    errors?: readonly { readonly extensions: Readonly<Record<string, unknown>> }[];
  };
  return { status: response.status, text, data, codes: errors.map(({ extensions }) => extensions.code) };
}

const post = (gateway: TestGateway, body: unknown, type = 'application/json') =>
  ask(gateway, '/graphql', {
    method: 'POST',
    headers: { 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const refused = (code: string, status = 400) => ({ status, data: undefined, codes: [code] });

describe.each([
  ['in development', () => development],
  ['in production', () => production],
])('%s', (_, gateway) => {
  test('alias overloading: 101 aliases of __typename', async () => {
    const aliases = Array.from({ length: 101 }, (_, place) => `alias${place}:__typename`).join(' \n');
    expect(await post(gateway(), { query: `query cop { ${aliases} }` })).toMatchObject(
      refused('MAX_ROOT_FIELDS_LIMIT'),
    );
    // Below a field, where no other limit comes first.
    const below = Array.from({ length: 101 }, (_, place) => `alias${place}:state`).join(' ');
    expect(await post(gateway(), { query: `query cop { tenant { ${below} } }` })).toMatchObject(
      refused('MAX_ALIASES_LIMIT'),
    );
  });

  test('field duplication: 500 times __typename', async () => {
    expect(await post(gateway(), { query: `query cop { ${'__typename \n'.repeat(500)} }` })).toMatchObject(
      refused('COST_ESTIMATED_TOO_EXPENSIVE'),
    );
  });

  test('directive overloading: 10 unknown directives at one field, of which each would be told', async () => {
    const told = await post(gateway(), { query: `query cop { __typename ${'@aa'.repeat(10)} }` });
    expect(told).toMatchObject(refused('MAX_DIRECTIVES_LIMIT'));
  });

  test('array batching: 10 operations in one body', async () => {
    const told = await post(gateway(), Array(10).fill({ query: 'query cop { __typename }' }));
    expect(told).toMatchObject(refused('BAD_REQUEST'));
    expect(told.text).toContain('Operation batching disabled.');
  });

  test('circular introspection: types of fields of types of fields', async () => {
    const circle = 'fields { type { '.repeat(4);
    const query = `query cop { __schema { types { ${circle} name ${'} } '.repeat(4)} } } }`;
    const told = await post(gateway(), { query });
    expect([told.status, told.data]).toEqual([400, undefined]);
    expect(new Set(told.codes)).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']));
  });

  test('circular fragments', async () => {
    const query =
      'query cop { __schema { ...A } } fragment A on __Schema { __typename ...B } fragment B on __Schema { ...A }';
    const told = await post(gateway(), { query });
    expect([told.status, told.data]).toEqual([400, undefined]);
    expect(new Set(told.codes)).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']));
  });

  test('mutations by GET, with and without what keeps foreign pages out', async () => {
    const path = `/graphql?query=${encodeURIComponent('mutation cop {__typename}')}`;
    expect(await ask(gateway(), path, {})).toMatchObject(refused('BAD_REQUEST'));
    const headers = { 'apollo-require-preflight': 'true' };
    expect(await ask(gateway(), path, { headers })).toMatchObject(refused('BAD_REQUEST', 405));
  });

  test('queries by GET, as a page of another site could send them', async () => {
    const path = `/graphql?query=${encodeURIComponent('query cop {__typename}')}`;
    expect(await ask(gateway(), path, {})).toMatchObject(refused('BAD_REQUEST'));
    const headers = { 'content-type': 'text/plain' };
    expect((await ask(gateway(), path, { headers })).data).toBeUndefined();
  });

  test('bodies of a form, as a page of another site could send them', async () => {
    const form = new URLSearchParams({ query: 'query cop {__typename}' }).toString();
    const told = await post(gateway(), form, 'application/x-www-form-urlencoded');
    expect(told).toMatchObject(refused('BAD_REQUEST', 415));
    const inUrl = await ask(gateway(), `/graphql?${form}`, { method: 'POST' });
    expect(inUrl).toMatchObject(refused('BAD_REQUEST'));
    for (const type of ['text/plain', 'multipart/form-data; boundary=x']) {
      const other = await post(gateway(), '{"query":"query cop {__typename}"}', type);
      expect([other.status >= 400, other.data]).toEqual([true, undefined]);
    }
  });

  test('tracing: an answer has its data and nothing else', async () => {
    const told = await post(gateway(), { query: 'query cop { __typename }' });
    expect(JSON.parse(told.text)).toEqual({ data: { __typename: 'Query' } });
  });

  test('GraphiQL and its likes are not where scanners look, and nowhere named', async () => {
    for (const path of ['/graphiql', '/playground', '/console', '/graphql']) {
      const response = await gateway().fetch(path, { headers: { accept: 'text/html' } });
      const text = await response.text();
      expect([path, /graphiql|graphql[- ]playground/i.test(text)]).toEqual([path, false]);
      expect(response.status).toBeGreaterThanOrEqual(path === '/graphql' ? 200 : 404);
    }
  });

  test('unhandled errors: what is no GraphQL is told without a trace of the code', async () => {
    const told = await post(gateway(), { query: 'qwerty cop { abc }' });
    expect(told).toMatchObject(refused('GRAPHQL_PARSE_FAILED'));
    expect(told.text).not.toMatch(/exception|stacktrace|node_modules|at \w+ \(/i);
  });
});

describe('in production', () => {
  test('field suggestions: a field that is nearly right is not told', async () => {
    for (const query of ['query cop { tenan { id } }', 'query cop { patients(frst: 1) { count } }']) {
      const told = await post(production, { query });
      expect(told).toMatchObject(refused('GRAPHQL_VALIDATION_FAILED'));
      expect(told.text).not.toContain('Did you mean');
    }
    expect((await post(development, { query: 'query cop { tenan { id } }' })).text).toContain('Did you mean');
  });

  test('introspection is refused', async () => {
    for (const query of ['query cop { __schema { types { name } } }', '{ __type(name: "Query") { name } }']) {
      const told = await post(production, { query });
      expect([told.status, told.data]).toEqual([400, undefined]);
    }
  });
});
