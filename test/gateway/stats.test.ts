import { afterEach, expect, test } from 'vitest';
import type { Store } from '../../src/store/port.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { describeWithRedis, RedisServer } from '../support/redis.ts';
import { soon } from '../support/soon.ts';

let gateway: TestGateway;
afterEach(() => gateway?.stop());

const start = async (env: Record<string, string> = {}) => {
  gateway = await startTestGateway({ source: smallSample, env: { CACHE: 'on', ...env } });
};
// biome-ignore lint/suspicious/noExplicitAny: tests read answers as their clients do
const stats = async (): Promise<any> => {
  const answer = await gateway.fetch('/stats');
  expect(answer.status).toBe(200);
  return answer.json();
};
const patient = '{ patient(id: "patient-1") { id birthDate } }';
const noLookUp = { hitRate: 0, hits: 0, sharedHits: 0, stale: 0, misses: 0, joined: 0, evictions: 0 };
const percentiles = { p50Ms: expect.any(Number), p95Ms: expect.any(Number), p99Ms: expect.any(Number) };
const nothing = { ...noLookUp, bytes: 0 };

test('before anything was asked everything is 0', async () => {
  await start();
  const { process: own, processes, ...rest } = await stats();
  expect(own).toEqual({ pid: process.pid, upSeconds: expect.any(Number) });
  expect(processes).toEqual([{ ...own, worker: 1 }]);
  expect(rest).toEqual({
    workers: { configured: 1, answering: 1 },
    api: { totalCalls: 0, avgResponseTimeMs: 0, p50Ms: 0, p95Ms: 0, p99Ms: 0, errorRate: 0 },
    cache: {
      ...{ mode: 'on', bytes: 0, ...noLookUp, tenants: [] },
      domains: {
        ...{ resource: nothing, list: nothing, relation: nothing },
        ...{ count: nothing, answer: nothing },
      },
    },
    tenants: [],
  });
});

test('calls, look-ups by domain and tenant, tenants', async () => {
  await start();
  await gateway.warm('one', 'two');
  const before = await stats();
  for (let time = 0; time < 4; time++) await gateway.query(patient, { tenant: 'one' });
  await gateway.query('{ patient(id: "patient-2") { id } }', { tenant: 'two' });
  const { api, cache, tenants } = await stats();
  expect(api).toMatchObject({ totalCalls: 7, errorRate: 0, avgResponseTimeMs: expect.any(Number) });
  expect(api.p50Ms).toBeGreaterThan(0);
  expect(api.p95Ms).toBeGreaterThanOrEqual(api.p50Ms);
  expect(api.p99Ms).toBeGreaterThanOrEqual(api.p95Ms);
  expect(cache.domains.answer).toEqual({
    ...{ ...noLookUp, hitRate: 3 / 5, hits: 3, misses: 2 },
    bytes: expect.any(Number),
  });
  const bytes = Object.values(cache.domains as Record<string, { bytes: number }>).map(domain => domain.bytes);
  expect(bytes.reduce((all, each) => all + each)).toBe(cache.bytes);
  expect(cache.hits - before.cache.hits).toBe(
    3 + cache.domains.resource.hits - before.cache.domains.resource.hits,
  );
  expect(cache.hitRate).toBeCloseTo(cache.hits / (cache.hits + cache.misses));
  expect(cache.tenants.map(({ id }: { id: string }) => id).sort()).toEqual(['one', 'two']);
  for (const each of cache.tenants) expect(each).toMatchObject({ bytes: expect.any(Number), evictions: 0 });
  const sum = (of: string) => cache.tenants.reduce((all: number, each: never) => all + each[of], 0);
  for (const figure of ['bytes', 'hits', 'misses'])
    expect([figure, sum(figure)]).toEqual([figure, cache[figure]]);
  expect(tenants).toEqual([
    { id: 'one', state: 'WARM', requests: 5, errors: 0, errorRate: 0, ...percentiles },
    { id: 'two', state: 'WARM', requests: 2, errors: 0, errorRate: 0, ...percentiles },
  ]);
  for (const { p50Ms, p95Ms, p99Ms } of tenants) {
    expect(p50Ms).toBeGreaterThan(0);
    expect(p95Ms).toBeGreaterThanOrEqual(p50Ms);
    expect(p99Ms).toBeGreaterThanOrEqual(p95Ms);
  }
});

test('a cold tenant is not told of, and begins anew; one that never was is not counted', async () => {
  await start();
  await gateway.warm('one');
  for (let time = 0; time < 3; time++) await gateway.query(patient, { tenant: 'one' });
  await gateway.query('mutation { coolDownTenant { state } }', { tenant: 'one' });
  await gateway.query(patient, { tenant: 'one' });
  await gateway.query(patient, { tenant: 'nobody' });
  expect(await stats()).toMatchObject({ api: { totalCalls: 7 }, cache: { tenants: [] }, tenants: [] });
  await gateway.warm('one');
  expect((await stats()).tenants).toMatchObject([{ id: 'one', requests: 1 }]);
});

test('errors that are our fault, and not those that are the client’s', async () => {
  let broken = false;
  gateway = await startTestGateway({
    source: smallSample,
    env: { CACHE: 'off' },
    wrap: store =>
      new Proxy(store, {
        get(target, name: keyof Store) {
          const value = Reflect.get(target, name, target);
          if (name !== 'openTenant') return typeof value === 'function' ? value.bind(target) : value;
          return async (...parameters: Parameters<Store['openTenant']>) => {
            const collection = await target.openTenant(...parameters);
            const get = collection.get.bind(collection);
            collection.get = async keys => {
              if (broken) throw new Error('gone');
              return get(keys);
            };
            return collection;
          };
        },
      }),
  });
  await gateway.warm('demo');
  await gateway.query('{ patients(first: 1000) { count } }');
  await gateway.query('{ nonsense }');
  broken = true;
  await gateway.query(patient);
  const { api, tenants, cache } = await stats();
  expect([api.totalCalls, api.errorRate]).toEqual([4, 0.25]);
  expect(tenants).toMatchObject([{ id: 'demo', requests: 4, errors: 1 }]);
  expect(cache).toMatchObject({ mode: 'off', ...noLookUp });
});

test('before the master data is there, and without a store', async () => {
  let broken = false;
  gateway = await startTestGateway({
    wrap: store =>
      new Proxy(store, {
        get(target, name: keyof Store) {
          if (broken) throw new Error('gone');
          const value = Reflect.get(target, name, target);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      }),
  });
  expect(await stats()).toMatchObject({ api: { totalCalls: 0 }, tenants: [] });
  broken = true;
  expect(await stats()).toMatchObject({ api: { totalCalls: 0 }, tenants: [] });
  broken = false;
});

describeWithRedis('with Redis', () => {
  test('its state, and what was found there', async () => {
    const redis = await RedisServer.start();
    try {
      await start({ REDIS_URL: redis.url });
      await soon(async () => expect((await stats()).cache.redis.state).toBe('connected'));
      await gateway.warm('demo');
      await gateway.query(patient);
      await gateway.query('mutation { coolDownTenant { state } }');
      await gateway.warm('demo');
      await gateway.query(patient);
      const { cache } = await stats();
      // Of a mutation it is not known beforehand that its answer is never kept.
      expect(cache).toMatchObject({
        busConfirmed: true,
        redis: { state: 'connected', failures: 0, timeouts: 0, openings: 0, droppedWrites: 0 },
        domains: { answer: { hits: 0, sharedHits: 1, misses: 2, hitRate: 1 / 3 } },
      });
      await redis.kill();
      await soon(async () =>
        expect((await stats()).cache).toMatchObject({ busConfirmed: false, redis: { state: 'open' } }),
      );
    } finally {
      await redis.end();
    }
  });
});
