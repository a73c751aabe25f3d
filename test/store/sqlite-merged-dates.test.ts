import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { definitionOf } from '../../src/fhir/registry.ts';
import type { Condition } from '../../src/fhir/search.ts';
import { parseSearch } from '../../src/fhir/syntax/index.ts';
import { mergeDates } from '../../src/store/sqlite/merge-dates.ts';
import { defaultTuning } from '../../src/store/sqlite/tuning.ts';
import { encounter, range } from '../support/store-resources.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { useWorld } from '../support/store-world.ts';

const searchOf = (type: string, ...texts: readonly string[]): readonly Condition[] =>
  texts.map(text => parseSearch(definitionOf(type), text, { now: 0, definitionOf }));
const merged = (type: string, ...texts: readonly string[]) =>
  mergeDates(definitionOf(type), searchOf(type, ...texts));

afterEach(() => vi.restoreAllMocks());

describe('conditions on the one date that a resource has', () => {
  it('are one, with the bounds that leave less', () => {
    const [only, ...others] = merged(
      'Encounter',
      ...['date=sa2023-12', 'status=finished', 'date=eb2024-02', 'date=sa2019'],
    );
    expect(others).toEqual(searchOf('Encounter', 'status=finished'));
    const bounds = [
      { of: 'low', op: '>=', value: Date.UTC(2024, 0) },
      { of: 'high', op: '<=', value: Date.UTC(2024, 1) },
    ];
    expect(only).toEqual({ kind: 'date', parameter: 'date', anyOf: [{ bounds }] });
  });

  it('are every pair of their alternatives', () => {
    const [only] = merged('Patient', 'birthdate=1970,1980', 'birthdate=ne1970-05') as [
      Condition & { kind: 'date' },
    ];
    const [one, other] = searchOf('Patient', 'birthdate=1970,1980', 'birthdate=ne1970-05') as (typeof only)[];
    expect(only.anyOf).toHaveLength(one!.anyOf.length * other!.anyOf.length);
  });

  it('stay as they are where a resource may have several, where they differ, and where they are many', () => {
    const years = range(9, i => 1970 + i).join();
    for (const [type, ...texts] of [
      ['Encounter', 'location-period=ge2024', 'location-period=lt2025'],
      ['Encounter', 'date=ge2024', '_lastUpdated=lt2025'],
      ['Patient', `birthdate=${years}`, `birthdate=${years}`],
    ] as const) {
      expect(merged(type, ...texts)).toEqual(searchOf(type, ...texts));
    }
  });
});

describe.each([
  ['few', defaultTuning],
  ['many', { ...defaultTuning, sortableRows: 8 }],
])('with %s encounters', (_size, tuning) => {
  const world = useWorld(clock => temporarySqliteStore(clock, tuning));
  const day = (i: number) => new Date(Date.UTC(2020, 0, 1 + i)).toISOString();
  const limit = 5;

  it.each([
    ['a month written as its two ends', 'date=ge2021-03', 'date=lt2021-04'],
    ['a month with a code', 'date=2021-03', 'status=finished'],
  ])('%s is read in the order of dates, and no further than the page', async (_name, ...texts) => {
    await world().master(
      range(900, i =>
        encounter(`e${i}`, {
          status: i % 3 > 0 ? 'finished' : 'planned',
          period: { start: day(i), end: day(i) },
        }),
      ),
    );
    const tenant = await world().open('t');
    const prepared = vi.spyOn(DatabaseSync.prototype, 'prepare');
    const where = searchOf('Encounter', ...texts);
    const order = [{ by: 'date', descending: true }] as const;
    const { entries } = await tenant.search({ type: 'Encounter', where, order, limit });
    expect(entries).toHaveLength(limit);
    const statements = prepared.mock.calls.map(([text]) => text);
    // What an index has between two times is what meets them both: no date is looked up for each.
    const lookUps = statements.filter(text => text.includes('i.rid = s.value') && text.includes('i.low'));
    if (where.every(({ kind }) => kind === 'date')) expect(lookUps).toEqual([]);
    // Nothing is gathered to be sorted.
    expect(statements.filter(text => text.includes('SELECT DISTINCT rid FROM ('))).toEqual([]);
  });
});
