import { expect, it } from 'vitest';
import { parseTenantId } from '../../src/core/ids.ts';
import type { Part } from '../../src/store/port.ts';
import { ofOrganization } from '../support/part-worlds.ts';
import { keyOf, patient } from '../support/store-resources.ts';
import { review, type World } from '../support/store-world.ts';

export function generationContract(world: () => World): void {
  const onProgress = () => {};
  const organization = { reference: 'Organization/o1' };
  const resources = [patient('a', { managingOrganization: organization }), patient('b')];
  const part = ofOrganization('o1');

  const generation = async (name: string, ofPart?: Part) => {
    const tenant = parseTenantId(name);
    await world().store.createTenant(tenant, { part: ofPart, onProgress });
    const collection = await world().store.openTenant(tenant);
    await collection.close();
    return collection.generation;
  };
  const refresh = async (name: string, ofPart?: Part) => {
    await world().store.refreshTenant(parseTenantId(name), { part: ofPart, onProgress });
    return generation(name, ofPart);
  };

  it('is the same for all copies of one master, and is known', async () => {
    await world().master(resources);
    const ofMaster = (await world().openMaster()).generation;
    expect(ofMaster).toEqual(expect.any(String));
    expect([await generation('t'), await generation('u')]).toEqual([ofMaster, ofMaster]);
  });

  it('is not changed by reviews, by opening again, by others that open, and by a refresh that changes nothing', async () => {
    await world().master(resources);
    const before = await generation('t');
    const tenant = await world().open('t');
    await review(tenant, resources.map(keyOf));
    expect(tenant.generation).toBe(before);
    expect((await world().openBeside('t')).generation).toBe(before);
    expect(await generation('t')).toBe(before);
    await world().reopen();
    expect(await generation('t')).toBe(before);
    expect(await refresh('t')).toBe(before);
  });

  it('is another after a refresh from another master, and that of a fresh copy', async () => {
    await world().master(resources);
    const before = await generation('t');
    await world().master([...resources, patient('c')]);
    expect(await generation('t')).toBe(before);
    const after = await refresh('t');
    expect(after).not.toBe(before);
    expect([await generation('u'), (await world().openMaster()).generation]).toEqual([after, after]);
  });

  it('tells parts from one another and from the whole, also after a refresh to another part', async () => {
    await world().master(resources);
    const [whole, ofPart] = [await generation('t'), await generation('u', part)];
    const ofOther = await generation('v', ofOrganization('o2'));
    expect(new Set([whole, ofPart, ofOther]).size).toBe(3);
    expect([await generation('w', part), await refresh('t', part)]).toEqual([ofPart, ofPart]);
    expect(await refresh('t')).toBe(whole);
  });

  it('of a snapshot is that of what it shows', async ({ skip }) => {
    skip(!world().hasSnapshots, 'the store has no snapshots');
    await world().master(resources);
    const before = await generation('t');
    const snapshot = world().keep(await world().store.openTenant(parseTenantId('t'), { snapshot: true }));
    expect(snapshot.generation).toBe(before);
    await world().master([patient('b')]);
    expect(await refresh('t')).not.toBe(before);
    expect((await snapshot.get([keyOf(resources[0]!)]))[0]?.key).toBe(keyOf(resources[0]!));
    expect(snapshot.generation).toBe(before);
  });
}
