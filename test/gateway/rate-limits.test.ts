import { fastify } from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';
import type { TenantId } from '../../src/core/ids.ts';
import { silentLogger } from '../../src/core/log.ts';
import type { Caller } from '../../src/graphql/context.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { registerRateLimits } from '../../src/server/rate-limits.ts';
import { RateLimiter } from '../../src/services/rate-limiter.ts';
import { ManualClock } from '../support/clock.ts';
import {
  smallSample,
  startTestGateway,
  type TestGateway,
  type TestGatewayOptions,
} from '../support/gateway.ts';
import { newKey, partnerEntry } from '../support/partners.ts';
import { startPartnersGateway } from '../support/partners-gateway.ts';
import { describeWithRedis, RedisServer } from '../support/redis.ts';
import { soon } from '../support/soon.ts';

const gateways: TestGateway[] = [];
afterEach(async () => {
  for (const gateway of gateways.splice(0).reverse()) await gateway.stop();
});
const start = async (env: Record<string, string>, options: TestGatewayOptions = {}) => {
  const source = options.folder === undefined ? { source: smallSample } : {};
  const gateway = await startTestGateway({ ...source, ...options, env });
  gateways.push(gateway);
  return gateway;
};
const ask = (gateway: TestGateway, tenant = 'demo') => gateway.query('{ tenant { id } }', { tenant });
const limitsOf = ({ headers }: { headers: Headers }) =>
  ['limit', 'remaining', 'reset'].map(name => headers.get(`ratelimit-${name}`));
const refusal = {
  status: 429,
  errors: [{ message: 'At most 3 requests a second are answered.', extensions: { code: 'RATE_LIMITED' } }],
};

describe('a tenant', () => {
  test('is answered as often as it may, told how it stands, and answered again after the window', async () => {
    const clock = new ManualClock();
    const gateway = await start({ RATE_LIMIT: '3' }, { clock });
    for (const left of ['2', '1', '0']) {
      const answer = await ask(gateway);
      expect([answer.status, ...limitsOf(answer)]).toEqual([200, '3', left, '1']);
      expect(answer.headers.get('retry-after')).toBeNull();
    }
    const refused = await ask(gateway);
    expect(refused).toMatchObject(refusal);
    expect([...limitsOf(refused), refused.headers.get('retry-after')]).toEqual(['3', '0', '1', '1']);
    expect((await ask(gateway, 'other')).status).toBe(200);
    await clock.advance(1_000);
    expect((await ask(gateway)).status).toBe(200);
    const metrics = await (await gateway.fetch('/metrics')).text();
    expect(metrics).toContain('gateway_rate_limited_total{limit="tenant"} 1\n');
  });

  test('has one limit for all ways to ask, and none for what operators and visitors ask', async () => {
    const gateway = await start({ RATE_LIMIT: '3' }, { clock: new ManualClock() });
    const fhir = `/fhir/$graphql?query=${encodeURIComponent('{ tenant { id } }')}`;
    expect((await gateway.fetch(fhir)).status).toBe(200);
    expect((await gateway.fetch(fhir.replace('$', '%24'))).status).toBe(200);
    expect((await gateway.fetch('/warm-up-tenant', { method: 'POST' })).status).toBe(200);
    for (const [path, method] of [
      [fhir, 'GET'],
      ['/fhir/$graphql', 'POST'],
      ['/graphql', 'GET'],
      ['/graphql', 'POST'],
      ['/graphql', 'HEAD'],
      ['/warm-up-tenant', 'POST'],
    ] as const) {
      expect([path, method, (await gateway.fetch(path, { method })).status]).toEqual([path, method, 429]);
    }
    const outcome = (await (await gateway.fetch(fhir)).json()) as typeof refusal;
    expect(outcome.errors[0]?.extensions).toMatchObject({
      code: 'RATE_LIMITED',
      resource: { resourceType: 'OperationOutcome', issue: [{ code: 'throttled' }] },
    });
    for (const path of [
      '/',
      '/health',
      '/health/live',
      '/health/ready',
      '/metrics',
      '/stats',
      '/fhir/metadata',
    ]) {
      for (let round = 0; round < 5; round++) {
        const answer = await gateway.fetch(path);
        expect([path, answer.status, ...limitsOf(answer)]).toEqual([path, 200, null, null, null]);
      }
    }
  });

  test('is refused before its body is read, and a wrong tenant costs nobody anything', async () => {
    const gateway = await start({ RATE_LIMIT: '1' }, { clock: new ManualClock() });
    const post = (tenant: string, body: string) =>
      gateway.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-tenant-id': tenant },
        body,
      });
    expect((await post('?', '{')).status).toBe(400);
    expect((await post('demo', '{')).status).toBe(400);
    const large = await post('demo', ' '.repeat(1024 * 1024 + 1));
    expect([large.status, await large.text()]).toEqual([429, expect.stringContaining('RATE_LIMITED')]);
  });

  test('is not limited unless that is configured', async () => {
    const gateway = await start({}, { clock: new ManualClock() });
    for (let round = 0; round < 20; round++) {
      const answer = await ask(gateway);
      expect([answer.status, ...limitsOf(answer)]).toEqual([200, null, null, null]);
    }
  });

  test('with LIMITS=warn is told of and counted, and answered all the same', async () => {
    const clock = new ManualClock();
    const warned: object[] = [];
    const logger = {
      ...silentLogger,
      warn: (fields: object, message: string) => void (message.includes('limit') && warned.push(fields)),
    };
    const gateway = await start({ RATE_LIMIT: '2', LIMITS: 'warn' }, { clock, logger });
    const over = async (tenant: string) => {
      for (let round = 0; round < 4; round++) {
        const answer = await ask(gateway, tenant);
        expect([answer.status, limitsOf(answer)[0]]).toEqual([200, '2']);
      }
    };
    await over('a');
    await over('b');
    await clock.advance(59_000);
    await over('a');
    expect(warned).toEqual([
      { tenant: 'a', limit: 2 },
      { tenant: 'b', limit: 2 },
    ]);
    await clock.advance(1_000);
    await over('a');
    expect(warned).toHaveLength(3);
    const metrics = await (await gateway.fetch('/metrics')).text();
    expect(metrics).toContain('gateway_rate_limited_total{limit="tenant"} 8\n');
  });
});

describe('a partner with a limit of its own', () => {
  const open = async (tenantLimit: number | undefined) => {
    const clock = new ManualClock();
    const app = fastify();
    app.decorateRequest('caller', undefined);
    app.addHook('onRequest', async request => {
      const { tenant, partner } = request.headers as Record<string, string>;
      const terms =
        partner === undefined ? {} : { partner: { id: partner, operations: undefined, rateLimit: 2 } };
      request.caller = { kind: 'partner', tenant: tenant as TenantId, ...terms } as unknown as Caller;
    });
    registerRateLimits(app, {
      config: { rateLimit: tenantLimit, limits: 'enforce' },
      rateLimiter: new RateLimiter({ clock }),
      ...{ clock, logger: silentLogger, metrics: createMetrics() },
    });
    app.get('/graphql', async () => 'answered');
    await app.ready();
    return async (tenant: string, partner?: string) => {
      const { statusCode, headers } = await app.inject({
        url: '/graphql',
        headers: { tenant, ...(partner !== undefined && { partner }) },
      });
      return [statusCode === 200, headers['ratelimit-limit'], headers['ratelimit-remaining']];
    };
  };

  test('is held to it over all its tenants, and others are not', async () => {
    const askAs = await open(undefined);
    expect(await askAs('a', 'acme')).toEqual([true, '2', '1']);
    expect(await askAs('b', 'acme')).toEqual([true, '2', '0']);
    expect(await askAs('c', 'acme')).toEqual([false, '2', '0']);
    expect(await askAs('a', 'other')).toEqual([true, '2', '1']);
    expect(await askAs('a')).toEqual([true, undefined, undefined]);
  });

  test('is told of the tighter one, and uses up nothing of the tenant beyond its own', async () => {
    const askAs = await open(4);
    expect(await askAs('a', 'acme')).toEqual([true, '2', '1']);
    for (let round = 0; round < 20; round++) await askAs('a', 'acme');
    // Two of four are left to the others of that tenant.
    expect(await askAs('a')).toEqual([true, '4', '1']);
    expect(await askAs('a', 'other')).toEqual([true, '4', '0']);
    expect(await askAs('a', 'third')).toEqual([false, '4', '0']);
  });

  test('is known by its key', async () => {
    const { apiKey, entry } = newKey();
    const options = { env: { RATE_LIMIT: '9' }, clock: new ManualClock() };
    const gateway = await startPartnersGateway([partnerEntry({ keys: [entry], rateLimit: 2 })], {}, options);
    gateways.push(gateway);
    const outcomes = [];
    for (let round = 0; round < 3; round++) {
      const answer = await gateway.fetch('/graphql?query=%7Btenant%7Bid%7D%7D', {
        headers: { 'x-api-key': apiKey, 'x-tenant-id': 'acme-east' },
      });
      outcomes.push([answer.status === 429, ...limitsOf(answer)]);
    }
    expect(outcomes).toEqual([
      [false, '2', '1', '1'],
      [false, '2', '0', '1'],
      [true, '2', '0', '1'],
    ]);
  });

  test('is no tenant of the same name', async () => {
    const askAs = await open(1);
    expect(await askAs('acme', 'acme')).toEqual([true, '1', '0']);
    expect((await askAs('other', 'acme'))[0]).toBe(true);
  });
});

describeWithRedis('with Redis', () => {
  let redis: RedisServer;
  afterEach(() => redis.end());
  /** Two gateways over one store that both use Redis by now. */
  const startTwo = async (limit: string) => {
    redis = await RedisServer.start();
    const env = { RATE_LIMIT: limit, REDIS_URL: redis.url };
    const one = await start(env);
    const two = await start(env, { folder: one.folder });
    for (const gateway of [one, two]) {
      await soon(async () => {
        const { cache } = (await (await gateway.fetch('/health')).json()) as {
          cache: { redis: { state: string } };
        };
        expect(cache.redis.state).toBe('connected');
      });
    }
    return [one, two] as const;
  };

  test('two gateways share one limit, and tenants do not share theirs', async () => {
    const [one, two] = await startTwo('20');
    await soon(async () => {
      const begun = performance.now();
      const statuses = await Promise.all(
        Array.from({ length: 60 }, (_, at) => ask(at % 2 === 0 ? one : two).then(({ status }) => status)),
      );
      // Only what lies within one window can be counted.
      expect(performance.now() - begun).toBeLessThan(900);
      expect(statuses.filter(status => status === 200)).toHaveLength(20);
      expect((await ask(two, 'other')).status).toBe(200);
    });
    expect(await redis.command('KEYS', 'fgg:rate:*')).toContain('fgg:rate:tenant:other');
    expect(Number(await redis.command('PTTL', 'fgg:rate:tenant:other'))).toBeGreaterThan(-2);
    await soon(async () => expect(await redis.command('KEYS', 'fgg:rate:*')).toEqual([]));
  });

  test('what is refused, and most of what passes, costs no round trip', async () => {
    const [one] = await startTwo('100');
    await soon(async () => {
      await redis.command('CONFIG', 'RESETSTAT');
      const begun = performance.now();
      const statuses = [];
      for (let round = 0; round < 150; round++) statuses.push((await ask(one)).status);
      expect(performance.now() - begun).toBeLessThan(1_000);
      expect(statuses.filter(status => status === 200).length).toBeGreaterThanOrEqual(100);
      expect(await redis.calls('incrby')).toBeLessThanOrEqual(100);
    });
  });

  test('a Redis that is frozen costs one deadline, and each gateway counts for itself meanwhile', async () => {
    const [one] = await startTwo('10');
    await ask(one);
    redis.freeze();
    const durations: number[] = [];
    const statuses: number[] = [];
    for (let round = 0; round < 60; round++) {
      const begun = performance.now();
      statuses.push((await ask(one)).status);
      durations.push(performance.now() - begun);
    }
    expect(statuses).toContain(429);
    expect(statuses[0]).toBe(200);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect(Math.max(...durations)).toBeLessThan(400);
    expect(durations.filter(ms => ms > 50).length).toBeLessThanOrEqual(3);
    redis.thaw();
  });

  test('a Redis that dies refuses nobody, and counts again when it is back', async () => {
    const [one] = await startTwo('10');
    await redis.kill();
    expect((await ask(one)).status).toBe(200);
    await redis.start();
    await soon(async () => {
      await ask(one);
      expect(await redis.command('KEYS', 'fgg:rate:*')).toEqual(['fgg:rate:tenant:demo']);
    });
  });
});
