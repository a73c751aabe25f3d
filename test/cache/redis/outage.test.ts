import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { type OpenRedis, openRedis } from '../../../src/cache/redis/index.ts';
import { deadlineMs, RedisLink } from '../../../src/cache/redis/link.ts';
import { RedisSharedTier } from '../../../src/cache/redis/shared-tier.ts';
import type { Logger } from '../../../src/core/log.ts';
import { freePort } from '../../support/free-port.ts';
import { describeWithRedis, RedisServer } from '../../support/redis.ts';
import { SlowProxy } from '../../support/slow-proxy.ts';
import { soon } from '../../support/soon.ts';

type Opened = Pick<OpenRedis, 'tier'>;

/** What a busy machine may add to a deadline. */
const slackMs = 150;

describeWithRedis('without Redis', () => {
  const ends: (() => unknown)[] = [];
  const logged: string[] = [];

  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
    logged.length = 0;
  });

  const log = (level: string) => (fields: object, message: string) =>
    void logged.push(`${level} ${message} ${JSON.stringify(fields)}`);
  const logger: Logger = { debug() {}, info: log('info'), warn: log('warn'), error: log('error') };

  function open(url: string): OpenRedis {
    const redis = openRedis({ url, logger });
    ends.push(() => redis.close());
    return redis;
  }

  async function start(options: readonly string[] = []): Promise<RedisServer> {
    const server = await RedisServer.start(options);
    ends.push(() => server.end());
    return server;
  }

  const works = ({ tier }: Opened) =>
    soon(async () => {
      tier.set('key', 1, 60_000);
      expect(await tier.getMany(['key'])).toEqual([1]);
    });
  const state = ({ tier }: Opened, expected: string) => soon(() => expect(tier.status.state).toBe(expected));

  /** Milliseconds that reading takes. */
  async function readingTakes({ tier }: Opened): Promise<number> {
    const begun = performance.now();
    expect(await tier.getMany(['key', 'other'])).toEqual([undefined, undefined]);
    return performance.now() - begun;
  }

  it('starts at once, and uses it as soon as it is there', async () => {
    const server = new RedisServer(await freePort());
    ends.push(() => server.end());
    const begun = performance.now();
    const redis = open(server.url);
    expect(performance.now() - begun).toBeLessThan(slackMs);
    expect(await readingTakes(redis)).toBeLessThan(deadlineMs);
    redis.tier.set('key', 1, 60_000);
    await soon(() => expect(redis.tier.status.droppedWrites).toBe(1));
    await soon(() => expect(logged).toHaveLength(2));
    expect(redis.tier.status).toMatchObject({ state: 'connecting', openings: 0 });
    await server.start();
    await works(redis);
    expect(redis.tier.status).toMatchObject({ state: 'connected' });
    // Once down and once up of either connection, however many attempts there were.
    await soon(() => expect(logged).toHaveLength(4));
  });

  it('goes on when it is killed, and uses it again when it is back', async () => {
    const server = await start();
    const redis = open(server.url);
    await works(redis);
    const reading = Array.from({ length: 20 }, () => redis.tier.getMany(['key']));
    await server.kill();
    for (const values of await Promise.all(reading)) expect(values).toHaveLength(1);
    await state(redis, 'open');
    expect(await readingTakes(redis)).toBeLessThan(deadlineMs);
    await server.start();
    await works(redis);
    expect(redis.tier.status).toMatchObject({ state: 'connected', openings: 1 });
  });

  it('waits one deadline for a Redis that is frozen, then asks it no more until it has thawed', async () => {
    const server = await start();
    const redis = open(server.url);
    await works(redis);
    server.freeze();
    const times = await Promise.all(Array.from({ length: 100 }, () => readingTakes(redis)));
    expect(Math.max(...times)).toBeLessThan(deadlineMs + slackMs);
    expect(redis.tier.status).toMatchObject({ state: 'open', openings: 1 });
    const { timeouts } = redis.tier.status;
    const again = await Promise.all(Array.from({ length: 100 }, () => readingTakes(redis)));
    expect(Math.max(...again)).toBeLessThan(deadlineMs);
    expect(redis.tier.status.timeouts).toBe(timeouts);
    server.thaw();
    await works(redis);
  });

  it('gives up a connection on which nothing comes, and is there again when answers come in time', async () => {
    const server = await start();
    const proxy = await SlowProxy.start(server.port);
    ends.push(() => proxy.end());
    const link = new RedisLink({ url: proxy.url, logger });
    ends.push(() => link.close());
    const redis = { tier: new RedisSharedTier(link) };
    await works(redis);
    expect(proxy.accepted).toBe(1);
    proxy.delayMs = 2_000;
    expect(await readingTakes(redis)).toBeLessThan(deadlineMs + slackMs);
    await state(redis, 'open');
    await soon(() => expect(proxy.accepted).toBe(2));
    expect(redis.tier.status.state).toBe('open');
    proxy.delayMs = 0;
    await works(redis);
    expect(redis.tier.status.openings).toBe(1);
  });

  it('takes a process that was busy for what it is', async () => {
    const server = await start();
    const redis = open(server.url);
    await works(redis);
    for (let round = 0; round < 5; round++) {
      const reading = redis.tier.getMany(['key']);
      block(2 * deadlineMs);
      // The command is written in this turn, or the answer comes in it.
      if (round % 2 === 1) setImmediate(() => block(2 * deadlineMs));
      expect(await reading).toEqual([1]);
    }
    expect(redis.tier.status).toMatchObject({ state: 'connected', timeouts: 0 });
  });

  it('is told why, without the password', async () => {
    const server = await start(['--requirepass', 'right']);
    const wrong = open(server.url.replace('//', '//default:secret@'));
    await soon(() => expect(logged.join()).toContain('WRONGPASS'));
    expect(await readingTakes(wrong)).toBeLessThan(deadlineMs);
    expect(wrong.tier.status.state).toBe('connecting');
    expect(logged.join()).not.toContain('secret');

    const none = open(server.url);
    await soon(() => expect(logged.join()).toContain('NOAUTH'));
    expect(await readingTakes(none)).toBeLessThan(deadlineMs);

    await works(open(`${server.url.replace('//', '//:right@')}/3`));
  });

  it('is not confused by what is no Redis, or no URL', async () => {
    const http = createServer().listen(0, '127.0.0.1');
    ends.push(() => http.close());
    await soon(() => expect(http.listening).toBe(true));
    const wrong = open(`redis://127.0.0.1:${(http.address() as AddressInfo).port}`);
    await soon(() => expect(logged).toHaveLength(2));
    expect(await readingTakes(wrong)).toBeLessThan(deadlineMs);
    expect(wrong.tier.status.state).toBe('connecting');

    const none = open('redis//user:secret@nowhere');
    await soon(() => expect(logged).toHaveLength(4));
    expect(await readingTakes(none)).toBeLessThan(deadlineMs);
    expect(logged.join()).not.toContain('secret');
  });

  it('leaves no socket behind when it ends while it connects', async () => {
    // Takes the connection, and never answers the TLS that it is greeted with.
    const sockets = new Set<Socket>();
    const mute = createTcpServer(socket => {
      sockets.add(socket);
      socket.resume().on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    }).listen(0, '127.0.0.1');
    ends.push(() => mute.close());
    await soon(() => expect(mute.listening).toBe(true));
    const redis = openRedis({ url: `rediss://127.0.0.1:${(mute.address() as AddressInfo).port}`, logger });
    await soon(() => expect(sockets.size).toBe(2));
    const begun = performance.now();
    await redis.close();
    await soon(() => expect(sockets.size).toBe(0));
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it('ends at once though Redis is frozen, connected or connecting', async () => {
    const server = await start();
    const connected = openRedis({ url: server.url, logger });
    await works(connected);
    server.freeze();
    const connecting = openRedis({ url: server.url, logger });
    const reading = connected.tier.getMany(['key']);
    for (const redis of [connected, connecting]) {
      const begun = performance.now();
      await redis.close();
      expect(performance.now() - begun).toBeLessThan(100);
    }
    expect(await reading).toEqual([undefined]);
    server.thaw();
    // Neither comes back, and neither leaves its sockets open: only the one that asks is left.
    await soon(async () => {
      const clients = String(await server.command('CLIENT', 'LIST'));
      expect(clients.trim().split('\n')).toHaveLength(1);
    });
  });
});

function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}
