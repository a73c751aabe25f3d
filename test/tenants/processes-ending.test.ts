import { beforeEach, describe, expect, test } from 'vitest';
import { parseTenantId, resourceKey } from '../../src/core/ids.ts';
import type { SqliteStore } from '../../src/store/sqlite/store.ts';
import { machine } from '../../src/tenants/holder.ts';
import type { TenantsOptions } from '../../src/tenants/options.ts';
import type { Tenants } from '../../src/tenants/tenants.ts';
import type { ManualClock } from '../support/clock.ts';
import { heldCopies } from '../support/held-copies.ts';
import { codeOf, idleMs, stateOf, until, use, useTenants, warm } from '../support/tenants.ts';

const a = parseTenantId('a');

const world = useTenants();
let clock: ManualClock;
let store: SqliteStore;
/** As in processes.test.ts; here they die, stop for long, or are shut down. */
let one: Tenants;
let other: Tenants;
const held = heldCopies();

const make = (options: Partial<TenantsOptions> = {}) =>
  world().make({ store: world().openStore(), ...options });

beforeEach(() => {
  ({ clock, store } = world());
  one = make();
  other = make();
});

describe('a process that died', () => {
  const record = (by: string, state = 'WARMING') =>
    store.system.put('_system/tenants/a', {
      ...{ state, lastActivity: 1, by, since: clock.now() },
      until: clock.now() + 10_000,
    });
  const dead = `${machine()}:999999999:0`;

  test.each(['WARMING', 'COOLING'])('in %s on this machine blocks nobody', async state => {
    await record(dead, state);
    expect(await stateOf(one, a)).toBe('COLD');
    expect((await warm(one, a)).state).toBe('WARM');
  });

  test('on another machine blocks the tenant until its claim expires', async () => {
    await record('elsewhere:1:0');
    const warming = warm(one, a);
    await clock.advance(9_000);
    expect(await stateOf(one, a)).toBe('WARMING');
    await clock.advance(1_200);
    expect((await warming).state).toBe('WARM');
  });

  test('and had the tenant open is not waited for', async () => {
    await warm(one, a);
    await store.system.put(`_system/open/a/${dead}`, {});
    expect((await one.coolDown(a)).state).toBe('COLD');
    expect(await store.system.list('_system/open/')).toEqual([]);
  });

  test('on another machine with the tenant open is waited for, but not for ever', async () => {
    await warm(one, a);
    await store.system.put('_system/open/a/elsewhere:1:0', {});
    const cooling = one.coolDown(a);
    await until(
      async () => (await stateOf(one, a)) === 'COLD',
      () => clock.advance(1_000),
    );
    expect((await cooling).state).toBe('COLD');
    let dropped: unknown;
    void codeOf(one.drop(a)).then(code => {
      dropped = code;
    });
    await until(
      async () => dropped !== undefined,
      () => clock.advance(1_000),
    );
    expect(dropped).toBe('STORE_UNAVAILABLE');
    expect(await store.listTenants()).toEqual(['a']);
  });
});

test('a process that has missed a drop and a new copy does not go on with the old one', async () => {
  await warm(one, a);
  await use(other, a);
  // As if it had been stopped for long: its marks have expired.
  for (const { key } of await store.system.list('_system/open/')) await store.system.delete(key);
  await one.drop(a);
  clock.jump(1);
  await warm(one, a);
  expect(other.here()).toHaveLength(1);
  await other.look();
  await until(async () => other.here().length === 0);
  const lease = await other.acquire(a);
  const key = resourceKey('Patient', 'patient-1');
  await lease.collection.updateReviews([
    { key, decide: () => ({ reviewed: true, reviewTime: 1, reviewedBy: null }) },
  ]);
  lease.release();
  const seen = await one.acquire(a);
  expect((await seen.collection.get([key]))[0]?.review.reviewed).toBe(true);
  seen.release();
});

test('warmth that a crash has left over is no more than the idle time, and can be renewed', async () => {
  await warm(one, a);
  await one.close();
  const warmSince = clock.now();
  const until = warmSince + idleMs + 60_000;
  await store.system.put('_system/tenants/a', {
    ...{ state: 'WARM', lastActivity: warmSince, warmSince, until },
  });
  clock.jump(idleMs + 1_000);
  expect(await codeOf(use(other, a))).toBe('TENANT_COLD');
  expect(await stateOf(other, a)).toBe('COLD');
  expect((await warm(other, a)).state).toBe('WARM');
  expect(await use(other, a)).toBe('Patient/patient-1');
});

test('a shutdown during a warm-up gives it up, and leaves nothing open or claimed', async () => {
  const closing = make({ store: held.wrap(store) });
  const copies = held.copies();
  const warming = codeOf(warm(closing, a));
  await until(async () => held.copies() > copies);
  const closed = closing.close();
  held.release();
  await closed;
  expect(await warming).toBe('WARM_UP_FAILED');
  expect(closing.here()).toEqual([]);
  expect(await store.system.list('_system/open/')).toEqual([]);
  expect((await warm(other, a)).state).toBe('WARM');
});
