import { once } from 'node:events';
import { afterAll, describe, expect, test } from 'vitest';
import { startTestGateway } from '../support/gateway.ts';
import { question, startIdentityWorld } from '../support/identity-world.ts';
import type { Claims } from '../support/issuer.ts';
import { connectTo, sendRaw } from '../support/raw-http.ts';

const world = await startIdentityWorld();
const { clock, issuer, gateway, logged, ask, bearer, seconds } = world;
afterAll(() => world.stop());

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
  const { url } = gateway.gateway;
  const post = (headers: string, body: string, length = body.length) =>
    `POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n${headers}content-length: ${length}\r\n\r\n${body}`;

  test('a refusal closes nothing, and reads no body', async () => {
    const good = `authorization: Bearer ${await issuer.token()}\r\n`;
    const body = '{"query":"{ tenant { id } }"}';
    const requests = [
      post('', '{ this is no JSON'),
      post('', 'x'.repeat(3_000_000)),
      post(good, body),
      post(`${good}connection: close\r\n`, body),
    ];
    const answers = await sendRaw(url, requests.join(''));
    expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual([
      ...['HTTP/1.1 401', 'HTTP/1.1 401'],
      ...['HTTP/1.1 200', 'HTTP/1.1 200'],
    ]);
  });

  test('is told of before the body has come', async () => {
    const socket = connectTo(url).setEncoding('utf8');
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
      expect(await sendRaw(url, post(headers + close, '{}'))).toMatch(/^HTTP\/1\.1 401/);
    expect(
      await sendRaw(url, post(`${good}x-tenant-id: demo\r\nx-tenant-id: demo\r\n${close}`, '{}')),
    ).toMatch(/^HTTP\/1\.1 400[\s\S]*BAD_TENANT/);
  });
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
