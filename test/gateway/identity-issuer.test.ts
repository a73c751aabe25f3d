import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { ManualClock } from '../support/clock.ts';
import { startTestGateway } from '../support/gateway.ts';
import { question, startIdentityWorld } from '../support/identity-world.ts';
import { soon } from '../support/soon.ts';

const world = await startIdentityWorld();
const { clock, issuer, gateway, bearer, seconds } = world;
afterAll(() => world.stop());

describe("the issuer's keys", () => {
  afterEach(async () => {
    issuer.answerWith(undefined);
    await issuer.goDown();
    await issuer.comeBack();
    await clock.advance(30_000);
    await soon(async () => expect((await bearer(await issuer.token())).status).toBe(200));
  });

  test('a token signed with a new key holds at once; one with the old key until the keys are fetched', async () => {
    const old = await issuer.token();
    await clock.advance(30_000);
    expect((await bearer(old)).status).toBe(200);
    await issuer.rotate();
    expect((await bearer(await issuer.token())).status).toBe(200);
    // Also one that was remembered.
    expect(await bearer(old)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  test('while the issuer is away known keys go on, for a day; then AUTH_UNAVAILABLE until it is back', async () => {
    await issuer.goDown();
    await clock.advance(10 * 60_000);
    for (let hour = 0; hour < 23; hour++) {
      clock.jump(3_600_000);
      expect((await bearer(await issuer.token())).status).toBe(200);
    }
    clock.jump(3_600_000);
    const token = await issuer.token();
    const answer = await gateway.fetch('/graphql?query={tenant{id}}', {
      headers: { authorization: `Bearer ${token}`, 'apollo-require-preflight': '1' },
    });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await answer.json()).toEqual({
      errors: [
        {
          message: expect.stringContaining('cannot be checked now'),
          extensions: { code: 'AUTH_UNAVAILABLE' },
        },
      ],
    });
    await issuer.comeBack();
    await clock.advance(5_000);
    await soon(async () => expect((await bearer(token)).status).toBe(200));
  });

  test('the gateway starts without them, says so, and recovers', async () => {
    await issuer.goDown();
    const here = await startTestGateway({ folder: gateway.folder, clock, env: issuer.env });
    try {
      const headers = await issuer.headers();
      const told = await here.query(question, { headers });
      expect([told.status, told.errors[0]?.extensions.code]).toEqual([503, 'AUTH_UNAVAILABLE']);
      expect((await here.fetch('/health/ready')).status).toBe(200);
      expect((await here.query(question)).status).toBe(401);
      await issuer.comeBack();
      await clock.advance(5_000);
      await soon(async () => expect((await here.query('{ tenant { id } }', { headers })).status).toBe(200));
    } finally {
      await here.stop();
    }
  });

  test('a flood of unknown keys neither makes a flood of fetches nor delays others', async () => {
    await clock.advance(30_000);
    const { fetches } = issuer;
    issuer.answerWith(() => undefined);
    const token = await issuer.token({ jti: 'new' });
    const flood = Promise.all(
      Array.from({ length: 100 }, async (_, place) => bearer(await issuer.token({}, { kid: `x${place}` }))),
    );
    await soon(() => expect(issuer.fetches).toBe(fetches + 1));
    expect((await bearer(token)).status).toBe(200);
    await clock.advance(5_000);
    expect(new Set((await flood).map(({ status }) => status))).toEqual(new Set([503]));
    expect(issuer.fetches).toBe(fetches + 1);
  });
});

test('a gateway that has stopped fetches no keys', async () => {
  const own = new ManualClock();
  const here = await startTestGateway({ folder: gateway.folder, clock: own, env: issuer.env });
  const headers = await issuer.headers();
  own.jump(clock.now() - own.now());
  expect((await here.query('{ tenant { id } }', { headers })).status).toBe(200);
  await here.stop();
  const after = vi.spyOn(own, 'after');
  await own.advance(3_600_000);
  expect(after).not.toHaveBeenCalled();
});

test('a remembered token is forgotten when it expires', async () => {
  const token = await issuer.token({ exp: seconds() + 20 });
  expect((await bearer(token)).status).toBe(200);
  clock.jump(49_000);
  expect((await bearer(token)).status).toBe(200);
  clock.jump(1_000);
  expect(await bearer(token)).toMatchObject({ status: 401, message: 'The token has expired.' });
});
