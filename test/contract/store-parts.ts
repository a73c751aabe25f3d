import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseTenantId } from '../../src/core/ids.ts';
import type { Resource } from '../../src/fhir/types.ts';
import type { Collection, Part } from '../../src/store/port.ts';
import { modelPart, ofOrganization, parts, worlds } from '../support/part-worlds.ts';
import { encounter, keyOf, patient, practitioner, range } from '../support/store-resources.ts';
import { failure, review, reviewedBy, unreviewed, type World } from '../support/store-world.ts';
import { everything } from './store-tenants.ts';

export function partsContract(world: () => World): void {
  let made = 0;
  const newTenant = () => parseTenantId(`part-${made++}`);
  const onProgress = () => {};

  async function openPart(part: Part, tenant = newTenant()): Promise<Collection> {
    await world().store.createTenant(tenant, { part, onProgress });
    return world().keep(await world().store.openTenant(tenant));
  }

  it('copies the patients that match, what belongs to them, and what that refers to', async () => {
    await world().master(clinics());
    const shares: number[] = [];
    const tenant = newTenant();
    await world().store.createTenant(tenant, {
      part: ofOrganization('north'),
      onProgress: share => shares.push(share),
    });
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    const copy = world().keep(await world().store.openTenant(tenant));
    expect(await keysOf(copy)).toEqual([
      'Encounter/anns',
      'Location/ward',
      'Organization/north',
      'Organization/trust',
      'Patient/ann',
      'Practitioner/issued',
      'Practitioner/tom',
    ]);
    expect(await copy.counts()).toContainEqual({ type: 'Patient', total: 1, reviewed: 0 });
  });

  it('copies nothing when nothing matches, and refuses a type that is not stored', async () => {
    await world().master(clinics());
    expect(await keysOf(await openPart(ofOrganization('nowhere')))).toEqual([]);
    const tenant = newTenant();
    const illegal = { type: 'Nonsense', where: [] };
    expect(await failure(world().store.createTenant(tenant, { part: illegal, onProgress }))).toMatchObject({
      message: expect.stringContaining('Nonsense'),
    });
    expect(await world().store.tenantExists(tenant)).toBe(false);
  });

  it('takes over and refreshes more than fits a slice', async () => {
    const visits = range(700, i => encounter(`e${i}`, { subject: to(`Patient/p${i}`) }));
    const people = (first: string) =>
      range(1_300, i => patient(`p${i}`, { gender: i % 8 < 5 ? first : 'other', language: first }));
    const part: Part = {
      type: 'Patient',
      where: [{ kind: 'token', parameter: 'gender', anyOf: [{ code: 'female' }, { code: 'male' }] }],
    };
    await world().master([...people('female'), ...visits]);
    const tenant = newTenant();
    const copy = await openPart(part, tenant);
    expect(await copy.counts()).toContainEqual({ type: 'Patient', total: 814, reviewed: 0 });
    expect(await copy.counts()).toContainEqual({ type: 'Encounter', total: 439, reviewed: 0 });
    await copy.close();
    await world().master([...people('male').slice(100), ...visits]);
    expect(await world().store.refreshTenant(tenant, { part, onProgress })).toEqual({
      ...{ added: 0, changed: 750, deleted: 64 + 64, unchanged: 375 },
    });
  });

  it('property: holds what the model selects, searches it as a master of just that would', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, parts, async (resources, part) => {
        await world().master(resources);
        const copy = await openPart(part);
        const selected = modelPart(part, resources);
        expect(await keysOf(copy)).toEqual(selected.map(keyOf).sort());
        await world().master(selected);
        expect(await everything(copy)).toEqual(await everything(await world().openMaster()));
        await copy.close();
      }),
      { numRuns: world().runs(4, 500) },
    );
  });

  it('property: tenants with searches that share no patient share nothing of one', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async resources => {
        await world().master(resources);
        const [north, south] = [await openPart(ofOrganization('o0')), await openPart(ofOrganization('o1'))];
        const [ofNorth, ofSouth] = [await keysOf(north), await keysOf(south)];
        const own = (key: string) => /^(Patient|Encounter)\//.test(key);
        expect(ofNorth.filter(own).filter(key => ofSouth.includes(key))).toEqual([]);
        for (const copy of [north, south]) await copy.close();
      }),
      { numRuns: world().runs(4, 500) },
    );
  });

  it('takes away what left the part, with its review, and leaves what stayed', async () => {
    await world().master(clinics());
    const tenant = newTenant();
    const old = await openPart(ofOrganization('north'), tenant);
    await review(old, ['Patient/ann', 'Encounter/anns', 'Practitioner/tom'] as never);
    await old.close();
    const movedOver = clinics().map(resource =>
      resource.id === 'ann' ? { ...resource, managingOrganization: to('Organization/south') } : resource,
    );
    const back = [...movedOver, patient('eve', { managingOrganization: to('Organization/north') })];
    await world().master(back);
    const options = { part: ofOrganization('north'), onProgress };
    const expected = { added: 1, changed: 0, deleted: 5, unchanged: 2 };
    expect(await world().store.compareTenant(tenant, options)).toEqual(expected);
    expect(await world().store.refreshTenant(tenant, options)).toEqual(expected);
    const now = world().keep(await world().store.openTenant(tenant));
    expect(await keysOf(now)).toEqual(['Organization/north', 'Organization/trust', 'Patient/eve']);
    await now.close();
    // Those who come back are unreviewed.
    await world().master(clinics());
    await world().store.refreshTenant(tenant, options);
    const again = world().keep(await world().store.openTenant(tenant));
    expect(await again.reviewStates(['Patient/ann', 'Practitioner/tom'] as never)).toEqual([
      unreviewed,
      unreviewed,
    ]);
  });

  it('property: a refresh makes any copy that of the part; reviews of what stays as it is stay', async () => {
    const maybePart = fc.option(parts, { nil: undefined });
    await fc.assert(
      fc.asyncProperty(worlds, worlds, maybePart, maybePart, async (before, after, first, second) => {
        const tenant = newTenant();
        const [held, wanted] = [inPart(first, before), inPart(second, after)];
        await world().master(before);
        await world().store.createTenant(tenant, { part: first, onProgress });
        const old = await world().store.openTenant(tenant);
        await review(old, held.map(keyOf));
        await world().master(after);
        const foretold = await world().store.compareTenant(tenant, { part: second });
        await old.close();
        const done = await world().store.refreshTenant(tenant, { part: second, onProgress });
        const same = new Set(held.map(resource => JSON.stringify(resource)));
        const unchanged = wanted.filter(resource => same.has(JSON.stringify(resource)));
        const changed = wanted.filter(isAlso(held)).length - unchanged.length;
        expect(done).toEqual({
          added: wanted.length - unchanged.length - changed,
          changed,
          deleted: held.length - held.filter(isAlso(wanted)).length,
          unchanged: unchanged.length,
        });
        expect(foretold).toEqual(done);
        const now = await world().store.openTenant(tenant);
        expect(await keysOf(now)).toEqual(wanted.map(keyOf).sort());
        const states = await now.reviewStates(wanted.map(keyOf));
        const expected = wanted.map(resource =>
          unchanged.includes(resource) ? reviewedBy('ann') : unreviewed,
        );
        expect(states).toEqual(expected);
        expect(await world().store.compareTenant(tenant, { part: second })).toEqual({
          ...{ added: 0, changed: 0, deleted: 0, unchanged: wanted.length },
        });
        await now.close();
      }),
      { numRuns: world().runs(4, 500) },
    );
  });
}

const to = (reference: string) => ({ reference });

/** Two clinics of one trust, a patient each, who know each other. */
function clinics(): Resource[] {
  return [
    { resourceType: 'Organization', id: 'trust' },
    { resourceType: 'Organization', id: 'north', partOf: to('Organization/trust/_history/7') },
    { resourceType: 'Organization', id: 'south', partOf: to('Organization/trust') },
    {
      resourceType: 'Location',
      id: 'ward',
      extension: [{ url: 'urn:head', valueReference: to('Practitioner/issued') }],
    },
    practitioner('tom'),
    practitioner('issued'),
    practitioner('other'),
    patient('ann', {
      managingOrganization: to('Organization/north/_history/1'),
      generalPractitioner: [to('Practitioner/tom')],
      link: [{ other: to('Patient/bob'), type: 'seealso' }],
    }),
    patient('bob', { managingOrganization: to('Organization/south') }),
    encounter('anns', {
      subject: to('Patient/ann/_history/2'),
      location: [{ location: to('Location/ward') }],
      partOf: to('Encounter/bobs'),
    }),
    encounter('bobs', {
      subject: to('Patient/bob'),
      participant: [{ individual: to('Practitioner/other') }],
    }),
  ];
}

const inPart = (part: Part | undefined, resources: readonly Resource[]) =>
  part === undefined ? resources : modelPart(part, resources);

const isAlso = (others: readonly Resource[]) => {
  const keys = new Set(others.map(keyOf));
  return (resource: Resource) => keys.has(keyOf(resource));
};

async function keysOf(collection: Collection): Promise<string[]> {
  const { entries } = await everything(collection);
  return entries.flatMap(page => page.map(({ key }) => key as string)).sort();
}
