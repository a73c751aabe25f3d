import { afterEach, describe, expect, test } from 'vitest';
import type { Store } from '../../src/store/port.ts';
import { ManualClock } from '../support/clock.ts';
import {
  ingestInto,
  listSource,
  smallSample,
  startTestGateway,
  type TestGateway,
  type TestGatewayOptions,
} from '../support/gateway.ts';

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

/** A store whose copies wait until they are let through, or fail. */
function heldCopies(): {
  wrap: (store: Store) => Store;
  release(): void;
  fail(error: Error): void;
  copies(): number;
} {
  let settle: { resolve(): void; reject(error: Error): void } | undefined;
  let copies = 0;
  return {
    wrap: store =>
      new Proxy(store, {
        get(target, name) {
          const value = Reflect.get(target, name, target);
          if (name === 'createTenant') {
            return async (...args: Parameters<Store['createTenant']>) => {
              copies += 1;
              args[1](0.5);
              await new Promise<void>((resolve, reject) => {
                settle = { resolve, reject };
              });
              await target.createTenant(...args);
            };
          }
          return typeof value === 'function' ? value.bind(target) : value;
        },
      }),
    release: () => settle?.resolve(),
    fail: error => settle?.reject(error),
    copies: () => copies,
  };
}

describe('codes and statuses', () => {
  test('cold: a gated field fails with TENANT_COLD and HTTP 503, and says what to do', async () => {
    await start();
    const { status, data, errors } = await gated();
    expect(status).toBe(503);
    expect(data).toEqual({ patients: null });
    expect(errors[0]).toMatchObject({
      path: ['patients'],
      extensions: { code: 'TENANT_COLD', state: 'COLD' },
    });
    expect(errors[0]?.message).toContain('warmUpTenant');
  });

  test('a cold field beside tenant { state } does not void it', async () => {
    await start();
    const { data, errors } = await gateway.query(
      '{ tenant { id state progress counts { total } } patients { count } }',
    );
    expect(data).toEqual({
      tenant: { id: 'demo', state: 'COLD', progress: 0, counts: null },
      patients: null,
    });
    expect(errors.map(error => error.extensions.code)).toEqual(['TENANT_COLD']);
  });

  test('warming: wait: false answers at once; gated fields say to try again', async () => {
    const held = heldCopies();
    await start({ wrap: held.wrap });
    const { data } = await gateway.query(
      'mutation { warmUpTenant(wait: false) { state warmSince counts { total } } }',
    );
    expect(data.warmUpTenant).toEqual({ state: 'WARMING', warmSince: null, counts: null });
    const { status, errors, headers } = await gated();
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('1');
    expect(errors[0]?.extensions).toMatchObject({ code: 'TENANT_COLD', state: 'WARMING' });
    const { progress } = (await gateway.query('{ tenant { progress } }')).data.tenant;
    expect(progress).toBeGreaterThan(0);
    expect(progress).toBeLessThan(1);
    const waiting = gateway.query('mutation { warmUpTenant { state progress } }');
    held.release();
    expect((await waiting).data.warmUpTenant).toEqual({ state: 'WARM', progress: 1 });
    expect((await gated()).status).toBe(200);
  });

  test('a warm-up that takes longer than the wait answers WARMING', async () => {
    const held = heldCopies();
    await start({ wrap: held.wrap, env: { WARM_UP_WAIT_MS: '10' } });
    const { data } = await gateway.query('mutation { warmUpTenant { state } }');
    expect(data.warmUpTenant.state).toBe('WARMING');
    const accepted = await gateway.fetch('/warm-up-tenant', { method: 'POST' });
    expect(accepted.status).toBe(202);
    expect(accepted.headers.get('retry-after')).toBe('1');
    expect(await accepted.json()).toMatchObject({ id: 'demo', state: 'WARMING', counts: null });
    held.release();
  });

  test('a failed warm-up leaves the tenant cold, with no copy, and says why', async () => {
    const held = heldCopies();
    await start({ wrap: held.wrap });
    const warming = gateway.query('mutation { warmUpTenant { state } }');
    while (held.copies() === 0) await new Promise(setImmediate);
    held.fail(new Error('secret detail'));
    const { status, data, errors } = await warming;
    expect(status).toBe(503);
    expect(data).toEqual({ warmUpTenant: null });
    expect(errors[0]?.extensions.code).toBe('WARM_UP_FAILED');
    expect(JSON.stringify(errors)).not.toContain('secret');
    expect(await stateOf('demo')).toBe('COLD');
    expect(await gateway.store.listTenants()).toEqual([]);
    expect((await gated()).errors[0]?.message).toContain('could not be warmed up');
    const again = gateway.query('mutation { warmUpTenant { state } }');
    while (held.copies() < 2) await new Promise(setImmediate);
    held.release();
    expect((await again).data.warmUpTenant.state).toBe('WARM');
  });

  test('too many: TENANT_LIMIT; nobody else is pushed out', async () => {
    await start({ env: { MAX_WARM_TENANTS: '2', MAX_TENANTS: '3' } });
    await gateway.warm('a', 'b');
    const tooWarm = await gateway.query('mutation { warmUpTenant { state } }', { tenant: 'c' });
    expect([tooWarm.status, tooWarm.errors[0]?.extensions.code]).toEqual([503, 'TENANT_LIMIT']);
    expect([await stateOf('a'), await stateOf('b'), await stateOf('c')]).toEqual(['WARM', 'WARM', 'COLD']);
    await gateway.query('mutation { coolDownTenant { state } }', { tenant: 'a' });
    await gateway.warm('c');
    await gateway.query('mutation { coolDownTenant { state } }', { tenant: 'b' });
    const tooMany = await gateway.query('mutation { warmUpTenant { state } }', { tenant: 'd' });
    expect([tooMany.status, tooMany.errors[0]?.extensions.code]).toEqual([503, 'TENANT_LIMIT']);
    // A tenant that has its copy already is none too many.
    await gateway.warm('b');
  });

  test.each(['A', '', '-a', '_a', 'a/b', '../a', 'a b', 'ä', 'a'.repeat(65), 'a,b', 'a.db'])(
    'bad id %j: BAD_TENANT and HTTP 400',
    async tenant => {
      await start();
      const answer = await gateway
        .fetch('/graphql', {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'x-tenant-id': encodeURI(tenant) === tenant ? tenant : 'Ä'.normalize('NFC'),
          },
          body: JSON.stringify({ query: '{ tenant { id } }' }),
        })
        .catch(() => undefined);
      if (tenant === '' && answer?.status === 200) return;
      expect(answer?.status).toBe(400);
      expect(await answer?.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_TENANT' } }] });
    },
  );

  test('a tenant that is not allowed is FORBIDDEN', async () => {
    await start({ env: { TENANTS_ALLOWED: 'a,b' } });
    expect((await gateway.query('{ tenant { id } }', { tenant: 'a' })).data.tenant.id).toBe('a');
    const { status, errors } = await gateway.query('{ tenant { id } }', { tenant: 'c' });
    expect([status, errors[0]?.extensions.code]).toEqual([403, 'FORBIDDEN']);
    expect((await gateway.fetch('/warm-up-tenant', { method: 'POST' })).status).toBe(403);
  });

  test('not ingested: NOT_READY and HTTP 503, until the data is there', async () => {
    const clock = new ManualClock();
    gateway = await startTestGateway({ clock });
    for (const [path, method] of [
      ['/graphql', 'POST'],
      ['/warm-up-tenant', 'POST'],
      ['/', 'GET'],
    ] as const) {
      const answer = await gateway.fetch(path, { method });
      expect([path, answer.status]).toEqual([path, 503]);
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_READY' } }] });
    }
    expect((await gateway.fetch('/health/live')).status).toBe(200);
    expect((await gateway.fetch('/health/ready')).status).toBe(503);
    await ingestInto(gateway.store, smallSample, gateway.folder, clock);
    await clock.advance(5_000);
    await gateway.gateway.ready;
    expect((await gateway.fetch('/health/ready')).status).toBe(200);
    expect((await gated()).errors[0]?.extensions.code).toBe('TENANT_COLD');
  });
});

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
