import { parse, validate } from 'graphql';
import { afterEach, expect, test } from 'vitest';
import { buildSchema } from '../../src/graphql/schema.ts';
import { firstDocument } from '../../src/server/first-document.ts';
import type { Store } from '../../src/store/port.ts';
import { ManualClock } from '../support/clock.ts';
import { smallSample, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { heldCopies } from '../support/held-copies.ts';

let gateway: TestGateway;
afterEach(() => gateway?.stop());

test('health under all its names', async () => {
  gateway = await startTestGateway({ source: smallSample });
  for (const path of ['/health/live', '/hello', '/health/ready', '/all-good']) {
    expect([path, (await gateway.fetch(path)).status]).toEqual([path, 200]);
  }
  await gateway.warm('a', 'b');
  expect(await (await gateway.fetch('/health')).json()).toMatchObject({
    status: expect.stringMatching(/^(ok|degraded)$/),
    store: { answers: true },
    cache: { mode: 'on', bytes: expect.any(Number) },
    performance: { healthy: expect.any(Boolean), issues: expect.any(Array) },
    tenants: { warm: 2 },
  });
});

test('a store that does not answer makes the gateway unready, with the reason', async () => {
  let broken = false;
  gateway = await startTestGateway({
    source: smallSample,
    wrap: store =>
      new Proxy(store, {
        get(target, name: keyof Store) {
          const value = Reflect.get(target, name, target);
          if (name === 'ping' && broken) return () => Promise.reject(new Error('gone'));
          return typeof value === 'function' ? value.bind(target) : value;
        },
      }),
  });
  broken = true;
  const ready = await gateway.fetch('/health/ready');
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { status: 'not ready', reason: 'The store does not answer.' },
  ]);
  expect(await (await gateway.fetch('/health')).json()).toMatchObject({
    status: 'unavailable',
    store: { answers: false },
  });
  expect((await gateway.fetch('/health/live')).status).toBe(200);
});

test('answers that are our fault make the gateway degraded, until they are long ago', async () => {
  const clock = new ManualClock();
  // Warming has read what is damaged below.
  gateway = await startTestGateway({ source: smallSample, clock, env: { CACHE: 'off' } });
  await gateway.warm('demo');
  const { DatabaseSync } = await import('node:sqlite');
  const file = new DatabaseSync(`${gateway.folder}/tenants/demo.db`);
  file.exec(
    `UPDATE "Patient.content" SET content = 'x' WHERE rid = (SELECT rid FROM "Patient" WHERE id = 'patient-1')`,
  );
  file.close();
  for (let count = 0; count < 5; count++) {
    const { errors } = await gateway.query('{ patient(id: "patient-1") { id } }');
    expect(errors[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR');
  }
  const issues = async () => {
    const health = (await (await gateway.fetch('/health')).json()) as { performance: { issues: string[] } };
    return health.performance.issues.join();
  };
  expect(await issues()).toContain('server errors');
  await clock.advance(6 * 60_000);
  expect(await issues()).not.toContain('server errors');
});

test('metrics speak Prometheus; a tenant is named by its lanes and requests alone, a cold one not at all', async () => {
  gateway = await startTestGateway({ source: smallSample });
  await gateway.warm('some-tenant');
  await gateway.query('{ patients { count } }', { tenant: 'some-tenant' });
  await gateway.query('{ patients { count } }', { tenant: 'cold-tenant' });
  const answer = await gateway.fetch('/metrics');
  expect(answer.headers.get('content-type')).toContain('text/plain');
  const text = await answer.text();
  expect(text).toMatch(
    /^gateway_http_request_duration_seconds_count\{route="\/graphql",method="POST",status="200"\} 2$/m,
  );
  expect(text).toMatch(/^gateway_store_call_duration_seconds_count\{call="search",through="lane"\} \d+$/m);
  expect(text).toMatch(/^graphql_envelop_error_result\{code="TENANT_COLD",operationName="other"\} 1$/m);
  expect(text).toMatch(/^gateway_tenants\{state="WARM"\} 1$/m);
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds\{worker="1"\} /m);
  expect(text).toMatch(
    /^gateway_lane_calls_total\{tenant="some-tenant",lane="listPatients",outcome="done"\} [1-9]$/m,
  );
  expect(text).toMatch(/^gateway_lane_call_duration_seconds_count\{lane="listPatients",of="store"\} [1-9]$/m);
  const naming = text
    .split('\n')
    .filter(line => line.includes('some-tenant') && !/^gateway_(lane|tenant)_/.test(line));
  expect(naming).toEqual([]);
  expect(text).not.toContain('cold-tenant');
});

test('the landing page opens with a document that runs', async () => {
  gateway = await startTestGateway({ source: smallSample });
  for (const path of ['/', '/graphql']) {
    const page = await gateway.fetch(path, { headers: { accept: 'text/html' } });
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ]);
    const html = await page.text();
    expect(html).toContain('warmUpTenant');
    // By itself Sandbox would ask the address of its page.
    expect(html).toContain("initialEndpoint = new URL('graphql', window.location.href).href");
    expect(page.headers.get('content-security-policy')).toContain('frame-src https://sandbox.embed');
  }
  expect(await (await gateway.fetch('/')).json()).toMatchObject({ graphql: '/graphql' });
  expect((await gateway.fetch('/', { method: 'HEAD', headers: { accept: 'text/html' } })).status).toBe(200);
  const noSecondEndpoint = await gateway.fetch('/?query={tenant{id}}', {
    headers: { accept: 'application/json, text/html;q=0.1', 'apollo-require-preflight': '1' },
  });
  expect(await noSecondEndpoint.text()).not.toContain('"data"');
  expect(validate(buildSchema(), parse(firstDocument))).toEqual([]);
  for (const operationName of ['WarmUp', 'Worklist', 'Progress']) {
    const { errors } = await gateway.query(firstDocument, { operationName });
    expect(errors).toEqual([]);
  }
});

test('a shutdown lets running requests end, and answers 503 meanwhile', async () => {
  const held = heldCopies();
  gateway = await startTestGateway({ source: smallSample, wrap: held.wrap });
  const running = gateway.query('mutation { warmUpTenant { state } }');
  while (held.copies() === 0) await new Promise(setImmediate);
  const stopped = gateway.gateway.stop();
  expect((await gateway.fetch('/health/ready')).status).toBe(503);
  const refused = await gateway.query('{ tenant { id } }');
  expect([refused.status, refused.errors[0]?.extensions.code]).toEqual([503, 'NOT_READY']);
  expect(refused.headers.get('connection')).toBe('close');
  expect((await gateway.fetch('/health/live')).status).toBe(200);
  held.release();
  expect((await running).data.warmUpTenant.state).toBe('WARM');
  await stopped;
  await expect(gateway.fetch('/health/live')).rejects.toThrow();
});
