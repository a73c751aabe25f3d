import { afterEach, describe, expect, test } from 'vitest';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';

const origins = ['https://app.example.org', 'http://localhost:3000'];
const [trusted] = origins as [string];

let gateway: TestGateway;
afterEach(() => gateway?.stop());
const start = async (env: Record<string, string> = { CORS_ORIGINS: origins.join() }) => {
  gateway = await startTestGateway({ source: smallSample, env });
};
const preflight = (origin: string | undefined, path = '/graphql') =>
  gateway.fetch(path, {
    method: 'OPTIONS',
    headers: {
      ...(origin !== undefined && { origin }),
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization, content-type',
    },
  });
const corsOf = ({ headers }: Response) =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')));
const words = (text: unknown) => String(text).split(', ').sort();

describe('without configuration', () => {
  test('no answer has a CORS header, and OPTIONS is answered by nobody', async () => {
    await start({});
    const answers = [
      await preflight(trusted),
      await gateway.fetch('/graphql', { headers: { origin: trusted } }),
      await gateway.fetch('/', { headers: { origin: trusted } }),
    ];
    expect(answers[0]?.status).toBe(404);
    for (const answer of answers) {
      expect(corsOf(answer)).toEqual({});
      expect(answer.headers.get('vary') ?? '').not.toContain('Origin');
    }
  });
});

describe('a preflight', () => {
  test('tells a trusted origin what it may do', async () => {
    await start();
    for (const origin of origins) {
      const answer = await preflight(origin);
      expect([answer.status, await answer.text()]).toEqual([204, '']);
      expect(answer.headers.get('vary')).toBe('Origin');
      const { 'access-control-allow-headers': allowed, ...others } = corsOf(answer);
      expect(words(allowed)).toEqual([
        'apollo-require-preflight',
        'authorization',
        'content-type',
        'if-none-match',
        'traceparent',
        'x-api-key',
        'x-apollo-operation-name',
        'x-graphql-cost',
        'x-request-id',
        'x-tenant-id',
      ]);
      expect(others).toEqual({
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET, POST',
        'access-control-max-age': '7200',
        'access-control-expose-headers': expect.any(String),
      });
    }
  });

  test.each([
    'https://evil.example',
    'null',
    `${trusted}.evil.example`,
    `${trusted}/`,
    'https://APP.example.org',
    'http://app.example.org',
    undefined,
  ])('of %s is not answered', async origin => {
    await start();
    const answer = await preflight(origin);
    expect(answer.status).toBe(404);
    expect(corsOf(answer)).toEqual({});
    expect(answer.headers.get('vary')).toBe('Origin');
  });

  test('needs neither a tenant nor the master data', async () => {
    gateway = await startTestGateway({ env: { CORS_ORIGINS: trusted, TENANTS_ALLOWED: 'other' } });
    expect((await preflight(trusted)).status).toBe(204);
    expect((await preflight(trusted, '/nowhere')).status).toBe(204);
  });
});

describe('an answer', () => {
  const headersOf = (answer: Response) => [
    answer.headers.get('access-control-allow-origin'),
    words(answer.headers.get('access-control-expose-headers')),
  ];
  const readable = [
    trusted,
    [
      'etag',
      'ratelimit-limit',
      'ratelimit-remaining',
      'ratelimit-reset',
      'retry-after',
      'x-cache',
      'x-graphql-cost',
      'x-request-id',
    ],
  ];
  const post = (body: string, more: Record<string, string> = {}) =>
    gateway.fetch('/graphql', {
      method: 'POST',
      headers: { origin: trusted, 'content-type': 'application/json', ...more },
      body,
    });
  const question = JSON.stringify({ query: '{ tenant { id } }' });

  test('can be read by pages of trusted origins, also when it is an error', async () => {
    await start({ CORS_ORIGINS: origins.join(), TENANTS_ALLOWED: 'demo', RATE_LIMIT: '8' });
    const answers: [number, Response][] = [
      [200, await post(question)],
      [503, await post('{"query":"{ patients { count } }"}')],
      [400, await post('{')],
      [400, await post(question, { 'x-tenant-id': 'A' })],
      [403, await post(question, { 'x-tenant-id': 'other' })],
      [413, await post(' '.repeat(1024 * 1024 + 1))],
      [415, await post(question, { 'content-type': 'text/csv' })],
      [414, await gateway.fetch(`/graphql?${'x'.repeat(9_000)}`, { headers: { origin: trusted } })],
      [404, await gateway.fetch('/nowhere', { headers: { origin: trusted } })],
      [200, await gateway.fetch('/health', { headers: { origin: trusted } })],
    ];
    let refused: Response;
    do refused = await post(question);
    while (refused.status === 200);
    answers.push([429, refused]);
    for (const [status, answer] of answers) {
      expect([answer.url, answer.status]).toEqual([answer.url, status]);
      expect([status, ...headersOf(answer)]).toEqual([status, ...readable]);
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  test('to what looks like a preflight and is none are errors of this gateway', async () => {
    await start();
    const options = (init: RequestInit) => gateway.fetch('/warm-up-tenant', { method: 'OPTIONS', ...init });
    for (const [status, code, answer] of [
      [404, 'ROUTE_NOT_FOUND', await options({})],
      [400, 'BAD_REQUEST', await options({ headers: { 'content-type': 'application/json' }, body: '[' })],
      [400, 'BAD_TENANT', await options({ headers: { 'x-tenant-id': 'A' } })],
    ] as const) {
      const { errors } = (await answer.json()) as { errors: [{ extensions: { code: string } }] };
      expect([answer.status, errors[0].extensions.code]).toEqual([status, code]);
    }
  });

  test('can be read while there is no master data', async () => {
    gateway = await startTestGateway({ env: { CORS_ORIGINS: trusted } });
    const answer = await post(question);
    expect([answer.status, ...headersOf(answer)]).toEqual([503, ...readable]);
  });

  test('to another origin says nothing', async () => {
    await start();
    const answer = await post(question, { origin: 'https://evil.example' });
    expect([answer.status, corsOf(answer)]).toEqual([200, {}]);
    expect(answer.headers.get('vary')).toBe('Origin');
  });
});
