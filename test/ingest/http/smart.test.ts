import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HttpClient } from '../../../src/ingest/http/client.ts';
import type { SmartSettings } from '../../../src/ingest/http/smart.ts';
import { ManualClock } from '../../support/clock.ts';
import { type Asked, FaultServer, type Told } from '../../support/fault-server/fault-server.ts';
import { json } from '../../support/fault-server/paged-fhir.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
const weak = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }) as string;
const jwk = { ...ec.privateKey.export({ format: 'jwk' }), kid: 'of the file' };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smart-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A FHIR server and, elsewhere, what gives out its tokens, which are good for five minutes. */
async function start(token: (asked: Asked) => Told | undefined = () => undefined) {
  const auth = await FaultServer.start(asked => {
    const access_token = `token-${auth.asked.length}`;
    return token(asked) ?? json({ access_token, token_type: 'bearer', expires_in: 300 });
  });
  const fhir = await FaultServer.start(({ url }) =>
    url.pathname === '/fhir/.well-known/smart-configuration'
      ? json({ token_endpoint: `${auth.origin}/token` })
      : json({ resourceType: 'Patient' }),
  );
  return {
    ...{ auth, fhir },
    /** Values of `Authorization`, of requests for data. */
    authorizations: () =>
      fhir.asked
        .filter(({ url }) => !url.pathname.includes('.well-known'))
        .map(each => each.headers.authorization),
    async [Symbol.asyncDispose]() {
      await fhir[Symbol.asyncDispose]();
      await auth[Symbol.asyncDispose]();
    },
  };
}

async function clientOf(fhir: FaultServer, key: string, settings: Partial<SmartSettings> = {}) {
  const keyFile = join(folder, `${Math.random()}`);
  await writeFile(keyFile, key);
  const clock = new ManualClock();
  const client = new HttpClient({
    ...{ base: new URL(`${fhir.origin}/fhir`), clock, limits: { tries: 2 } },
    credentials: {
      ...{ kind: 'smart', clientId: 'gateway', keyFile, keyId: undefined },
      ...{ scope: 'system/*.read', tokenUrl: undefined, ...settings },
    },
  });
  return {
    clock,
    ask: () => client.json({ url: client.at('Patient/p'), what: 'a patient' }, 10_000),
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}

test.each([
  ['RSA as PEM', pem(rsa.privateKey), rsa.publicKey, 'RS384', undefined],
  ['EC as JWK', JSON.stringify(jwk), ec.publicKey, 'ES384', 'of the file'],
  ['EC in a JWKS', JSON.stringify({ keys: [{ kty: 'RSA' }, jwk] }), ec.publicKey, 'ES384', 'of the file'],
])('a token is asked for with an assertion signed by %s', async (_, file, key, alg, kid) => {
  await using world = await start();
  await using client = await clientOf(world.fhir, file);
  await client.ask();
  const [{ body, headers, url }] = world.auth.asked as [Asked];
  expect(headers.authorization).toBeUndefined();
  const form = new URLSearchParams(body);
  expect(Object.fromEntries(form)).toEqual({
    grant_type: 'client_credentials',
    scope: 'system/*.read',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: expect.any(String),
  });
  const now = client.clock.now() / 1000;
  const { payload, protectedHeader } = await jwtVerify(form.get('client_assertion')!, key, {
    ...{ audience: url.href, issuer: 'gateway', subject: 'gateway', currentDate: new Date(now * 1000) },
  });
  expect(protectedHeader).toEqual({ alg, typ: 'JWT', ...(kid !== undefined && { kid }) });
  expect(payload.exp! - now).toBeLessThanOrEqual(300);
  expect(payload.jti).toMatch(/^[\w-]{20,}$/);
  expect(world.authorizations()).toEqual(['Bearer token-1']);
});

test('a token serves until shortly before it ends, and many at a time', async () => {
  await using world = await start();
  await using client = await clientOf(world.fhir, pem(ec.privateKey), { keyId: 'given' });
  await Promise.all([client.ask(), client.ask(), client.ask()]);
  await client.clock.advance(269_000);
  await client.ask();
  expect(world.auth.asked).toHaveLength(1);
  await client.clock.advance(1_000);
  await client.ask();
  expect(world.auth.asked).toHaveLength(2);
  expect(world.authorizations().at(-1)).toBe('Bearer token-2');
  // Where tokens are asked for is asked once.
  expect(world.fhir.asked.filter(({ url }) => url.pathname.includes('.well-known'))).toHaveLength(1);
});

test('a token that is refused is renewed once', async () => {
  await using world = await start();
  await using client = await clientOf(world.fhir, pem(ec.privateKey));
  world.fhir.fault = ({ headers }) =>
    headers.authorization === 'Bearer token-1' ? { status: 401 } : undefined;
  await client.ask();
  expect(world.authorizations()).toEqual(['Bearer token-1', 'Bearer token-2']);
  world.fhir.fault = ({ url }) => (url.pathname === '/fhir/Patient/p' ? { status: 401 } : undefined);
  await expect(client.ask()).rejects.toThrow(/^a patient: HTTP 401: FHIR_BEARER_TOKEN/);
  expect(world.authorizations()).toHaveLength(4);
});

test('each assertion is used once', async () => {
  await using world = await start(({ before }) => (before === 0 ? { status: 503 } : undefined));
  await using client = await clientOf(world.fhir, pem(ec.privateKey));
  const asking = client.ask();
  await advanceUntil(client.clock, () => world.auth.asked.length === 2);
  await asking;
  const assertions = world.auth.asked.map(({ body }) => new URLSearchParams(body).get('client_assertion'));
  expect(new Set(assertions).size).toBe(2);
});

test.each([
  [
    'a refusal',
    { status: 400, body: '{"error":"invalid_client","error_description":"s3cret"}' },
    /the token: HTTP 400$/,
  ],
  ['nothing of use', { body: '{"access_token":7}' }, /the token: the answer holds none$/],
  [
    'a token of several lines',
    { body: '{"access_token":"a\\r\\nx: y"}' },
    /the token: the answer holds none$/,
  ],
  ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, /the token: HTTP 302$/],
])('%s instead of a token ends in words', async (_, told, words) => {
  await using world = await start(() => ({ headers: { 'content-type': 'application/json' }, ...told }));
  await using client = await clientOf(world.fhir, pem(ec.privateKey));
  await expect(client.ask()).rejects.toThrow(words);
  expect(world.authorizations()).toEqual([]);
});

test.each([
  ['of a weaker curve', pem(weak.privateKey)],
  ['that is public', JSON.stringify(ec.publicKey.export({ format: 'jwk' }))],
  ['that is none', 'hello'],
  ['that is empty', ''],
])('a key %s is refused', async (_, file) => {
  await using world = await start();
  await using client = await clientOf(world.fhir, file);
  await expect(client.ask()).rejects.toThrow(/expected a private key, RSA or EC P-384, as PEM, JWK or JWKS$/);
});

test('a key file that is not there is named', async () => {
  await using world = await start();
  await using client = await clientOf(world.fhir, '', { keyFile: join(folder, 'none') });
  await expect(client.ask()).rejects.toThrow(/The key file .*none cannot be read \(ENOENT\)$/);
});

test('a server that does not say where tokens are given is told of', async () => {
  await using world = await start();
  world.fhir.fault = ({ url }) => (url.pathname.includes('.well-known') ? json({}) : undefined);
  await using client = await clientOf(world.fhir, pem(ec.privateKey));
  await expect(client.ask()).rejects.toThrow(/names no token_endpoint; give FHIR_SMART_TOKEN_URL$/);
  await using told = await clientOf(world.fhir, pem(ec.privateKey), {
    tokenUrl: `${world.auth.origin}/token`,
  });
  await told.ask();
  expect(world.authorizations()).toEqual(['Bearer token-1']);
});

async function advanceUntil(clock: ManualClock, done: () => boolean): Promise<void> {
  while (!done()) await clock.advance(100);
}
