import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { writeSample } from '../../src/fhir/sample/index.ts';
import { orderMode } from '../../src/services/cache-control.ts';
import { SqliteStore } from '../../src/store/sqlite/store.ts';
import { CommandFolder } from '../support/process-command.ts';
import { GatewayProcess } from '../support/process-gateway.ts';
import { describeWithRedis, RedisServer } from '../support/redis.ts';

/** One store for all tests. */
let folder: CommandFolder;
beforeAll(async () => {
  folder = await CommandFolder.open();
  await writeSample(join(folder.path, 'source'), { patients: 40, seed: 1 });
  expect(await folder.run(['ingest', 'source'])).toMatchObject({ code: 0, stderr: '' });
  for (const tenant of ['one', 'two']) expect((await folder.run(['tenants', 'warm', tenant])).code).toBe(0);
});
afterAll(() => folder?.[Symbol.asyncDispose]());

const cache = async (...args: string[]) => {
  const { code, stdout, stderr } = await folder.run(['cache', ...args]);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
};
/** As the command, without its process. */
async function orderDefault(): Promise<void> {
  const store = new SqliteStore(join(folder.path, 'store'), systemClock);
  await orderMode(store.system, undefined);
  await store.close();
}

const followed =
  'Gateways of this store look every 250 ms: those that run follow by now, others when they start\n';

/** Asks for one patient. Returns where the answer came from, and how often the store was asked for it. */
async function ask({ url }: GatewayProcess, tenant = 'one') {
  const before = await storeReads(url);
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tenant-id': tenant },
    body: JSON.stringify({ query: '{ patient(id: "patient-1") { id birthDate } }' }),
  });
  expect(await answer.json()).toMatchObject({ data: { patient: { id: 'patient-1' } } });
  return `${answer.headers.get('x-cache')}, ${(await storeReads(url)) - before} read`;
}

async function storeReads(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const counts = text.matchAll(/^gateway_store_call_duration_seconds_count\{call="get",.*\} (\d+)$/gm);
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

const modeOf = async (gateway: GatewayProcess) =>
  ((await gateway.get('/health')).body as { cache: { mode: string } }).cache.mode;

test('help of every command', async () => {
  const helps: [string[], RegExp][] = [
    [[], /on[\s\S]*resources[\s\S]*off[\s\S]*default[\s\S]*flush \[tenant\][\s\S]*show/],
    [['on'], /whole answers/],
    [['resources'], /everything but whole answers/],
    [['off'], /keep nothing/],
    [['default'], /CACHE/],
    [['flush'], /\[tenant\]/],
    [['show'], /operators/],
  ];
  const outcomes = await Promise.all(helps.map(([command]) => folder.run(['cache', ...command, '--help'])));
  for (const [place, { code, stdout, stderr }] of outcomes.entries()) {
    expect(stdout).toMatch(helps[place]![1]);
    expect([code, stderr]).toEqual([0, '']);
  }
});

test('bad usage exits 2 with a word on what; what cannot be done exits 1', async () => {
  const wrongs: [string[], number, RegExp][] = [
    [[], 2, /Usage:/],
    [['warm'], 2, /unknown command 'warm'/],
    [['off', 'one'], 2, /too many arguments/],
    [['flush', 'One'], 2, /A tenant id is 1 to 64 characters: lower-case letters/],
    [['flush', '../master'], 2, /A tenant id is 1 to 64 characters/],
    [['flush', 'one', 'two'], 2, /too many arguments/],
    [['flush', 'nobody'], 1, /^There is no tenant nobody\.\n$/],
  ];
  const outcomes = await Promise.all(wrongs.map(([args]) => folder.run(['cache', ...args])));
  for (const [place, { code, stdout, stderr }] of outcomes.entries()) {
    const [, expected, message] = wrongs[place]!;
    expect(stderr).toMatch(message);
    expect([code, stdout]).toEqual([expected, '']);
  }
  const noStore = await folder.run(['cache', 'off'], { env: { STORE_URL: 'sqlite:/dev/null' } });
  expect(noStore).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^[^\n]+\n$/) });
});

describe('beside two gateways of one store', () => {
  let gateways: readonly GatewayProcess[];
  beforeEach(async () => {
    gateways = await Promise.all([GatewayProcess.start(folder), GatewayProcess.start(folder)]);
    for (const gateway of gateways) await gateway.logged(/ready: open/);
  });
  afterEach(async () => {
    await Promise.all(gateways.map(gateway => gateway.end('SIGTERM')));
    await orderDefault();
  });
  const all = <Result>(run: (gateway: GatewayProcess) => Promise<Result>) => Promise.all(gateways.map(run));

  test('off, resources, on, and back to what CACHE says: all follow when the command returns', async () => {
    expect(await cache('show')).toBe(
      'Mode: as CACHE says at each gateway (in this environment: on)\nFlush number: 0\n',
    );
    expect(await all(gateway => ask(gateway))).toEqual(['miss, 1 read', 'miss, 1 read']);
    expect(await all(gateway => ask(gateway))).toEqual(['hit, 0 read', 'hit, 0 read']);

    expect(await cache('off')).toBe(`Caches are off\n${followed}`);
    expect(await all(modeOf)).toEqual(['off', 'off']);
    for (let time = 0; time < 2; time++)
      expect(await all(gateway => ask(gateway))).toEqual(['bypass, 1 read', 'bypass, 1 read']);

    await cache('resources');
    expect(await all(modeOf)).toEqual(['resources', 'resources']);
    expect(await all(gateway => ask(gateway))).toEqual(['bypass, 1 read', 'bypass, 1 read']);
    expect(await all(gateway => ask(gateway))).toEqual(['bypass, 0 read', 'bypass, 0 read']);
    expect(await cache('show')).toMatch(/^Mode: resources, by an operator\n/);

    await cache('on');
    expect(await all(modeOf)).toEqual(['on', 'on']);
    expect(await all(gateway => ask(gateway))).toEqual(['miss, 1 read', 'miss, 1 read']);
    expect(await all(gateway => ask(gateway))).toEqual(['hit, 0 read', 'hit, 0 read']);

    await cache('off');
    expect(await cache('default')).toBe(`Caches do what CACHE says at each gateway\n${followed}`);
    expect(await all(modeOf)).toEqual(['on', 'on']);
  });

  test('an order holds for gateways that start later, whatever their CACHE', async () => {
    await cache('resources');
    const later = await GatewayProcess.start(folder, [], { env: { CACHE: 'off' } });
    expect(await modeOf(later)).toBe('resources');
    await cache('default');
    expect(await modeOf(later)).toBe('off');
    await later.end('SIGTERM');
  });

  test('a flush gives up what was kept: of one tenant, or of all', async () => {
    const both = (tenant: string) => all(gateway => ask(gateway, tenant));
    for (const tenant of ['one', 'two']) {
      expect(await both(tenant)).toEqual(['miss, 1 read', 'miss, 1 read']);
      expect(await both(tenant)).toEqual(['hit, 0 read', 'hit, 0 read']);
    }
    expect(await cache('flush', 'one')).toBe(`What was kept of tenant one is given up\n${followed}`);
    expect(await both('one')).toEqual(['miss, 1 read', 'miss, 1 read']);
    expect(await both('two')).toEqual(['hit, 0 read', 'hit, 0 read']);
    for (const gateway of gateways)
      await gateway.logged(/"tenant":"one","reason":"flush".*"cache invalidated"/);
    expect(await cache('show')).toMatch(/^Flush number: 0\n {2}of one: 1\n$/m);

    expect(await cache('flush')).toBe(`What was kept of all tenants is given up\n${followed}`);
    for (const tenant of ['one', 'two']) expect(await both(tenant)).toEqual(['miss, 1 read', 'miss, 1 read']);
    expect(await cache('show')).toMatch(/^Flush number: 2\n$/m);
  });
});

test('all workers of a gateway follow', async () => {
  const gateway = await GatewayProcess.start(folder, [], { env: { WORKERS: '2' } });
  await gateway.logged(/ready: open/);
  // Connections of their own, so that either worker is asked.
  const modes = async () => {
    const asked = Array.from({ length: 12 }, async () => {
      const answer = await fetch(`${gateway.url}/health`, { headers: { connection: 'close' } });
      return ((await answer.json()) as { cache: { mode: string } }).cache.mode;
    });
    return [...new Set(await Promise.all(asked))];
  };
  expect(await modes()).toEqual(['on']);
  await cache('off');
  expect(await modes()).toEqual(['off']);
  await cache('default');
  expect(await modes()).toEqual(['on']);
  await gateway.end('SIGTERM');
});

describeWithRedis('with Redis', () => {
  test('what lies there from before a flush is not found by anybody', async () => {
    const redis = await RedisServer.start();
    const env = { REDIS_URL: redis.url };
    const [one, other] = await Promise.all([
      GatewayProcess.start(folder, [], { env }),
      GatewayProcess.start(folder, [], { env }),
    ]);
    for (const gateway of [one, other]) {
      await gateway.logged(/ready: open/);
      await gateway.logged(/Redis is there/);
    }
    expect(await ask(one)).toBe('miss, 1 read');
    expect(await ask(other)).toBe('hit, 0 read');
    await cache('flush', 'one');
    expect(await redis.command('DBSIZE')).toBeGreaterThan(0);
    expect(await ask(one)).toBe('miss, 1 read');
    expect(await ask(other)).toBe('hit, 0 read');
    await Promise.all([one.end('SIGTERM'), other.end('SIGTERM')]);
    await redis.end();
  });
});
