import { systemClock } from '../../src/core/clock.ts';
import { definitionOf } from '../../src/fhir/registry.ts';
import { parseSearch, parseSort } from '../../src/fhir/syntax/index.ts';
import type { Collection } from '../../src/store/port.ts';
import { SqliteStore } from '../../src/store/sqlite/store.ts';
import { mixtures } from './kinds.ts';
import { makeSearches, type Rounds, type Search } from './searches.ts';

/** Results that are asked for. */
export const limit = 50;

/** A search, and what it took of each store, in ms, and how many results it had there, up to the limit. */
export interface Taken extends Search {
  readonly ms: readonly number[];
  readonly found: readonly number[];
}

/** How many encounters each has, and what each search took. */
export interface Measured {
  readonly sizes: readonly number[];
  readonly searches: readonly Taken[];
}

/**
 * The same searches of several masters, one after another of each, in ms of processor time, which other processes
 * disturb less than they do a clock. Each is made once before: what is measured finds its pages in memory, as far as
 * the system keeps them there.
 */
export function measureStores(folders: readonly string[], rounds: Rounds): Promise<Measured> {
  return withMasters(folders, async masters => {
    const searches: Taken[] = [];
    const wanted = await makeSearches(masters, rounds);
    for (const isCounted of [false, true]) {
      for (const search of wanted) {
        const ms: number[] = [];
        const found: number[] = [];
        for (const [place, master] of masters.entries()) {
          const one = await timed(master, search, place);
          ms.push(one.ms);
          found.push(one.found);
        }
        if (isCounted) searches.push({ ...search, ms, found });
      }
    }
    const sizes = await Promise.all(masters.map(countEncounters));
    return { sizes, searches };
  });
}

/** Searches with values of the folders' masters. */
export function makeSearchesOf(folders: readonly string[], rounds: Rounds): Promise<Search[]> {
  return withMasters(folders, masters => makeSearches(masters, rounds));
}

async function withMasters<Result>(
  folders: readonly string[],
  run: (masters: readonly Collection[]) => Promise<Result>,
): Promise<Result> {
  const stores = folders.map(folder => new SqliteStore(folder, systemClock));
  const masters = await Promise.all(stores.map(store => store.openMaster()));
  try {
    return await run(masters);
  } finally {
    await Promise.all(masters.map(master => master.close()));
    await Promise.all(stores.map(store => store.close()));
  }
}

async function countEncounters(master: Collection): Promise<number> {
  const [type] = mixtures[0];
  return (await master.counts()).find(tally => tally.type === type)!.total;
}

async function timed(master: Collection, { type, order, texts }: Search, place: number) {
  const definition = definitionOf(type);
  const where = texts[place]!.map(text => parseSearch(definition, text, { now: 0, definitionOf }));
  const request = { type, where, order: parseSort(definition, order), limit };
  const started = process.cpuUsage();
  const found = await master.search(request);
  const { user, system } = process.cpuUsage(started);
  return { ms: (user + system) / 1_000, found: found.entries.length };
}
