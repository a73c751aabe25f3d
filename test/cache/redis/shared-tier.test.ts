import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type OpenRedis, openRedis } from '../../../src/cache/redis/index.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { describeWithRedis, RedisServer } from '../../support/redis.ts';
import { soon } from '../../support/soon.ts';

const minuteMs = 60_000;

describeWithRedis('entries shared in Redis', () => {
  let server: RedisServer;
  let redis: OpenRedis;

  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.end());

  beforeEach(async () => {
    await server.command('CONFIG', 'SET', 'maxmemory', '0');
    await server.command('FLUSHALL');
    redis = openRedis({ url: server.url, logger: silentLogger });
    await connected();
  });
  afterEach(() => redis.close());

  const connected = () => soon(() => expect(redis.tier.status.state).toBe('connected'));

  /** Reads until it is as expected: on a machine that is busy a read may be given up, and come to nothing. */
  const reads = (keys: string[], values: unknown[]) =>
    soon(async () => expect(await redis.tier.getMany(keys)).toEqual(values));

  it('come back as they were, in the order of the keys, undefined where there is none', async () => {
    const values = [{ deep: [1, null, { 'ü"\n': true }] }, 'text', 0, false, [], null];
    for (const [index, value] of values.entries()) redis.tier.set(`key ${index}`, value, minuteMs);
    await reads(['key 0', 'key 1', 'key 2', 'key 3', 'key 4', 'key 5'], values);
    await reads(
      ['key 5', 'none', 'key 0', 'fgg:key 1', 'key 1', 'key 5'],
      [null, undefined, values[0], undefined, 'text', null],
    );
    expect(await redis.tier.getMany([])).toEqual([]);
    expect(redis.tier.status.droppedWrites).toBe(0);
  });

  it('stand under one namespace and end by their time to live', async () => {
    redis.tier.set('long', 1, 12_345.6);
    await reads(['long'], [1]);
    expect(await server.command('KEYS', '*')).toEqual(['fgg::long']);
    const left = Number(await server.command('PTTL', 'fgg::long'));
    expect(left).toBeGreaterThan(2_000);
    expect(left).toBeLessThanOrEqual(12_346);

    redis.tier.set('short', 1, 1);
    redis.tier.set('never', 1, 0);
    redis.tier.set('neither', 1, Number.NaN);
    await reads(['short', 'never', 'neither', 'long'], [undefined, undefined, undefined, 1]);
    expect(await server.command('GET', 'fgg::never')).toBeNull();
  });

  it('are read in one round trip, and written in one', async () => {
    const keys = Array.from({ length: 50 }, (_, index) => `key ${index}`);
    for (const key of keys.slice(0, 20)) redis.tier.set(key, key, minuteMs);
    await reads(keys.slice(0, 20), keys.slice(0, 20));
    await server.command('CONFIG', 'RESETSTAT');
    await redis.tier.getMany(keys);
    redis.tier.set('another', 1, minuteMs);
    await soon(async () => expect(await server.calls('set')).toBe(1));
    expect(await server.calls('mget')).toBe(1);
    const stats = String(await server.command('INFO', 'commandstats'));
    const called = [...stats.matchAll(/cmdstat_([^:|]+)/g)].map(match => match[1]!);
    // PING is the heartbeats; the rest is the test's own connections.
    const others = called.filter(name => !['client', 'config', 'info', 'ping'].includes(name));
    expect(others.sort()).toEqual(['mget', 'set']);
  });

  it('that cannot be read are not there, and cost the others of the batch nothing', async () => {
    redis.tier.set('good', { x: 1 }, minuteMs);
    await server.command('SET', 'fgg::torn', '{"x":');
    await server.command('SET', 'fgg::empty', '');
    await server.command('SET', 'fgg::binary', '\u0000\ufffd');
    await server.command('RPUSH', 'fgg::list', 'a');
    await reads(
      ['torn', 'good', 'empty', 'binary', 'list'],
      [undefined, { x: 1 }, undefined, undefined, undefined],
    );
    expect(redis.tier.status).toMatchObject({ state: 'connected', failures: 0 });
  });

  it('that are no JSON are not written', async () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    redis.tier.set('circle', circle, minuteMs);
    redis.tier.set('nothing', undefined, minuteMs);
    await soon(() => expect(redis.tier.status.droppedWrites).toBe(2));
    expect(await redis.tier.getMany(['circle', 'nothing'])).toEqual([undefined, undefined]);
  });

  it('are dropped when too many, or too large ones, are on their way', async () => {
    for (let index = 0; index < 300; index++) redis.tier.set(`many ${index}`, index, minuteMs);
    await soon(async () => {
      expect(redis.tier.status.droppedWrites).toBe(44);
      expect(await redis.tier.getMany(['many 0', 'many 255', 'many 256'])).toEqual([0, 255, undefined]);
    });

    const large = 'x'.repeat(900_000);
    for (let index = 0; index < 6; index++) redis.tier.set(`large ${index}`, large, minuteMs);
    await soon(() => expect(redis.tier.status.droppedWrites).toBe(44 + 2));
    redis.tier.set('too large', large + large, minuteMs);
    await soon(() => expect(redis.tier.status.droppedWrites).toBe(44 + 3));
    // They go on as soon as there is room.
    await soon(async () => {
      redis.tier.set('after', 1, minuteMs);
      expect(await redis.tier.getMany(['after'])).toEqual([1]);
    });
  });

  it('are still read when Redis is full, and it is not taken for away', async () => {
    redis.tier.set('before', 1, minuteMs);
    await reads(['before'], [1]);
    await server.command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
    await server.command('CONFIG', 'SET', 'maxmemory', '1mb');
    redis.tier.set('full', 'x'.repeat(100_000), minuteMs);
    await soon(() => expect(redis.tier.status).toMatchObject({ failures: 1, droppedWrites: 1 }));
    await reads(['before', 'full'], [1, undefined]);
    expect(redis.tier.status).toMatchObject({ state: 'connected', openings: 0 });
  });
});
