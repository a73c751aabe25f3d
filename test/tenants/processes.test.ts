import { beforeEach, describe, expect, test } from 'vitest';
import { parseTenantId, resourceKey } from '../../src/core/ids.ts';
import type { SqliteStore } from '../../src/store/sqlite/store.ts';
import type { TenantsOptions } from '../../src/tenants/options.ts';
import type { Tenants } from '../../src/tenants/tenants.ts';
import type { ManualClock } from '../support/clock.ts';
import { heldCopies } from '../support/held-copies.ts';
import { codeOf, idleMs, stateOf, until, use, useTenants, warm } from '../support/tenants.ts';

const a = parseTenantId('a');
const b = parseTenantId('b');

const world = useTenants();
let clock: ManualClock;
let store: SqliteStore;
/** Two processes over the same files, as far as tenants can tell: each has a store and a name of its own. */
let one: Tenants;
let other: Tenants;
const held = heldCopies();

// The clock runs while files take their time, however long that is.
const warmUpWaitMs = 3_600_000;
const make = (options: Partial<TenantsOptions> = {}) =>
  world().make({ store: world().openStore(), warmUpWaitMs, ...options });

beforeEach(() => {
  ({ clock, store } = world());
  one = make();
  other = make();
});

test('warmed through one, warm in all; cooled through one, cold in all', async () => {
  expect(await codeOf(use(other, a))).toBe('TENANT_COLD');
  await warm(one, a);
  expect(await stateOf(other, a)).toBe('WARM');
  expect(await use(other, a)).toBe('Patient/patient-1');
  const cooling = one.coolDown(a);
  await until(async () => (await stateOf(one, a)) === 'COOLING');
  expect(await stateOf(other, a)).toBe('WARM');
  await other.look();
  await clock.advance(100);
  expect((await cooling).state).toBe('COLD');
  expect(await codeOf(use(other, a))).toBe('TENANT_COLD');
  expect(other.here()).toEqual([]);
});

test('a cool-down waits for operations in another process', async () => {
  await warm(one, a);
  const lease = await other.acquire(a);
  const cooling = one.coolDown(a);
  await until(async () => (await stateOf(one, a)) === 'COOLING');
  await other.look();
  await clock.advance(1_000);
  expect(await stateOf(one, a)).toBe('COOLING');
  expect(await codeOf(other.acquire(a))).toBe('TENANT_COLD');
  lease.release();
  await until(async () => other.here().length === 0);
  await clock.advance(100);
  expect((await cooling).state).toBe('COLD');
});

test('activity in one keeps the tenant warm in all, and idleness is the tenant’s, not a process’s', async () => {
  await warm(one, a);
  await use(other, a);
  for (let minute = 0; minute < 40; minute++) {
    await clock.advance(60_000);
    await other.look();
    if (minute % 5 === 0) await use(other, a);
  }
  expect(one.here()).toEqual([]);
  expect(await stateOf(one, a)).toBe('WARM');
  expect(await use(one, a)).toBe('Patient/patient-1');
  await clock.advance(idleMs + 60_000);
  expect([await stateOf(one, a), await stateOf(other, a)]).toEqual(['COLD', 'COLD']);
});

test('the last use counts, whichever process saw it, also when the others have written down nothing', async () => {
  await warm(one, a);
  await use(other, a);
  await clock.advance(50_000);
  await use(other, a);
  await other.close();
  await clock.advance(idleMs - 50_000);
  expect(await stateOf(one, a)).toBe('WARM');
  expect(await codeOf(use(one, a))).toBe('ok');
});

describe('a warm-up in another process', () => {
  beforeEach(() => {
    one = make({ store: held.wrap(store) });
  });

  test('is waited for, with its progress, and is not done twice', async () => {
    const copies = held.copies();
    const first = warm(one, a);
    await until(async () => held.copies() > copies);
    const second = warm(other, a);
    await clock.advance(2_000);
    expect(await other.status(a)).toMatchObject({ state: 'WARMING', progress: 0.45 });
    expect(await codeOf(use(other, a))).toBe('TENANT_COLD');
    held.release();
    expect((await first).state).toBe('WARM');
    await clock.advance(100);
    expect((await second).state).toBe('WARM');
    expect(await use(other, a)).toBe('Patient/patient-1');
  });

  test('is waited for by a cool-down', async () => {
    const copies = held.copies();
    const warming = warm(one, a);
    await until(async () => held.copies() > copies);
    const cooling = other.coolDown(a);
    await clock.advance(500);
    held.release();
    await warming;
    await clock.advance(100);
    await until(async () => (await stateOf(other, a)) === 'COOLING');
    await one.look();
    await clock.advance(100);
    expect((await cooling).state).toBe('COLD');
  });

  test('that fails is taken over', async () => {
    const copies = held.copies();
    const first = codeOf(warm(one, a));
    await until(async () => held.copies() > copies);
    const second = warm(other, a);
    await clock.advance(100);
    held.fail(new Error('disk'));
    expect(await first).toBe('WARM_UP_FAILED');
    expect(await codeOf(use(one, a))).toBe('TENANT_COLD');
    await clock.advance(100);
    expect((await second).state).toBe('WARM');
  });

  test('that was taken for dead does not count any more', async () => {
    const copies = held.copies();
    const first = codeOf(warm(one, a));
    await until(async () => held.copies() > copies);
    // As if it were stopped: time goes by, and it gives no sign of life.
    clock.jump(11_000);
    expect(await stateOf(other, a)).toBe('COLD');
    expect((await warm(other, a)).state).toBe('WARM');
    held.release();
    expect(await first).toBe('WARM_UP_FAILED');
    expect(await use(other, a)).toBe('Patient/patient-1');
    expect(await stateOf(one, a)).toBe('WARM');
  });
});

test('a refresh waits until others have closed the tenant', async () => {
  await warm(one, a);
  const lease = await other.acquire(a);
  const refreshing = one.warmUp(a, { wait: true, refresh: true });
  await until(
    async () => (await stateOf(other, a)) === 'WARMING' || (await one.status(a)).state === 'WARMING',
  );
  await other.look();
  await clock.advance(500);
  expect(await stateOf(one, a)).toBe('WARMING');
  lease.release();
  await until(async () => other.here().length === 0);
  await until(
    async () => (await stateOf(one, a)) === 'WARM',
    () => clock.advance(50),
  );
  expect((await refreshing).state).toBe('WARM');
  expect(await use(other, a)).toBe('Patient/patient-1');
});

test('the limit of warm tenants is one for all processes', async () => {
  const limited = { maxWarmTenants: 1 };
  const [first, second] = [make(limited), make(limited)];
  await warm(first, a);
  expect(await codeOf(warm(second, b))).toBe('TENANT_LIMIT');
  expect(await stateOf(second, b)).toBe('COLD');
  expect((await store.system.list('_system/tenants/')).map(({ key }) => key)).toEqual(['_system/tenants/a']);
  await first.coolDown(a);
  expect((await warm(second, b)).state).toBe('WARM');
});

test('of two processes that ask for the last place at once one gets it', async () => {
  const limited = { maxWarmTenants: 1 };
  const [first, second] = [make(limited), make(limited)];
  const codes = await Promise.all([codeOf(warm(first, a)), codeOf(warm(second, b))]);
  expect(codes.sort()).toEqual(['TENANT_LIMIT', 'ok']);
});

test('an operation beside the beginning of a refresh has the tenant before it or not at all', async () => {
  await warm(one, a);
  for (let round = 0; round < 10; round++) {
    const tenants = make();
    const refreshing = tenants.warmUp(a, { wait: true, refresh: true });
    const lease = await tenants.acquire(a).catch(() => undefined);
    if (lease !== undefined) expect(await stateOf(tenants, a)).not.toBe('COLD');
    lease?.release();
    await one.look();
    await until(async () => one.here().length === 0);
    await until(
      async () => (await stateOf(tenants, a)) === 'WARM',
      () => clock.advance(50),
    );
    expect((await refreshing).state).toBe('WARM');
    await use(one, a);
    await tenants.close();
  }
});

test('a dropped tenant is gone with its reviews; the next warm-up copies anew', async () => {
  await warm(one, a);
  const lease = await one.acquire(a);
  const key = resourceKey('Patient', 'patient-1');
  const review = { reviewed: true, reviewTime: 1, reviewedBy: null };
  await lease.collection.updateReviews([{ key, decide: () => review }]);
  lease.release();
  await one.drop(a);
  expect(await store.listTenants()).toEqual([]);
  expect(await store.system.list('_system/tenants/')).toEqual([]);
  await warm(one, a);
  const again = await one.acquire(a);
  expect((await again.collection.get([key]))[0]?.review.reviewed).toBe(false);
  again.release();
});
