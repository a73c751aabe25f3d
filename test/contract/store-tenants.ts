import { expect, it } from 'vitest';
import { parseTenantId, resourceKey } from '../../src/core/ids.ts';
import { definitions } from '../../src/fhir/registry.ts';
import { type Collection, CollectionMissing } from '../../src/store/port.ts';
import { community, keyOf, patient } from '../support/store-resources.ts';
import { failure, review, reviewedBy, unreviewed, type World } from '../support/store-world.ts';

export function tenantsContract(world: () => World): void {
  const tenant = parseTenantId('t');
  const nothing = () => {};

  it('makes a tenant a copy of master, and says how far it is', async () => {
    await world().master(community());
    const shares: number[] = [];
    await world().store.createTenant(tenant, { onProgress: share => shares.push(share) });
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(await everything(await world().open(tenant))).toEqual(
      await everything(await world().openMaster()),
    );
    expect(await world().store.tenantExists(tenant)).toBe(true);
  });

  it('leaves a tenant that is there as it is', async () => {
    await world().master([patient('1')]);
    const collection = await world().open(tenant);
    await review(collection, [resourceKey('Patient', '1')]);
    await world().master([patient('2')]);
    await world().store.createTenant(tenant, { onProgress: nothing });
    expect(await (await world().open(tenant)).reviewStates([resourceKey('Patient', '1')])).toEqual([
      reviewedBy('ann'),
    ]);
  });

  it('makes one copy for those who ask at the same time', async () => {
    await world().master(community());
    const asked = [1, 2, 3].map(() => world().store.createTenant(tenant, { onProgress: nothing }));
    await Promise.any(asked);
    await review(await world().open(tenant), [resourceKey('Patient', 'p1')]);
    await Promise.all(asked);
    expect(await (await world().open(tenant)).reviewStates([resourceKey('Patient', 'p1')])).toEqual([
      reviewedBy('ann'),
    ]);
  });

  it('says what is missing', async () => {
    const { store } = world();
    expect(await failure(store.openTenant(tenant))).toBeInstanceOf(CollectionMissing);
    expect(await failure(store.openMaster())).toBeInstanceOf(CollectionMissing);
    expect(await failure(store.createTenant(tenant, { onProgress: nothing }))).toBeInstanceOf(
      CollectionMissing,
    );
    expect(await failure(store.refreshTenant(tenant, { onProgress: nothing }))).toBeInstanceOf(
      CollectionMissing,
    );
    await world().master([]);
    expect(await failure(store.openTenant(tenant))).toBeInstanceOf(CollectionMissing);
    expect(await failure(store.refreshTenant(tenant, { onProgress: nothing }))).toBeInstanceOf(
      CollectionMissing,
    );
    expect(await store.tenantExists(tenant)).toBe(false);
    expect(await store.listTenants()).toEqual([]);
  });

  it('shows a review to its tenant alone, also where ids begin alike', async () => {
    await world().master(community());
    const names = ['t', 't-1', 't_1', 't1'];
    const collections: Collection[] = [];
    for (const name of names) collections.push(await world().open(name));
    const key = keyOf(community()[3]!);
    for (const [place, collection] of collections.entries()) {
      await review(collection, [key], reviewedBy(names[place]!, place));
    }
    for (const [place, collection] of collections.entries()) {
      expect(await collection.reviewStates([key])).toEqual([reviewedBy(names[place]!, place)]);
    }
    const master = await world().openMaster();
    expect(await master.reviewStates([key])).toEqual([unreviewed]);
    expect(await master.count({ type: 'Patient', where: [{ kind: 'reviewed', is: true }] })).toBe(0);
    await collections[0]!.close();
    await world().store.dropTenant(tenant);
    expect(await world().store.listTenants()).toEqual(['t-1', 't1', 't_1']);
    expect(await collections[3]!.reviewStates([key])).toEqual([reviewedBy('t1', 3)]);
  });

  it('drops a tenant with its reviews, also one that is not there', async () => {
    await world().master([patient('1')]);
    const collection = await world().open(tenant);
    await review(collection, [resourceKey('Patient', '1')]);
    await collection.close();
    await world().store.dropTenant(tenant);
    await world().store.dropTenant(tenant);
    expect(await world().store.tenantExists(tenant)).toBe(false);
    expect(await failure(world().store.openTenant(tenant))).toBeInstanceOf(CollectionMissing);
    const again = await world().open(tenant);
    expect(await again.reviewStates([resourceKey('Patient', '1')])).toEqual([unreviewed]);
  });

  it('answers a ping, finds its tenants again, and closes twice', async () => {
    await world().master([]);
    await (await world().open(tenant)).close();
    await world().reopen();
    await world().store.ping();
    expect(await world().store.listTenants()).toEqual([tenant]);
    await world().store.close();
    await world().store.close();
    await expect(world().store.ping()).rejects.toThrow();
  });
}

/** All that a collection holds, by type and id, with its counts. */
export async function everything(collection: Collection) {
  const order = [{ by: 'id', descending: false }] as const;
  const pages = definitions.map(({ type }) => collection.search({ type, where: [], order, limit: 10_000 }));
  return {
    entries: (await Promise.all(pages)).map(page => page.entries),
    counts: (await collection.counts()).toSorted((a, b) => a.type.localeCompare(b.type)),
  };
}
