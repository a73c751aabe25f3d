import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ConfigError } from '../../src/config.ts';
import { silentLogger } from '../../src/core/log.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { findConsole } from '../../src/server/console.ts';
import {
  smallSample,
  startTestGateway,
  type TestGateway,
  type TestGatewayOptions,
} from '../support/gateway.ts';
import { sha256 } from '../support/operations.ts';
import { sendRaw } from '../support/raw-http.ts';

const script = 'assets/index-29D48NCs.js';
const tenant = 'query ConsoleTenant { tenant { id } }';
const files = {
  'public/index.html': `<!doctype html><title>t</title><script type="module" src="/console/${script}"></script>`,
  [`public/${script}`]: `/* ${'x'.repeat(2_000)} */`,
  'public/favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'public/notes.txt': 'nothing that a page needs',
  'operations/console.json': JSON.stringify({ [`sha256:${sha256(tenant)}`]: tenant }),
  'secret.json': '{}',
};

let folder: string;
let gateway: TestGateway;
let other: TestGateway | undefined;
beforeAll(async () => {
  folder = await built(files);
  gateway = await startTestGateway({ source: smallSample, env: { CONSOLE_DIR: folder, ...jwt } });
});
afterAll(async () => {
  await gateway.stop();
  await rm(folder, { recursive: true });
});
afterEach(async () => {
  await other?.stop();
  other = undefined;
});

/** Nobody has to say who he is to get a page that is the same for all. */
const jwt = {
  ...{
    AUTH_MODE: 'jwt',
    AUTH_ISSUER: 'i',
    AUTH_AUDIENCE: 'a',
    AUTH_JWKS_URL: 'http://127.0.0.1:9/',
    AUDIT_LOG: 'off',
  },
};

async function built(contents: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'console-test-'));
  for (const [name, text] of Object.entries(contents)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return root;
}

const start = async (env: Record<string, string>, options: TestGatewayOptions = {}) => {
  other = await startTestGateway({ ...options, env });
  return other;
};

test('the page comes with a policy of its own, and is asked for anew each time', async () => {
  const answer = await gateway.fetch('/console/');
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe(files['public/index.html']);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('no-cache');
  expect(answer.headers.get('content-security-policy')).toBe(
    "default-src 'none';base-uri 'none';connect-src 'self';form-action 'none';frame-ancestors 'none';" +
      "script-src 'self';style-src 'self';font-src 'self';img-src 'self';manifest-src 'self'",
  );
  const moved = await gateway.fetch('/console', { redirect: 'manual' });
  expect([moved.status, moved.headers.get('location')]).toEqual([308, 'console/']);
});

test('what is named after its content is kept, the rest is compared', async () => {
  const asset = await gateway.fetch(`/console/${script}`);
  expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(asset.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  const icon = await gateway.fetch('/console/favicon.svg');
  expect(icon.headers.get('cache-control')).toBe('no-cache');
  const etag = icon.headers.get('etag')!;
  const same = await gateway.fetch('/console/favicon.svg', {
    headers: { 'if-none-match': `"x", W/${etag}` },
  });
  expect([same.status, await same.text()]).toEqual([304, '']);
  const changed = await gateway.fetch('/console/favicon.svg', { headers: { 'if-none-match': '"x"' } });
  expect(changed.status).toBe(200);
});

test.each([
  ['gzip, deflate, br', 'br'],
  ['gzip', 'gzip'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['identity', null],
])('to whom accepts %s it is sent as %s', async (accepted, encoding) => {
  const plain = await gateway.fetch(`/console/${script}`, { headers: { 'accept-encoding': 'identity' } });
  for (const _ of ['made', 'kept']) {
    const answer = await gateway.fetch(`/console/${script}`, { headers: { 'accept-encoding': accepted } });
    // A strong tag is of the very bytes.
    expect(answer.headers.get('etag') === plain.headers.get('etag')).toBe(encoding === null);
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('vary')).toBe('accept-encoding');
    // Decoded by fetch.
    expect(await answer.text()).toBe(files[`public/${script}`]);
  }
});

test.each([
  '/console/../secret.json',
  '/console/%2e%2e/secret.json',
  '/console/..%2fsecret.json',
  '/console/assets/../../operations/console.json',
  '/console//etc/passwd',
  '/console/public/index.html',
  '/console/notes.txt',
  '/console/__proto__',
])('%s is nothing', async path => {
  const raw = await sendRaw(
    gateway.gateway.url,
    `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
  );
  expect(raw).toMatch(/^HTTP\/1\.1 404 /);
  expect(raw).toContain('ROUTE_NOT_FOUND');
});

test('what it asks is registered, beside what is registered otherwise', async () => {
  await start(
    { CONSOLE_DIR: folder, PERSISTED_OPERATIONS: 'examples/operations', PERSISTED_MODE: 'require-id' },
    { source: smallSample },
  );
  const ask = async (documentId: string) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await other!.fetch('/graphql', {
      method: 'POST',
      headers,
      body: JSON.stringify({ documentId }),
    });
    return answer.json();
  };
  expect(await ask(sha256(tenant))).toEqual({ data: { tenant: { id: 'demo' } } });
  const examples = await readFile('examples/operations/manifest.json', 'utf8');
  const { operations } = JSON.parse(examples) as { operations: { id: string; name: string }[] };
  const { id } = operations.find(({ name }) => name === 'TenantState')!;
  expect(await ask(id)).toMatchObject({ data: { tenant: { state: 'COLD' } } });
});

test('in production there is none that nobody has named', () => {
  const find = (consoleDir: string | undefined) =>
    findConsole({ consoleDir, production: true }, buildSchema(), silentLogger);
  expect(find(undefined)).toBeUndefined();
  expect(find(folder)).toEqual({ pages: join(folder, 'public'), operations: join(folder, 'operations') });
});

test('without one there is no such page', async () => {
  const { fetch } = await start({ CONSOLE_DIR: 'off' }, { source: smallSample });
  expect((await fetch('/console/')).status).toBe(404);
});

test('a folder without one, or with one that asks for what is not there, stops the start', async () => {
  await expect(start({ CONSOLE_DIR: tmpdir() })).rejects.toThrow(ConfigError);
  const text = 'query Odd { nothing }';
  const odd = await built({ ...files, 'operations/console.json': JSON.stringify({ [sha256(text)]: text }) });
  await expect(start({ CONSOLE_DIR: odd })).rejects.toThrow(/CONSOLE_DIR: .*console.json: .*nothing/);
  await rm(odd, { recursive: true });
});
