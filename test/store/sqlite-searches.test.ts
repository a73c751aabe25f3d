import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition, Order } from '../../src/fhir/search.ts';
import type { HumanName, Resource } from '../../src/fhir/types.ts';
import { defaultTuning } from '../../src/store/sqlite/tuning.ts';
import { Agreement } from '../support/store-agreement.ts';
import { community, keyOf, patient, range } from '../support/store-resources.ts';
import { encounterConditions, ordersOf, patientConditions } from '../support/store-searches.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { review, reviewedBy, useWorld, type World } from '../support/store-world.ts';

const prefix = (parameter: string, ...anyOf: string[]): Condition => ({
  ...{ kind: 'string', parameter, match: 'prefix', anyOf },
});

const orders: readonly Order[] = [
  [{ by: 'name', descending: false }],
  [{ by: 'name', descending: true }],
  [{ by: 'date', descending: false }],
  [{ by: 'date', descending: true }],
  [{ by: 'id', descending: false }],
  [{ by: 'updated', descending: true }],
  [
    { by: 'date', descending: false },
    { by: 'id', descending: true },
  ],
  [
    { by: 'name', descending: true },
    { by: { parameter: 'gender', greatest: false }, descending: false },
  ],
  [
    { by: { parameter: 'name', greatest: true }, descending: true },
    { by: 'id', descending: false },
  ],
];

/** So few resources that they are sorted, and so many texts of theirs that they seem too many to be. */
const sortableRows = 20;

describe('resources of which several texts begin alike', () => {
  const world = useWorld(clock => temporarySqliteStore(clock, { ...defaultTuning, sortableRows }));

  it.each([
    ['fewer than are sorted', 15],
    ['as many as are sorted', 20],
    ['one more', 21],
    ['so many that they are kept in order', 45],
    ['nearly all', 120],
  ])('stand once in every list, %s', async (_name, smiths) => {
    const resources = [
      ...range(smiths, i =>
        patient(`s${i}`, {
          birthDate: `19${10 + (i % 7)}`,
          gender: i % 2 > 0 ? 'female' : 'male',
          name: [{ family: 'Smith', text: `Smith ${i}` }, { family: 'Smithers' }],
        }),
      ),
      ...range(60, i => patient(`x${i}`, { name: [{ family: `Other${i}`, text: `Sm ${i}` }] })),
    ];
    await world().master(resources);
    const agreement = await Agreement.on(await world().open('t'), resources);
    for (const where of [
      [prefix('name', 'smith')],
      [prefix('name', 'smi')],
      [prefix('name', 'smith', 'smith 1', 'smi')],
      [prefix('family', 'smit'), prefix('name', 'smith')],
    ]) {
      for (const order of orders) {
        for (const limit of [3, 1_000]) {
          expect(await agreement.expectOf({ type: 'Patient', where, order }, limit)).toBe(smiths);
        }
      }
    }
  });
});

const smallSlices = {
  ...defaultTuning,
  firstSlice: 8,
  largestSlice: 32,
  firstReadSlice: 4,
  largestReadSlice: 16,
};

describe.each([6, 10, 20])('where %i rows are sorted', rows => {
  const world = useWorld(clock => temporarySqliteStore(clock, { ...smallSlices, sortableRows: rows }));

  it('property: every search finds, counts and pages as the model does', async () => {
    const resources = [...crowd(''), ...crowd('b'), ...crowd('c')];
    const tenant = await reviewed(world(), resources);
    const agreement = await Agreement.on(tenant, resources);
    const searches = fc.oneof(
      fc.record({ type: fc.constant('Patient'), where: patientConditions, order: ordersOf('Patient') }),
      fc.record({ type: fc.constant('Encounter'), where: encounterConditions, order: ordersOf('Encounter') }),
    );
    await fc.assert(
      fc.asyncProperty(searches, fc.integer({ min: 1, max: 40 }), (search, limit) =>
        agreement.expectOf(search, limit).then(() => undefined),
      ),
      { numRuns: process.env.LONG ? 3_000 : 40 },
    );
  });
});

/** The community under other ids, whose people have their names written out too. */
function crowd(suffix: string): Resource[] {
  return community().map(resource => {
    const [name] = Array.isArray(resource.name) ? (resource.name as HumanName[]) : [];
    const written = name && [{ ...name, text: `${name.family ?? name.text} ${name.given?.join(' ')}` }];
    return { ...resource, id: resource.id + suffix, ...(written && { name: written }) };
  });
}

async function reviewed(world: World, resources: readonly Resource[]) {
  await world.master(resources);
  const tenant = await world.open('t');
  for (const rest of [0, 1]) {
    const keys = resources.filter((_, place) => place % 4 === rest).map(keyOf);
    await review(tenant, keys, reviewedBy('ann', 30 + rest));
  }
  return tenant;
}
