import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLogger } from '../../../src/core/log.ts';
import { Tokens } from '../../../src/server/auth/tokens.ts';
import { anyCharacter } from '../../support/any-character.ts';
import { ManualClock } from '../../support/clock.ts';
import { type Claims, Issuer } from '../../support/issuer.ts';

const clock = new ManualClock();
let issuer: Issuer;
let tokens: Tokens;
beforeAll(async () => {
  issuer = await Issuer.start(clock);
  const { name, audience, jwksUrl } = issuer;
  const rules = { mode: 'jwt', issuer: name, audience, jwksUrl, tenantClaim: 'tenant' } as const;
  tokens = Tokens.open(rules, { clock, logger: silentLogger });
});
afterAll(async () => {
  tokens.close();
  await issuer.goDown();
});

/** The code of the error, or who it is. */
const outcome = (token: string) =>
  tokens.callerOf(token).then(
    caller => caller,
    (error: { code: string }) => error.code,
  );

const base64url = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];

test('a token that is changed anywhere is refused', async () => {
  const token = await issuer.token();
  const signature = token.lastIndexOf('.') + 1;
  await fc.assert(
    fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom(...base64url, '.'), async (place, sign) => {
      fc.pre(token[place] !== sign);
      const changed = token.slice(0, place) + sign + token.slice(place + 1);
      // The last character has bits that say nothing.
      const same = place === token.length - 1 && equal(changed.slice(signature), token.slice(signature));
      expect(await outcome(changed)).toEqual(same ? await outcome(token) : 'UNAUTHENTICATED');
    }),
    { numRuns: 500 },
  );
});

const equal = (one: string, other: string) =>
  Buffer.from(one, 'base64url').equals(Buffer.from(other, 'base64url'));

test('whatever is sent, signed or not, it is a caller or an error of the contract', async () => {
  const part = fc.oneof(
    fc.json().map(text => Buffer.from(text).toString('base64url')),
    fc.string({ unit: fc.constantFrom(...base64url) }),
  );
  const header = fc
    .record(
      {
        alg: fc.oneof(fc.constantFrom('ES256', 'RS256', 'HS256', 'none', 'ML-DSA-44'), fc.jsonValue()),
        kid: fc.oneof(fc.constantFrom('key-1'), fc.jsonValue()),
        crit: fc.oneof(fc.constant(['b64']), fc.jsonValue()),
        b64: fc.jsonValue(),
        jwk: fc.jsonValue(),
      },
      { requiredKeys: ['alg'] },
    )
    .map(value => Buffer.from(JSON.stringify(value)).toString('base64url'));
  const unsigned = fc.oneof(
    fc.tuple(fc.oneof(header, part), part, part).map(parts => parts.join('.')),
    fc.string({ unit: anyCharacter }),
  );
  await fc.assert(
    fc.asyncProperty(unsigned, async token => {
      expect(await outcome(token)).toBe('UNAUTHENTICATED');
    }),
    { numRuns: 1_000 },
  );
});

test('whatever an issuer claims', async () => {
  const names = ['sub', 'fhirUser', 'tenant', 'scope', 'scp', 'iss', 'aud', 'exp', 'nbf', 'iat'];
  const claims = fc.dictionary(fc.constantFrom(...names), fc.jsonValue(), { maxKeys: 3 });
  await fc.assert(
    fc.asyncProperty(claims, async told => {
      const token = await issuer.token({ ...told } as Claims);
      const found = await outcome(token);
      if (typeof found === 'string') {
        expect(['UNAUTHENTICATED', 'FORBIDDEN', 'BAD_TENANT']).toContain(found);
      } else {
        expect(found.kind).toBe('user');
        expect(found.reviewer).toMatch(/\S/);
        expect([told.tenant ?? 'demo'].flat()).toEqual([found.tenant]);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('a token is verified once a minute, and again when the keys are others', async () => {
  const token = await issuer.token({ exp: Math.floor(clock.now() / 1_000) + 3_600 });
  const first = await outcome(token);
  expect(await outcome(token)).toBe(first);
  clock.jump(59_999);
  expect(await outcome(token)).toBe(first);
  clock.jump(1);
  const second = await outcome(token);
  expect(second).toEqual(first);
  expect(second).not.toBe(first);
  const old = issuer.keys;
  await issuer.rotate();
  issuer.keys.push(...old);
  await outcome(await issuer.token());
  expect(await outcome(token)).not.toBe(second);
  expect(await outcome(token)).toEqual(first);
});
