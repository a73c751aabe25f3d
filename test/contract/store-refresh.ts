import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseTenantId, resourceKey } from '../../src/core/ids.ts';
import type { Resource } from '../../src/fhir/types.ts';
import type { Collection } from '../../src/store/port.ts';
import { community, encounter, keyOf, patient, range } from '../support/store-resources.ts';
import { encounterConditions, orders, patientConditions } from '../support/store-searches.ts';
import {
  allPages,
  failure,
  ids,
  review,
  reviewedBy,
  unreviewed,
  type World,
} from '../support/store-world.ts';
import { everything } from './store-tenants.ts';

export function refreshContract(world: () => World): void {
  const tenant = parseTenantId('t');

  it('adds, changes, deletes and leaves; what changed loses its review', async () => {
    const before = ['kept', 'changed', 'deleted'].map(id => patient(id, { gender: 'male' }));
    await world().master(before);
    const old = await world().open(tenant);
    await review(old, before.map(keyOf));
    await old.close();
    await world().master([before[0]!, patient('changed', { gender: 'female' }), patient('added')]);
    const shares: number[] = [];
    const summary = await world().store.refreshTenant(tenant, { onProgress: share => shares.push(share) });
    expect(summary).toEqual({ added: 1, changed: 1, deleted: 1, unchanged: 1 });
    expect(shares.at(-1)).toBe(1);
    const now = await world().open(tenant);
    const asked = ['kept', 'changed', 'deleted', 'added'].map(id => resourceKey('Patient', id));
    expect(await now.reviewStates(asked)).toEqual([reviewedBy('ann'), unreviewed, undefined, unreviewed]);
    expect(await now.counts()).toContainEqual({ type: 'Patient', total: 3, reviewed: 1 });
    const gender = (code: string) =>
      now.count({ type: 'Patient', where: [{ kind: 'token', parameter: 'gender', anyOf: [{ code }] }] });
    expect([await gender('male'), await gender('female')]).toEqual([1, 1]);
  });

  it('is not seen by a snapshot from before, and neither are reviews', async ({ skip }) => {
    skip(!world().hasSnapshots, 'the store has no snapshots');
    await world().master([patient('a'), patient('b')]);
    const used = await world().open(tenant);
    const snapshot = await world().store.openTenant(tenant, { snapshot: true });
    await review(used, [resourceKey('Patient', 'a')]);
    await used.close();
    await world().master([patient('b', { gender: 'other' })]);
    await world().store.refreshTenant(tenant, { onProgress: () => {} });
    const [a, b] = await snapshot.get([resourceKey('Patient', 'a'), resourceKey('Patient', 'b')]);
    expect([a?.review, b?.resource.gender]).toEqual([unreviewed, undefined]);
    expect(await snapshot.counts()).toContainEqual({ type: 'Patient', total: 2, reviewed: 0 });
    expect(await failure(review(snapshot, [resourceKey('Patient', 'b')]))).toBeInstanceOf(Error);
    await snapshot.close();
  });

  it('takes over more than fits a slice', async () => {
    await world().master(range(1_300, i => patient(`a${i}`)));
    await (await world().open(tenant)).close();
    await world().master(range(1_300, i => patient(i % 2 > 0 ? `a${i}` : `b${i}`)));
    expect(await world().store.refreshTenant(tenant, { onProgress: () => {} })).toEqual({
      ...{ added: 650, changed: 0, deleted: 650, unchanged: 650 },
    });
  });

  it('loses the position of a page whose resource it took away', async () => {
    await world().master([patient('a'), patient('b')]);
    await (await world().open(tenant)).close();
    await world().master([patient('b')]);
    await world().store.refreshTenant(tenant, { onProgress: () => {} });
    const order = [{ by: 'id', descending: false }] as const;
    const request = { type: 'Patient', where: [], order, limit: 5 };
    const now = await world().open(tenant);
    await expect(now.search({ ...request, after: resourceKey('Patient', 'a') })).rejects.toThrow('gone');
    expect(ids(await now.search(request))).toEqual(['b']);
  });

  it('leaves everything as it was when it fails', async () => {
    await world().master(community());
    const old = await world().open(tenant);
    await review(old, [resourceKey('Patient', 'p1')]);
    const before = await everything(old);
    await old.close();
    await world().master([patient('p1')]);
    const stop = () => {
      throw new Error('the caller had enough');
    };
    expect(await failure(world().store.refreshTenant(tenant, { onProgress: stop }))).toMatchObject({
      message: 'the caller had enough',
    });
    expect(await everything(await world().open(tenant))).toEqual(before);
  });

  it('ends up as a fresh copy does, in content, counts and every search', async () => {
    const pool = community().flatMap(resource => [resource, changed(resource)]);
    const some = fc.subarray(pool).map(byKey);
    const six = { minLength: 6, maxLength: 6 };
    const [encounterWhere, patientWhere] = [
      fc.array(encounterConditions, six),
      fc.array(patientConditions, six),
    ];
    let run = 0;
    await fc.assert(
      fc.asyncProperty(some, some, encounterWhere, patientWhere, async (before, after, ofE, ofP) => {
        run += 1;
        await world().master(before);
        const [refreshed, fresh] = [parseTenantId(`r${run}`), parseTenantId(`f${run}`)];
        await (await world().open(refreshed)).close();
        await world().master(after);
        await world().store.refreshTenant(refreshed, { onProgress: () => {} });
        const [left, right] = [await world().open(refreshed), await world().open(fresh)];
        expect(await everything(left)).toEqual(await everything(right));
        for (const where of ofE) await expectSame(left, right, 'Encounter', where);
        for (const where of ofP) await expectSame(left, right, 'Patient', where);
        await left.close();
        await right.close();
      }),
      { numRuns: world().runs(4, 300) },
    );
  });
}

type Where = Parameters<Collection['count']>[0]['where'];

async function expectSame(left: Collection, right: Collection, type: string, where: Where): Promise<void> {
  const order = orders[where.length % orders.length]!;
  const found = await Promise.all(
    [left, right].map(collection => allPages(collection, { type, where, order, limit: 9 })),
  );
  // Ties may stand in another order.
  expect(found[0]!.toSorted()).toEqual(found[1]!.toSorted());
  expect(await left.count({ type, where })).toBe(found[1]!.length);
}

/** The last of each key. */
function byKey(resources: readonly Resource[]): Resource[] {
  return [...new Map(resources.map(resource => [keyOf(resource), resource])).values()];
}

/** The resource as a later version, with other search values. */
function changed(resource: Resource): Resource {
  if (resource.resourceType === 'Encounter') {
    return encounter(resource.id, {
      ...{ status: 'planned', period: { start: '2023-04-02' }, subject: { reference: 'Patient/p2' } },
    });
  }
  return { ...resource, gender: 'other', name: [{ family: 'Anders' }], birthDate: '1999' };
}
