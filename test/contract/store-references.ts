import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ResourceKey, resourceKey } from '../../src/core/ids.ts';
import type { Condition } from '../../src/fhir/search.ts';
import { PositionLost } from '../../src/store/port.ts';
import { encounter, patient, range } from '../support/store-resources.ts';
import { encounterConditions, orders } from '../support/store-searches.ts';
import { failure, ids, type World } from '../support/store-world.ts';
import { reviewedCommunity } from './store-search.ts';

export function referencesContract(world: () => World): void {
  const order = [{ by: 'id', descending: false }] as const;

  it('answers a page a target, in order, with nothing for those without', async () => {
    await world().master([
      patient('a'),
      ...range(3, i => encounter(`a${i}`, { subject: { reference: 'Patient/a' } })),
      encounter('b0', { subject: { reference: 'Patient/b' } }),
    ]);
    const tenant = await world().open('t');
    const targets = ['b', 'none', 'a', 'b'].map(id => resourceKey('Patient', id));
    const request = { type: 'Encounter', where: [], order, limit: 2 };
    const pages = await tenant.searchByReference(request, 'patient', targets);
    expect(pages.map(ids)).toEqual([['b0'], [], ['a0', 'a1'], ['b0']]);
    expect(pages.map(page => page.hasMore)).toEqual([false, false, true, false]);
    expect(await tenant.countByReference(request, 'patient', targets)).toEqual([1, 0, 3, 1]);
    expect(await tenant.searchByReference(request, 'patient', [])).toEqual([]);
    expect(await tenant.countByReference(request, 'patient', [])).toEqual([]);
  });

  it('answers as separate searches do, with conditions, orders, page sizes and positions', async () => {
    const tenant = await reviewedCommunity(world());
    const target = (type: string, letter: string) =>
      fc.integer({ min: 0, max: 6 }).map(i => resourceKey(type, `${letter}${i}`));
    const looks = fc.oneof(
      fc.record({
        parameter: fc.constant('patient'),
        targets: fc.array(target('Patient', 'p'), { maxLength: 8 }),
      }),
      fc.record({
        parameter: fc.constant('practitioner'),
        targets: fc.array(target('Practitioner', 'd'), { maxLength: 8 }),
      }),
    );
    const position = fc.option(fc.integer({ min: 0, max: 59 }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(
        looks,
        encounterConditions,
        fc.constantFrom(...orders),
        fc.integer({ min: 1, max: 8 }),
        position,
        async ({ parameter, targets }, where, order, limit, behind) => {
          const after = behind === undefined ? undefined : encounterKey(behind);
          const request = { type: 'Encounter', where, order, limit, ...(after !== undefined && { after }) };
          const to = (key: ResourceKey): Condition => ({ kind: 'reference', parameter, anyOf: [key] });
          const separate = targets.map(key => ({ ...request, where: [...where, to(key)] }));
          expect(await tenant.searchByReference(request, parameter, targets)).toEqual(
            await Promise.all(separate.map(one => tenant.search(one))),
          );
          expect(await tenant.countByReference(request, parameter, targets)).toEqual(
            await Promise.all(separate.map(one => tenant.count(one))),
          );
        },
      ),
      { numRuns: world().runs(80, 3_000) },
    );
  });

  it('says that the position is lost when its resource is gone', async () => {
    await world().master([encounter('e')]);
    const tenant = await world().open('t');
    const request = { type: 'Encounter', where: [], order, limit: 1, after: resourceKey('Encounter', 'x') };
    const pages = tenant.searchByReference(request, 'patient', [resourceKey('Patient', 'p')]);
    expect(await failure(pages)).toBeInstanceOf(PositionLost);
  });

  it('refuses what is no reference parameter', async () => {
    await world().master([]);
    const tenant = await world().open('t');
    const request = { type: 'Encounter', where: [], order, limit: 1 };
    await expect(tenant.searchByReference(request, 'status', [])).rejects.toThrow('status');
  });
}

const encounterKey = (place: number) => resourceKey('Encounter', `e${String(place).padStart(2, '0')}`);
