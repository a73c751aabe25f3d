import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Collector } from '../support/collector.ts';
import { freePort } from '../support/free-port.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { soon } from '../support/soon.ts';

let collector: Collector;
let gateway: TestGateway;
const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
beforeEach(async () => {
  vi.clearAllMocks();
  collector = await Collector.start();
});
afterEach(async () => {
  await gateway.stop();
  await collector[Symbol.asyncDispose]();
});

const start = async (env: Record<string, string> = {}) => {
  gateway = await startTestGateway({ source: smallSample, logger, env: { ...collector.env, ...env } });
  await gateway.warm('demo');
};
/** Asks so often, and expects to be answered as ever. */
const use = async (times: number) => {
  for (let time = 0; time < times; time++) {
    const { status, data } = await gateway.query('{ patient(id: "patient-1") { id } }');
    expect([status, data]).toEqual([200, { patient: { id: 'patient-1' } }]);
  }
};
const told = () =>
  logger.warn.mock.calls.filter(([, message]) => message === 'spans were lost').map(([fields]) => fields);
const stop = async () => {
  const begun = performance.now();
  await gateway.gateway.stop();
  return performance.now() - begun;
};

test('spans are sent as OTLP in JSON, with the headers that are asked for', async () => {
  await start({ OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%2Cb,authorization=Bearer%20s3cret' });
  await use(1);
  await soon(() => expect(collector.spans).not.toEqual([]));
  expect(collector.headers[0]).toMatchObject({
    ...{ 'content-type': 'application/json', 'x-key': 'a,b', authorization: 'Bearer s3cret' },
  });
  expect(new Set(collector.paths)).toEqual(new Set(['/v1/traces']));
});

test('an address of the traces alone is taken as it stands, with its credentials', async () => {
  const url = new URL('/some/where', collector.url);
  url.username = 'user';
  url.password = 's3cret';
  await start({ OTEL_EXPORTER_OTLP_ENDPOINT: '', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url.href });
  await use(1);
  await soon(() => expect(collector.paths).toContain('/some/where'));
  const { authorization } = collector.headers[0]!;
  expect(authorization).toBe(`Basic ${Buffer.from('user:s3cret').toString('base64')}`);
});

test('a shutdown sends what waits', async () => {
  await start({ OTEL_BSP_SCHEDULE_DELAY: '600000' });
  await use(3);
  expect(collector.spans).toEqual([]);
  await stop();
  expect(collector.spans.filter(({ kind }) => kind === 'server')).toHaveLength(4);
});

test('two gateways of one process send each their own', async () => {
  await using other = await Collector.start();
  const second = await startTestGateway({ source: smallSample, env: other.env });
  try {
    await start();
    await use(1);
    await second.query('{ tenant { id } }', { tenant: 'second' });
    await soon(() => expect(other.spans).not.toEqual([]));
    const tenants = ({ spans }: Collector) =>
      new Set(spans.map(({ attributes }) => attributes['gateway.tenant']).filter(Boolean));
    expect([tenants(collector), tenants(other)]).toEqual([new Set(['demo']), new Set(['second'])]);
  } finally {
    await second.stop();
  }
});

describe('a collector', () => {
  test('that is away fails nothing; the log is told once, without credentials', async () => {
    const url = `http://user:s3cret@127.0.0.1:${await freePort()}`;
    await start({ OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_BSP_MAX_QUEUE_SIZE: '20' });
    await use(50);
    await soon(() => expect(told()).toHaveLength(1));
    expect(told()[0]).toMatchObject({ collector: new URL(url).host, reason: 'more than may wait' });
    expect(await stop()).toBeLessThan(3_500);
    expect(told()).toHaveLength(1);
    for (const level of Object.values(logger))
      expect(JSON.stringify(level.mock.calls)).not.toMatch(/s3cret|user/);
  });

  test('that never answers slows nothing, and holds up a shutdown for two seconds at most', async () => {
    collector.manner = 'hang';
    await start({ OTEL_BSP_MAX_QUEUE_SIZE: '100' });
    await soon(() => expect(collector.bodies).not.toEqual([]));
    await use(100);
    // One batch is on its way; what waits behind it is what may wait.
    expect(collector.bodies.length).toBeLessThanOrEqual(2);
    expect(told()).toMatchObject([{ reason: 'more than may wait' }]);
    expect(await stop()).toBeLessThan(3_500);
  });

  test.each([400, 404])('that answers with %i is told of', async status => {
    collector.manner = status;
    await start();
    await use(1);
    await soon(() => expect(told()).toMatchObject([{ reason: String(status), spans: expect.any(Number) }]));
    collector.manner = 'accept';
    await use(1);
    await soon(() => expect(collector.spans).not.toEqual([]));
  });

  test('that comes back gets what comes then', async () => {
    collector.manner = 503;
    await start();
    await soon(() => expect(collector.bodies).not.toEqual([]));
    collector.manner = 'accept';
    await use(1);
    await soon(() => expect(collector.spans.some(({ kind }) => kind === 'server')).toBe(true));
  });
});

test.each([
  ['OTEL_SDK_DISABLED', 'true'],
  ['OTEL_TRACES_EXPORTER', 'none'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', ''],
])('%s=%s: nothing is sent', async (name, value) => {
  await start({ [name]: value });
  await use(3);
  await gateway.gateway.stop();
  expect(collector.bodies).toEqual([]);
});
