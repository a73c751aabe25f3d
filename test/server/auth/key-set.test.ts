import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { exportJWK, generateKeyPair, generateSecret } from 'jose';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { KeySet } from '../../../src/server/auth/key-set.ts';
import { ManualClock } from '../../support/clock.ts';
import { Issuer } from '../../support/issuer.ts';
import { soon } from '../../support/soon.ts';

const minute = 60_000;
const hour = 60 * minute;

let clock: ManualClock;
let issuer: Issuer;
let keys: KeySet;
const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };

beforeEach(async () => {
  vi.clearAllMocks();
  clock = new ManualClock();
  issuer = await Issuer.start(clock);
  keys = new KeySet({ url: issuer.jwksUrl, clock, logger });
});
afterEach(async () => {
  keys.close();
  await issuer.goDown();
});

const headerOf = ({ alg, jwk }: Issuer['current']) => ({ alg, kid: jwk.kid });
const find = (header: { alg: string; kid?: string } = headerOf(issuer.current)) =>
  keys.find(header).then(
    ({ type }) => type,
    (error: { code: string }) => error.code,
  );
const unknown = 'ERR_JWKS_NO_MATCHING_KEY';
const away = 'AUTH_UNAVAILABLE';

/** Time goes on in steps that fetches, which take real time, keep up with. */
async function pass(ms: number, fetches: number): Promise<void> {
  await clock.advance(ms);
  await soon(() => expect(issuer.fetches).toBe(fetches));
  await keys.refresh();
}

describe('fetching', () => {
  test('on first use, once for all who come meanwhile', async () => {
    expect(issuer.fetches).toBe(0);
    expect(await Promise.all(Array.from({ length: 50 }, () => find()))).toEqual(Array(50).fill('public'));
    expect(issuer.fetches).toBe(1);
  });

  test('anew every 10 minutes, whether or not anybody asks', async () => {
    await find();
    const { version } = keys;
    await clock.advance(10 * minute - 1);
    expect(issuer.fetches).toBe(1);
    await clock.advance(1);
    await soon(() => expect(issuer.fetches).toBe(2));
    // The same keys are the same version.
    await find();
    expect(keys.version).toBe(version);
  });

  test('a request does not wait for a refresh', async () => {
    await find();
    let release = () => {};
    issuer.answerWith((_, response) => {
      release = () => response.end(JSON.stringify({ keys: issuer.keys }));
    });
    await clock.advance(10 * minute);
    await soon(() => expect(issuer.fetches).toBe(2));
    expect(await find()).toBe('public');
    release();
  });

  test('a key that is withdrawn is gone after the refresh', async () => {
    await find();
    const old = issuer.current;
    const { version } = keys;
    await issuer.rotate();
    expect(await find(headerOf(old))).toBe('public');
    await clock.advance(10 * minute);
    await soon(async () => expect(await find(headerOf(old))).toBe(unknown));
    expect(keys.version).toBe(version + 1);
  });

  test('nothing is fetched after closing', async () => {
    await find();
    keys.close();
    await clock.advance(hour);
    expect(issuer.fetches).toBe(1);
  });

  test('closing ends a fetch under way, and is no outage', async () => {
    issuer.answerWith(() => undefined);
    const waiting = find();
    await soon(() => expect(issuer.fetches).toBe(1));
    keys.close();
    const after = vi.spyOn(clock, 'after');
    expect(await waiting).toBe(away);
    expect(logger.warn).not.toHaveBeenCalled();
    expect(after).not.toHaveBeenCalled();
  });
});

describe('a key that is not known', () => {
  test('is asked for at once, and found', async () => {
    await find();
    await issuer.rotate();
    expect(await find()).toBe('public');
    expect(issuer.fetches).toBe(2);
  });

  test('a flood of them is one fetch in 30 s', async () => {
    await find();
    const flood = () =>
      Promise.all(Array.from({ length: 500 }, (_, n) => find({ alg: 'ES256', kid: `x${n}` })));
    expect(new Set(await flood())).toEqual(new Set([unknown]));
    expect(issuer.fetches).toBe(2);
    await clock.advance(30_000 - 1);
    await flood();
    expect(issuer.fetches).toBe(2);
    await clock.advance(1);
    await flood();
    expect(issuer.fetches).toBe(3);
  });

  test('delays nobody whose key is known', async () => {
    await find();
    issuer.answerWith(() => undefined);
    const flood = Promise.all(Array.from({ length: 500 }, (_, n) => find({ alg: 'ES256', kid: `x${n}` })));
    await soon(() => expect(issuer.fetches).toBe(2));
    expect(await find()).toBe('public');
    await clock.advance(5_000);
    expect(new Set(await flood)).toEqual(new Set([away]));
  });

  test('a clock that was set back does not put off the next fetch', async () => {
    await find();
    await find({ alg: 'ES256', kid: 'x' });
    clock.jump(-hour);
    await issuer.rotate();
    expect(await find()).toBe('public');
  });
});

describe('an issuer that is away', () => {
  test('from the start: AUTH_UNAVAILABLE, one fetch for all, tried again every 5 s, one warning', async () => {
    issuer.answerWith((_, response) => response.writeHead(500).end());
    expect(await Promise.all(Array.from({ length: 50 }, () => find()))).toEqual(Array(50).fill(away));
    expect(await find()).toBe(away);
    expect(issuer.fetches).toBe(1);
    await pass(5_000, 2);
    expect(await find()).toBe(away);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    issuer.answerWith(undefined);
    await clock.advance(5_000);
    await soon(async () => expect(await find()).toBe('public'));
    expect(logger.info).toHaveBeenCalledTimes(1);
  });

  test('later: known keys go on for 24 hours after they were last confirmed', async () => {
    await find();
    await clock.advance(10 * minute);
    await soon(() => expect(issuer.fetches).toBe(2));
    await keys.refresh();
    const confirmed = clock.now();
    await issuer.goDown();
    await keys.refresh();
    clock.jump(confirmed + 24 * hour - clock.now());
    expect(await find()).toBe('public');
    clock.jump(1);
    const { version } = keys;
    expect(await find()).toBe(away);
    expect(await find()).toBe(away);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    await issuer.comeBack();
    await clock.advance(5_000);
    await soon(async () => expect(await find()).toBe('public'));
    expect(keys.version).toBe(version);
  });

  test('a machine that slept for days fetches them for the first who comes', async () => {
    await find();
    clock.jump(72 * hour);
    expect(await find()).toBe('public');
    expect(issuer.fetches).toBe(2);
  });

  test('a key that is not known cannot be judged meanwhile', async () => {
    await find();
    await issuer.goDown();
    expect(await find({ alg: 'ES256', kid: 'new' })).toBe(away);
    await issuer.comeBack();
    await clock.advance(5_000);
    await soon(async () => expect(await find({ alg: 'ES256', kid: 'new' })).toBe(unknown));
  });
});

describe('an answer that is none', () => {
  const large = () => JSON.stringify({ keys: issuer.keys, more: 'x'.repeat(10_000_000) });
  const bodies: Record<string, RequestListener> = {
    garbage: (_, response) => response.end('\0\x01garbage'),
    HTML: (_, response) => response.setHeader('content-type', 'text/html').end('<html>Sign in</html>'),
    'an empty set': (_, response) => response.end('{"keys":[]}'),
    'no set': (_, response) => response.end('{"key":1}'),
    null: (_, response) => response.end('null'),
    'keys that are none': (_, response) =>
      response.end('{"keys":[null,1,"a",[],{"kty":"RSA"},{"kty":"EC"}]}'),
    nothing: (_, response) => response.end(),
    '10 MB': (_, response) => response.end(large()),
    '10 MB in 10 kB': (_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(large())),
    'a redirect to the keys': ({ url }, response) =>
      url === '/keys'
        ? response.end(JSON.stringify({ keys: issuer.keys }))
        : response.writeHead(302, { location: '/keys' }).end(),
    '404 with the keys': (_, response) => response.writeHead(404).end(JSON.stringify({ keys: issuer.keys })),
    'a broken connection': (_, response) => response.destroy(),
    'half an answer': (_, response) => {
      response.setHeader('content-length', '1000').write('{"keys":[');
      setImmediate(() => response.destroy());
    },
  };

  test.each(Object.entries(bodies))('%s: refused, and known keys go on', async (_, answer) => {
    issuer.answerWith(answer);
    expect(await find()).toBe(away);
    expect(issuer.fetches).toBe(1);
    issuer.answerWith(undefined);
    await clock.advance(5_000);
    await soon(async () => expect(await find()).toBe('public'));
    const { version } = keys;
    issuer.answerWith(answer);
    await keys.refresh();
    expect(await find()).toBe('public');
    expect(keys.version).toBe(version);
    expect(logger.warn).toHaveBeenCalledTimes(2);
    expect(JSON.stringify(logger.warn.mock.calls)).not.toMatch(/garbage|html|xxx|undefined/);
  });

  test.each(['never', 'for ever'])('%s: given up after 5 s', async way => {
    issuer.answerWith((_, response) => {
      if (way === 'for ever') response.write('{"keys":[');
    });
    const waiting = find();
    await soon(() => expect(issuer.fetches).toBe(1));
    await clock.advance(4_999);
    const done = vi.fn();
    void waiting.then(done);
    await clock.advance(0);
    expect(done).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(await waiting).toBe(away);
    expect(logger.warn).toHaveBeenCalledWith({ reason: 'no answer within 5 s' }, expect.any(String));
  });
});

describe('keys that are not for checking signatures', () => {
  test('are passed over: secret, private, for encryption, too short, of a kind unknown', async () => {
    const good = issuer.keys;
    const secret = await exportJWK(await generateSecret('HS256', { extractable: true }));
    const pair = await generateKeyPair('ES256', { extractable: true });
    issuer.keys = [
      { ...secret, kid: 'secret', alg: 'HS256' },
      { ...(await exportJWK(pair.privateKey)), kid: 'private', alg: 'ES256' },
      { ...(await exportJWK(pair.publicKey)), kid: 'encryption', alg: 'ES256', use: 'enc' },
      { kty: 'RSA', kid: 'short', alg: 'RS256', e: 'AQAB', n: Buffer.alloc(64, 0xc3).toString('base64url') },
      { kty: 'XYZ', kid: 'kind' },
      ...good,
    ];
    expect(await find()).toBe('public');
    for (const [kid, alg] of [
      ['secret', 'ES256'],
      ['private', 'ES256'],
      ['encryption', 'ES256'],
      ['short', 'RS256'],
      ['kind', 'ES256'],
    ] as const)
      expect([kid, await find({ alg, kid })]).toEqual([kid, unknown]);
  });

  test('without a kid the one key that fits is taken; of several none', async () => {
    expect(await find({ alg: 'ES256' })).toBe('public');
    const first = issuer.keys;
    await issuer.rotate();
    issuer.keys.push(...first);
    await keys.refresh();
    expect(await find({ alg: 'ES256' })).toBe('ERR_JWKS_MULTIPLE_MATCHING_KEYS');
  });
});
