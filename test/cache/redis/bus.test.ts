import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Bus } from '../../../src/cache/ports.ts';
import { RedisBus, trustMs } from '../../../src/cache/redis/bus.ts';
import { openRedis } from '../../../src/cache/redis/index.ts';
import { RedisLink } from '../../../src/cache/redis/link.ts';
import { parseTenantId, type TenantId } from '../../../src/core/ids.ts';
import { silentLogger as logger } from '../../../src/core/log.ts';
import { describeWithRedis, RedisServer } from '../../support/redis.ts';
import { SlowProxy } from '../../support/slow-proxy.ts';
import { soon } from '../../support/soon.ts';

const acme = parseTenantId('acme');
const other = parseTenantId('other');
const channel = 'fgg:invalidations:0';

/** A bus, and what it said: `lost`, or a tenant with its tags. Each with whether the bus was confirmed then. */
interface Heard {
  readonly bus: Bus;
  readonly heard: ('lost' | [TenantId, readonly string[] | null])[];
  readonly confirmedThen: boolean[];
}

describeWithRedis('invalidations over Redis', () => {
  let server: RedisServer;
  const ends: (() => unknown)[] = [];

  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.end());
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  function listen(bus: Bus): Heard {
    const heard: Heard['heard'] = [];
    const confirmedThen: boolean[] = [];
    const hear = (said: Heard['heard'][number]) => {
      heard.push(said);
      confirmedThen.push(bus.confirmed);
    };
    bus.listen({ invalidated: (tenant, tags) => hear([tenant, tags]), lost: () => hear('lost') });
    return { bus, heard, confirmedThen };
  }

  /** A process's bus; resolves when it is confirmed, with nothing heard. */
  async function open(url = server.url): Promise<Heard> {
    const redis = openRedis({ url, logger });
    ends.push(() => redis.close());
    const opened = listen(redis.bus);
    await confirmed(opened);
    opened.heard.length = opened.confirmedThen.length = 0;
    return opened;
  }

  const confirmed = ({ bus }: Heard) => soon(() => expect(bus.confirmed).toBe(true));
  const unconfirmed = ({ bus }: Heard) => soon(() => expect(bus.confirmed).toBe(false));
  const hears = ({ heard }: Heard, ...said: Heard['heard']) => soon(() => expect(heard).toEqual(said));

  async function behindProxy(): Promise<{ proxy: SlowProxy; opened: Heard }> {
    const proxy = await SlowProxy.start(server.port);
    ends.push(() => proxy.end());
    return { proxy, opened: await open(proxy.url) };
  }

  it('reach the others in order, and not who sent them', async () => {
    const [a, b, c] = [await open(), await open(), await open()];
    await a.bus.publish(acme, ['x', 'ü"']);
    await a.bus.publish(other, null);
    await a.bus.publish(acme, []);
    await Promise.all([1, 2, 3].map(number => a.bus.publish(acme, [`tag ${number}`])));
    const said: Heard['heard'] = [
      [acme, ['x', 'ü"']],
      [other, null],
      [acme, ['tag 1']],
      [acme, ['tag 2']],
      [acme, ['tag 3']],
    ];
    await hears(b, ...said);
    await hears(c, ...said);
    await b.bus.publish(acme, ['from b']);
    await hears(a, [acme, ['from b']]);
    // Counted by those who sent them too: nothing was taken for a gap.
    await a.bus.publish(acme, ['once more']);
    await hears(b, ...said, [acme, ['once more']]);
    expect(Number(await server.command('PTTL', 'fgg:sequence:acme'))).toBeGreaterThan(6 * 86_400_000);
  });

  it('of very many tags are one of the whole tenant', async () => {
    const [a, b] = [await open(), await open()];
    const tags = Array.from({ length: 1_001 }, (_, index) => `${index}`);
    await a.bus.publish(acme, tags);
    await a.bus.publish(acme, ['x'.repeat(70_000)]);
    await a.bus.publish(acme, tags.slice(1));
    await hears(b, [acme, null], [acme, null], [acme, tags.slice(1)]);
  });

  it('are of the whole tenant where one is missing, or the count begins anew', async () => {
    const [a, b] = [await open(), await open()];
    await a.bus.publish(acme, ['1']);
    await hears(b, [acme, ['1']]);
    await server.command('INCR', 'fgg:sequence:acme');
    await a.bus.publish(acme, ['2']);
    await a.bus.publish(acme, ['3']);
    await hears(b, [acme, ['1']], [acme, null], [acme, ['3']]);
    // The sender missed the same message.
    await hears(a, [acme, null]);
    await server.command('FLUSHALL');
    await b.bus.publish(acme, ['4']);
    await hears(a, [acme, null], [acme, null]);
  });

  it('are lost when a message cannot be understood', async () => {
    const a = await open();
    const good = { from: 'x', tenant: 'acme', sequence: 1, tags: null };
    const bad = [{ tenant: '../acme' }, { sequence: -1 }, { sequence: '1' }, { tags: ['a', 1] }, { from: 1 }];
    const messages = ['', '{"from":', 'null', '[]', ...bad.map(part => JSON.stringify({ ...good, ...part }))];
    for (const message of messages) await server.command('PUBLISH', channel, message);
    await hears(a, ...messages.map(() => 'lost' as const));
    await server.command('PUBLISH', channel, JSON.stringify(good));
    await soon(() => expect(a.heard.at(-1)).toEqual([acme, null]));
  });

  it('of another database are not heard', async () => {
    const [a, b] = [await open(`${server.url}/2`), await open(`${server.url}/3`)];
    await a.bus.publish(acme, ['a']);
    await b.bus.publish(acme, ['b']);
    await (await open(`${server.url}/2`)).bus.publish(acme, ['c']);
    await hears(a, [acme, ['c']]);
    expect(b.heard).toEqual([]);
  });

  it('may have been lost while the connection was away: this is told before the bus is confirmed', async () => {
    const a = await open();
    await server.command('CLIENT', 'KILL', 'TYPE', 'pubsub');
    await unconfirmed(a);
    await hears(a, 'lost');
    await confirmed(a);
    expect(a.confirmedThen).toEqual([false]);
    // Who begins to listen late has missed what came before.
    expect(listen(a.bus).heard).toEqual(['lost']);
  });

  it('are published though Redis is full', async () => {
    const [a, b] = [await open(), await open()];
    await a.bus.publish(acme, ['before']);
    await server.command('CONFIG', 'SET', 'maxmemory', '1mb');
    ends.push(() => server.command('CONFIG', 'SET', 'maxmemory', '0'));
    await a.bus.publish(acme, ['full']);
    await a.bus.publish(acme, ['still']);
    await hears(b, [acme, ['before']], [acme, ['full']], [acme, ['still']]);
    expect([a.bus.confirmed, b.bus.confirmed]).toEqual([true, true]);
  });

  it('that could not be sent are owed, and told before the sender is confirmed again', async () => {
    const { proxy, opened: a } = await behindProxy();
    const b = await open();
    proxy.refusing = true;
    proxy.cut();
    await unconfirmed(a);
    // More than fit into one batch, several times each.
    const tenants = Array.from({ length: 250 }, (_, index) => parseTenantId(`tenant-${index}`));
    for (const tenant of [...tenants, ...tenants]) await a.bus.publish(tenant, ['tag']);
    expect(b.heard).toEqual([]);

    let early = false;
    const watch = setInterval(() => {
      early ||= a.bus.confirmed && b.heard.length < tenants.length;
    }, 1);
    ends.push(() => clearInterval(watch));
    proxy.refusing = false;
    await confirmed(a);
    expect(early).toBe(false);
    // Once or, where the answer was late, twice.
    expect(new Set(b.heard.map(said => said[0]))).toEqual(new Set(tenants));
    expect(b.heard.every(said => said[1] === null)).toBe(true);
    await a.bus.publish(acme, ['after']);
    await soon(() => expect(b.heard.at(-1)).toEqual([acme, ['after']]));
  });

  it('of which no answer came may have been sent, and are told again', async () => {
    const { proxy, opened: a } = await behindProxy();
    const b = await open();
    proxy.delayMs = 600;
    const begun = performance.now();
    await a.bus.publish(acme, ['tag']);
    expect(performance.now() - begun).toBeLessThan(400);
    expect(a.bus.confirmed).toBe(false);
    proxy.delayMs = 0;
    await confirmed(a);
    await hears(b, [acme, ['tag']], [acme, null]);
  });

  it('that Redis refuses are owed too', async () => {
    const [a, b] = [await open(), await open()];
    await server.command('RPUSH', 'fgg:sequence:refused', 'no number');
    const refused = parseTenantId('refused');
    await a.bus.publish(refused, ['tag']);
    expect(a.bus.confirmed).toBe(false);
    await server.command('DEL', 'fgg:sequence:refused');
    await confirmed(a);
    await hears(b, [refused, null]);
  });

  it('are not confirmed where they cannot be sent, though others arrive', async () => {
    const proxy = await SlowProxy.start(server.port);
    ends.push(() => proxy.end());
    const link = new RedisLink({ url: proxy.url, logger });
    ends.push(() => link.close());
    const a = listen(new RedisBus({ url: server.url, logger, link }));
    ends.push(() => a.bus.close());
    const b = await open();
    await confirmed(a);
    proxy.delayMs = 5_000;
    await unconfirmed(a);
    await b.bus.publish(acme, ['tag']);
    await hears(a, 'lost', [acme, ['tag']]);
    expect(a.bus.confirmed).toBe(false);
  });

  it('are not confirmed by an answer that comes too late to be trusted', async () => {
    const proxy = await SlowProxy.start(server.port);
    ends.push(() => proxy.end());
    const link = new RedisLink({ url: server.url, logger });
    ends.push(() => link.close());
    const { bus, heard } = listen(new RedisBus({ url: proxy.url, logger, link }));
    ends.push(() => bus.close());
    await soon(() => expect(heard).toEqual(['lost']));
    proxy.delayMs = trustMs + 50;
    await soon(() => expect(bus.confirmed).toBe(false));
    // Heartbeats of half a second ago are answered, one after the other.
    let ever = false;
    const watch = setInterval(() => {
      ever ||= bus.confirmed;
    }, 1);
    ends.push(() => clearInterval(watch));
    const before = proxy.returned;
    await soon(() => expect(proxy.returned).toBeGreaterThan(before + 1));
    expect(ever).toBe(false);
    expect(heard).toEqual(['lost']);
  });

  it('are not confirmed by a process that was held up, until the next heartbeat is answered', async () => {
    const [a, b] = [await open(), await open()];
    for (let round = 0; round < 2; round++) {
      const published = b.bus.publish(acme, [`${round}`]);
      block(600);
      expect(a.bus.confirmed).toBe(false);
      await published;
      await confirmed(a);
      expect(a.heard.at(-1)).toEqual([acme, [`${round}`]]);
    }
  });
});

function block(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}
