import { type FastifyInstance, fastify } from 'fastify';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Config } from '../../../src/config.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { GatewayError } from '../../../src/core/errors.ts';
import { parseTenantId } from '../../../src/core/ids.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { createMetrics } from '../../../src/metrics/metrics.ts';
import { Performance } from '../../../src/metrics/performance.ts';
import { Admission } from '../../../src/server/admission.ts';
import type { Partner, PartnerKeys } from '../../../src/server/auth/partner.ts';
import { Tokens } from '../../../src/server/auth/tokens.ts';
import { callerOf, registerContext, registerRequests } from '../../../src/server/requests.ts';
import { permissions } from '../../../src/services/permissions.ts';
import { Issuer } from '../../support/issuer.ts';

const [a, b] = ['a', 'b'].map(parseTenantId);
const terms = { permissions: permissions(['Patient.r']), operations: new Set(['worklist']), rateLimit: 5 };
const known = new Map<string, Partner>(
  Object.entries({
    'key-one': { id: 'one', tenants: [a!], ...terms },
    'key-two': { id: 'two', tenants: [a!, b!], ...terms, operations: undefined, rateLimit: undefined },
    'key-none': { id: 'none', tenants: [], ...terms },
  }),
);
const partners: PartnerKeys = {
  find(apiKey) {
    const found = known.get(apiKey);
    if (found === undefined) throw new GatewayError('UNAUTHENTICATED', 'The API key is not known.');
    return found;
  },
};

let app: FastifyInstance;
let tokens: Tokens | undefined;
let issuer: Issuer;
beforeAll(async () => {
  issuer = await Issuer.start();
  return () => issuer.goDown();
});
afterEach(async () => {
  await app.close();
  tokens?.close();
});

/** A server whose one route tells who asks. */
async function start(mode: 'none' | 'jwt', tenantsAllowed: Config['tenantsAllowed'] = undefined) {
  const { name, audience, jwksUrl } = issuer;
  const rules = { mode: 'jwt', issuer: name, audience, jwksUrl, tenantClaim: 'tenant' } as const;
  tokens = mode === 'none' ? undefined : Tokens.open(rules, { clock: systemClock, logger: silentLogger });
  app = fastify({ genReqId: () => 'id' });
  const admission = new Admission();
  admission.open();
  const metrics = createMetrics();
  registerContext(app, { logger: silentLogger, audit: undefined, metrics });
  registerRequests(app, {
    config: { production: false },
    audit: undefined,
    identity: { tokens, partners, tenantsAllowed },
    ...{ admission, logger: silentLogger, metrics },
    ...{ performance: new Performance(systemClock), tenants: { isHere: () => false } as never },
  });
  app.get('/who', async request => {
    const { permissions: allowed, partner, ...caller } = callerOf(request);
    const operations = partner?.operations && [...partner.operations];
    return { ...caller, rights: allowed.names, partner: partner && { ...partner, operations } };
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return async (headers: Record<string, string>) => {
    const response = await fetch(`${url}/who`, { headers });
    const body = (await response.json()) as { errors?: [{ message: string; extensions: { code: string } }] };
    const [error] = body.errors ?? [];
    return { ...{ status: response.status, body }, code: error?.extensions.code, message: error?.message };
  };
}

const forbidden = { status: 403, code: 'FORBIDDEN' };
const unauthenticated = { status: 401, code: 'UNAUTHENTICATED' };

describe.each(['none', 'jwt'] as const)('an API key with AUTH_MODE=%s', mode => {
  test('of one tenant speaks for that one', async () => {
    const who = await start(mode);
    const one = {
      ...{ kind: 'partner', tenant: 'a', reviewer: 'partner:one', rights: ['Patient.r'] },
      agent: { system: 'partners', name: 'one' },
      partner: { id: 'one', operations: ['worklist'], rateLimit: 5 },
    };
    expect((await who({ 'x-api-key': 'key-one' })).body).toEqual(one);
    expect((await who({ 'x-api-key': 'key-one', 'x-tenant-id': 'a' })).body).toEqual(one);
    expect(await who({ 'x-api-key': 'key-one', 'x-tenant-id': 'b' })).toMatchObject(forbidden);
    expect(await who({ 'x-api-key': 'key-one', 'x-tenant-id': 'A' })).toMatchObject({ code: 'BAD_TENANT' });
    expect(await who({ 'x-api-key': 'key-one', 'x-tenant-id': '' })).toMatchObject({ code: 'BAD_TENANT' });
  });

  test('of several tenants speaks for the one that is named', async () => {
    const who = await start(mode);
    const as = (tenant: string) => who({ 'x-api-key': 'key-two', 'x-tenant-id': tenant });
    expect((await as('a')).body).toMatchObject({ tenant: 'a', partner: { id: 'two' } });
    expect((await as('b')).body).toMatchObject({ tenant: 'b' });
    expect(await as('c')).toMatchObject(forbidden);
    expect(await as('a,b')).toMatchObject({ status: 400, code: 'BAD_TENANT' });
    expect(await who({ 'x-api-key': 'key-two' })).toMatchObject({
      ...forbidden,
      message: expect.stringContaining('x-tenant-id must name one'),
    });
    expect(await who({ 'x-api-key': 'key-none', 'x-tenant-id': 'a' })).toMatchObject(forbidden);
    expect(await who({ 'x-api-key': 'key-none' })).toMatchObject(forbidden);
  });

  test('that is nobody’s: UNAUTHENTICATED, whatever tenant is named', async () => {
    const who = await start(mode);
    for (const apiKey of ['', 'x', 'key-one,key-one', 'constructor'])
      for (const tenant of ['a', 'NO'])
        expect(await who({ 'x-api-key': apiKey, 'x-tenant-id': tenant })).toMatchObject(unauthenticated);
  });

  test('beside a token: UNAUTHENTICATED', async () => {
    const who = await start(mode);
    const both = { 'x-api-key': 'key-one', ...(await issuer.headers({ tenant: 'a' })) };
    expect(await who(both)).toMatchObject({
      ...unauthenticated,
      message: expect.stringContaining('one or the other'),
    });
  });

  test('for tenants that may use the gateway', async () => {
    const who = await start(mode, new Set([b!]));
    expect(await who({ 'x-api-key': 'key-one' })).toMatchObject(forbidden);
    expect(await who({ 'x-api-key': 'key-two', 'x-tenant-id': 'a' })).toMatchObject(forbidden);
    expect((await who({ 'x-api-key': 'key-two', 'x-tenant-id': 'b' })).status).toBe(200);
  });
});

test('others are users with AUTH_MODE=jwt', async () => {
  const who = await start('jwt');
  expect((await who(await issuer.headers({ tenant: 'a', scope: 'user/Patient.r' }))).body).toEqual({
    ...{ kind: 'user', tenant: 'a', reviewer: 'dr-jones', rights: ['Patient.r'] },
    agent: { system: issuer.name, name: 'dr-jones' },
  });
  expect(await who({ 'x-tenant-id': 'a' })).toMatchObject(unauthenticated);
});

test('others are anybody with AUTH_MODE=none', async () => {
  const who = await start('none');
  expect((await who({ 'x-tenant-id': 'a' })).body).toMatchObject({
    ...{ kind: 'anonymous', tenant: 'a', reviewer: null },
    rights: expect.arrayContaining(['Patient.u', 'gateway/warm-up']),
  });
  expect((await who({ authorization: 'Bearer x' })).body).toMatchObject({ tenant: 'demo' });
});
