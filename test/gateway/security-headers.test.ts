import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { makePage } from '../../src/server/security-headers.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { sendRaw } from '../support/raw-http.ts';

let gateway: TestGateway | undefined;
afterEach(async () => {
  await gateway?.stop();
  gateway = undefined;
});
const start = async (env: Record<string, string> = {}) => {
  gateway = await startTestGateway({ source: smallSample, env });
  return gateway;
};

const directives = (policy: string | null | undefined) =>
  Object.fromEntries(
    (policy ?? '').split(';').map(directive => {
      const [name = '', ...sources] = directive.trim().split(/\s+/);
      return [name, sources];
    }),
  );
const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const strict = {
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

test('every answer has them, whoever gives it', async () => {
  const gateway = await start();
  const json = { 'content-type': 'application/json' };
  const answers = [
    await gateway.fetch('/graphql', { method: 'POST', headers: json, body: '{"query":"{ tenant { id } }"}' }),
    await gateway.fetch('/graphql', {
      method: 'POST',
      headers: json,
      body: '{"query":"{ patients { count } }"}',
    }),
    await gateway.fetch('/graphql', { method: 'POST', headers: json, body: '{' }),
    await gateway.fetch('/graphql', { headers: { 'x-tenant-id': '?' } }),
    await gateway.fetch('/fhir/metadata'),
    await gateway.fetch('/health'),
    await gateway.fetch('/metrics'),
    await gateway.fetch('/'),
    await gateway.fetch('/nowhere'),
    await gateway.fetch('/%zz'),
    await gateway.fetch('/', { method: 'OPTIONS' }),
  ];
  for (const answer of answers) {
    expect([answer.url, Object.fromEntries(answer.headers)]).toEqual([
      answer.url,
      expect.objectContaining(strict),
    ]);
    expect(answer.headers.get('strict-transport-security')).toBeNull();
    expect(answer.headers.get('x-powered-by')).toBeNull();
    expect(answer.headers.get('server')).toBeNull();
  }
  const raw = (await sendRaw(gateway.gateway.url, 'no HTTP\r\n\r\n')).toLowerCase();
  for (const [name, value] of Object.entries(strict)) {
    expect(raw).toContain(`${name}: ${value.toLowerCase()}\r\n`);
  }
});

describe('the landing page', () => {
  test('runs only what stands in it, and loads from nowhere but where it says', async () => {
    const gateway = await start();
    const answer = await gateway.fetch('/', { headers: { accept: 'text/html' } });
    const html = await answer.text();
    const policy = directives(answer.headers.get('content-security-policy'));
    expect(answer.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(policy).toMatchObject({
      'default-src': ["'none'"],
      'connect-src': ["'self'"],
      'frame-ancestors': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
    });

    const blocks = (name: string) =>
      html
        .split(`<${name}`)
        .slice(1)
        .map(part => part.slice(0, part.indexOf(`</${name}>`)))
        .map(part => ({ tag: part.slice(0, part.indexOf('>')), text: part.slice(part.indexOf('>') + 1) }));
    const scripts = blocks('script').filter(({ tag }) => !tag.includes('src='));
    const styles = blocks('style');
    expect([scripts.length, styles.length]).not.toContain(0);
    const hashes = (name: string) => policy[name]!.filter(source => source.startsWith("'"));
    expect(hashes('script-src').sort()).toEqual(scripts.map(({ text }) => hashOf(text)).sort());
    expect(hashes('style-src').sort()).toEqual(styles.map(({ text }) => hashOf(text)).sort());

    const origin = (url: string) => new URL(url).origin;
    const link = (rel: RegExp) =>
      [...html.matchAll(/<link\b[^>]*>/g)]
        .map(([tag]) => tag)
        .filter(tag => rel.test(/rel="([^"]*)"/.exec(tag)![1]!))
        .map(tag => origin(/href="([^"]*)"/.exec(tag)![1]!));
    const loaded = {
      'script-src': blocks('script')
        .flatMap(({ tag }) => /src="([^"]*)"/.exec(tag)?.[1] ?? [])
        .map(origin),
      'style-src': link(/stylesheet/),
      'img-src': link(/icon/),
      'manifest-src': link(/manifest/),
      'font-src': link(/preconnect/),
    };
    for (const [name, origins] of Object.entries(loaded)) {
      expect([name, origins]).not.toEqual([name, []]);
      for (const from of origins)
        expect([name, policy[name]]).toEqual([name, expect.arrayContaining([from])]);
    }
  });

  test('in production loads nothing, and runs nothing', async () => {
    const gateway = await start({ NODE_ENV: 'production' });
    for (const path of ['/', '/graphql']) {
      const answer = await gateway.fetch(path, { headers: { accept: 'text/html' } });
      const html = await answer.text();
      const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(html)!;
      expect(directives(answer.headers.get('content-security-policy'))).toEqual({
        'default-src': ["'none'"],
        'connect-src': ["'self'"],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'img-src': ['data:'],
        'style-src': [hashOf(style)],
      });
      expect(html).not.toMatch(/<script|https?:|apollo/i);
      const paths = [...html.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => `/${href}`);
      expect(paths).toEqual(['/fhir/metadata', '/health/ready']);
      for (const linked of paths)
        expect([linked, (await gateway.fetch(linked)).status]).toEqual([linked, 200]);
    }
    expect(await (await gateway.fetch('/')).json()).toMatchObject({ graphql: '/graphql' });
  });
});

describe('a page of ours', () => {
  const html = [
    '<!doctype html><STYLE media="all">p{}</STYLE><style>p{}</style>',
    '<script type="module">one()\r\n</script ><script src="/x.js"></script><script\n>two("<b>")</script>',
  ].join('\n');

  test('may run its own blocks and ask its own gateway', async () => {
    const { headers } = await makePage(html);
    expect(directives(headers['content-security-policy'])).toEqual({
      'default-src': ["'none'"],
      'base-uri': ["'none'"],
      'connect-src': ["'self'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
      // Browsers hash what they have parsed, in which a line ends with one character.
      'script-src': [hashOf('one()\n'), hashOf('two("<b>")')],
      'style-src': [hashOf('p{}')],
    });
  });

  test('may be given more', async () => {
    const { headers } = await makePage(html, { 'script-src': ["'self'"], 'worker-src': ['blob:'] });
    expect(directives(headers['content-security-policy'])).toMatchObject({
      'script-src': [hashOf('one()\n'), hashOf('two("<b>")'), "'self'"],
      'worker-src': ['blob:'],
    });
  });

  test('cannot smuggle a directive into its policy', async () => {
    await expect(makePage(html, { 'img-src': ['x; script-src *'] })).rejects.toThrow();
  });
});
