import { afterEach, beforeEach, expect, test } from 'vitest';
import { ManualClock } from '../support/clock.ts';
import { Collector, drawn, newTrace, type SentSpan } from '../support/collector.ts';
import {
  smallSample,
  startTestGateway,
  type TestGateway,
  type TestGatewayOptions,
} from '../support/gateway.ts';
import { heldCalls } from '../support/held-calls.ts';
import { entryOf, ManifestFolder, manifestOf } from '../support/operations.ts';
import { describeWithRedis, RedisServer } from '../support/redis.ts';
import { soon } from '../support/soon.ts';

let collector: Collector;
let gateway: TestGateway;
beforeEach(async () => {
  collector = await Collector.start();
});
afterEach(async () => {
  await gateway.stop();
  await collector[Symbol.asyncDispose]();
});

const start = async ({ env, ...options }: TestGatewayOptions = {}) => {
  gateway = await startTestGateway({ source: smallSample, ...options, env: { ...collector.env, ...env } });
  await gateway.warm('demo');
};

/** The spans of a request that is sent now, once it has been answered and they have arrived. */
async function traceOf(send: (headers: Record<string, string>) => Promise<unknown>) {
  const { traceId, headers } = newTrace();
  await send(headers);
  return arrived(traceId);
}

async function arrived(traceId: string): Promise<readonly SentSpan[]> {
  await soon(() => expect(collector.trace(traceId).some(({ kind }) => kind === 'server')).toBe(true));
  return collector.trace(traceId);
}

const asked = (query: string, tenant = 'demo') =>
  traceOf(headers => gateway.query(query, { headers, tenant }));
const named = (spans: readonly SentSpan[], name: string) => {
  const found = spans.find(span => span.name === name);
  expect(found, `${name} in\n${drawn(spans)}`).toBeDefined();
  return found!;
};
const arrivedSpan = (name: string) =>
  soon(() => {
    const span = collector.spans.find(each => each.name === name);
    expect(span).toBeDefined();
    return span!;
  });

const chart = `{
  encounters(first: 20) {
    count
    edges { node {
      id
      reviewed
      patient { id reviewed birthDate }
      practitioners { id name { family } }
    } }
  }
}`;

test('a list with patients and practitioners is a tree: batches below the execution, calls in lanes below batches', async () => {
  await start({ env: { CACHE: 'off' } });
  const spans = await asked(chart);
  expect(drawn(spans)).toBe(`POST /graphql
  lane operation
  graphql.parse
  graphql.validate
  graphql.execute
    loader pages
      lane listEncounters
        store search
    loader resources
      lane getPatient
        store get
    loader resources
      lane getPractitioner
        store get
    loader counts
      lane listEncounters
        store count`);
  expect(new Set(spans.map(({ kind, name }) => `${name.replace(/ .*/, '')} ${kind}`))).toEqual(
    new Set([
      ...['POST server', 'lane internal', 'loader internal', 'store client'],
      ...['graphql.parse internal', 'graphql.validate internal', 'graphql.execute internal'],
    ]),
  );
  const [root] = spans;
  expect(root!.attributes).toEqual({
    ...{ 'http.request.method': 'POST', 'http.route': '/graphql', 'http.response.status_code': 200 },
    ...{ 'url.path': '/graphql', 'url.scheme': 'http', 'gateway.tenant': 'demo' },
  });
  expect(named(spans, 'graphql.execute').attributes).toEqual({ 'graphql.operation.type': 'query' });
  const patients = spans.find(span => span.attributes['gateway.resource_type'] === 'Patient')!;
  expect(patients.attributes).toMatchObject({
    ...{ 'gateway.loader': 'resources', 'gateway.batch.size': expect.any(Number) },
  });
  const get = named(spans, 'store get').attributes;
  expect(get).toEqual({
    ...{ 'db.system.name': 'sqlite', 'db.operation.name': 'get' },
    'db.operation.batch.size': patients.attributes['gateway.batch.size'],
  });
  expect(named(spans, 'lane getPatient').attributes).toEqual({
    ...{ 'gateway.lane': 'getPatient', 'gateway.lane.waited_ms': expect.any(Number) },
  });
  for (const span of spans) {
    const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
    expect(span.error).toBeUndefined();
    if (parent === undefined) continue;
    expect(span.start, span.name).toBeGreaterThanOrEqual(parent.start);
    expect(span.end, span.name).toBeLessThanOrEqual(parent.end);
  }
});

test('look-ups in caches are a span a batch of what is not at hand, with how many were found', async () => {
  await start();
  const found = await asked('{ patient(id: "patient-1") { id } other: patient(id: "no-such") { id } }');
  const lookUp = named(found, 'cache resource');
  expect(lookUp.attributes).toEqual({
    ...{ 'gateway.cache.domain': 'resource', 'gateway.batch.size': 1, 'gateway.cache.misses': 1 },
  });
  // What is at hand is counted by whoever asks for it.
  expect(named(found, 'graphql.execute').attributes).toMatchObject({ 'gateway.cache.hits': 1 });
  expect(named(found, 'loader resources').spanId).toBe(lookUp.parentSpanId);
  expect(named(found, 'store get').attributes['db.operation.batch.size']).toBe(1);
  expect(named(found, 'cache answer').attributes).toMatchObject({ 'gateway.cache.misses': 1 });
  const again = await asked('{ patient(id: "patient-1") { id } other: patient(id: "no-such") { id } }');
  expect(drawn(again)).toBe('POST /graphql\n  lane operation\n  cache answer');
  expect(named(again, 'cache answer').attributes).toEqual({
    ...{ 'gateway.cache.domain': 'answer', 'gateway.cache.hits': 1 },
  });
});

test('a call that another request starts belongs to the trace of the one that asked for it', async () => {
  const held = heldCalls();
  await start({ wrap: held.wrap, env: { CACHE: 'off', LANE_CONCURRENCY: '1' } });
  held.hold();
  const traces = [1, 2, 3].map(number => asked(`{ patient(id: "patient-${number}") { id } }`));
  await soon(async () => {
    const metrics = await (await gateway.fetch('/metrics')).text();
    expect(metrics).toMatch(/^gateway_lane_waiting\{tenant="demo",lane="getPatient"\} 2$/m);
  });
  held.release();
  const waited: number[] = [];
  for (const spans of await Promise.all(traces)) {
    const lane = named(spans, 'lane getPatient');
    expect(named(spans, 'store get').parentSpanId, drawn(spans)).toBe(lane.spanId);
    waited.push(Number(lane.attributes['gateway.lane.waited_ms']));
  }
  const [first, second] = waited.sort((one, other) => one - other);
  expect(second).toBeGreaterThan(first!);
});

test('names of operations are told of registered ones alone', async () => {
  const text = 'query Registered($id: ID!) { patient(id: $id) { id } }';
  await using folder = await ManifestFolder.with({ app: manifestOf(text) });
  await start({ env: { PERSISTED_OPERATIONS: folder.path, PERSISTED_MODE: 'log' } });
  const [registered] = await traceOf(headers =>
    gateway.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ documentId: entryOf(text).id, variables: { id: 'patient-1' } }),
    }),
  );
  expect(registered!.attributes['graphql.operation.name']).toBe('Registered');
  const other = await asked('query MrsMiller { tenant { id } }');
  expect(JSON.stringify(other)).not.toContain('MrsMiller');
});

test('errors are told by their codes, of which clients are to blame for some', async () => {
  await start();
  const cold = await asked('{ patient(id: "patient-1") { id } }', 'cold');
  expect(cold[0]).toMatchObject({ error: {}, attributes: { 'error.type': '503' } });
  expect(named(cold, 'graphql.execute')).toMatchObject({
    error: { message: undefined },
    attributes: { 'error.type': 'TENANT_COLD' },
  });
  const unparsed = await asked('{ patient(id: "patient-1") { id ');
  expect(named(unparsed, 'graphql.parse').attributes).toEqual({ 'error.type': 'GRAPHQL_PARSE_FAILED' });
  expect([unparsed[0]!.error, unparsed[0]!.attributes['http.response.status_code']]).toEqual([
    undefined,
    400,
  ]);
  const invalid = await asked('{ nobody }');
  expect(named(invalid, 'graphql.validate').attributes).toEqual({
    'error.type': 'GRAPHQL_VALIDATION_FAILED',
  });
  const nowhere = await traceOf(headers => gateway.fetch('/patients/Miller?name=Miller', { headers }));
  expect([nowhere[0]!.name, JSON.stringify(nowhere).includes('Miller')]).toEqual(['GET', false]);
});

test('health, metrics and stats are not traced', async () => {
  await start();
  for (const path of ['/health', '/health/live', '/health/ready', '/metrics', '/stats'])
    expect((await gateway.fetch(path, { headers: newTrace().headers })).status).toBe(200);
  await asked('{ tenant { id } }');
  const routes = collector.spans.map(({ attributes }) => attributes['http.route']);
  expect(new Set(routes.filter(route => route !== undefined))).toEqual(new Set(['/graphql']));
});

test('warm-ups and cool-downs are traces of their own, linked to the request that set them off', async () => {
  await start();
  const warming = await traceOf(headers =>
    gateway.fetch('/warm-up-tenant', { method: 'POST', headers: { 'x-tenant-id': 'new', ...headers } }),
  );
  const warmUp = await soon(() => {
    const [, span] = collector.spans.filter(({ name }) => name === 'tenant warm-up');
    expect(span).toBeDefined();
    return span!;
  });
  expect(warmUp.attributes).toEqual({ 'gateway.tenant': 'new', 'gateway.warm_up.outcome': 'first' });
  expect(warmUp.links).toEqual([{ traceId: warming[0]!.traceId, spanId: warming[0]!.spanId }]);
  expect([warmUp.traceId === warming[0]!.traceId, warmUp.parentSpanId]).toEqual([false, undefined]);
  const within = collector.trace(warmUp.traceId);
  expect(named(within, 'store createTenant').parentSpanId).toBe(warmUp.spanId);
  const cooling = await asked('mutation { coolDownTenant { state } }', 'new');
  const coolDown = await arrivedSpan('tenant cool-down');
  expect(coolDown.attributes).toEqual({ 'gateway.tenant': 'new', 'gateway.cool_down.cause': 'asked' });
  expect(coolDown.links.map(({ traceId }) => traceId)).toEqual([cooling[0]!.traceId]);
});

test('a tenant that cools because it is idle was set off by nobody', async () => {
  const clock = new ManualClock();
  await start({ clock, env: { TENANT_IDLE_MS: '1000' } });
  await asked('{ patient(id: "patient-1") { id } }');
  await clock.advance(5_000);
  const coolDown = await arrivedSpan('tenant cool-down');
  expect(coolDown).toMatchObject({ attributes: { 'gateway.cool_down.cause': 'idle' }, links: [] });
});

test('what describes the process comes with every span', async () => {
  await start({ env: { OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test,service.name=other' } });
  const [span] = await asked('{ tenant { id } }');
  expect(span!.resource).toMatchObject({
    ...{ 'service.name': 'other', 'deployment.environment.name': 'test', 'process.pid': process.pid },
    ...{ 'service.version': expect.stringMatching(/^\d/), 'gateway.worker': 1 },
  });
});

describeWithRedis('with Redis', () => {
  test('its commands are spans below the look-up that asks, without their keys', async () => {
    const redis = await RedisServer.start();
    try {
      await start({ env: { REDIS_URL: redis.url } });
      await soon(async () => {
        const spans = await asked(`{ patients(first: 3) { edges { node { id } } } tenant { id } }`);
        const get = named(spans, 'redis get');
        expect(get.kind).toBe('client');
        expect(get.attributes).toEqual({
          ...{ 'db.system.name': 'redis', 'db.operation.name': 'get', 'db.operation.batch.size': 1 },
          'gateway.redis.answered': true,
        });
        expect(get.parentSpanId).toBe(named(spans, 'cache answer').spanId);
      });
      await arrivedSpan('redis set');
    } finally {
      await redis.end();
    }
  });
});
