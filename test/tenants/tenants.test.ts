import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { parseTenantId, resourceKey } from '../../src/core/ids.ts';
import type { SqliteStore } from '../../src/store/sqlite/store.ts';
import type { TenantsOptions } from '../../src/tenants/options.ts';
import { assertTransition, type TenantState } from '../../src/tenants/state.ts';
import type { Tenants } from '../../src/tenants/tenants.ts';
import type { ManualClock } from '../support/clock.ts';
import { ingestInto, listSource, smallSample } from '../support/gateway.ts';
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
let folder: string;
let clock: ManualClock;
let store: SqliteStore;
let tenants: Tenants;
let steps: [string, TenantState, TenantState][];

const make = (options: Partial<TenantsOptions> = {}) =>
  world().make({ onTransition: (id, from, to) => void steps.push([id, from, to]), ...options });

beforeEach(() => {
  ({ folder, clock, store } = world());
  steps = [];
  tenants = make();
});

const warm = (id = a) => warmUp(tenants, id);
const stateOf = (id = a) => stateIn(tenants, id);

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
    expect(await codeOf(Promise.resolve(lease.collection.get([key])))).toBe('TENANT_COLD');
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
          // One that has claimed a place and is being judged is seen as well, and may have to give it back.
          const placed = (await own.active()).filter(({ state }) => state !== 'WARMING');
          expect(placed.length).toBeLessThanOrEqual(2);
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
