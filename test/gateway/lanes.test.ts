import { request } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { operationDeadlineMs } from '../../src/tenants/operations.ts';
import { ManualClock } from '../support/clock.ts';
import {
  smallSample,
  startTestGateway,
  type TestGateway,
  type TestGatewayOptions,
} from '../support/gateway.ts';
import { heldCalls } from '../support/held-calls.ts';

let gateway: TestGateway;
afterEach(() => gateway?.stop());

const start = async (options: TestGatewayOptions = {}) => {
  // What was read before would not come to a lane again.
  const env = { CACHE: 'off', ...options.env };
  gateway = await startTestGateway({ source: smallSample, ...options, env });
  await gateway.warm('demo', 'other');
};
const patient = (tenant = 'demo') => gateway.query('{ patient(id: "patient-1") { id } }', { tenant });
const review = (id: string) =>
  gateway.query(`mutation { review(input: { resourceType: PATIENT, id: "${id}" }) { reviewed } }`);
const until = async (done: () => boolean | Promise<boolean>) => {
  while (!(await done())) await new Promise(setImmediate);
};
const waiting = async (lane: string) => {
  const text = await (await gateway.fetch('/metrics')).text();
  const line = new RegExp(`^gateway_lane_waiting\\{tenant="demo",lane="${lane}"\\} (\\d+)$`, 'm');
  return Number(line.exec(text)?.[1]);
};

describe('a lane', () => {
  test('that is full answers TENANT_BUSY, 429 and Retry-After; its other lanes and other tenants go on', async () => {
    const held = heldCalls();
    await start({ wrap: held.wrap, env: { LANE_CONCURRENCY: '1', LANE_QUEUE: '1' } });
    held.hold();
    const served = [patient(), patient()];
    await until(async () => held.atWork() === 1 && (await waiting('getPatient')) === 1);
    const busy = await patient();
    expect([busy.status, busy.data, busy.errors[0]?.extensions]).toEqual([
      429,
      { patient: null },
      { code: 'TENANT_BUSY', tenant: 'demo', lane: 'getPatient' },
    ]);
    expect(Number(busy.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect((await gateway.query('{ patients(first: 1) { count } }')).errors).toEqual([]);
    const others = patient('other');
    held.release();
    for (const answer of await Promise.all([...served, others])) expect(answer.errors).toEqual([]);
  });

  test('that is full fails one field, not its neighbours', async () => {
    const held = heldCalls();
    await start({ wrap: held.wrap, env: { LANE_CONCURRENCY: '1', LANE_QUEUE: '0' } });
    held.hold();
    const served = patient();
    await until(() => held.atWork() === 1);
    const { status, data, errors } = await gateway.query(
      '{ patient(id: "patient-1") { id } patients(first: 1) { edges { node { id } } } }',
    );
    expect([status, data.patient, data.patients.edges.length]).toEqual([200, null, 1]);
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['TENANT_BUSY']);
    held.release();
    expect((await served).errors).toEqual([]);
  });

  test('holds nobody up with LANES=off', async () => {
    const held = heldCalls();
    await start({ wrap: held.wrap, env: { LANES: 'off', LANE_CONCURRENCY: '1', LANE_QUEUE: '0' } });
    held.hold();
    const all = Array.from({ length: 5 }, () => patient());
    await until(() => held.atWork() === 5);
    held.release();
    for (const answer of await Promise.all(all)) expect(answer.errors).toEqual([]);
  });
});

describe('an operation', () => {
  test('past its deadline fails what still waits; what is at work is done', async () => {
    const clock = new ManualClock();
    const held = heldCalls();
    await start({ clock, wrap: held.wrap, env: { LANE_CONCURRENCY: '1' } });
    held.hold();
    const [first, second] = [review('patient-1'), review('patient-2')];
    await until(async () => held.atWork() === 1 && (await waiting('review')) === 1);
    await clock.advance(operationDeadlineMs);
    const late = await Promise.race([first, second]);
    expect([late.status, late.errors[0]?.extensions.code]).toEqual([504, 'DEADLINE_EXCEEDED']);
    held.release();
    expect((await first).data).toEqual({ review: { reviewed: true } });
    const list = '{ patients(filter: { reviewed: true }) { edges { node { id } } } }';
    expect((await gateway.query(list)).data.patients.edges).toEqual([{ node: { id: 'patient-1' } }]);
  });

  test('whose client goes away leaves the queue, and is not done', async () => {
    const held = heldCalls();
    await start({ wrap: held.wrap, env: { LANE_CONCURRENCY: '1' } });
    held.hold();
    const first = review('patient-1');
    await until(() => held.atWork() === 1);
    const gone = request(`${gateway.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    gone.on('error', () => undefined);
    gone.end(
      JSON.stringify({
        query: 'mutation { review(input: { resourceType: PATIENT, id: "patient-2" }) { reviewed } }',
      }),
    );
    await until(async () => (await waiting('review')) === 1);
    gone.destroy();
    await until(async () => (await waiting('review')) === 0);
    held.release();
    expect((await first).data).toEqual({ review: { reviewed: true } });
    const { data } = await gateway.query('{ patient(id: "patient-2") { reviewed } }');
    expect(data.patient.reviewed).toBe(false);
  });
});
