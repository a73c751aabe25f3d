import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { ResourceKey } from '../../src/core/ids.ts';
import { definitionOf } from '../../src/fhir/registry.ts';
import type { Condition, Order } from '../../src/fhir/search.ts';
import { parseSearch } from '../../src/fhir/syntax/index.ts';
import type { Resource } from '../../src/fhir/types.ts';
import type { Collection, StoredResource } from '../../src/store/port.ts';
import { defaultTuning, type SearchTuning } from '../../src/store/sqlite/tuning.ts';
import { modelCompare, modelMatches } from '../support/store-model.ts';
import { encounter, keyOf, patient, range } from '../support/store-resources.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { allPages, review, reviewedBy, useWorld } from '../support/store-world.ts';

/** Sizes at which a few hundred resources are searched as a million are otherwise. */
const asIfLarge: readonly SearchTuning[] = [
  { ...defaultTuning, sortableRows: 4, firstSlice: 8, largestSlice: 32 },
  { ...defaultTuning, sortableRows: 12, frequentShare: 1 / 3, firstSlice: 16 },
];

const days = 24 * 3_600_000;
const from = Date.UTC(2021, 0, 1);
const iso = (ms: number) => new Date(ms).toISOString();
/** Far from the order of ids, and no pattern to it. */
const scattered = (i: number, of: number) => (Math.imul(i + 7, 2_654_435_761) >>> 8) % of;

/** Visits of minutes, stays of days and months, those that have not ended; changed soon after they began, or late. */
function visit(i: number): Resource {
  const start = from + scattered(i, 900) * days + (i % 24) * 3_600_000;
  const lengths = [30 * 60_000, 45 * 60_000, 5 * days, 50 * days, 500 * days];
  const length = i % 3 > 0 ? lengths[0]! : lengths[i % lengths.length]!;
  const end = i % 11 === 0 ? {} : { end: iso(start + length) };
  return encounter(`e${scattered(i, 100_000)}-${i}`, {
    meta: { lastUpdated: iso(i % 5 > 0 ? start + days : from + scattered(i + 1, 900) * days) },
    status: i % 9 > 0 ? 'finished' : 'planned',
    class: { code: i % 4 > 0 ? 'AMB' : 'IMP' },
    type: [
      { coding: [{ system: 'urn:t', code: `c${i % 6}` }] },
      { coding: [{ code: `c${scattered(i, 4)}` }] },
    ],
    subject: { reference: `Patient/p${i % 40}` },
    serviceProvider: { reference: `Organization/o${scattered(i, 7)}` },
    ...(i % 13 > 0 && { period: { start: iso(start), ...end } }),
  });
}

function person(i: number): Resource {
  const families = ['Ang', 'Angström', 'Angle', 'Annan', 'Benn', 'Bender', 'Zoë', '山田'];
  return patient(`p${i}`, {
    meta: { lastUpdated: iso(from + scattered(i, 60) * days) },
    name: [
      { family: families[scattered(i, 8)], given: [i % 3 > 0 ? 'Anna' : 'Bo'] },
      ...(i % 4 > 0 ? [] : [{ family: families[i % 8] }]),
    ],
    gender: i % 2 > 0 ? 'female' : 'male',
    birthDate: iso(Date.UTC(1960) + scattered(i, 9_000) * days).slice(0, i % 5 > 0 ? 10 : 7),
  });
}

const resources = [...range(420, visit), ...range(150, person)];

const searchOf = (type: string, ...texts: readonly string[]): readonly Condition[] =>
  texts.map(text => parseSearch(definitionOf(type), text, { now: from, definitionOf }));

const dates = ['2021', '2022-02', '2022-03-10', '2021-12-31T12:00:00Z', '2023', '2020'];
const prefixed = (parameter: string, some: readonly string[]) =>
  ['', 'ge', 'lt', 'sa', 'eb', 'ne', 'le'].flatMap(prefix =>
    some.map(date => `${parameter}=${prefix}${date}`),
  );

const onEncounters = searchOf(
  'Encounter',
  ...['status=finished', 'status=planned', 'class=AMB', 'class=IMP', 'type=c1', 'type=c1,c4', 'type=urn:t|'],
  ...[
    'patient=Patient/p3',
    'service-provider=Organization/o2',
    'service-provider=Organization/o1,Organization/o5',
  ],
  ...prefixed('date', dates),
  ...[
    'date=2021-02,2022-11',
    '_lastUpdated=2022',
    '_lastUpdated=ge2022-06',
    'reviewed=false',
    'class:not=AMB',
  ],
);
const onPatients = searchOf(
  'Patient',
  ...[
    'family=a',
    'family=an',
    'family=ang',
    'family=angs',
    'family=ang,ben',
    'name=ann',
    'name=b',
    'given=anna',
  ],
  ...['gender=male', 'gender=female', '_lastUpdated=ge2021-02', 'family:contains=n'],
  ...prefixed('birthdate', ['1970', '1975-03', '1980-05-05', '1961']),
);

const searches = fc.oneof(
  ...(
    [
      ['Encounter', onEncounters, ['date', 'updated', 'id']],
      ['Patient', onPatients, ['name', 'date', 'updated', 'id']],
    ] as const
  ).map(([type, conditions, orders]) =>
    fc.record({
      type: fc.constant(type),
      where: fc.array(fc.constantFrom(...conditions), { minLength: 2, maxLength: 3 }),
      order: fc
        .record({ by: fc.constantFrom(...orders), descending: fc.boolean() })
        .map((one): Order => [one]),
    }),
  ),
);

const unmocked = DatabaseSync.prototype.prepare;

/** The keys of all matches, in order; those that are equal in it as they were ingested. */
function expected(
  everything: readonly StoredResource[],
  { type, where, order }: { type: string; where: readonly Condition[]; order: Order },
): ResourceKey[] {
  const ties = order[0].descending ? -1 : 1;
  const places = new Map(everything.map(({ key }, place) => [key, place]));
  return everything
    .filter(entry => entry.key.startsWith(`${type}/`) && modelMatches(entry, where, everything))
    .sort((a, b) => modelCompare(order, a, b) || (places.get(a.key)! - places.get(b.key)!) * ties)
    .map(({ key }) => key);
}

async function read(tenant: Collection): Promise<StoredResource[]> {
  return (await tenant.get(resources.map(keyOf))).map(entry => entry!);
}

describe.each(asIfLarge)('with %o', tuning => {
  const world = useWorld(clock => temporarySqliteStore(clock, tuning));

  it('property: pairs and triples are found as the model finds them', async () => {
    await world().master(resources);
    const tenant = await world().open('t');
    const everything = await read(tenant);
    const texts: string[] = [];
    const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(function (
      this: DatabaseSync,
      text,
    ) {
      texts.push(text);
      return unmocked.call(this, text);
    });
    await fc.assert(
      fc.asyncProperty(searches, fc.integer({ min: 1, max: 60 }), fc.nat(), async (search, limit, place) => {
        const keys = expected(everything, search);
        expect(await allPages(tenant, { ...search, limit })).toEqual(keys);
        expect(await tenant.count(search)).toBe(keys.length);
        // From a place of the order that is no match itself.
        const all = expected(everything, { ...search, where: [] });
        const cut = place % all.length;
        const behind = new Set(all.slice(cut + 1));
        const { entries, hasMore } = await tenant.search({ ...search, limit, after: all[cut]! });
        const left = keys.filter(key => behind.has(key));
        expect(entries.map(({ key }) => key)).toEqual(left.slice(0, limit));
        expect(hasMore).toBe(left.length > limit);
      }),
      { numRuns: process.env.LONG ? 4_000 : 50 },
    );
    prepare.mockRestore();
    expect(texts.filter(text => text.includes('.packed"')).length).toBeGreaterThan(0);
  });

  it('property: reviews between pages change no order', async () => {
    await world().master(resources);
    const tenant = await world().open('t');
    const keysOfAll = resources.map(keyOf);
    let done = 0;
    await fc.assert(
      fc.asyncProperty(searches, fc.integer({ min: 3, max: 20 }), async (search, limit) => {
        const where = search.where.filter(({ kind }) => kind !== 'reviewed');
        const keys = expected(await read(tenant), { ...search, where });
        const between = async () => {
          const some = range(5, () => keysOfAll[scattered(done++, 420)]!);
          await review(tenant, some, reviewedBy(`r${done % 3}`, done));
        };
        expect(await allPages(tenant, { ...search, where, limit }, between)).toEqual(keys);
        const reviewed = { ...search, where: [...where, { kind: 'reviewed', is: true }] as const };
        expect(await allPages(tenant, { ...reviewed, limit })).toEqual(
          expected(await read(tenant), reviewed),
        );
      }),
      { numRuns: process.env.LONG ? 600 : 10 },
    );
  });
});
