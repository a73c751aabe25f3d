import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { GatewayError } from '../../src/core/errors.ts';
import { type ResourceKey, resourceKey, type TenantId } from '../../src/core/ids.ts';
import { silentLogger } from '../../src/core/log.ts';
import { definitions } from '../../src/fhir/registry.ts';
import { SqliteStore } from '../../src/store/sqlite/store.ts';
import type { TenantsOptions } from '../../src/tenants/options.ts';
import { Tenants } from '../../src/tenants/tenants.ts';
import { ManualClock } from './clock.ts';
import { layMaster, smallSample } from './masters.ts';
import { threads } from './store-sqlite.ts';

export const idleMs = 30 * 60_000;

/** Tenants over the files of one folder, with the small sample as master. All are closed after the test. */
export interface TenantsWorld {
  readonly folder: string;
  readonly clock: ManualClock;
  /** The store that `Tenants` are over unless told otherwise. */
  readonly store: SqliteStore;
  /** Another one over the same files, as another process has it. */
  openStore(): SqliteStore;
  make(options?: Partial<TenantsOptions>): Tenants;
}

/** A world a test. The function gives the present one. */
export function useTenants(): () => TenantsWorld {
  let ingested: string;
  let world: TenantsWorld | undefined;
  const stores: SqliteStore[] = [];
  const made: Tenants[] = [];
  beforeAll(async () => {
    ingested = await mkdtemp(join(tmpdir(), 'tenants-test-'));
    const clock = new ManualClock();
    await layMaster(ingested, smallSample, clock);
  });
  afterAll(() => rm(ingested, { recursive: true }));
  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tenants-test-'));
    await cp(ingested, folder, { recursive: true });
    const clock = new ManualClock();
    const openStore = () => {
      const store = new SqliteStore(folder, clock, { runner: threads });
      stores.push(store);
      return store;
    };
    const store = openStore();
    const make = (options: Partial<TenantsOptions> = {}) => {
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
    world = { folder, clock, store, openStore, make };
  });
  afterEach(async () => {
    await Promise.all(made.splice(0).map(tenants => tenants.close()));
    for (const store of stores.splice(0)) await store.close();
    await rm(world!.folder, { recursive: true });
    world = undefined;
  });
  return () => world!;
}

/** 'ok', or the code of the GatewayError that it fails with, or whatever else it fails with. */
export const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'ok',
    error => (error instanceof GatewayError ? error.code : error),
  );

/** Files take real time, which no clock moves. `meanwhile`: what is done until then, again and again. */
export async function until(
  done: () => Promise<boolean>,
  meanwhile: () => Promise<unknown> = () => setImmediate(),
): Promise<void> {
  while (!(await done())) await meanwhile();
}

/** Lets what is under way go on as far as it can without files and clock. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await setImmediate();
}

export const warm = (tenants: Tenants, id: TenantId) => tenants.warmUp(id, { wait: true, refresh: false });

export const stateOf = async (tenants: Tenants, id: TenantId) => (await tenants.status(id)).state;

/** An operation that reads one patient. Resolves to its key. */
export async function use(tenants: Tenants, id: TenantId): Promise<ResourceKey | undefined> {
  const lease = await tenants.acquire(id);
  const [patient] = await lease.collection.get([resourceKey('Patient', 'patient-1')]);
  lease.release();
  return patient?.key;
}
