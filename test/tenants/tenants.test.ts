import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GatewayError } from '../../src/core/errors.ts';
import { parseTenantId, resourceKey } from '../../src/core/ids.ts';
import { silentLogger } from '../../src/core/log.ts';
import { definitions } from '../../src/fhir/registry.ts';
import { SqliteStore } from '../../src/store/sqlite/store.ts';
import type { TenantsOptions } from '../../src/tenants/options.ts';
import { assertTransition, type TenantState } from '../../src/tenants/state.ts';
import { Tenants } from '../../src/tenants/tenants.ts';
import { ManualClock } from '../support/clock.ts';
import { ingestInto, listSource, smallSample } from '../support/gateway.ts';

const idleMs = 30 * 60_000;
const a = parseTenantId('a');
const b = parseTenantId('b');

let folder: string;
let clock: ManualClock;
let store: SqliteStore;
let tenants: Tenants;
let steps: [string, TenantState, TenantState][];

const make = (options: Partial<TenantsOptions> = {}) =>
  new Tenants({
    store,
    clock,
    logger: silentLogger,
    maxTenants: 10,
    maxWarmTenants: 10,
    tenantIdleMs: idleMs,
    warmUpWaitMs: 25_000,
    types: definitions.map(({ type }) => type),
    lanes: { on: true, concurrency: 16, queue: 256 },
    onTransition: (id, from, to) => void steps.push([id, from, to]),
    ...options,
  });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenants-test-'));
  clock = new ManualClock();
  steps = [];
  store = new SqliteStore(folder, clock);
  await ingestInto(store, smallSample, folder, clock);
  tenants = make();
});
afterEach(async () => {
  await tenants.close();
  await store.close();
  await rm(folder, { recursive: true });
});

const warm = (id = a) => tenants.warmUp(id, { wait: true, refresh: false });
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    error => (error instanceof GatewayError ? error.code : error),
  );
const settled = async () => {
  for (let turn = 0; turn < 20; turn++) await setImmediate();
};
/** Copying takes real disk time, which no clock moves. */
const until = async (done: () => Promise<boolean>) => {
  while (!(await done())) await setImmediate();
};
const stateOf = async (id = a) => (await tenants.status(id)).state;

test('the way of a tenant', async () => {
  expect(await tenants.status(a)).toMatchObject({ id: 'a', state: 'COLD', progress: 0 });
  await warm();
  const now = clock.now();
  expect(await tenants.status(a)).toMatchObject({
    id: 'a',
    state: 'WARM',
    progress: 1,
    warmSince: now,
    coolsAt: now + idleMs,
  });
  await tenants.coolDown(a);
  expect(steps.map(([, , to]) => to)).toEqual(['WARMING', 'WARM', 'COOLING', 'COLD']);
  expect(await tenants.active()).toEqual([]);
});

describe('leases', () => {
  test('cooling waits for those that are out, and gives none meanwhile', async () => {
    await warm();
    const lease = await tenants.acquire(a);
    const cooling = tenants.coolDown(a);
    await settled();
    expect(await stateOf()).toBe('COOLING');
    expect(await codeOf(tenants.acquire(a))).toBe('TENANT_COLD');
    expect(await lease.collection.get([resourceKey('Patient', 'patient-1')])).toHaveLength(1);
    lease.release();
    lease.release();
    expect((await cooling).state).toBe('COLD');
  });

  test('cooling does not wait for ever', async () => {
    await warm();
    const lease = await tenants.acquire(a);
    const cooling = tenants.coolDown(a);
    await settled();
    await clock.advance(8_000);
    expect((await cooling).state).toBe('COLD');
    const key = resourceKey('Patient', 'patient-1');
    expect(await codeOf(lease.collection.get([key]))).toBe('TENANT_COLD');
    lease.release();
  });

  test('an operation that is running keeps its tenant warm, and ends as activity', async () => {
    await warm();
    const lease = await tenants.acquire(a);
    await clock.advance(3 * idleMs);
    expect(await stateOf()).toBe('WARM');
    lease.release();
    expect((await tenants.status(a)).coolsAt).toBe(clock.now() + idleMs);
    await clock.advance(idleMs);
    await until(async () => (await stateOf()) === 'COLD');
  });

  test('a passive lease is no activity', async () => {
    await warm();
    await clock.advance(idleMs - 1);
    expect(await tenants.counts(a)).toBeDefined();
    await clock.advance(1);
    await until(async () => (await stateOf()) === 'COLD');
    expect(await tenants.counts(a)).toBeUndefined();
  });
});

describe('things at the same time', () => {
  test('warm-up during cool-down waits for it, then warms', async () => {
    await warm();
    const lease = await tenants.acquire(a);
    const cooling = tenants.coolDown(a);
    await settled();
    const warming = warm();
    await settled();
    expect(steps.at(-1)).toEqual(['a', 'WARM', 'COOLING']);
    // What it is on the way to is what its users need to know.
    expect(await stateOf()).toBe('WARMING');
    expect(await codeOf(tenants.acquire(a))).toBe('TENANT_COLD');
    lease.release();
    await cooling;
    expect((await warming).state).toBe('WARM');
  });

  test('cool-down during warm-up takes effect when it ends', async () => {
    const warming = warm();
    await until(async () => (await stateOf()) === 'WARMING');
    expect((await tenants.coolDown(a)).state).toBe('COLD');
    await warming;
    expect(steps.map(([, , to]) => to)).toEqual(['WARMING', 'WARM', 'COOLING', 'COLD']);
  });

  test('a refresh asked for during a warm-up is done after it, once', async () => {
    const first = warm();
    const refreshes = [1, 2, 3].map(() => tenants.warmUp(a, { wait: true, refresh: true }));
    await Promise.all([first, ...refreshes]);
    expect(await stateOf()).toBe('WARM');
    expect(steps.filter(([, , to]) => to === 'WARMING')).toHaveLength(2);
  });

  test('a refresh asked for during a refresh sees what master has become meanwhile', async () => {
    await warm();
    const patients = (gender: string) =>
      listSource([{ resourceType: 'Patient', id: 'patient-1', gender }], smallSample.name);
    await ingestInto(store, patients('other'), folder, clock, true);
    const first = tenants.warmUp(a, { wait: true, refresh: true });
    await until(async () => (await tenants.status(a)).progress > 0);
    await ingestInto(store, patients('unknown'), folder, clock, true);
    const later = tenants.warmUp(a, { wait: true, refresh: true });
    expect((await first).state).toBe('WARM');
    expect((await later).state).toBe('WARM');
    const lease = await tenants.acquire(a);
    const [patient] = await lease.collection.get([resourceKey('Patient', 'patient-1')]);
    lease.release();
    expect(patient?.resource.gender).toBe('unknown');
  });

  test('refresh without waiting answers WARMING', async () => {
    await warm();
    expect((await tenants.warmUp(a, { wait: false, refresh: true })).state).toBe('WARMING');
    expect((await warm()).state).toBe('WARM');
  });

  test('tenants warm side by side, each with its own copy', async () => {
    await Promise.all([warm(a), warm(b)]);
    expect(await store.listTenants()).toEqual(['a', 'b']);
    expect((await tenants.active()).map(({ id, state }) => [id, state])).toEqual([
      ['a', 'WARM'],
      ['b', 'WARM'],
    ]);
  });

  test('the limits hold for warm-ups at the same time', async () => {
    tenants = make({ maxWarmTenants: 2 });
    const codes = await Promise.all(['a', 'b', 'c', 'd'].map(id => codeOf(warm(parseTenantId(id)))));
    expect(codes.sort()).toEqual(['TENANT_LIMIT', 'TENANT_LIMIT', 'ok', 'ok']);
    tenants = make({ maxTenants: 3 });
    const more = await Promise.all(['e', 'f', 'g'].map(id => codeOf(warm(parseTenantId(id)))));
    expect(more.sort()).toEqual(['TENANT_LIMIT', 'TENANT_LIMIT', 'ok']);
    expect(await store.listTenants()).toHaveLength(3);
  });
});

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

test('two who drop a tenant at once do so one after the other', async () => {
  await warm();
  await Promise.all([tenants.drop(a), tenants.drop(a)]);
  expect(await store.listTenants()).toEqual([]);
  expect((await warm()).state).toBe('WARM');
});

test('a shutdown takes no further warm-up', async () => {
  await warm();
  await tenants.close();
  expect(await codeOf(warm(b))).toBe('NOT_READY');
});

test('the diagram has no other steps', () => {
  const states: TenantState[] = ['COLD', 'WARMING', 'WARM', 'COOLING'];
  const allowed = states.flatMap(from =>
    states
      .filter(to => {
        try {
          assertTransition(from, to);
          return true;
        } catch {
          return false;
        }
      })
      .map(to => `${from} ${to}`),
  );
  expect(allowed).toEqual(['COLD WARMING', 'WARMING COLD', 'WARMING WARM', 'WARM COOLING', 'COOLING COLD']);
});

test('property: under random events and clock jumps no step leaves the diagram, and no lease is given to the cold', async () => {
  const ids = [a, b, parseTenantId('c')];
  const event = fc.oneof(
    fc.record({
      kind: fc.constant('warm' as const),
      id: fc.constantFrom(...ids),
      wait: fc.boolean(),
      refresh: fc.boolean(),
    }),
    fc.record({
      kind: fc.constantFrom('cool' as const, 'use' as const, 'hold' as const, 'counts' as const),
      id: fc.constantFrom(...ids),
    }),
    fc.record({ kind: fc.constant('time' as const), ms: fc.constantFrom(1, 60_000, idleMs - 1, idleMs) }),
    fc.record({ kind: fc.constant('jump' as const), ms: fc.constantFrom(-3_600_000, 3_600_000) }),
    fc.record({ kind: fc.constant('release' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 25 }), async events => {
      const taken: [string, TenantState, TenantState][] = [];
      const own = make({ maxWarmTenants: 2, onTransition: (...step) => void taken.push(step) });
      const held: (() => void)[] = [];
      const work: Promise<unknown>[] = [];
      try {
        for (const step of events) {
          if (step.kind === 'time') await clock.advance(step.ms);
          else if (step.kind === 'jump') clock.jump(step.ms);
          else if (step.kind === 'release') held.pop()?.();
          else if (step.kind === 'warm') work.push(codeOf(own.warmUp(step.id, step)));
          else if (step.kind === 'cool') work.push(own.coolDown(step.id));
          else if (step.kind === 'counts') work.push(codeOf(own.counts(step.id)));
          else {
            const before = (await own.status(step.id)).state;
            const lease = await own.acquire(step.id).catch(() => undefined);
            if (lease !== undefined) expect(before).toBe('WARM');
            if (step.kind === 'hold' && lease !== undefined) held.push(() => lease.release());
            else lease?.release();
          }
          expect((await own.active()).length).toBeLessThanOrEqual(2);
        }
        for (const release of held) release();
        const last = new Map<string, TenantState>();
        const outcomes = await Promise.all(work);
        for (const outcome of outcomes) expect(outcome).not.toBeInstanceOf(TypeError);
        while ((await own.active()).length > 0) for (const id of ids) await own.coolDown(id);
        for (const [id, from, to] of taken) {
          expect(last.get(id) ?? 'COLD').toBe(from);
          assertTransition(from, to);
          last.set(id, to);
        }
      } finally {
        for (const release of held) release();
        // One whose record the clock has outrun may still be open.
        await own.close();
      }
    }),
    { numRuns: 40 },
  );
});
