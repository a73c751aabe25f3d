import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Bus } from '../../../src/cache/ports.ts';
import { trustMs } from '../../../src/cache/redis/bus.ts';
import { type OpenRedis, openRedis } from '../../../src/cache/redis/index.ts';
import { parseTenantId } from '../../../src/core/ids.ts';
import { silentLogger as logger } from '../../../src/core/log.ts';
import { describeWithRedis, RedisServer } from '../../support/redis.ts';
import { soon } from '../../support/soon.ts';

const acme = parseTenantId('acme');

/** A heartbeat and its deadline, and what a busy machine adds. */
const slackMs = 300;

describeWithRedis('invalidations while Redis is away', () => {
  let server: RedisServer;
  let a: OpenRedis;
  let b: OpenRedis;
  let heard: string[];

  beforeEach(async () => {
    server = await RedisServer.start();
    heard = [];
    a = openRedis({ url: server.url, logger });
    b = openRedis({ url: server.url, logger });
    b.bus.listen({
      invalidated: (tenant, tags) => heard.push(`${tenant} ${tags ?? 'all'}`),
      lost: () => heard.push(b.bus.confirmed ? 'lost too late' : 'lost'),
    });
    await confirmed(a.bus);
    await confirmed(b.bus);
    heard.length = 0;
  });
  afterEach(async () => {
    await a.close();
    await b.close();
    await server.end();
  });

  const confirmed = (bus: Bus) => soon(() => expect(bus.confirmed).toBe(true));
  const unconfirmed = (bus: Bus) => soon(() => expect(bus.confirmed).toBe(false));

  it('are not confirmed when it is frozen, and are when it has thawed', async () => {
    server.freeze();
    const begun = performance.now();
    await unconfirmed(a.bus);
    await unconfirmed(b.bus);
    expect(performance.now() - begun).toBeLessThan(trustMs + slackMs);
    const sent = performance.now();
    await a.bus.publish(acme, ['tag']);
    expect(performance.now() - sent).toBeLessThan(slackMs);
    server.thaw();
    await confirmed(a.bus);
    await soon(() => expect(heard).toContain('acme all'));
    await confirmed(b.bus);
  });

  it('are told when it was killed and started empty', async () => {
    await a.bus.publish(acme, ['tag']);
    await soon(() => expect(heard).toEqual(['acme tag']));
    await server.kill();
    await unconfirmed(a.bus);
    await unconfirmed(b.bus);
    await a.bus.publish(acme, ['tag']);
    await server.start();
    await confirmed(a.bus);
    await confirmed(b.bus);
    expect(heard).toContain('lost');
    expect(await server.command('GET', 'fgg:sequence:acme')).toBe('1');
  });

  it('are not confirmed before others that were without it had time to come back', async () => {
    await server.kill();
    await unconfirmed(a.bus);
    // Of the attempts in between each has its own time.
    await soon(() => expect(a.tier.status.state).toBe('open'));
    await server.start();
    await soon(() => expect(b.tier.status.state).toBe('connected'));
    const begun = performance.now();
    await confirmed(b.bus);
    expect(performance.now() - begun).toBeGreaterThan(2_000);
    expect(a.tier.status.state).toBe('connected');
  });

  it('end at once when it is frozen', async () => {
    server.freeze();
    const publishing = a.bus.publish(acme, ['tag']);
    const begun = performance.now();
    await a.close();
    expect(performance.now() - begun).toBeLessThan(100);
    await publishing;
    await a.bus.publish(acme, ['tag']);
    expect(a.bus.confirmed).toBe(false);
    expect(await a.tier.getMany(['key'])).toEqual([undefined]);
    server.thaw();
  });
});
