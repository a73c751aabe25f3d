import { createHmac, createPublicKey } from 'node:crypto';
import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestGateway } from '../support/gateway.ts';
import { startIdentityWorld } from '../support/identity-world.ts';
import { type Claims, Issuer } from '../support/issuer.ts';

const world = await startIdentityWorld();
const { clock, issuer, gateway, logged, bearer, seconds } = world;
afterAll(() => world.stop());

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** As whoever has no key of the issuer would sign. */
async function forged(header: Record<string, unknown>, sign: (input: string) => Buffer): Promise<string> {
  const [, payload] = (await issuer.token()).split('.');
  const input = `${encode(header)}.${payload}`;
  return `${input}.${sign(input).toString('base64url')}`;
}

const hs256 = (secret: string | Buffer) => () =>
  forged({ alg: 'HS256', kid: issuer.current.jwk.kid }, input =>
    createHmac('sha256', secret).update(input).digest(),
  );
const publicKey = () => createPublicKey({ key: issuer.current.jwk, format: 'jwk' });

/** Signed by an attacker who names his own key in the header. */
async function embedded(
  nameIt: (key: { jwk: object; url: string }) => object,
  kid?: string,
): Promise<string> {
  const own = await Issuer.start(clock);
  const { privateKey, jwk } = own.current;
  const [, payload = ''] = (await issuer.token()).split('.');
  try {
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims;
    const header = { alg: 'ES256', kid, ...nameIt({ jwk, url: own.jwksUrl }) };
    return await new SignJWT(claims).setProtectedHeader(header as never).sign(privateKey);
  } finally {
    await own.goDown();
  }
}

const claims = (told: Claims) => () => issuer.token(told);
const kid = () => issuer.current.jwk.kid;
const changed = (token: string, part: number, change: (text: string) => string) =>
  token
    .split('.')
    .map((text, place) => (place === part ? change(text) : text))
    .join('.');

describe('a token that does not hold', () => {
  test.each<[string, RegExp, () => Promise<string> | string]>([
    ['an empty one', /Bearer and a token/, () => ''],
    ['several words', /Bearer and a token/, () => 'a b'],
    ['garbage', /cannot be read/, () => 'garbage'],
    ['three parts of garbage', /cannot be read/, () => 'a.b.c'],
    ['a header that is null', /cannot be read/, () => `${encode(null)}.${encode({})}.AAAA`],
    ['no algorithm', /cannot be read/, async () => forged({ kid: kid() }, () => Buffer.from('x'))],
    ['`none`, no signature', /cannot be read/, () => forged({ alg: 'none' }, () => Buffer.of())],
    ['`none`', /signed in a way/, () => forged({ alg: 'none', kid: kid() }, () => Buffer.from('x'))],
    ['`nOnE`', /signed in a way/, () => forged({ alg: 'nOnE', kid: kid() }, () => Buffer.from('x'))],
    [
      'HS256 with the public key as PEM',
      /signed in a way/,
      () => hs256(publicKey().export({ format: 'pem', type: 'spki' }))(),
    ],
    [
      'HS256 with the public key as DER',
      /signed in a way/,
      () => hs256(publicKey().export({ format: 'der', type: 'spki' }))(),
    ],
    [
      'HS256 with the public key as JWK',
      /signed in a way/,
      () => hs256(JSON.stringify(issuer.current.jwk))(),
    ],
    ['an unknown kid', /does not publish/, () => issuer.token({}, { kid: 'unknown' })],
    ['a kid that is no text', /does not publish/, () => issuer.token({}, { kid: { a: 1 } })],
    ['another algorithm than the key is for', /does not publish/, () => foreign('RS256')],
    ['another key by the same name', /does not hold/, () => foreign('ES256')],
    ['expired', /expired/, () => issuer.token({ exp: seconds() - 30 })],
    ['not valid yet', /not valid yet/, () => issuer.token({ nbf: seconds() + 31 })],
    ['another issuer', /another issuer/, claims({ iss: 'https://other.example' })],
    ['no issuer', /another issuer/, claims({ iss: undefined })],
    ['another audience', /not issued for this gateway/, claims({ aud: 'other' })],
    ['other audiences', /not issued for this gateway/, claims({ aud: ['other', 'fhir-gateway2'] })],
    ['no audience', /not issued for this gateway/, claims({ aud: undefined })],
    ['no exp', /when it expires/, claims({ exp: undefined })],
    ['exp as text', /when it expires/, claims({ exp: '9999999999' })],
    ['nobody', /who sends it/, claims({ sub: undefined })],
    ['nobody sayable', /who sends it/, claims({ sub: 'a\u0000b', fhirUser: '' })],
    ['who claims to be a partner', /who sends it/, claims({ sub: 'partner:acme' })],
    ['who claims to be one, a space before it', /who sends it/, claims({ sub: '\u00a0partner:acme' })],
    ['who claims to be one in capitals', /who sends it/, claims({ sub: 'Partner :acme' })],
    ['too large', /too long/, claims({ more: 'x'.repeat(8_200) })],
    ['a truncated signature', /does not hold/, async () => (await issuer.token()).slice(0, -8)],
    ['no signature', /cannot be read/, async () => changed(await issuer.token(), 2, () => '')],
    [
      'the signature of another token',
      /does not hold/,
      async () => changed(await issuer.token(), 2, () => other.split('.')[2]!),
    ],
    [
      'a changed payload',
      /does not hold/,
      async () => changed(await issuer.token(), 1, () => encode({ iss: issuer.name, tenant: 'other' })),
    ],
    [
      'a payload of its own extension',
      /cannot be read/,
      () => issuer.token({}, { crit: ['https://example.org/extension'], 'https://example.org/extension': 1 }),
    ],
    ['jwk of its own', /does not hold/, () => embedded(({ jwk }) => ({ jwk }))],
    ['jwk of its own and our kid', /does not hold/, () => embedded(({ jwk }) => ({ jwk }), kid())],
    ['jku of its own', /does not hold/, () => embedded(({ url }) => ({ jku: url }), kid())],
    ['x5u of its own', /does not hold/, () => embedded(({ url }) => ({ x5u: url }), kid())],
    ['jku and a kid of its own', /does not publish/, () => embedded(({ url }) => ({ jku: url }), 'own')],
  ])('%s: UNAUTHENTICATED', async (_, message, make) => {
    logged.length = 0;
    const token = await make();
    const { status, code, challenge, data, message: told } = await bearer(token);
    expect({ status, code, data }).toEqual({ status: 401, code: 'UNAUTHENTICATED', data: null });
    expect(told).toMatch(message);
    expect(challenge).toBe(`Bearer error="invalid_token", error_description="${told}"`);
    // Nothing of it is told to anybody.
    for (const part of token.split('.').filter(({ length }) => length > 4))
      expect(JSON.stringify([told, logged])).not.toContain(part);
    expect(JSON.stringify([told, logged])).not.toMatch(/dr-jones|other\.example/);
  });

  let other: string;
  beforeAll(async () => {
    other = await issuer.token({ sub: 'dr-other' });
  });

  async function foreign(alg: string): Promise<string> {
    const { privateKey } = await generateKeyPair(alg);
    return new SignJWT({}).setProtectedHeader({ alg, kid: kid() }).sign(privateKey);
  }

  test('past what Node takes of headers: 431', async () => {
    const headers = { authorization: `Bearer ${'x'.repeat(20_000)}` };
    const response = await gateway.fetch('/graphql?query={tenant{id}}', { headers });
    expect(response.status).toBe(431);
  });
});

test('a page of an allowed origin asks beforehand without a token, and can read a refusal', async () => {
  const origin = 'https://app.example.org';
  const here = await startTestGateway({
    folder: gateway.folder,
    clock,
    env: { ...issuer.env, CORS_ORIGINS: origin },
  });
  try {
    const asked = {
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    };
    const preflight = await here.fetch('/graphql', { method: 'OPTIONS', headers: { origin, ...asked } });
    expect(preflight.status).toBeLessThan(300);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
    const refusal = await here.fetch('/graphql', { method: 'POST', headers: { origin } });
    expect(refusal.status).toBe(401);
    expect(refusal.headers.get('access-control-allow-origin')).toBe(origin);
  } finally {
    await here.stop();
  }
});
