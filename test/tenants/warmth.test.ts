import { beforeEach, describe, expect, test } from 'vitest';
import { parseTenantId } from '../../src/core/ids.ts';
import type { SqliteStore } from '../../src/store/sqlite/store.ts';
import type { TenantsOptions } from '../../src/tenants/options.ts';
import type { Tenants } from '../../src/tenants/tenants.ts';
import type { ManualClock } from '../support/clock.ts';
import {
  codeOf,
  idleMs,
  settled,
  stateOf as stateIn,
  until,
  useTenants,
  warm as warmUp,
} from '../support/tenants.ts';

const a = parseTenantId('a');
const b = parseTenantId('b');

const world = useTenants();
let clock: ManualClock;
let store: SqliteStore;
let tenants: Tenants;

const make = (options: Partial<TenantsOptions> = {}) => world().make(options);

beforeEach(() => {
  ({ clock, store } = world());
  tenants = make();
});

const warm = (id = a) => warmUp(tenants, id);
const stateOf = (id = a) => stateIn(tenants, id);

describe('recorded warmth', () => {
  test('ends with a cool-down, and by itself; when a tenant was last used stays', async () => {
    await Promise.all([warm(a), warm(b)]);
    const used = clock.now();
    await clock.advance(10_000);
    await tenants.coolDown(a);
    expect((await tenants.active()).map(({ id }) => id)).toEqual(['b']);
    clock.jump(2 * idleMs);
    const other = make();
    expect(await other.active()).toEqual([]);
    expect((await other.known()).map(({ id, lastActivity }) => [id, lastActivity])).toEqual([
      ['a', used],
      ['b', used],
    ]);
  });

  test('activity is written at most once a minute', async () => {
    await warm();
    const revision = async () => (await store.system.get('_system/tenants/a'))?.revision;
    const use = async () => (await tenants.acquire(a)).release();
    const before = await revision();
    for (let second = 0; second < 59; second++) {
      await clock.advance(1_000);
      await use();
    }
    expect(await revision()).toBe(before);
    await clock.advance(1_000);
    await use();
    await settled();
    expect(await revision()).toBe(before! + 1);
  });

  test('is written often enough for a short idle time', async () => {
    tenants = make({ tenantIdleMs: 30_000 });
    await warm();
    for (let second = 0; second < 100; second++) {
      await clock.advance(1_000);
      (await tenants.acquire(a)).release();
    }
    // As after kill -9: nothing is closed.
    const next = make({ tenantIdleMs: 30_000 });
    expect((await next.status(a)).state).toBe('WARM');
    (await next.acquire(a)).release();
    await next.close();
  });

  test('of a tenant whose copy is gone is not taken up', async () => {
    await Promise.all([warm(a), warm(b)]);
    await tenants.close();
    await store.dropTenant(a);
    tenants = make();
    expect(await codeOf(tenants.acquire(a))).toBe('TENANT_COLD');
    expect([await stateOf(a), await stateOf(b)]).toEqual(['COLD', 'WARM']);
  });

  test('a copy that goes while its tenant is warm cools it at the next use', async () => {
    await warm(a);
    await tenants.close();
    tenants = make();
    await store.dropTenant(a);
    expect(await codeOf(tenants.acquire(a))).toBe('TENANT_COLD');
    expect(await stateOf()).toBe('COLD');
  });
});

describe('the clock', () => {
  test('after a sleep of the machine the next use finds the tenant cold', async () => {
    await warm();
    clock.jump(2 * idleMs);
    expect(await tenants.counts(a)).toBeUndefined();
    expect(await codeOf(tenants.acquire(a))).toBe('TENANT_COLD');
    await until(async () => (await stateOf()) === 'COLD');
  });

  test('set back by a day, a tenant stays warm for one idle time at most', async () => {
    await warm();
    clock.jump(-24 * 3_600_000);
    (await tenants.acquire(a)).release();
    await clock.advance(idleMs + 60_000);
    await until(async () => (await stateOf()) === 'COLD');
  });
});
