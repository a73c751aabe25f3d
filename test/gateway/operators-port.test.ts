import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ConfigError, loadConfig } from '../../src/config.ts';
import { systemClock } from '../../src/core/clock.ts';
import { silentLogger } from '../../src/core/log.ts';
import { startGateway } from '../../src/gateway.ts';
import { openStore } from '../../src/open-store.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { heldCopies } from '../support/held-copies.ts';
import { bodyOf, connectTo, readAll, sendRaw, statusOf } from '../support/raw-http.ts';

let gateway: TestGateway;
afterEach(() => gateway?.stop());

let operators: string;
const start = async (options: Parameters<typeof startTestGateway>[0] = {}) => {
  const logger = {
    ...silentLogger,
    info(_: object, message: string) {
      operators = /metrics, stats and health are on (\S+)/.exec(message)?.[1] ?? operators;
    },
  };
  gateway = await startTestGateway({ logger, ...options, env: { OPS_PORT: '0', ...options.env } });
};
const forOperators = ['/metrics', '/stats', '/health'];
const probes = ['/health/live', '/health/ready', '/hello', '/all-good'];
const statuses = (url: string, paths: readonly string[], init?: RequestInit) =>
  Promise.all(paths.map(async path => (await fetch(url + path, init)).status));

test('operators are answered on their port alone; probes on both; nobody else on theirs', async () => {
  await start({ source: smallSample });
  expect(operators).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(operators).not.toBe(gateway.gateway.url);
  expect(await statuses(operators, [...forOperators, ...probes])).toEqual(Array(7).fill(200));
  expect(await statuses(gateway.gateway.url, probes)).toEqual([200, 200, 200, 200]);
  expect(await statuses(gateway.gateway.url, forOperators)).toEqual([404, 404, 404]);
  expect(Object.keys((await (await gateway.fetch('/')).json()) as object)).not.toEqual(
    expect.arrayContaining(['metrics']),
  );
  const elsewhere = [
    '/',
    '/graphql',
    '/fhir/metadata',
    '/warm-up-tenant',
    '/metrics/',
    '/health/..',
    '/STATS',
  ];
  expect(await statuses(operators, elsewhere)).toEqual(Array(7).fill(404));
  const query = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{tenant{id}}"}',
  };
  expect(await statuses(operators, ['/graphql', ...forOperators], query)).toEqual([404, 404, 404, 404]);
  expect(await statuses(operators, forOperators, { method: 'HEAD' })).toEqual([200, 200, 200]);
  for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH'])
    expect([method, await statuses(operators, forOperators, { method })]).toEqual([method, [404, 404, 404]]);
});

test('what is told there counts what is asked on the main port', async () => {
  await start({ source: smallSample });
  await gateway.warm('one');
  for (let time = 0; time < 3; time++) await gateway.query('{ patients { count } }', { tenant: 'one' });
  const stats = (await (await fetch(`${operators}/stats`)).json()) as object;
  expect(stats).toMatchObject({ api: { totalCalls: 4 }, tenants: [{ id: 'one', requests: 4 }] });
  const text = await (await fetch(`${operators}/metrics`)).text();
  expect(text).toMatch(/^gateway_worker_up\{worker="1"\} 1$/m);
  expect(text).toMatch(/^gateway_workers 1$/m);
});

test('what is no request is refused as on the main port, with the same headers', async () => {
  await start();
  const answer = await fetch(`${operators}/stats`);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-security-policy': "default-src 'none';frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  });
  const hostile: readonly [string, number][] = [
    ['nonsense\r\n\r\n', 400],
    ['GET /metrics HTTP/1.1\r\nhost: a\r\ncontent-length: x\r\n\r\n', 400],
    [`GET /metrics HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
    [`GET /metrics?${'y'.repeat(9_000)} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`, 414],
    [`GET /metrics HTTP/1.1\r\nhost: a\r\nconnection: close\r\n${'x: y\r\n'.repeat(120)}\r\n`, 431],
    ['GET /%ff HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 400],
    [
      'POST /metrics HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\nconnection: close\r\n\r\n{"a": [[[',
      400,
    ],
    ['GET /metrics HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 200],
  ];
  for (const [bytes, status] of hostile) {
    const told = await sendRaw(operators, bytes);
    expect([bytes.slice(0, 60), statusOf(told)]).toEqual([bytes.slice(0, 60), status]);
    expect(told.toLowerCase()).toContain('x-frame-options: deny');
    if (status !== 200) expect(bodyOf(told)).toHaveProperty('errors');
  }
  const socket = connectTo(operators);
  socket.end('GET /sta');
  await readAll(socket);
  expect((await fetch(`${operators}/health/live`)).status).toBe(200);
});

test('before there is data, and until everything else has ended', async () => {
  const held = heldCopies();
  await start();
  expect(await statuses(operators, [...forOperators, '/health/ready'])).toEqual([200, 200, 200, 503]);
  expect(await (await fetch(`${operators}/health`)).json()).toMatchObject({
    status: 'unavailable',
    performance: {
      issues: expect.arrayContaining(['not ready: Waiting for the master data to be ingested.']),
    },
  });
  await gateway.stop();
  await start({ source: smallSample, wrap: held.wrap });
  const running = gateway.query('mutation { warmUpTenant { state } }');
  while (held.copies() === 0) await new Promise(setImmediate);
  const stopped = gateway.gateway.stop();
  expect(await (await fetch(`${operators}/health`)).json()).toMatchObject({
    status: 'unavailable',
    reason: 'The gateway is shutting down.',
  });
  expect(await statuses(operators, forOperators)).toEqual([200, 200, 200]);
  held.release();
  await Promise.all([running, stopped]);
  await expect(fetch(operators)).rejects.toThrow();
});

test('a port that is taken stops the start with a line that names it, and leaves nothing open', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  await start({ source: smallSample, env: { OPS_PORT: '' } });
  const config = loadConfig({ STORE_URL: `sqlite:${gateway.folder}`, PORT: '0', OPS_PORT: String(port) });
  const starting = startGateway(config, await openStore(config, systemClock), {
    ...{ clock: systemClock, logger: silentLogger },
  });
  await expect(starting).rejects.toEqual(
    new ConfigError([`OPS_PORT="${port}": expected a port of HOST that can be listened on (EADDRINUSE)`]),
  );
  taken.close();
});
