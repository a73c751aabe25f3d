import { afterEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../support/clock.ts';
import {
  ingestInto,
  listSource,
  smallSample,
  startTestGateway,
  type TestGateway,
  type TestGatewayOptions,
} from '../support/gateway.ts';
import { heldCopies } from '../support/held-copies.ts';

let gateway: TestGateway;
afterEach(() => gateway?.stop());

const start = async (options: TestGatewayOptions = {}) => {
  gateway = await startTestGateway({ source: smallSample, ...options });
};
const stateOf = async (tenant: string) =>
  (await gateway.query('{ tenant { state } }', { tenant })).data.tenant.state as string;
const gated = (tenant = 'demo') =>
  gateway.query('{ patients(first: 1) { edges { node { id } } } }', { tenant });
const idleMs = 30 * 60 * 1000;

describe('warming', () => {
  test('ten simultaneous warm-ups copy once', async () => {
    const held = heldCopies();
    await start({ wrap: held.wrap });
    const all = Array.from({ length: 10 }, () => gateway.query('mutation { warmUpTenant { state } }'));
    while (held.copies() === 0) await new Promise(setImmediate);
    held.release();
    for (const { data } of await Promise.all(all)) expect(data.warmUpTenant.state).toBe('WARM');
    expect(held.copies()).toBe(1);
  });

  test('POST /warm-up-tenant is the mutation for clients without GraphQL', async () => {
    await start();
    const answer = await gateway.fetch('/warm-up-tenant', {
      method: 'POST',
      headers: { 'x-tenant-id': 'a' },
    });
    expect(answer.status).toBe(200);
    const body = (await answer.json()) as { coolsAt: string; warmSince: string };
    const { data } = await gateway.query(
      '{ tenant { id state progress warmSince coolsAt counts { resourceType total } } }',
      { tenant: 'a' },
    );
    expect(body).toEqual(data.tenant);
    expect(Date.parse(body.coolsAt) - Date.parse(body.warmSince)).toBe(idleMs);
  });

  test.each(['[]', '"x"', '{"wait":"yes"}', '{"refresh":1}', '{'])(
    'POST /warm-up-tenant refuses the body %s',
    async body => {
      await start();
      const answer = await gateway.fetch('/warm-up-tenant', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect(answer.status).toBe(400);
      expect(await stateOf('demo')).toBe('COLD');
    },
  );

  test('a page of another origin cannot warm a tenant through a browser', async () => {
    await start();
    const answer = await gateway.fetch('/warm-up-tenant', {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    });
    expect(answer.status).toBe(403);
    expect(await stateOf('demo')).toBe('COLD');
  });

  test('refresh takes over what master has now; changed resources lose their review', async () => {
    const before = [
      { resourceType: 'Patient', id: 'same', gender: 'male' },
      { resourceType: 'Patient', id: 'changed', gender: 'male' },
      { resourceType: 'Patient', id: 'gone', gender: 'male' },
    ];
    const after = [
      before[0]!,
      { ...before[1], gender: 'female' },
      { resourceType: 'Patient', id: 'new', gender: 'other' },
    ];
    await start({ source: listSource(before) });
    await gateway.warm('demo', 'other');
    for (const { id } of before) {
      await gateway.query(`mutation { review(input: { resourceType: PATIENT, id: "${id}" }) { id } }`);
    }
    await ingestInto(gateway.store, listSource(after), gateway.folder, new ManualClock(), true);
    const list = '{ patients { count edges { node { id gender reviewed } } } }';
    expect((await gateway.query(list)).data.patients.count).toBe(3);
    const { data, errors } = await gateway.query('mutation { warmUpTenant(refresh: true) { state } }');
    expect([errors, data]).toEqual([[], { warmUpTenant: { state: 'WARM' } }]);
    const { patients } = (await gateway.query(list)).data;
    expect(patients.count).toBe(3);
    expect(patients.edges.map((edge: { node: object }) => edge.node)).toEqual(
      expect.arrayContaining([
        { id: 'same', gender: 'male', reviewed: true },
        { id: 'changed', gender: 'female', reviewed: false },
        { id: 'new', gender: 'other', reviewed: false },
      ]),
    );
    const { data: progress } = await gateway.query('{ reviewProgress { total reviewed } }');
    expect(progress.reviewProgress[1]).toEqual({ total: 3, reviewed: 1 });
    expect(
      (await gateway.query('{ patients(filter: { gender: "male" }) { count } }', { tenant: 'other' })).data
        .patients.count,
    ).toBe(3);
  });

  test('a refresh after a gated field of the same operation does not wait for itself', async () => {
    await start();
    await gateway.warm('demo');
    const { data, errors } = await gateway.query(`mutation {
      before: review(input: { resourceType: PATIENT, id: "patient-1" }) { reviewed }
      warmUpTenant(refresh: true) { state }
      after: review(input: { resourceType: PATIENT, id: "patient-2" }) { reviewed }
      coolDownTenant { state }
      late: review(input: { resourceType: PATIENT, id: "patient-3" }) { reviewed }
    }`);
    expect(data).toEqual({
      before: { reviewed: true },
      warmUpTenant: { state: 'WARM' },
      after: { reviewed: true },
      coolDownTenant: { state: 'COLD' },
      late: null,
    });
    expect(errors.map(error => error.extensions.code)).toEqual(['TENANT_COLD']);
  });
});

test('what was read before a tenant cooled is read ahead, also what was found in a cache then', async () => {
  await start();
  await gateway.warm('demo');
  const { data } = await gateway.query('{ encounters(first: 60) { edges { node { id } } } }');
  // Not on the first pages, which are read ahead in any case.
  const [one, other] = data.encounters.edges.slice(-2).map((edge: { node: { id: string } }) => edge.node.id);
  const anew = async () => {
    await gateway.query('mutation { coolDownTenant { state } }');
    await gateway.warm('demo');
  };
  const loads = async (id: string) => {
    const { get: before } = await gateway.storeCalls();
    await gateway.query(`{ encounter(id: "${id}") { id } }`);
    return (await gateway.storeCalls()).get! - (before ?? 0);
  };
  await anew();
  expect(await loads(one)).toBe(1);
  await anew();
  expect([await loads(one), await loads(other)]).toEqual([0, 1]);
  await anew();
  expect([await loads(one), await loads(other)]).toEqual([0, 0]);
});

describe('cooling', () => {
  test('half an hour without activity cools a tenant; activity puts it off; reading tenant is none', async () => {
    const clock = new ManualClock();
    await start({ clock });
    await gateway.warm('demo');
    await clock.advance(idleMs - 1_000);
    await gated();
    await clock.advance(idleMs - 1_000);
    expect(await stateOf('demo')).toBe('WARM');
    await gateway.query('{ tenant { coolsAt counts { total } } }');
    await clock.advance(1_000);
    expect(await stateOf('demo')).toBe('COLD');
    expect((await gated()).errors[0]?.extensions.code).toBe('TENANT_COLD');
  });

  test('coolDownTenant ends warmth and keeps the data', async () => {
    await start();
    await gateway.warm('demo');
    await gateway.query('mutation { review(input: { resourceType: PATIENT, id: "patient-1" }) { id } }');
    const { data } = await gateway.query(
      'mutation { coolDownTenant { state progress warmSince coolsAt counts { total } } }',
    );
    expect(data.coolDownTenant).toEqual({
      state: 'COLD',
      progress: 0,
      warmSince: null,
      coolsAt: null,
      counts: null,
    });
    expect((await gateway.query('mutation { coolDownTenant { state } }')).data.coolDownTenant.state).toBe(
      'COLD',
    );
    await gateway.warm('demo');
    expect((await gateway.query('{ patient(id: "patient-1") { reviewed } }')).data.patient.reviewed).toBe(
      true,
    );
  });
});

describe('restart', () => {
  test('within the idle time the tenant is found warm; the time that has passed counts', async () => {
    const clock = new ManualClock();
    await start({ clock });
    await gateway.warm('demo');
    await clock.advance(idleMs - 60_000);
    await gateway.restart();
    expect(await stateOf('demo')).toBe('WARM');
    expect((await gated()).status).toBe(200);
    expect(await stateOf('unknown')).toBe('COLD');
    await gateway.restart();
    await clock.advance(idleMs);
    expect(await stateOf('demo')).toBe('COLD');
  });

  test('after the idle time it is cold, and so is a tenant that was cooled', async () => {
    const clock = new ManualClock();
    await start({ clock });
    await gateway.warm('demo', 'cooled');
    await gateway.query('mutation { coolDownTenant { state } }', { tenant: 'cooled' });
    await gateway.restart();
    expect([await stateOf('demo'), await stateOf('cooled')]).toEqual(['WARM', 'COLD']);
    await gateway.gateway.stop();
    await clock.advance(idleMs);
    await gateway.restart();
    expect(await stateOf('demo')).toBe('COLD');
  });
});
