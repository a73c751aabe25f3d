import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTenantId, type TenantId } from '../../src/core/ids.ts';
import type { Resource } from '../../src/fhir/types.ts';
import { defaultTuning } from '../../src/store/sqlite/tuning.ts';
import { readIndex } from '../support/sqlite-index.ts';
import { Agreement } from '../support/store-agreement.ts';
import { community, encounter, keyOf } from '../support/store-resources.ts';
import { encounterConditions, ordersOf, patientConditions } from '../support/store-searches.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { useWorld } from '../support/store-world.ts';

let folder = '';

/** Sizes at which terms and buckets of a few dozen resources come to be kept in order, and cease to be needed. */
describe.each([
  { sortableRows: 2, frequentShare: 0.5 },
  { sortableRows: 5, frequentShare: 0.95 },
])('refreshed again and again with %o', sizes => {
  const world = useWorld(async clock => {
    const made = await temporarySqliteStore(clock, { ...defaultTuning, ...sizes });
    folder = made.folder;
    return made;
  });
  const pathOf = (tenant: TenantId) => `${folder}/tenants/${tenant}.db`;

  const versions = community().flatMap(resource => [
    resource,
    changed(resource),
    { ...resource, id: `${resource.id}x` },
  ]);
  const masters = fc.array(
    fc.subarray(versions, { minLength: 20 }).map(some => [
      // The last version of each.
      ...new Map(some.map(resource => [keyOf(resource), resource])).values(),
    ]),
    { minLength: 2, maxLength: 4 },
  );
  const searches = fc.array(
    fc.oneof(
      fc.record({ type: fc.constant('Patient'), where: patientConditions, order: ordersOf('Patient') }),
      fc.record({ type: fc.constant('Encounter'), where: encounterConditions, order: ordersOf('Encounter') }),
    ),
    { minLength: 12, maxLength: 12 },
  );

  it('property: a tenant has the index of a fresh copy, and finds the same', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(masters, searches, async ([first, ...later], asked) => {
        run += 1;
        const tenant = parseTenantId(`r${run}`);
        await world().master(first!);
        await (await world().open(tenant)).close();
        for (const [step, resources] of later.entries()) {
          await world().master(resources);
          await world().store.refreshTenant(tenant, { onProgress: () => undefined });
          const fresh = parseTenantId(`f${run}-${step}`);
          await (await world().open(fresh)).close();
          expectSameIndex(pathOf(tenant), pathOf(fresh));
          const opened = await world().open(tenant);
          const agreement = await Agreement.on(opened, resources);
          for (const search of asked) await agreement.expectOf(search, 7);
          await opened.close();
        }
      }),
      { numRuns: process.env.LONG ? 200 : 3 },
    );
  });
});

function expectSameIndex(refreshedPath: string, freshPath: string): void {
  const [refreshed, fresh] = [readIndex(refreshedPath), readIndex(freshPath)];
  for (const [type, index] of refreshed) {
    const other = fresh.get(type)!;
    expect(index.resources).toEqual(other.resources);
    expect(index.values).toEqual(other.values);
    expect(index.postings).toEqual(other.postings);
    expect(index.tally).toEqual(other.tally);
    // The dictionary may keep what nothing has any more; counted are those who have it.
    const had = new Map([...index.terms].filter(([, { n }]) => n > 0).map(([key, { n }]) => [key, n]));
    expect(had).toEqual(new Map([...other.terms].map(([key, { n }]) => [key, n])));
    for (const [key, { ordered, packed, n, postings, bits, inOrder }] of index.terms) {
      expect([key, n]).toEqual([key, postings.length]);
      // What is kept in order or as bits stays so; whatever needs it has it.
      if (other.terms.get(key)?.ordered) expect([key, ordered]).toEqual([key, true]);
      if (other.terms.get(key)?.packed) expect([key, packed]).toEqual([key, true]);
      expect([key, bits]).toEqual([key, packed ? postings.toSorted() : []]);
      for (const rows of Object.values(inOrder)) expect([key, rows]).toEqual([key, ordered ? postings : []]);
    }
    expect([type, index.strays]).toEqual([type, 0]);
  }
}

/** The resource as a later version, with other search values. */
function changed(resource: Resource): Resource {
  if (resource.resourceType === 'Encounter') {
    return encounter(resource.id, {
      status: 'planned',
      period: { start: '2023-04-02' },
      subject: { reference: 'Patient/p2' },
      type: [{ coding: [{ system: 'urn:a', code: 'x' }] }],
    });
  }
  const name =
    resource.resourceType === 'Patient' ? [{ family: 'Muñoz', text: 'Muñoz, Ann' }] : resource.name;
  return { ...resource, gender: 'other', name, birthDate: '1980' };
}
