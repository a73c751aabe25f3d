import fc from 'fast-check';
import { expect, it } from 'vitest';
import { resourceKey } from '../../src/core/ids.ts';
import type { Collection } from '../../src/store/port.ts';
import { Agreement } from '../support/store-agreement.ts';
import { oddCommunity, oddSearches } from '../support/store-odd.ts';
import { keyOf, range } from '../support/store-resources.ts';
import { allPages, review, reviewedBy, unreviewed, type World } from '../support/store-world.ts';

/** Whatever is searched for in odd data, in any store. `runs` of each property. */
export function oddSearchesContract(world: () => World, runs: number): void {
  const keys = oddCommunity().map(keyOf);
  const numRuns = process.env.LONG ? 2_000 : runs;

  it('property: odd data is found, counted, ordered and paged as the model does; reviews and refreshes change nothing', async () => {
    await world().master(oddCommunity());
    const fresh = await world().open('t');
    await agrees(fresh, numRuns);
    for (const [place, state] of [reviewedBy('a|b', 0), reviewedBy("o'neil", 5e12), unreviewed].entries()) {
      const some = keys.filter((_, i) => i % (place + 3) === 1);
      await review(fresh, some, state);
    }
    await agrees(fresh, numRuns);
    await fresh.close();
    await world().master(oddCommunity(1).filter((_, i) => i % 10 > 0));
    await world().store.refreshTenant('t' as never, { onProgress: () => undefined });
    await agrees(await world().open('t'), numRuns);
  }, 600_000);
}

async function agrees(tenant: Collection, numRuns: number): Promise<void> {
  const there = (await tenant.get(oddCommunity().map(keyOf))).flatMap(entry => entry?.resource ?? []);
  const agreement = await Agreement.on(tenant, there);
  await fc.assert(
    fc.asyncProperty(oddSearches, fc.integer({ min: 1, max: 30 }), fc.nat(), async (search, limit, place) => {
      await agreement.expectOf(search, limit);
      const matches = await allPages(tenant, { ...search, limit: 500 });
      // From a place of the order that need not be a match itself.
      const all = await allPages(tenant, { ...search, where: [], limit: 500 });
      const cut = place % all.length;
      const behind = new Set(all.slice(cut + 1));
      const left = matches.filter(key => behind.has(key));
      const page = await tenant.search({ ...search, limit, after: all[cut]! });
      expect(page.entries.map(({ key }) => key)).toEqual(left.slice(0, limit));
      expect(page.hasMore).toBe(left.length > limit);
      if (search.type === 'Encounter') await byReference(tenant, search, limit, matches);
    }),
    { numRuns },
  );
}

type Search = Parameters<Agreement['expectOf']>[0];

/** A reverse look-up finds for each target what a search for it finds. */
async function byReference(
  tenant: Collection,
  search: Search,
  limit: number,
  matches: readonly string[],
): Promise<void> {
  const targets = range(9, i =>
    resourceKey('Practitioner', `${['a', 'A', 'a-', 'a.', 'Z'][i % 5]}${i > 4 ? 1 : 0}`),
  );
  const request = { ...search, limit };
  const pages = await tenant.searchByReference(request, 'practitioner', targets);
  const counts = await tenant.countByReference(request, 'practitioner', targets);
  const found = await tenant.get(matches as never);
  for (const [place, target] of targets.entries()) {
    const own = found
      .filter(entry => JSON.stringify(entry!.resource).includes(`"${target}"`))
      .map(entry => entry!.key);
    expect(pages[place]!.entries.map(({ key }) => key)).toEqual(own.slice(0, limit));
    expect(pages[place]!.hasMore).toBe(own.length > limit);
    expect(counts[place]).toBe(own.length);
  }
}
