import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anyCharacter } from '../support/any-character.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';

const endpoint = '/fhir/$graphql';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ source: smallSample });
  await gateway.warm('demo');
});
afterAll(() => gateway.stop());

/** Sends it; whatever it is, the answer is JSON, and the fault is the client's. */
async function refused(path: string, init: RequestInit) {
  const response = await gateway.fetch(path, init);
  const { errors } = (await response.json()) as { errors?: { extensions: { code?: string } }[] };
  const code = errors?.[0]?.extensions.code;
  expect([response.status >= 400 && response.status < 500, typeof code]).toEqual([true, 'string']);
  expect(code).not.toBe('INTERNAL_SERVER_ERROR');
  return code;
}

const refusedBody = (body: string | Uint8Array<ArrayBuffer> | undefined, type: string | undefined) =>
  refused(endpoint, {
    method: 'POST',
    headers: { ...(type !== undefined && { 'content-type': type }) },
    ...(body !== undefined && { body }),
  });

const operation = { query: '{ tenant { id } }' };

test.each([
  ['nothing', undefined],
  ['empty text', ''],
  ['a blank', ' '],
  ['null', 'null'],
  ['a number', '1'],
  ['text', '"{ tenant { id } }"'],
  ['a list of operations', JSON.stringify([operation])],
  ['an empty list', '[]'],
  ['an empty object', '{}'],
  ['half an object', '{"query":'],
  ['a zero byte', '\u0000'],
  ['no UTF-8', new Uint8Array([0xff, 0xfe, 0xfd])],
  ['a query that is no text', '{"query":{"a":1}}'],
  ['an empty query', '{"query":""}'],
  ['a query of blanks', '{"query":"  "}'],
  ['half a character', '{"query":"{ \\ud800 }"}'],
  ['variables in a list', JSON.stringify({ ...operation, variables: [1] })],
  ['variables as text', JSON.stringify({ ...operation, variables: '{}' })],
  ['a name that is no text', JSON.stringify({ ...operation, operationName: {} })],
  ['extensions that are none', JSON.stringify({ ...operation, extensions: 'x' })],
  ['a prototype', '{"__proto__":{"query":"{ tenant { id } }"}}'],
  ['a constructor', '{"constructor":{"prototype":{"query":"{ tenant { id } }"}}}'],
  ['deep JSON', `{"query":"{ a }","variables":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`],
  ['a deep document', JSON.stringify({ query: '{ a '.repeat(5_000) })],
  [
    'deep arguments',
    JSON.stringify({ query: `{ PatientList(_id: ${'['.repeat(5_000)}${']'.repeat(5_000)}) { id } }` }),
  ],
  ['more than a megabyte', JSON.stringify({ query: ' '.repeat(2 ** 20) })],
])('a JSON body that is %s is refused', async (_, body) => {
  await refusedBody(body, 'application/json');
});

test.each([
  ['nothing', undefined],
  ['empty text', ''],
  ['a comment', '# nothing'],
  ['no document', 'tenant'],
  ['a type', 'type Query { a: Int }'],
  ['a fragment alone', 'fragment F on Patient { id }'],
  ['a subscription', 'subscription { tenant { id } }'],
  ['no UTF-8', new Uint8Array([0x7b, 0xff, 0x7d])],
  ['a deep document', '{ a '.repeat(5_000)],
  ['more than a megabyte', '#'.repeat(2 ** 20 + 1)],
])('a document that is %s is refused', async (_, body) => {
  await refusedBody(body, 'application/graphql');
});

test.each([
  undefined,
  'text/plain',
  'text/xml',
  'application/xml',
  'application/fhir+xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'application/json-seq',
  'nonsense',
  '/',
])('a body of the type %s is refused', async type => {
  await refusedBody(new TextEncoder().encode(JSON.stringify(operation)), type);
});

test.each([
  '',
  '?',
  '?query',
  '?query=',
  '?query=%7B',
  '?query=%ff',
  '?query=%zz',
  '?query=%00',
  '?query[]={tenant{id}}',
  '?query={tenant{id}}&query={tenant{id}}',
  '?query={tenant{id}}&variables=x',
  '?query={tenant{id}}&variables=[]',
  '?query={tenant{id}}&variables=1',
  '?query={tenant{id}}&extensions=x',
  '?query={tenant{id}}&operationName=x',
  `?query={${'a{'.repeat(1_000)}`,
  `?query=${'%7B'.repeat(1_000)}`,
])('a GET of %s is refused', async search => {
  await refused(endpoint + search, {});
});

const within = (levels: number) =>
  `${'{ EncounterList(_reference: patient) { subject { resource { ... on Patient '.repeat(levels)}{ id }${' } } } }'.repeat(levels)}`;

test.each([
  [
    'pages of 500 within pages of 500',
    '{ PatientConnection(_count: 500) { edges { resource { EncounterConnection(_reference: patient, _count: 500) { edges { resource { id } } } } } } }',
  ],
  ['lists that lead back to where they came from', `{ PatientList ${within(6)} }`],
  [
    'pages of a size that a variable tells',
    'query ($n: Int = 500) { PatientConnection(_count: $n) { edges { resource { EncounterList(_reference: patient, _count: $n) { id } } } } }',
  ],
])('%s cost too much', async (_, document) => {
  // Of a tenant that is cold: were it not refused, this would be no place to find out what it costs.
  const headers = { 'content-type': 'application/graphql', 'x-tenant-id': 'cold' };
  const code = await refused(endpoint, { method: 'POST', headers, body: document });
  expect(code).toBe('COST_ESTIMATED_TOO_EXPENSIVE');
});

test('property: no body, type or query string makes the gateway fail', async () => {
  const text = fc.oneof(
    fc.string({ unit: anyCharacter }),
    fc.constantFrom(operation.query, '{', '{"query":', ''),
  );
  const json = fc.oneof(
    fc.json(),
    fc
      .record(
        { query: text, variables: fc.jsonValue(), operationName: fc.jsonValue(), extensions: fc.jsonValue() },
        { requiredKeys: [] },
      )
      .map(body => JSON.stringify(body)),
  );
  const bytes = fc.uint8Array({ maxLength: 60 }).map(array => new Uint8Array(array));
  const body = fc.oneof(text, json, bytes);
  const type = fc.constantFrom('application/json', 'application/graphql', 'text/plain');
  const parameter = fc.tuple(
    fc.constantFrom('query', 'variables', 'operationName', 'extensions', 'x'),
    fc.oneof(text, json),
  );
  await fc.assert(
    fc.asyncProperty(
      body,
      type,
      fc.array(parameter, { maxLength: 3 }),
      async (content, given, parameters) => {
        const search = parameters
          .map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`)
          .join('&');
        const answers = [
          await gateway.fetch(endpoint, {
            method: 'POST',
            headers: { 'content-type': given },
            body: content,
          }),
          await gateway.fetch(`${endpoint}?${search}`),
        ];
        for (const answer of answers) {
          expect(answer.status).toBeLessThan(500);
          expect(((await answer.text()) || '{}').startsWith('{')).toBe(true);
        }
      },
    ),
    { numRuns: process.env.LONG ? 5_000 : 150 },
  );
});
