import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GatewayError } from '../../src/core/errors.ts';
import { parseTenantId, resourceKey } from '../../src/core/ids.ts';
import { silentLogger } from '../../src/core/log.ts';
import { definitions } from '../../src/fhir/registry.ts';
import { SqliteStore } from '../../src/store/sqlite/store.ts';
import { machine } from '../../src/tenants/holder.ts';
import type { TenantsOptions } from '../../src/tenants/options.ts';
import { Tenants } from '../../src/tenants/tenants.ts';
import { ManualClock } from '../support/clock.ts';
import { ingestInto, smallSample } from '../support/gateway.ts';
import { heldCopies } from '../support/held-copies.ts';

/** Two processes over the same files, as far as tenants can tell: each has a store and a name of its own. */
const idleMs = 30 * 60_000;
const a = parseTenantId('a');
const b = parseTenantId('b');

let folder: string;
let clock: ManualClock;
let stores: SqliteStore[];
let made: Tenants[];
let one: Tenants;
let other: Tenants;
const held = heldCopies();

const make = (options: Partial<TenantsOptions> = {}) => {
  const store = new SqliteStore(folder, clock);
  stores.push(store);
  const tenants = new Tenants({
    store,
    clock,
    logger: silentLogger,
    maxTenants: 10,
    maxWarmTenants: 10,
    tenantIdleMs: idleMs,
    warmUpWaitMs: 25_000,
    types: definitions.map(({ type }) => type),
    lanes: { on: true, concurrency: 16, queue: 256 },
    ...options,
  });
  made.push(tenants);
  return tenants;
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenants-test-'));
  clock = new ManualClock();
  stores = [];
  made = [];
  one = make();
  other = make();
  await ingestInto(stores[0]!, smallSample, folder, clock);
});
afterEach(async () => {
  await Promise.all(made.map(tenants => tenants.close()));
  for (const store of stores) await store.close();
  await rm(folder, { recursive: true });
});

const warm = (tenants: Tenants, id = a) => tenants.warmUp(id, { wait: true, refresh: false });
const use = async (tenants: Tenants, id = a) => {
  const lease = await tenants.acquire(id);
  const [patient] = await lease.collection.get([resourceKey('Patient', 'patient-1')]);
  lease.release();
  return patient?.key;
};
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    error => (error instanceof GatewayError ? error.code : error),
  );
/** Files take real time; what waits for the clock is given it. */
const until = async (done: () => Promise<boolean>, stepMs = 0) => {
  while (!(await done())) await (stepMs > 0 ? clock.advance(stepMs) : setImmediate());
};
const stateOf = async (tenants: Tenants, id = a) => (await tenants.status(id)).state;

test('warmed through one, warm in all; cooled through one, cold in all', async () => {
  expect(await codeOf(use(other))).toBe('TENANT_COLD');
  await warm(one);
  expect(await stateOf(other)).toBe('WARM');
  expect(await use(other)).toBe('Patient/patient-1');
  const cooling = one.coolDown(a);
  await until(async () => (await stateOf(one)) === 'COOLING');
  expect(await stateOf(other)).toBe('WARM');
  await other.look();
  await clock.advance(100);
  expect((await cooling).state).toBe('COLD');
  expect(await codeOf(use(other))).toBe('TENANT_COLD');
  expect(other.here()).toEqual([]);
});

test('a cool-down waits for operations in another process', async () => {
  await warm(one);
  const lease = await other.acquire(a);
  const cooling = one.coolDown(a);
  await until(async () => (await stateOf(one)) === 'COOLING');
  await other.look();
  await clock.advance(1_000);
  expect(await stateOf(one)).toBe('COOLING');
  expect(await codeOf(other.acquire(a))).toBe('TENANT_COLD');
  lease.release();
  await until(async () => other.here().length === 0);
  await clock.advance(100);
  expect((await cooling).state).toBe('COLD');
});

test('activity in one keeps the tenant warm in all, and idleness is the tenant’s, not a process’s', async () => {
  await warm(one);
  await use(other);
  for (let minute = 0; minute < 40; minute++) {
    await clock.advance(60_000);
    await other.look();
    if (minute % 5 === 0) await use(other);
  }
  expect(one.here()).toEqual([]);
  expect(await stateOf(one)).toBe('WARM');
  expect(await use(one)).toBe('Patient/patient-1');
  await clock.advance(idleMs + 60_000);
  expect([await stateOf(one), await stateOf(other)]).toEqual(['COLD', 'COLD']);
});

test('the last use counts, whichever process saw it, also when the others have written down nothing', async () => {
  await warm(one);
  await use(other);
  await clock.advance(50_000);
  await use(other);
  await other.close();
  await clock.advance(idleMs - 50_000);
  expect(await stateOf(one)).toBe('WARM');
  expect(await codeOf(use(one))).toBe('ok');
});

describe('a warm-up in another process', () => {
  beforeEach(() => {
    one = make({ store: held.wrap(stores[0]!) });
  });

  test('is waited for, with its progress, and is not done twice', async () => {
    const copies = held.copies();
    const first = warm(one);
    await until(async () => held.copies() > copies);
    const second = warm(other);
    await clock.advance(2_000);
    expect(await other.status(a)).toMatchObject({ state: 'WARMING', progress: 0.45 });
    expect(await codeOf(use(other))).toBe('TENANT_COLD');
    held.release();
    expect((await first).state).toBe('WARM');
    await clock.advance(100);
    expect((await second).state).toBe('WARM');
    expect(await use(other)).toBe('Patient/patient-1');
  });

  test('is waited for by a cool-down', async () => {
    const copies = held.copies();
    const warming = warm(one);
    await until(async () => held.copies() > copies);
    const cooling = other.coolDown(a);
    await clock.advance(500);
    held.release();
    await warming;
    await clock.advance(100);
    await until(async () => (await stateOf(other)) === 'COOLING');
    await one.look();
    await clock.advance(100);
    expect((await cooling).state).toBe('COLD');
  });

  test('that fails is taken over', async () => {
    const copies = held.copies();
    const first = codeOf(warm(one));
    await until(async () => held.copies() > copies);
    const second = warm(other);
    await clock.advance(100);
    held.fail(new Error('disk'));
    expect(await first).toBe('WARM_UP_FAILED');
    expect(await codeOf(use(one))).toBe('TENANT_COLD');
    await clock.advance(100);
    expect((await second).state).toBe('WARM');
  });

  test('that was taken for dead does not count any more', async () => {
    const copies = held.copies();
    const first = codeOf(warm(one));
    await until(async () => held.copies() > copies);
    // As if it were stopped: time goes by, and it gives no sign of life.
    clock.jump(11_000);
    expect(await stateOf(other)).toBe('COLD');
    expect((await warm(other)).state).toBe('WARM');
    held.release();
    expect(await first).toBe('WARM_UP_FAILED');
    expect(await use(other)).toBe('Patient/patient-1');
    expect(await stateOf(one)).toBe('WARM');
  });
});

describe('a process that died', () => {
  const record = (by: string, state = 'WARMING') =>
    stores[0]!.system.put('_system/tenants/a', {
      ...{ state, lastActivity: 1, by, since: clock.now() },
      until: clock.now() + 10_000,
    });
  const dead = `${machine()}:999999999:0`;

  test.each(['WARMING', 'COOLING'])('in %s on this machine blocks nobody', async state => {
    await record(dead, state);
    expect(await stateOf(one)).toBe('COLD');
    expect((await warm(one)).state).toBe('WARM');
  });

  test('on another machine blocks the tenant until its claim expires', async () => {
    await record('elsewhere:1:0');
    const warming = warm(one);
    await clock.advance(9_000);
    expect(await stateOf(one)).toBe('WARMING');
    await clock.advance(1_200);
    expect((await warming).state).toBe('WARM');
  });

  test('and had the tenant open is not waited for', async () => {
    await warm(one);
    await stores[0]!.system.put(`_system/open/a/${dead}`, {});
    expect((await one.coolDown(a)).state).toBe('COLD');
    expect(await stores[0]!.system.list('_system/open/')).toEqual([]);
  });

  test('on another machine with the tenant open is waited for, but not for ever', async () => {
    await warm(one);
    await stores[0]!.system.put('_system/open/a/elsewhere:1:0', {});
    const cooling = one.coolDown(a);
    await until(async () => (await stateOf(one)) === 'COLD', 1_000);
    expect((await cooling).state).toBe('COLD');
    let dropped: string | undefined;
    void codeOf(one.drop(a)).then(code => {
      dropped = code;
    });
    await until(async () => dropped !== undefined, 1_000);
    expect(dropped).toBe('STORE_UNAVAILABLE');
    expect(await stores[0]!.listTenants()).toEqual(['a']);
  }, 20_000);
});

test('a refresh waits until others have closed the tenant', async () => {
  await warm(one);
  const lease = await other.acquire(a);
  const refreshing = one.warmUp(a, { wait: true, refresh: true });
  await until(async () => (await stateOf(other)) === 'WARMING' || (await one.status(a)).state === 'WARMING');
  await other.look();
  await clock.advance(500);
  expect(await stateOf(one)).toBe('WARMING');
  lease.release();
  await until(async () => other.here().length === 0);
  await until(async () => (await stateOf(one)) === 'WARM', 50);
  expect((await refreshing).state).toBe('WARM');
  expect(await use(other)).toBe('Patient/patient-1');
});

test('the limit of warm tenants is one for all processes', async () => {
  const limited = { maxWarmTenants: 1 };
  const [first, second] = [make(limited), make(limited)];
  await warm(first);
  expect(await codeOf(warm(second, b))).toBe('TENANT_LIMIT');
  expect(await stateOf(second, b)).toBe('COLD');
  expect((await stores[0]!.system.list('_system/tenants/')).map(({ key }) => key)).toEqual([
    '_system/tenants/a',
  ]);
  await first.coolDown(a);
  expect((await warm(second, b)).state).toBe('WARM');
});

test('of two processes that ask for the last place at once one gets it', async () => {
  const limited = { maxWarmTenants: 1 };
  const [first, second] = [make(limited), make(limited)];
  const codes = await Promise.all([codeOf(warm(first)), codeOf(warm(second, b))]);
  expect(codes.sort()).toEqual(['TENANT_LIMIT', 'ok']);
});

test('a process that has missed a drop and a new copy does not go on with the old one', async () => {
  await warm(one);
  await use(other);
  // As if it had been stopped for long: its marks have expired.
  for (const { key } of await stores[0]!.system.list('_system/open/')) await stores[0]!.system.delete(key);
  await one.drop(a);
  clock.jump(1);
  await warm(one);
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
  await warm(one);
  await one.close();
  const warmSince = clock.now();
  const until = warmSince + idleMs + 60_000;
  await stores[0]!.system.put('_system/tenants/a', {
    ...{ state: 'WARM', lastActivity: warmSince, warmSince, until },
  });
  clock.jump(idleMs + 1_000);
  expect(await codeOf(use(other))).toBe('TENANT_COLD');
  expect(await stateOf(other)).toBe('COLD');
  expect((await warm(other)).state).toBe('WARM');
  expect(await use(other)).toBe('Patient/patient-1');
});

test('an operation beside the beginning of a refresh has the tenant before it or not at all', async () => {
  await warm(one);
  for (let round = 0; round < 10; round++) {
    const tenants = make();
    const refreshing = tenants.warmUp(a, { wait: true, refresh: true });
    const lease = await tenants.acquire(a).catch(() => undefined);
    if (lease !== undefined) expect(await stateOf(tenants)).not.toBe('COLD');
    lease?.release();
    await one.look();
    await until(async () => one.here().length === 0);
    await until(async () => (await stateOf(tenants)) === 'WARM', 50);
    expect((await refreshing).state).toBe('WARM');
    await use(one);
    await tenants.close();
  }
});

test('a shutdown during a warm-up gives it up, and leaves nothing open or claimed', async () => {
  const closing = make({ store: held.wrap(stores[0]!) });
  const copies = held.copies();
  const warming = codeOf(warm(closing));
  await until(async () => held.copies() > copies);
  const closed = closing.close();
  held.release();
  await closed;
  expect(await warming).toBe('WARM_UP_FAILED');
  expect(closing.here()).toEqual([]);
  expect(await stores[0]!.system.list('_system/open/')).toEqual([]);
  expect((await warm(other)).state).toBe('WARM');
});

test('a dropped tenant is gone with its reviews; the next warm-up copies anew', async () => {
  await warm(one);
  const lease = await one.acquire(a);
  const key = resourceKey('Patient', 'patient-1');
  const review = { reviewed: true, reviewTime: 1, reviewedBy: null };
  await lease.collection.updateReviews([{ key, decide: () => review }]);
  lease.release();
  await one.drop(a);
  expect(await stores[0]!.listTenants()).toEqual([]);
  expect(await stores[0]!.system.list('_system/tenants/')).toEqual([]);
  await warm(one);
  const again = await one.acquire(a);
  expect((await again.collection.get([key]))[0]?.review.reviewed).toBe(false);
  again.release();
});
