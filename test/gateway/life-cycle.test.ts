import { afterEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../support/clock.ts';
import {
  ingestInto,
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
    while (held.copies() === 0) await new Promise(setImmediate);
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
    // The wait may be over before the copy has begun.
    while (held.copies() === 0) await new Promise(setImmediate);
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
