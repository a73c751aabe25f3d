import { createHmac, createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { ManualClock } from '../support/clock.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { type Claims, Issuer } from '../support/issuer.ts';
import { soon } from '../support/soon.ts';

const clock = new ManualClock();
const logged: string[] = [];
const log = (fields: object, message: string) => void logged.push(JSON.stringify({ ...fields, message }));
let issuer: Issuer;
let gateway: TestGateway;
beforeAll(async () => {
  issuer = await Issuer.start(clock);
  gateway = await startTestGateway({
    source: smallSample,
    clock,
    logger: { debug: log, info: log, warn: log, error: log },
    env: issuer.env,
  });
  await gateway.query('mutation { warmUpTenant { state } }', { headers: await issuer.headers() });
});
afterAll(async () => {
  await gateway.stop();
  await issuer.goDown();
});

interface Told {
  readonly status: number;
  readonly code: unknown;
  readonly message: string | undefined;
  readonly challenge: string | null;
}

const question = '{ tenant { id } patient(id: "patient-1") { id } }';

async function ask(headers: Record<string, string>, query = question): Promise<Told & { data: unknown }> {
  const { status, headers: told, data, errors } = await gateway.query(query, { headers });
  const [error] = errors;
  return {
    ...{ status, data, code: error?.extensions.code, message: error?.message },
    challenge: told.get('www-authenticate'),
  };
}

const bearer = (token: string) => ask({ authorization: `Bearer ${token}` });
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const seconds = () => Math.floor(clock.now() / 1_000);

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

describe('a token that holds', () => {
  test.each<[string, Claims]>([
    ['as they are', {}],
    ['expired less than 30 s ago', { exp: seconds() - 29 }],
    ['valid in less than 30 s', { nbf: seconds() + 30 }],
    ['for several audiences', { aud: ['other', 'fhir-gateway'] }],
    ['the tenant in a list of one', { tenant: ['demo'] }],
    ['scopes as a list', { scope: ['user/Patient.r', 'openid'] }],
    ['scopes in scp', { scope: undefined, scp: 'openid user/Patient.r' }],
    ['scopes in scp, as a list', { scope: undefined, scp: ['user/Patient.r'] }],
    ['by fhirUser alone', { sub: undefined, fhirUser: 'https://ehr.example/Practitioner/1' }],
  ])('%s', async (_, told) => {
    const { status, data } = await bearer(await issuer.token(told));
    expect({ status, data }).toEqual({
      status: 200,
      data: { tenant: { id: 'demo' }, patient: { id: 'patient-1' } },
    });
  });

  test('of other algorithms', async () => {
    for (const alg of ['RS256', 'PS384', 'ES384', 'EdDSA', 'Ed25519']) {
      await issuer.rotate(alg);
      await clock.advance(30_000);
      expect([alg, (await bearer(await issuer.token())).status]).toEqual([alg, 200]);
    }
  });

  test('by any spelling of Bearer; without a kid while there is one key', async () => {
    expect((await ask({ authorization: `bEaReR   ${await issuer.token()}` })).status).toBe(200);
    expect((await bearer(await issuer.token({}, { kid: undefined }))).status).toBe(200);
  });

  test('without a kid while there are several keys: UNAUTHENTICATED', async () => {
    await issuer.rotate();
    const { keys } = issuer;
    await issuer.rotate();
    issuer.keys.push(...keys);
    await clock.advance(30_000);
    expect((await bearer(await issuer.token())).status).toBe(200);
    const told = await bearer(await issuer.token({}, { kid: undefined }));
    expect(told).toMatchObject({
      status: 401,
      message: 'The token does not say which key it is signed with.',
    });
  });

  test('whoever reviews is named as the token names him', async () => {
    const review = async (told: Claims) => {
      const text = 'mutation { review(input: { resourceType: PATIENT, id: "patient-2" }) { reviewedBy } }';
      const headers = await issuer.headers(told);
      const clear = text.replace(' }) {', ', reviewed: false }) {');
      expect((await ask(headers, clear)).status).toBe(200);
      return ((await ask(headers, text)).data as { review: { reviewedBy: string } }).review.reviewedBy;
    };
    expect(await review({})).toBe('dr-jones');
    expect(await review({ fhirUser: 'Practitioner/7' })).toBe('Practitioner/7');
    expect(await review({ fhirUser: 'a\nb' })).toBe('dr-jones');
    expect(await review({ fhirUser: 'x'.repeat(256) })).toBe('dr-jones');
    expect(await review({ fhirUser: ['Practitioner/7'] })).toBe('dr-jones');
    expect(await review({ fhirUser: 'partner:acme' })).toBe('dr-jones');
  });
});

describe('the tenant', () => {
  test.each<[string, unknown, number, string]>([
    ['none', undefined, 403, 'FORBIDDEN'],
    ['null', null, 403, 'FORBIDDEN'],
    ['a number', 1, 403, 'FORBIDDEN'],
    ['an empty list', [], 403, 'FORBIDDEN'],
    ['two', ['demo', 'other'], 403, 'FORBIDDEN'],
    ['twice the same', ['demo', 'demo'], 403, 'FORBIDDEN'],
    ['a list in a list', [['demo']], 403, 'FORBIDDEN'],
    ['an object', { id: 'demo' }, 403, 'FORBIDDEN'],
    ['empty', '', 400, 'BAD_TENANT'],
    ['illegal', '../demo', 400, 'BAD_TENANT'],
    ['two in a text', 'demo other', 400, 'BAD_TENANT'],
    ['capitals', 'Demo', 400, 'BAD_TENANT'],
    ['too long', 'a'.repeat(65), 400, 'BAD_TENANT'],
  ])('%s', async (_, tenant, status, code) => {
    expect(await bearer(await issuer.token({ tenant }))).toMatchObject({ status, code, data: null });
  });

  test('x-tenant-id may say the same, and nothing else', async () => {
    const headers = await issuer.headers();
    const say = (tenant: string) => ask({ ...headers, 'x-tenant-id': tenant });
    expect((await say('demo')).data).toMatchObject({ tenant: { id: 'demo' } });
    expect(await say('other')).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(await say('DEMO')).toMatchObject({ status: 400, code: 'BAD_TENANT' });
    expect(await say('demo,demo')).toMatchObject({ status: 400, code: 'BAD_TENANT' });
  });

  test('by another claim, and among those that are allowed', async () => {
    const here = await startTestGateway({
      folder: gateway.folder,
      clock,
      env: { ...issuer.env, AUTH_TENANT_CLAIM: 'https://example.org/org', TENANTS_ALLOWED: 'a,b' },
    });
    try {
      const as = async (told: Claims) => {
        const { status, data } = await here.query('{ tenant { id } }', {
          headers: await issuer.headers(told),
        });
        return [status, data?.tenant.id];
      };
      expect(await as({ tenant: 'c', 'https://example.org/org': 'a' })).toEqual([200, 'a']);
      expect(await as({ tenant: 'a', 'https://example.org/org': 'c' })).toEqual([403, undefined]);
      expect(await as({ tenant: 'a' })).toEqual([403, undefined]);
    } finally {
      await here.stop();
    }
  });

  test('a claim is not what every object has', async () => {
    const env = { ...issuer.env, AUTH_TENANT_CLAIM: 'constructor' };
    const here = await startTestGateway({ folder: gateway.folder, clock, env });
    try {
      expect((await here.query(question, { headers: await issuer.headers() })).status).toBe(403);
    } finally {
      await here.stop();
    }
  });
});

describe('scopes', () => {
  test('none: authenticated, but nothing of any resource', async () => {
    for (const scope of [undefined, '', 'openid fhirUser', 5, { scope: 'user/*.*' }]) {
      const { data, code } = await bearer(await issuer.token({ scope }));
      expect([data, code]).toEqual([{ tenant: { id: 'demo' }, patient: null }, 'FORBIDDEN']);
    }
  });

  test('each lets do its own', async () => {
    const codesOf = async (scope: string) => {
      const headers = await issuer.headers({ scope });
      const review = 'mutation { review(input: { resourceType: PATIENT, id: "patient-1" }) { id } }';
      const texts = ['{ patient(id: "patient-1") { id } }', '{ patients { count } }', review];
      const warm = 'mutation { warmUpTenant { state } }';
      return Promise.all([...texts, warm].map(async text => (await ask(headers, text)).code ?? 'done'));
    };
    expect(await codesOf('user/Patient.r')).toEqual(['done', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
    expect(await codesOf('system/*.s')).toEqual(['FORBIDDEN', 'done', 'FORBIDDEN', 'FORBIDDEN']);
    expect(await codesOf('user/Patient.read')).toEqual(['done', 'done', 'FORBIDDEN', 'FORBIDDEN']);
    expect(await codesOf('user/Encounter.cruds')).toEqual(Array(4).fill('FORBIDDEN'));
    expect(await codesOf('user/Patient.sur')).toEqual(Array(4).fill('FORBIDDEN'));
    expect(await codesOf('user/Patient.rus')).toEqual(['done', 'done', 'done', 'FORBIDDEN']);
    expect(await codesOf('user/*.* gateway/warm-up')).toEqual(Array(4).fill('done'));
  });

  test.each(['patient/Patient.read', 'patient/*.rs', 'user/Patient.rs?gender=female'])(
    'with %s the whole request is FORBIDDEN',
    async scope => {
      const told = await bearer(await issuer.token({ scope: `user/*.* ${scope}` }));
      expect(told).toMatchObject({ status: 403, code: 'FORBIDDEN', data: null });
      expect(told.message).toMatch(/cannot narrow/);
    },
  );
});

describe('without a token that could be checked', () => {
  test('nothing at all: the way to say who one is', async () => {
    const told = await ask({});
    expect(told).toMatchObject({ status: 401, code: 'UNAUTHENTICATED', challenge: 'Bearer' });
  });

  test('a tenant is not taken from whoever is not known', async () => {
    expect(await ask({ 'x-tenant-id': 'demo' })).toMatchObject({ status: 401 });
    expect(await ask({ 'x-tenant-id': 'NO' })).toMatchObject({ status: 401 });
    logged.length = 0;
    await ask({ 'x-tenant-id': 'demo', authorization: 'Bearer x' });
    expect(logged.filter(line => line.includes('"request"'))).toHaveLength(1);
    expect(logged.join()).not.toContain('demo');
  });

  test.each(['Basic ZHI6am9uZXM=', 'Digest username="x"', 'DPoP a.b.c', 'Bearera.b.c', 'Bearer'])(
    'authorization: %s',
    async authorization => {
      expect(await ask({ authorization })).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    },
  );

  test('a token and an API key, or an API key where there are no partners', async () => {
    const token = await issuer.headers();
    expect(await ask({ ...token, 'x-api-key': 'k' })).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    expect(await ask({ 'x-api-key': 'k' })).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    expect(await ask({ 'x-api-key': '' })).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  test('every route that is about a tenant asks; others do not', async () => {
    const status = async (path: string, init: RequestInit = {}) => (await gateway.fetch(path, init)).status;
    expect(await status('/graphql?query={tenant{id}}')).toBe(401);
    expect(await status('/graphql/')).toBe(404);
    expect(await status('/fhir/$graphql?query={tenant{id}}')).toBe(401);
    expect(await status('/fhir/%24graphql?query={tenant{id}}')).toBe(401);
    expect(await status('/fhir/$graphql', { method: 'POST', body: '{}' })).toBe(401);
    expect(await status('/warm-up-tenant', { method: 'POST' })).toBe(401);
    expect(await status('/graphql', { method: 'HEAD' })).toBe(401);
    expect(await status('/')).toBe(200);
    expect(await status('/', { headers: { accept: 'text/html' } })).toBe(200);
    expect(await status('/?query={tenant{id}}')).toBe(200);
    expect(await status('/', { method: 'HEAD' })).toBe(200);
    expect(await status('/fhir/metadata')).toBe(200);
    expect(await status('/nothing')).toBe(404);
    expect(await status('/graphql', { method: 'DELETE' })).toBe(404);
    expect(await status('/nothing', { headers: { authorization: 'Bearer x', 'x-tenant-id': 'NO' } })).toBe(
      404,
    );
    for (const path of ['/health/live', '/health/ready', '/health', '/metrics', '/stats'])
      expect([path, await status(path)]).toEqual([path, 200]);
  });

  test('FHIR gets an OperationOutcome, and reads how to authenticate', async () => {
    const answer = await gateway.fetch('/fhir/$graphql?query={tenant{id}}');
    expect(await answer.json()).toMatchObject({
      errors: [
        { extensions: { resource: { resourceType: 'OperationOutcome', issue: [{ code: 'login' }] } } },
      ],
    });
    const statement = await (await gateway.fetch('/fhir/metadata')).json();
    expect(statement).toMatchObject({
      rest: [{ security: { service: [{ coding: [{ code: 'SMART-on-FHIR' }] }] } }],
    });
  });
});

describe('on a connection of its own', () => {
  /** What comes back until the connection is closed. */
  async function send(...requests: string[]): Promise<string> {
    const { hostname, port } = new URL(gateway.gateway.url);
    const socket = connect(Number(port), hostname);
    let received = '';
    socket.setEncoding('utf8').on('data', text => {
      received += text;
    });
    for (const request of requests) socket.write(request);
    await once(socket, 'close');
    return received;
  }

  const post = (headers: string, body: string, length = body.length) =>
    `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n${headers}content-length: ${length}\r\n\r\n${body}`;

  test('a refusal closes nothing, and reads no body', async () => {
    const good = `authorization: Bearer ${await issuer.token()}\r\n`;
    const body = '{"query":"{ tenant { id } }"}';
    const answers = await send(
      post('', '{ this is no JSON'),
      post('', 'x'.repeat(3_000_000)),
      post(good, body),
      post(`${good}connection: close\r\n`, body),
    );
    expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual([
      ...['HTTP/1.1 401', 'HTTP/1.1 401'],
      ...['HTTP/1.1 200', 'HTTP/1.1 200'],
    ]);
  });

  test('is told of before the body has come', async () => {
    const { hostname, port } = new URL(gateway.gateway.url);
    const socket = connect(Number(port), hostname).setEncoding('utf8');
    socket.write(post('', '{', 1_000));
    const [text] = (await once(socket, 'data')) as [string];
    expect(text).toMatch(/^HTTP\/1\.1 401/);
    socket.destroy();
  });

  test('headers given twice are refused', async () => {
    const good = `authorization: Bearer ${await issuer.token()}\r\n`;
    const close = 'connection: close\r\n';
    for (const headers of [
      `${good}${good}`,
      `${good}authorization: Bearer x\r\n`,
      `${good}AUTHORIZATION: Basic eA==\r\n`,
      'x-api-key: a\r\nX-Api-Key: a\r\n',
    ])
      expect(await send(post(headers + close, '{}'))).toMatch(/^HTTP\/1\.1 401/);
    expect(await send(post(`${good}x-tenant-id: demo\r\nx-tenant-id: demo\r\n${close}`, '{}'))).toMatch(
      /^HTTP\/1\.1 400[\s\S]*BAD_TENANT/,
    );
  });
});

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

test('without authentication a bearer token means nothing', async () => {
  const here = await startTestGateway({ folder: gateway.folder, clock });
  try {
    const headers = { authorization: 'Bearer whatever' };
    const { data } = await here.query('{ tenant { id } }', { headers, tenant: 'other' });
    expect(data).toEqual({ tenant: { id: 'other' } });
    expect((await here.query('{ tenant { id } }', { headers: { 'x-api-key': 'k' } })).status).toBe(401);
    const statement = (await (await here.fetch('/fhir/metadata')).json()) as { rest: [object] };
    expect(statement.rest[0]).not.toHaveProperty('security');
  } finally {
    await here.stop();
  }
});
