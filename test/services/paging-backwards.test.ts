import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTenantId } from '../../src/core/ids.ts';
import { findDefinition } from '../../src/fhir/registry.ts';
import type { Order } from '../../src/fhir/search.ts';
import { parseSort } from '../../src/fhir/syntax/index.ts';
import { Cursors } from '../../src/services/cursors.ts';
import type { ReadResource } from '../../src/services/read.ts';
import { type ListQuery, type Page, Searching } from '../../src/services/searching.ts';
import type { Collection } from '../../src/store/port.ts';
import { defaultTuning } from '../../src/store/sqlite/tuning.ts';
import { plainReader } from '../support/reader.ts';
import { community, patient, range } from '../support/store-resources.ts';
import { ordersOf } from '../support/store-searches.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { useWorld } from '../support/store-world.ts';

const tenant = parseTenantId('t');

async function pageOf(searching: Searching, query: ListQuery): Promise<Page> {
  const [page] = await searching.pages([query]);
  if (page instanceof Error) throw page;
  return page!;
}

/** The link to the page before, and to the last, as a connection makes them. */
async function linkBefore(searching: Searching, query: ListQuery, entry?: ReadResource): Promise<ListQuery> {
  const walked = await pageOf(searching, searching.backwards(query, entry));
  return searching.follow(searching.linkBefore(query, walked));
}

async function forwards(searching: Searching, query: ListQuery): Promise<string[]> {
  const page = await pageOf(searching, query);
  const keys = page.entries.map(({ key }) => key);
  if (!page.hasMore) return keys;
  return [
    ...keys,
    ...(await forwards(searching, searching.follow(searching.link(query, page.entries.at(-1))))),
  ];
}

async function backwards(searching: Searching, query: ListQuery): Promise<string[]> {
  const pages: string[][] = [];
  for (let place = await linkBefore(searching, query); ; ) {
    const page = await pageOf(searching, place);
    pages.unshift(page.entries.map(({ key }) => key));
    if (searching.isFirst(page)) return pages.flat();
    expect(page.entries).toHaveLength(query.first);
    place = await linkBefore(searching, query, page.entries[0]);
  }
}

function over(collection: Collection): Searching {
  return new Searching(plainReader(tenant, collection), tenant, new Cursors(Buffer.alloc(32)));
}

describe.each([
  ['as they are', defaultTuning],
  [
    'as of many',
    { ...defaultTuning, sortableRows: 4, firstSlice: 3, firstReadSlice: 2, largestReadSlice: 4 },
  ],
])('lists of few resources, %s,', (_name, tuning) => {
  const world = useWorld(clock => temporarySqliteStore(clock, tuning));

  /** Several values each, of which the least and the greatest stand in another order. */
  const several = range(11, i =>
    patient(`v${i}`, {
      identifier: [
        { value: `a${(i * 3) % 11}` },
        { value: `b${(i * 5) % 7}` },
        ...(i % 2 > 0 ? [{ value: 'c' }] : []),
      ],
      name: [{ family: `F${i % 4}`, given: [`G${(i * 7) % 11}`, `H${i % 3}`] }, { family: `Z${10 - i}` }],
      ...(i % 3 > 0 && {
        generalPractitioner: range(i % 4, n => ({ reference: `Practitioner/d${(i + n) % 5}` })),
      }),
    }),
  );

  it.each([
    'identifier',
    '-identifier',
    'given',
    '-given',
    '-family,given',
    'general_practitioner,-identifier',
    '-general_practitioner,_id',
    'gender,-given,identifier',
  ])('sorted by %s are the same from behind', async sort => {
    await world().master(several);
    const searching = over(await world().open('t'));
    const order = parseSort(findDefinition('Patient')!, sort);
    const query = { type: 'Patient', where: [], order };
    const all = await forwards(searching, { ...query, first: 500 });
    expect(new Set(all).size).toBe(several.length);
    for (const first of [1, 2, 3, 5, 11, 12]) {
      expect(await forwards(searching, { ...query, first })).toEqual(all);
      const last = await linkBefore(searching, { ...query, first });
      expect((await pageOf(searching, last)).entries.map(({ key }) => key)).toEqual(all.slice(-first));
      const tail = await backwards(searching, { ...query, first });
      expect(tail).toEqual(pagedFromBehind(all, first));
    }
  });

  it('property: in any order there is', async () => {
    const resources = [...several, ...community()];
    await world().master(resources);
    const searching = over(await world().open('t'));
    const lists = fc.oneof(
      fc.record({ type: fc.constant('Patient'), order: ordersOf('Patient') }),
      fc.record({ type: fc.constant('Encounter'), order: ordersOf('Encounter') }),
    );
    await fc.assert(
      fc.asyncProperty(lists, fc.integer({ min: 1, max: 30 }), async ({ type, order }, first) => {
        const query = { type, where: [], order: order as Order, first };
        const all = await forwards(searching, query);
        expect(all).toHaveLength(resources.filter(({ resourceType }) => resourceType === type).length);
        expect(await backwards(searching, query)).toEqual(pagedFromBehind(all, first));
      }),
      { numRuns: process.env.LONG ? 1_000 : 25 },
    );
  });
});

/** The first page is whole, so that it and the one behind it may share entries when pages are cut from behind. */
function pagedFromBehind(all: readonly string[], first: number): string[] {
  const rest = all.length % first;
  return all.length > first && rest > 0 ? [...all.slice(0, first), ...all.slice(rest)] : [...all];
}
