import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resourceKey } from '../../src/core/ids.ts';
import { parseDate } from '../../src/fhir/dates.ts';
import { definitionOf } from '../../src/fhir/registry.ts';
import type { Condition, Order } from '../../src/fhir/search.ts';
import type { Resource } from '../../src/fhir/types.ts';
import { type Collection, PositionLost, type StoredResource } from '../../src/store/port.ts';
import { modelCompare, modelMatches } from '../support/store-model.ts';
import { community, encounter, keyOf, patient, range } from '../support/store-resources.ts';
import {
  during,
  encounterConditions,
  orders,
  ordersOf,
  patientConditions,
  reviewedSince,
} from '../support/store-searches.ts';
import { allPages, failure, ids, review, reviewedBy, type World } from '../support/store-world.ts';

const byId = [{ by: 'id', descending: false }] as const;

export function searchContract(world: () => World): void {
  const resources: readonly Resource[] = [
    patient('zoe', {
      name: [{ family: 'Müller-Lüdenscheidt', given: ['Zoë', 'Ann'] }],
      identifier: [{ system: 'urn:mrn', value: '7' }, { value: '8' }],
      birthDate: '1980-02',
    }),
    patient('bob', { name: [{ family: '50%_"x"' }], identifier: [{ value: '7' }] }),
    encounter('open', { subject: { reference: 'Patient/zoe' }, period: { start: '2023-05-05' } }),
    encounter('day', { status: 'planned', period: { start: '2023-03-01', end: '2023-03-01' } }),
    encounter('never', { subject: { reference: 'https://elsewhere/Patient/zoe' } }),
  ];
  const time = (day: string) => parseDate(day)!;
  const token = (parameter: string, ...anyOf: { system?: string; code: string }[]): Condition => ({
    ...{ kind: 'token', parameter, anyOf },
  });
  const string = (...anyOf: string[]): Condition => ({
    ...{ kind: 'string', parameter: 'name', match: 'prefix', anyOf },
  });
  const cases: readonly [name: string, type: string, where: Condition[], found: string[]][] = [
    ['no condition', 'Patient', [], ['bob', 'zoe']],
    ['a code of any system', 'Patient', [token('identifier', { code: '7' })], ['bob', 'zoe']],
    ['a code of a system', 'Patient', [token('identifier', { system: 'urn:mrn', code: '7' })], ['zoe']],
    ['a code of no system', 'Patient', [token('identifier', { system: '', code: '7' })], ['bob']],
    [
      'a code and the system of another',
      'Patient',
      [token('identifier', { system: 'urn:mrn', code: '8' })],
      [],
    ],
    ['one of several codes', 'Encounter', [token('status', { code: 'planned' }, { code: 'x' })], ['day']],
    ['no code', 'Encounter', [token('status')], []],
    ['a folded prefix', 'Patient', [string('muller')], ['zoe']],
    ['a prefix of another part', 'Patient', [string('an')], ['zoe']],
    ['a whole word inside', 'Patient', [string('ludenscheidt')], []],
    ['a prefix with wildcards of SQL', 'Patient', [string('50%_"')], ['bob']],
    ['wildcards as such', 'Patient', [string('%', '_', '*', '5_', '50_%')], []],
    ['several prefixes', 'Patient', [string('zo', '50')], ['bob', 'zoe']],
    ['no prefix', 'Patient', [string()], []],
    ['a reference', 'Encounter', [reference('Patient/zoe')], ['open']],
    ['a reference that begins alike', 'Encounter', [reference('Patient/zo', 'Patient/zoe1')], []],
    ['no reference', 'Encounter', [reference()], []],
    ['a date within', 'Encounter', [date('2023-03-01T10:00:00Z')], ['day']],
    ['the end of a day', 'Encounter', [date('2023-03-01T23:59:59Z')], ['day']],
    ['the day after', 'Encounter', [date('2023-03-02')], []],
    ['the day before', 'Encounter', [date('2023-02-28')], []],
    ['from a time on', 'Encounter', [during(time('2030').low, Number.POSITIVE_INFINITY)], ['open']],
    ['up to a time', 'Encounter', [during(Number.NEGATIVE_INFINITY, time('2023-03-01').low)], []],
    ['up to a later time', 'Encounter', [during(Number.NEGATIVE_INFINITY, time('2023-04').low)], ['day']],
    [
      'at any time',
      'Encounter',
      [{ kind: 'date', parameter: 'date', anyOf: [{ bounds: [] }] }],
      ['day', 'open'],
    ],
    ['reviewed', 'Patient', [{ kind: 'reviewed', is: true }], ['bob']],
    ['not reviewed', 'Patient', [{ kind: 'reviewed', is: false }], ['zoe']],
    ['reviewed since that time', 'Patient', [reviewedSince(1_000)], ['bob']],
    ['reviewed since later', 'Patient', [reviewedSince(1_001)], []],
    ['all of several', 'Patient', [token('identifier', { code: '7' }), string('ann')], ['zoe']],
    ['all of several, twice the same', 'Patient', [string('zo'), string('ann')], ['zoe']],
    ['contradictions', 'Patient', [string('zo'), string('50')], []],
  ];

  describe('finds by', () => {
    it.each(cases)('%s', async (_name, type, where, found) => {
      await world().master(resources);
      const tenant = await world().open('t');
      await review(tenant, [resourceKey('Patient', 'bob')], reviewedBy('ann', 1_000));
      expect(ids(await tenant.search({ type, where, order: byId, limit: 10 }))).toEqual(found);
      expect(await tenant.count({ type, where })).toBe(found.length);
    });
  });

  it('finds by any of a hundred codes', async () => {
    await world().master(resources);
    const tenant = await world().open('t');
    const where = [token('identifier', ...range(99, i => ({ code: `c${i}` })), { code: '8' })];
    expect(ids(await tenant.search({ type: 'Patient', where, order: byId, limit: 10 }))).toEqual(['zoe']);
    expect(await tenant.count({ type: 'Patient', where })).toBe(1);
  });

  it('refuses a parameter that the type has not, or of another kind', async () => {
    await world().master(resources);
    const tenant = await world().open('t');
    const search = (where: Condition[]) => tenant.search({ type: 'Patient', where, order: byId, limit: 1 });
    await expect(search([token('nonsense', { code: 'x' })])).rejects.toThrow('nonsense');
    await expect(
      search([{ kind: 'string', parameter: 'gender', match: 'prefix', anyOf: ['m'] }]),
    ).rejects.toThrow('gender');
  });

  it.each(orders.map(order => [JSON.stringify(order), order] as const))(
    'orders by %s; missing values stand lowest',
    async (_name, order) => {
      const tenant = await reviewedCommunity(world());
      for (const type of ['Patient', 'Encounter', 'Organization'].filter(type => isOrder(type, order))) {
        const { entries } = await tenant.search({ type, where: [], order, limit: 1_000 });
        expect(entries).toHaveLength(community().filter(resource => resource.resourceType === type).length);
        expectOrdered(entries, order);
      }
    },
  );

  it('finds, counts and pages as the model does, whatever the conditions, order and page size', async () => {
    const tenant = await reviewedCommunity(world());
    const everything = (await tenant.get(community().map(keyOf))).map(entry => entry!);
    const searches = fc.oneof(
      fc.record({ type: fc.constant('Encounter'), where: encounterConditions, order: ordersOf('Encounter') }),
      fc.record({ type: fc.constant('Patient'), where: patientConditions, order: ordersOf('Patient') }),
    );
    await fc.assert(
      fc.asyncProperty(searches, fc.integer({ min: 1, max: 25 }), async ({ type, where, order }, limit) => {
        const keys = await allPages(tenant, { type, where, order, limit });
        const expected = everything.filter(
          entry => entry.key.startsWith(`${type}/`) && modelMatches(entry, where, everything),
        );
        expect(keys.toSorted()).toEqual(expected.map(entry => entry.key).sort());
        expectOrdered((await tenant.get(keys)) as StoredResource[], order);
        expect(await tenant.count({ type, where })).toBe(expected.length);
      }),
      { numRuns: world().runs(80, 3_000) },
    );
  });

  it('finds spans of every width by a millisecond of them, and not by the one before or behind', async () => {
    const hour = 3_600_000;
    const widths = [1, 1_000, hour, 24 * hour, 31 * 24 * hour, 366 * 24 * hour, 4_000 * 24 * hour];
    const iso = (ms: number) => new Date(ms).toISOString();
    const spans = widths
      .flatMap(width => [width, width + 1])
      .map(width => ({ low: time('2020').low, width }));
    await world().master(
      spans.map(({ low, width }) =>
        encounter(`w${width}`, { period: { start: iso(low), end: iso(low + width - 1) } }),
      ),
    );
    const tenant = await world().open('t');
    const found = async (low: number, high: number) =>
      ids(await tenant.search({ type: 'Encounter', where: [during(low, high)], order: byId, limit: 99 }));
    for (const { low, width } of spans) {
      const names = (least: number) =>
        spans
          .filter(span => span.width >= least)
          .map(span => `w${span.width}`)
          .sort();
      expect(await found(low + width - 1, low + width)).toEqual(names(width));
      expect(await found(low + width, low + width + 1)).toEqual(names(width + 1));
      expect(await found(low - 1, low)).toEqual([]);
      expect(await found(low, low + 1)).toEqual(names(1));
    }
  });

  it('visits each match once while a worklist is reviewed page by page', async () => {
    const tenant = await reviewedCommunity(world());
    for (const order of orders.filter(([{ by }]) => by !== 'reviewTime')) {
      const request = { type: 'Encounter', where: [], order, limit: 7 };
      const expected = (await tenant.search({ ...request, limit: 100 })).entries.map(entry => entry.key);
      const worklist = { ...request, where: [{ kind: 'reviewed', is: false } as const] };
      const open = (await tenant.search({ ...worklist, limit: 100 })).entries.map(entry => entry.key);
      // Those just seen are reviewed, so they leave the worklist before its next page is asked for.
      const reviewPage = ({ entries }: { entries: readonly StoredResource[] }) =>
        review(
          tenant,
          entries.filter(entry => !entry.review.reviewed).map(entry => entry.key),
        );
      expect(await allPages(tenant, worklist, reviewPage)).toEqual(open);
      expect(await allPages(tenant, request, reviewPage)).toEqual(expected);
    }
  });

  it('goes on behind a resource wherever it stands now', async () => {
    await world().master(range(5, i => encounter(`e${i}`)));
    const tenant = await world().open('t');
    for (let i = 0; i < 5; i++) await review(tenant, [resourceKey('Encounter', `e${i}`)], reviewedBy('x', i));
    const order = [{ by: 'reviewTime', descending: false }] as const;
    const request = { type: 'Encounter', where: [], order, limit: 2, after: resourceKey('Encounter', 'e1') };
    expect(ids(await tenant.search(request))).toEqual(['e2', 'e3']);
    await review(tenant, [resourceKey('Encounter', 'e1')], reviewedBy('x', 30));
    expect(await tenant.search(request)).toEqual({ entries: [], hasMore: false });
  });

  it('tells whether more follow', async () => {
    await world().master(range(4, i => patient(`p${i}`)));
    const tenant = await world().open('t');
    const search = (limit: number) => tenant.search({ type: 'Patient', where: [], order: byId, limit });
    expect(await search(3)).toMatchObject({ hasMore: true, entries: { length: 3 } });
    expect(await search(4)).toMatchObject({ hasMore: false, entries: { length: 4 } });
    expect(await search(9)).toMatchObject({ hasMore: false, entries: { length: 4 } });
  });

  it('says that the position is lost when its resource is gone', async () => {
    await world().master([patient('here')]);
    const tenant = await world().open('t');
    const request = {
      type: 'Patient',
      where: [],
      order: byId,
      limit: 2,
      after: resourceKey('Patient', 'gone'),
    };
    expect(await failure(tenant.search(request))).toBeInstanceOf(PositionLost);
  });
}

function date(day: string): Condition {
  const { low, high } = parseDate(day)!;
  return during(low, high);
}

function reference(...anyOf: string[]): Condition {
  return { kind: 'reference', parameter: 'patient', anyOf };
}

/** A tenant of `community()`, half of it reviewed, some at the same time. */
export async function reviewedCommunity(world: World): Promise<Collection> {
  await world.master(community());
  const tenant = await world.open('t');
  for (const [place, resource] of community().entries()) {
    if (place % 2 > 0) await review(tenant, [keyOf(resource)], reviewedBy('ann', place - (place % 3)));
  }
  return tenant;
}

/** Whether collections keep an index for that order of the type. */
function isOrder(type: string, [{ by }]: Order): boolean {
  const { date, name, reviewable } = definitionOf(type);
  const missing = { date: !date, name: !name, reviewTime: !reviewable, updated: false, id: false };
  return typeof by === 'string' && !missing[by];
}

function expectOrdered(entries: readonly StoredResource[], order: Order): void {
  for (const [place, entry] of entries.slice(1).entries()) {
    expect(modelCompare(order, entries[place]!, entry)).toBeLessThanOrEqual(0);
  }
}
