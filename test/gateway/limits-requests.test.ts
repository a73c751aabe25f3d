import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ source: smallSample });
  await gateway.warm('demo');
});
afterAll(() => gateway.stop());

const tenant = '{ tenant { id } }';
const page = 'query ($n: Int) { patients(first: $n) { count } }';
const filtered = 'query ($f: PatientFilter) { patients(filter: $f) { count } }';
const review = 'mutation ($i: [ReviewInput!]!) { reviewMany(inputs: $i) { id } }';

async function send(body: string) {
  const headers = { 'content-type': 'application/json' };
  const began = process.threadCpuUsage();
  const response = await gateway.fetch('/graphql', { method: 'POST', headers, body });
  const text = await response.text();
  const { user } = process.threadCpuUsage(began);
  const { errors = [] } = JSON.parse(text) as {
    errors?: { message: string; extensions: { code: string } }[];
  };
  return { status: response.status, text, errors, ms: user / 1_000 };
}

const withVariable = (query: string, name: string, json: string) =>
  `{"query":${JSON.stringify(query)},"variables":{"${name}":${json}}}`;

describe('a body', () => {
  test.each([
    ['of more than a megabyte', JSON.stringify({ query: tenant, x: 'x'.repeat(2 ** 20) }), 413, /too large/],
    ['of several operations', JSON.stringify([{ query: tenant }]), 400, /batching disabled/],
    ['of no operation in a list', '[]', 400, /batching disabled/],
    ['that is a number', '1', 400, /POST body missing/],
    ['that is null', 'null', 400, /POST body missing/],
    ['that is cut off', '{"query":', 400, /cannot be read/],
    ['with a query that is no text', '{"query":1}', 400, /queries must be strings/],
    ['with variables in a list', JSON.stringify({ query: tenant, variables: [] }), 400, /must be an object/],
    ['with variables as text', JSON.stringify({ query: tenant, variables: '{}' }), 400, /as an object/],
    [
      'with a name that is no text',
      JSON.stringify({ query: tenant, operationName: 1 }),
      400,
      /must be a string/,
    ],
  ])('%s is BAD_REQUEST', async (_, body, status, message) => {
    const told = await send(body);
    expect([told.status, told.errors.map(({ extensions }) => extensions.code)]).toEqual([
      status,
      ['BAD_REQUEST'],
    ]);
    expect(told.errors[0]?.message).toMatch(message);
  });
});

describe('a variable', () => {
  test.each(['2147483648', '-2147483649', '1e999', '-1e400', '1.5', '"5"', 'true', '[1]', '{}'])(
    'that is no Int, %s, is BAD_USER_INPUT',
    async json => {
      const { status, errors } = await send(withVariable(page, 'n', json));
      expect([status, errors.length, errors[0]?.extensions.code]).toEqual([400, 1, 'BAD_USER_INPUT']);
    },
  );

  const fields = (count: number, name: string) =>
    `{${Array.from({ length: count }, (_, place) => `"${name}${place}":1`).join(',')}}`;

  test.each([
    ['a megabyte where a number belongs', withVariable(page, 'n', `"${'x'.repeat(1_000_000)}"`)],
    [
      'a megabyte where an enum belongs',
      withVariable(
        'query ($f: PatientOrderField!) { patients(orderBy: { field: $f }) { count } }',
        'f',
        `"${'x'.repeat(1_000_000)}"`,
      ),
    ],
    ['100,000 wrong entries', withVariable(review, 'i', `[${Array(100_000).fill(1).join(',')}]`)],
    ['60,000 unknown fields', withVariable(filtered, 'f', fields(60_000, 'nam'))],
    ['60,000 unknown fields in a list', withVariable(review, 'i', `[[${fields(60_000, 'i')}]]`)],
    ['100 unknown fields of 9 kB', withVariable(filtered, 'f', fields(100, 'x'.repeat(9_000)))],
    [
      'fields of fields',
      withVariable(
        filtered,
        'f',
        `{${Array.from({ length: 90 }, (_, place) => `"f${place}":${fields(90, 'g')}`).join(',')}}`,
      ),
    ],
  ])('of %s is BAD_USER_INPUT, soon and in few words', async (_, body) => {
    const { status, text, errors, ms } = await send(body);
    expect([status, errors[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    expect(errors.length).toBeLessThanOrEqual(11);
    expect(text.length).toBeLessThan(20_000);
    expect(ms).toBeLessThan(500);
  });

  test('of as many fields as are looked at is told of with its faults', async () => {
    const told = await send(withVariable(filtered, 'f', fields(100, 'x')));
    expect(told.errors[0]?.message).toContain('is not defined by type "PatientFilter"');
    const refused = await send(withVariable(filtered, 'f', fields(101, 'x')));
    expect(refused.errors.map(({ message }) => message)).toEqual([
      'An object in the variables has more than 100 fields.',
    ]);
  });
});

test('10,000 variables: those that nobody declares are passed over, declared ones are a document too long', async () => {
  const names = Array.from({ length: 10_000 }, (_, place) => `v${place}`);
  const variables = Object.fromEntries(names.map(name => [name, 1]));
  const spare = await send(JSON.stringify({ query: tenant, variables }));
  expect(spare.status).toBe(200);
  const query = `query (${names.map(name => `$${name}: Int`).join(' ')}) ${tenant}`;
  const declared = await send(JSON.stringify({ query, variables }));
  expect([declared.status, declared.errors[0]?.extensions.code]).toEqual([400, 'MAX_TOKENS_LIMIT']);
});

test('in production a value that is nearly right is not told', async () => {
  const production = await startTestGateway({ source: smallSample, env: { NODE_ENV: 'production' } });
  const query =
    'query ($f: PatientOrderField!, $p: PatientFilter) { patients(orderBy: { field: $f }, filter: $p) { count } }';
  const variables = { f: 'NAM', p: { famil: 'x' } };
  const { errors } = await production.query(query, { variables });
  await production.stop();
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
  expect(JSON.stringify(errors)).not.toMatch(/Did you mean|"NAME|family/);
});
