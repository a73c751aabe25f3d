import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resourceKey } from '../../../src/core/ids.ts';
import { definitionOf } from '../../../src/fhir/registry.ts';
import type { Condition, Order, SortKey } from '../../../src/fhir/search.ts';
import { indexes, orderIndex } from '../../../src/store/couchbase/indexes.ts';
import type { Collection, SearchRequest } from '../../../src/store/port.ts';
import { ManualClock } from '../../support/clock.ts';
import { oneOf } from '../../support/long.ts';
import type { LogEntry } from '../../support/sqlpp/engine.ts';
import { describeCouchbase, emptyCouchbaseStore, useCluster } from '../../support/store-couchbase.ts';
import { encounter, patient, range } from '../../support/store-resources.ts';
import { during } from '../../support/store-searches.ts';
import { review, reviewedBy, World } from '../../support/store-world.ts';
import { conditionsOf } from './statements.ts';

const visits = 2_000;
const people = 500;
const limit = 10;
const day = 24 * 3_600_000;
const begin = Date.UTC(2020, 0, 1);
/** Far from the order of ids. */
const scattered = (i: number, of: number) => (Math.imul(i + 7, 2_654_435_761) >>> 8) % of;
const iso = (ms: number) => new Date(ms).toISOString();

const resources = [
  ...range(people, i =>
    patient(`p${i}`, {
      meta: { lastUpdated: iso(begin + scattered(i, people) * day) },
      name: [{ family: `Family${scattered(i, people)}`, given: ['Ann'] }],
      gender: i % 2 > 0 ? 'female' : 'male',
      birthDate: iso(begin - scattered(i, 20_000) * day).slice(0, 10),
    }),
  ),
  ...range(visits, i => {
    const start = begin + scattered(i, visits) * day;
    return encounter(`e${i}`, {
      meta: { lastUpdated: iso(start + day) },
      status: i % 2 > 0 ? 'finished' : 'planned',
      class: { code: i % 400 === 0 ? 'IMP' : 'AMB' },
      subject: { reference: `Patient/p${i % people}` },
      period: { start: iso(start), end: iso(start + 3_600_000) },
    });
  }),
];

const token = (parameter: string, code: string): Condition => ({
  kind: 'token',
  parameter,
  anyOf: [{ code }],
});
const reviewed = (is: boolean): Condition => ({ kind: 'reviewed', is });
const native = (type: string): SortKey[] => {
  const { date, name, reviewable } = definitionOf(type);
  return [...(date ? ['date' as const] : []), ...(name ? ['name' as const] : []), 'updated', 'id'].concat(
    reviewable ? ['reviewTime'] : [],
  ) as SortKey[];
};
const ordersOf = (type: string): readonly (Order & { length: 1 })[] =>
  native(type).flatMap(by => [[{ by, descending: false }], [{ by, descending: true }]] as never[]);

describeCouchbase('plans of a CouchbaseStore', () => {
  const cluster = useCluster();
  let world: World;
  let tenant: Collection;
  beforeAll(async () => {
    const clock = new ManualClock();
    world = new World(clock, await emptyCouchbaseStore(cluster(), clock));
    await world.master(resources);
    tenant = await world.open('t');
    const some = range(20, i => resourceKey('Encounter', `e${i * 7}`));
    await review(tenant, some, reviewedBy('ann', 1_000));
  }, 60_000);
  afterAll(() => world?.dispose());

  async function logOf(run: () => Promise<unknown>): Promise<readonly LogEntry[]> {
    const { log } = cluster().queries!;
    log.length = 0;
    await run();
    return [...log];
  }
  /** Without the statements that count how many a condition finds. */
  const asked = (log: readonly LogEntry[]) => log.filter(({ statement }) => !statement.includes('AS found'));
  const outer = ({ scans }: LogEntry) => scans.filter(({ by }) => by !== 'keys');

  /** What holds for every statement: one index, no primary one; the order's index sorts nothing; waits if it must. */
  function expectSound(
    log: readonly LogEntry[],
    { order, where }: Pick<SearchRequest, 'order' | 'where'>,
  ): void {
    expect(log.length).toBeGreaterThan(0);
    for (const entry of log) {
      expect(entry.error).toBeUndefined();
      const [scan, ...others] = outer(entry);
      expect(others).toEqual([]);
      expect([scan?.by, scan?.indexes.length]).toEqual(['index', 1]);
      expect(indexes.map(({ name }) => name)).toContain(scan!.indexes[0]);
    }
    const [{ by, descending }] = order;
    const listed = orderIndex(by as SortKey, descending);
    const main = asked(log).at(-1)!;
    const isListed = listed.inOrder && outer(main)[0]!.indexes[0] === listed.index;
    // The ids of a list are read by the index of the order by id, but each by itself.
    if (isListed && !where.some(({ kind }) => kind === 'id')) {
      expect([main.statement, main.sorted, main.orderByIndex]).toEqual([main.statement, false, true]);
    }
    const ofReviews =
      by === 'reviewTime' || where.some(({ kind }) => kind.startsWith('reviewed') || kind === 'reviewTime');
    expect(main.consistency).toBe(ofReviews ? 'request_plus' : 'not_bounded');
  }

  describe.each(['Encounter', 'Patient', 'Practitioner', 'Organization', 'Location'])('of %s', type => {
    const { parameters } = definitionOf(type);
    const orders = ordersOf(type);
    const after = { Encounter: resourceKey('Encounter', 'e77'), Patient: resourceKey('Patient', 'p11') }[
      type
    ];
    const onReviews: Condition[] = [
      reviewed(true),
      reviewed(false),
      { kind: 'reviewedBy', anyOf: ['ann'] },
      { kind: 'reviewTime', anyOf: [{ bounds: [{ of: 'low', op: '>=', value: 5 }] }] },
    ];
    const conditions = [
      ...parameters.map(parameter => conditionsOf(parameter).map(([, condition]) => condition)),
      ...onReviews.map(condition => [condition]),
      [{ kind: 'id', anyOf: ['e1', 'p1'] } satisfies Condition],
    ];

    const check = async (where: readonly Condition[], order: Order) => {
      const request = { type, where, order, limit };
      expectSound(await logOf(() => tenant.search(request)), request);
      if (after) expectSound(await logOf(() => tenant.search({ ...request, after })), request);
    };

    it('a condition on each parameter, in every order and direction', async () => {
      for (const [first] of conditions) for (const order of oneOf(3, orders)) await check([first!], order);
    }, 60_000);

    it('with every modifier, in some order', async () => {
      for (const [place, condition] of oneOf(2, conditions.flat()).entries()) {
        await check([condition], orders[place % orders.length]!);
      }
    });

    it('two conditions on any two parameters, in some order', async () => {
      let place = 0;
      for (const [at, [first]] of conditions.entries()) {
        for (const [second] of oneOf(4, conditions.slice(at + 1))) {
          const request = { type, where: [first!, second!], order: orders[place++ % orders.length]!, limit };
          const isNext = after && place % 2 > 0;
          const log = await logOf(() => tenant.search({ ...request, ...(isNext && { after }) }));
          expectSound(log, request);
        }
      }
    }, 60_000);
  });

  /** Entries gone through and documents read, of everything a call asks. */
  const effort = (log: readonly LogEntry[]) => ({
    scanned: log.reduce((sum, { scanned }) => sum + scanned, 0),
    fetched: log.reduce((sum, { fetched }) => sum + fetched, 0),
  });
  const search = (type: string, where: readonly Condition[], order: Order, after?: string) =>
    logOf(() => tenant.search({ type, where, order, limit, ...(after && { after: after as never }) }));
  const inOrder = (['Encounter', 'Patient'] as const).flatMap(type =>
    ordersOf(type)
      .filter(([{ by, descending }]) => orderIndex(by as SortKey, descending).inOrder)
      .map(order => [type, order[0].by as SortKey, order[0].descending, order] as const),
  );
  const latest: Order = [{ by: 'date', descending: true }];

  describe.each(inOrder)('%s by %s, descending %s', (type, by, _descending, order) => {
    const after = type === 'Encounter' ? 'Encounter/e77' : 'Patient/p11';

    it.each([undefined, after])(
      'a page without conditions, behind %s, reads what it shows',
      async position => {
        const log = await search(type, [], order, position);
        expect(log).toHaveLength(1);
        expect(log[0]!.scans[0]).toMatchObject({ covered: true });
        expect(log[0]!.scanned).toBeLessThanOrEqual(limit + 1);
        expect(log[0]).toMatchObject({ fetched: 0, sorted: false });
      },
    );

    it('what is not reviewed is told by the index', async () => {
      if (by === 'id') return;
      await search(type, [reviewed(false)], order);
      const log = asked(await search(type, [reviewed(false)], order));
      expect(log).toHaveLength(1);
      expect(log[0]!.scans[0]).toMatchObject({ covered: true });
      if (by !== 'reviewTime') expect(log[0]!.scanned).toBeLessThanOrEqual(limit + 1 + 20);
    });

    it('one condition that half of all meet stops behind the page', async () => {
      const where = [type === 'Encounter' ? token('status', 'planned') : token('gender', 'male')];
      await search(type, where, order);
      const log = await search(type, where, order, after);
      // How many meet it was counted before.
      expect(log).toHaveLength(1);
      expect(log[0]!.sorted).toBe(false);
      expect(log[0]!.scanned).toBeLessThan(5 * limit);
      expect(log[0]!.fetched).toBe(log[0]!.scanned);
    });

    it('with another key behind it, it stops behind the page, too', async () => {
      const second = {
        by: { parameter: type === 'Encounter' ? 'class' : 'gender', greatest: true },
        descending: true,
      };
      for (const position of [undefined, after]) {
        const log = await search(type, [], [order[0]!, second], position);
        if (by === 'reviewTime') continue; // Most are alike in it: none is reviewed.
        expect(log).toHaveLength(by === 'id' ? 1 : 2);
        expect(effort(log).scanned).toBeLessThanOrEqual(3 * limit);
      }
    });
  });

  it.each<[string, Condition[], number]>([
    ['a rare code', [token('class', 'imp')], 5],
    ['a patient', [{ kind: 'reference', parameter: 'patient', anyOf: ['Patient/p7'] }], 4],
    ['a rare code and a frequent one', [token('status', 'planned'), token('class', 'imp')], 5],
    ['some ids', [{ kind: 'id', anyOf: ['e1', 'e2', 'nobody'] }], 2],
    ['a reviewer', [{ kind: 'reviewedBy', anyOf: ['ann'] }], 20],
    [
      'a time of review',
      [{ kind: 'reviewTime', anyOf: [{ bounds: [{ of: 'low', op: '>=', value: 1_000 }] }] }],
      20,
    ],
    ['what is reviewed', [reviewed(true)], 20],
    [
      'a chain to few',
      [{ kind: 'chain', parameter: 'patient', type: 'Patient', where: [{ kind: 'id', anyOf: ['p7'] }] }],
      5,
    ],
  ])('%s reads what it finds', async (_name, where, most) => {
    const orders: Order[] = [
      latest,
      [{ by: 'id', descending: true }],
      [{ by: 'reviewTime', descending: false }],
      [{ by: { parameter: 'class', greatest: false }, descending: false }],
      [...latest, { by: { parameter: 'class', greatest: true }, descending: true }],
    ];
    for (const order of orders) {
      const log = await search('Encounter', where, order);
      expect(asked(log).reduce((sum, { scanned }) => sum + scanned, 0)).toBeLessThanOrEqual(most);
    }
    const counted = await logOf(() => tenant.count({ type: 'Encounter', where }));
    expect(asked(counted).reduce((sum, { scanned }) => sum + scanned, 0)).toBeLessThanOrEqual(most);
  });

  it('a day is found in the index of ranges', async () => {
    const where = [during(begin + 100 * day, begin + 101 * day)];
    const log = await search('Encounter', where, [{ by: 'id', descending: false }]);
    expect(asked(log)[0]!.fetched).toBeLessThanOrEqual(3);
  });

  it.each([undefined, 'Encounter/e77'])(
    'what began before a day, latest first, begins there, behind %s',
    async after => {
      const ends = [500 * day, 501 * day].map(
        (of): Condition => ({
          ...{ kind: 'date', parameter: 'date' },
          // As `lt` and `le` are: alternatives, of which each bounds the beginning.
          anyOf: [
            { bounds: [{ of: 'low', op: '<', value: begin + of }] },
            { bounds: [{ of: 'low', op: '<=', value: begin + of - day }] },
          ],
        }),
      );
      const second = { by: { parameter: 'class', greatest: true }, descending: true };
      for (const order of [latest, [...latest, second] as unknown as Order]) {
        await search('Encounter', ends, order, after);
        const log = await search('Encounter', ends, order, after);
        expect(effort(log).scanned).toBeLessThanOrEqual(2 * (limit + 2));
      }
    },
  );

  it('how many a span of several alternatives finds is counted without a document', async () => {
    const anyOf = [1, 2].map(n => ({
      bounds: [{ of: 'low', op: '>=', value: begin + n * 700 * day } as const],
    }));
    const log = await search('Encounter', [{ kind: 'date', parameter: 'date', anyOf }], latest);
    const counted = log.filter(entry => !asked(log).includes(entry));
    expect(counted.map(({ fetched }) => fetched)).toEqual([0]);
  });

  it.each<[string, Condition[]]>([
    ['of a frequent code', [token('status', 'planned')]],
    ['of a date', [during(begin, begin + 500 * day)]],
    ['of what is not reviewed', [reviewed(false)]],
    ['of what is reviewed', [reviewed(true)]],
  ])('a count %s reads no document', async (_name, where) => {
    const log = await logOf(() => tenant.count({ type: 'Encounter', where }));
    expect(log).toHaveLength(1);
    expect(log[0]!.fetched).toBe(0);
    const waits = where[0]!.kind === 'reviewed';
    expect(log[0]!.consistency).toBe(waits ? 'request_plus' : 'not_bounded');
  });

  it('a count of everything asks nothing', async () => {
    expect(await logOf(() => tenant.count({ type: 'Encounter', where: [] }))).toEqual([]);
  });

  it('what refers to fifty patients is one statement, and so are its counts', async () => {
    const patients = range(50, i => resourceKey('Patient', `p${i}`));
    const request = { type: 'Encounter', where: [], order: latest, limit };
    const worklist = { ...request, where: [reviewed(false)] };
    for (const asked of [request, worklist]) {
      const pages = await logOf(() => tenant.searchByReference(asked, 'patient', patients));
      const counts = await logOf(() => tenant.countByReference(asked, 'patient', patients));
      for (const log of [pages, counts]) {
        expect(log).toHaveLength(1);
        expect(log[0]!.scans.map(({ by, indexes }) => [by, ...indexes])).toEqual([['index', 'by_term']]);
        expect(log[0]!.scanned).toBe((50 * visits) / people);
        expect(log[0]!.consistency).toBe(asked === worklist ? 'request_plus' : 'not_bounded');
      }
    }
  });
});
