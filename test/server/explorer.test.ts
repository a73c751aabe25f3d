import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request as ask } from 'undici';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assetTypes } from '../../src/server/explorer/assets.ts';
import { readExamples, toExample } from '../../src/server/explorer/examples.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';

describe('the explorer', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ source: smallSample });
  });
  afterAll(() => gateway.stop());

  /** Without a client that decompresses. */
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await ask(`${gateway.gateway.url}/${path}`, { headers });
    return {
      status: answer.statusCode,
      headers: answer.headers as Record<string, string | undefined>,
      body: Buffer.from(await answer.body.arrayBuffer()),
    };
  };

  test('is a page that may run and ask nothing but this gateway', async () => {
    const { status, headers, body } = await get('explorer');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    const policy = headers['content-security-policy']!;
    expect(policy).not.toMatch(/https?:|unsafe-eval|\*/);
    const scripts = policy.split(';').find(each => each.startsWith('script-src '))!;
    expect(scripts).toContain("'self'");
    expect(scripts).not.toContain('unsafe');
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    const loaded = [...body.toString().matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url]) => url!);
    expect(loaded.filter(url => !/^(explorer\/|data:|\.\/$)/.test(url))).toEqual([]);
  });

  test('offers every example, and no markup of theirs', async () => {
    const { body } = await get('explorer');
    const [, settings = ''] = /id="settings">(.*?)<\/script>/.exec(body.toString())!;
    expect(settings).not.toContain('<');
    const names = JSON.parse(settings).examples.map(({ name }: { name: string }) => name);
    expect(names).toEqual(readExamples().map(({ name }) => name));
    expect(names).toEqual(expect.arrayContaining(['TenantState', 'WarmUp', 'Worklist', 'Progress']));
  });

  test.each(Object.keys(assetTypes))('%s is the same in every encoding', async file => {
    const brotli = await get(`explorer/${file}`, { 'accept-encoding': 'gzip, deflate, br' });
    const gzip = await get(`explorer/${file}`, { 'accept-encoding': 'gzip' });
    const plain = await get(`explorer/${file}`);
    expect([brotli, gzip, plain].map(({ status }) => status)).toEqual([200, 200, 200]);
    expect([brotli, gzip, plain].map(({ headers }) => headers['content-encoding'])).toEqual([
      ...['br', 'gzip', undefined],
    ]);
    expect(plain.body.length).toBeGreaterThan(500);
    expect(brotliDecompressSync(brotli.body).equals(plain.body)).toBe(true);
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
    for (const { headers } of [brotli, gzip, plain]) {
      expect(headers.vary).toBe('accept-encoding');
      expect(headers['content-type']).toBe(assetTypes[file]);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cache-control']).toBe('no-cache');
    }
    expect(new Set([brotli, gzip, plain].map(({ headers }) => headers.etag)).size).toBe(3);
  });

  test.each(['explorer', 'explorer/graphiql.js'])('%s is sent once', async path => {
    const encoding = { 'accept-encoding': 'br' };
    const { etag } = (await get(path, encoding)).headers;
    const known = await get(path, { ...encoding, 'if-none-match': `"x", W/${etag}` });
    expect([known.status, known.body.length, known.headers.etag]).toEqual([304, 0, etag]);
    expect((await get(path, { ...encoding, 'if-none-match': '"x"' })).status).toBe(200);
  });

  test.each([
    'explorer/',
    'explorer/x.js',
    'explorer/tsconfig.json',
    'explorer/..%2fpage.ts',
    'explorer/__proto__',
  ])('%s is nothing', async path => {
    expect((await get(path)).status).toBe(404);
  });

  test.each(readExamples())(
    '$name is answered with what it is offered with',
    async ({ name, text, variables }) => {
      await gateway.warm('demo');
      const given = variables === '' ? {} : { variables: JSON.parse(variables) };
      const { data, errors } = await gateway.query(text, { ...given, operationName: name });
      expect(errors).toEqual([]);
      expect(Object.values(data)).not.toContain(null);
      expect(JSON.stringify(data)).not.toContain('"edges":[]');
    },
  );

  test('is told of where one looks for it', async () => {
    expect(JSON.parse((await get('')).body.toString())).toMatchObject({ explorer: '/explorer' });
    expect((await get('', { accept: 'text/html' })).body.toString()).toContain('href="explorer"');
  });
});

describe('where it is', () => {
  const statuses = async (env: Record<string, string>) => {
    const gateway = await startTestGateway({ source: smallSample, env });
    try {
      const paths = ['/explorer', '/explorer/bar.js'];
      const answers = await Promise.all(paths.map(path => gateway.fetch(path)));
      const landing = await gateway.fetch('/', { headers: { accept: 'text/html' } });
      return {
        statuses: answers.map(({ status }) => status),
        isLinked: (await landing.text()).includes('href="explorer"'),
        page: await answers[0]!.text(),
      };
    } finally {
      await gateway.stop();
    }
  };
  const there = { statuses: [200, 200], isLinked: true };
  const nowhere = { statuses: [404, 404], isLinked: false };

  test('not in production, as Sandbox, unless it is wanted', async () => {
    expect(await statuses({ NODE_ENV: 'production' })).toMatchObject(nowhere);
    expect(await statuses({ NODE_ENV: 'production', EXPLORER: 'on' })).toMatchObject(there);
  });

  test('nowhere where it is not wanted', async () => {
    expect(await statuses({ EXPLORER: 'off' })).toMatchObject(nowhere);
  });

  test('the page asks nobody who he is; where requests have to say it, it offers no tenant', async () => {
    const auth = {
      AUTH_MODE: 'jwt',
      AUTH_ISSUER: 'x',
      AUTH_AUDIENCE: 'x',
      AUTH_JWKS_URL: 'https://example.org/',
    };
    const { page, ...where } = await statuses({ ...auth, AUDIT_LOG: 'off' });
    expect(where).toEqual(there);
    expect(page).toMatch(/<input name="tenant"[^>]* readonly>/);
    expect(page).toContain('"authenticated":true');
  });
});

describe('an example', () => {
  test('says what it does and what to try it with', () => {
    const text =
      '# One thing.\n# Of `id`.\n# Variables: { "id": "1" }\nquery A($id: ID!) { # no\n  a(id: $id)\n}\n';
    expect(toExample(text)).toEqual({
      name: 'A',
      type: 'query',
      description: 'One thing. Of `id`.',
      text,
      body: 'query A($id: ID!) {\n  a(id: $id)\n}',
      variables: '{\n  "id": "1"\n}',
    });
  });

  test('without a name, or with variables that are no JSON, is none', () => {
    expect(() => toExample('{ a }')).toThrow('with a name');
    expect(() => toExample('# Variables: x\nquery A { a }')).toThrow(SyntaxError);
  });
});
