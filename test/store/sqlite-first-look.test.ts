import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, vi } from 'vitest';
import type { Condition, SortKey } from '../../src/fhir/search.ts';
import type { Resource } from '../../src/fhir/types.ts';
import { defaultTuning } from '../../src/store/sqlite/tuning.ts';
import { encounter, keyOf, range } from '../support/store-resources.ts';
import { during } from '../support/store-searches.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { allPages, useWorld } from '../support/store-world.ts';

/** Sizes at which some hundred resources are searched as a million are otherwise. */
const asIfLarge = { ...defaultTuning, sortableRows: 8, firstSlice: 8, largestSlice: 64 };

const dayMs = 24 * 3_600_000;
const first = Date.UTC(2021, 0, 1);
const token = (parameter: string, code: string): Condition => ({
  ...{ kind: 'token', parameter, anyOf: [{ code }] },
});

const world = useWorld(clock => temporarySqliteStore(clock, asIfLarge));

/** What the search prepared, and the keys that it found by pages of that size. */
async function pagesOf(
  resources: readonly Resource[],
  where: readonly Condition[],
  by: SortKey,
  size: number,
) {
  await world().master(resources);
  const tenant = await world().open('t');
  const prepared = vi.spyOn(DatabaseSync.prototype, 'prepare');
  const found = [];
  for (const descending of [false, true]) {
    found.push(
      await allPages(tenant, { type: 'Encounter', where, order: [{ by, descending }], limit: size }),
    );
  }
  const texts = prepared.mock.calls.map(([text]) => text);
  prepared.mockRestore();
  return { found, texts };
}

describe('two conditions that are rarely met together', () => {
  // A hundred of each, of which the first six and the last six have both.
  const isBoth = (i: number) => i < 6 || i >= 394;
  const resources = range(400, i =>
    encounter(`e${String(i).padStart(3, '0')}`, {
      class: { code: isBoth(i) || i % 2 > 0 ? 'AMB' : 'IMP' },
      type: [{ coding: [{ code: isBoth(i) || i % 2 === 0 ? 'a' : 'b' }] }],
      period: { start: new Date(first + i * dayMs).toISOString() },
    }),
  );
  const both = resources.filter((_, i) => isBoth(i)).map(keyOf);

  it.each(['id', 'date', 'updated'] as const)(
    'by %s: what a first look found comes once, and what it gave up on is found',
    async by => {
      const { found, texts } = await pagesOf(resources, [token('class', 'amb'), token('type', 'a')], by, 9);
      expect(found).toEqual([both, both.toReversed()]);
      expect(texts.some(text => text.includes('.packed"'))).toBe(true);
    },
  );
});

describe('a span of time, by the last update', () => {
  // Four a day, updated the day after; every fiftieth years later, every seventieth long before.
  const begin = (i: number) => first + Math.floor(i / 4) * dayMs;
  const updated = (i: number) => {
    if (i % 50 === 49) return begin(i) + 2_000 * dayMs;
    return begin(i) + (i % 70 === 69 ? -2_000 : 1) * dayMs + i;
  };
  const resources = range(1_200, i =>
    encounter(`e${i}`, {
      meta: { lastUpdated: new Date(updated(i)).toISOString() },
      class: { code: i % 3 > 0 ? 'AMB' : 'IMP' },
      period: { start: new Date(begin(i)).toISOString(), end: new Date(begin(i) + 60_000).toISOString() },
    }),
  );
  const [from, to] = [first + 60 * dayMs, first + 150 * dayMs];
  const inOrder = (isFound: (i: number) => boolean) =>
    range(1_200, i => i)
      .filter(i => isFound(i) && begin(i) >= from && begin(i) < to)
      .sort((a, b) => updated(a) - updated(b))
      .map(i => keyOf(resources[i]!));

  it.each([
    ['alone', [], () => true],
    ['and a code', [token('class', 'amb')], (i: number) => i % 3 > 0],
  ] as const)(
    '%s: is looked for only where it can be, and all of it is found',
    async (_name, others, isFound) => {
      const { found, texts } = await pagesOf(resources, [...others, during(from, to)], 'updated', 40);
      const keys = inOrder(isFound);
      expect(found).toEqual([keys, keys.toReversed()]);
      expect(texts.filter(text => /\(\w\.(sort|updated), \w\.rid\) >= /.test(text))).not.toEqual([]);
    },
  );
});
