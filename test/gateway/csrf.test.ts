import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csrfHeaders, isProvenSafe } from '../../src/server/csrf.ts';
import { listSource, startTestGateway, type TestGateway } from '../support/gateway.ts';

const trusted = 'https://app.example.org';
let gateway: TestGateway;
beforeAll(async () => {
  const source = listSource([{ resourceType: 'Patient', id: 'p1' }]);
  gateway = await startTestGateway({ source, env: { CORS_ORIGINS: trusted } });
  await gateway.warm('demo');
});
afterAll(() => gateway.stop());

const query = `?query=${encodeURIComponent('{ patients(first: 1) { count } }')}`;
const get = (headers: Record<string, string>) => gateway.fetch(`/graphql${query}`, { headers });

describe('a GET to /graphql that a page of another site could send', () => {
  test.each([
    ['no header', {}],
    ['an empty one', { 'apollo-require-preflight': '' }],
    ['a password that browsers add by themselves', { authorization: 'Basic dXNlcjpwYXNz' }],
    ['a login to the network that browsers add by themselves', { authorization: 'Negotiate YII' }],
    ['a content type that forms have', { 'content-type': 'text/plain' }],
  ])('with %s is refused', async (_, headers) => {
    const answer = await get(headers as Record<string, string>);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('Cross-Site Request Forgery');
  });

  test('headers that no page can send unasked are proof, each by itself', () => {
    for (const name of csrfHeaders) {
      expect([name, isProvenSafe({ [name]: 'x' }), isProvenSafe({ [name]: '' })]).toEqual([
        name,
        true,
        false,
      ]);
    }
    expect(isProvenSafe({ cookie: 'x', accept: 'x' })).toBe(false);
  });

  test.each([
    ['x-apollo-operation-name', 'x'],
    ['apollo-require-preflight', 'x'],
    ['authorization', 'Bearer x'],
  ])('%s is proof, of what is executed and of what is answered from the cache', async (name, value) => {
    const sources = [];
    for (let round = 0; round < 3; round++) {
      const answer = await get({ [name]: value });
      expect(answer.status).toBe(200);
      sources.push(answer.headers.get('x-cache'));
    }
    expect(sources.at(-1)).toBe('hit');
  });

  test('what the cache has is refused all the same', async () => {
    await get({ 'apollo-require-preflight': 'x' });
    expect((await get({})).status).toBe(400);
  });
});

describe('Origin at /warm-up-tenant and /fhir/$graphql', () => {
  const paths = [
    ['POST', '/warm-up-tenant'],
    ['POST', '/fhir/$graphql'],
    ['GET', `/fhir/$graphql${query}`],
  ] as const;
  const statusOf = async (method: string, path: string, headers: Record<string, string>) => {
    const body = method === 'POST' && path.startsWith('/fhir') ? { body: '{ tenant { id } }' } : {};
    const type = 'body' in body ? { 'content-type': 'application/graphql' } : {};
    return (await gateway.fetch(path, { method, ...body, headers: { ...type, ...headers } })).status;
  };

  test.each(paths)('%s %s: trusted origins and its own pass, others do not', async (method, path) => {
    const own = gateway.gateway.url;
    const outcome = async (origin: string) => [origin, await statusOf(method, path, { origin })];
    for (const origin of [trusted, own]) expect(await outcome(origin)).toEqual([origin, 200]);
    const foreign = [
      'https://evil.example',
      'null',
      '',
      'x',
      `${trusted}.evil.example`,
      `${trusted}:444`,
      trusted.toUpperCase(),
      trusted.replace('https', 'http'),
    ];
    for (const origin of foreign) expect(await outcome(origin)).toEqual([origin, 403]);
  });

  test('a GET without Origin that the browser marks as cross-site is refused; a trusted page says Origin', async () => {
    const [method, path] = paths[2];
    const site = { 'sec-fetch-site': 'cross-site' };
    expect(await statusOf(method, path, site)).toBe(403);
    expect(await statusOf(method, path, { ...site, origin: gateway.gateway.url })).toBe(403);
    expect(await statusOf(method, path, { ...site, origin: trusted })).toBe(200);
    expect(await statusOf(method, path, { 'sec-fetch-site': 'none' })).toBe(200);
  });
});
