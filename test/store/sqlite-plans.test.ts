import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { resourceKey } from '../../src/core/ids.ts';
import type { Condition, SortKey } from '../../src/fhir/search.ts';
import type { Collection } from '../../src/store/port.ts';
import { defaultTuning, type SearchTuning } from '../../src/store/sqlite/tuning.ts';
import { ManualClock } from '../support/clock.ts';
import { encounter, patient, range } from '../support/store-resources.ts';
import { during } from '../support/store-searches.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { review, World } from '../support/store-world.ts';

const token = (parameter: string, code: string, system?: string): Condition => ({
  kind: 'token',
  parameter,
  anyOf: [{ code, ...(system !== undefined && { system }) }],
});
const prefix = (parameter: string, text: string): Condition => ({
  ...{ kind: 'string', parameter, match: 'prefix', anyOf: [text] },
});
const reference = (parameter: string, key: string): Condition => ({
  ...{ kind: 'reference', parameter, anyOf: [key] },
});

/** One of each kind, rare and frequent. */
const onEncounters: Readonly<Record<string, Condition>> = {
  'a frequent code': token('status', 'finished'),
  'a rare code': token('class', 'imp'),
  'a code of a system': token('type', 'c3', 'urn:t'),
  'one of several codes': { kind: 'token', parameter: 'type', anyOf: [{ code: 'c1' }, { code: 'c2' }] },
  'any code of a system': { kind: 'token', parameter: 'type', anyOf: [{ system: 'urn:t' }] },
  'a patient': reference('patient', 'Patient/p1'),
  'a practitioner of many': reference('practitioner', 'Practitioner/d1'),
  'a few days': during(Date.UTC(2023, 0, 12), Date.UTC(2023, 0, 13)),
  'before a day': during(Number.NEGATIVE_INFINITY, Date.UTC(2023, 0, 15)),
  'from a day on': during(Date.UTC(2023, 0, 15), Number.POSITIVE_INFINITY),
  'a length': {
    kind: 'quantity',
    parameter: 'length',
    anyOf: [{ bounds: [{ of: 'low', op: '>', value: 30 }] }],
  },
  'a profile': { kind: 'uri', parameter: '_profile', match: 'exact', anyOf: ['urn:p'] },
  'not reviewed': { kind: 'reviewed', is: false },
};
const onPatients: Readonly<Record<string, Condition>> = {
  'the beginning of a family name': prefix('family', 'zo'),
  'the beginning of any name': prefix('name', 'a'),
  'an exact name': { kind: 'string', parameter: 'family', match: 'exact', anyOf: ['Zo1'] },
  'an identifier': token('identifier', '7', 'urn:mrn'),
  'a gender': token('gender', 'female'),
  'a year of birth': during(Date.UTC(1980, 0), Date.UTC(1981, 0), 'birthdate'),
};

const searches = (type: string, conditions: Readonly<Record<string, Condition>>, ...orders: SortKey[]) => {
  const named = Object.entries(conditions);
  const alone = named.map(([name, condition]) => [name, [condition]] as const);
  const pairs = named.flatMap(([a, first], place) =>
    named.slice(place + 1).map(([b, second]) => [`${a} and ${b}`, [first, second]] as const),
  );
  return orders.flatMap(by =>
    [['nothing', []] as const, ...alone, ...pairs].map(([name, where]) => ({ type, by, name, where })),
  );
};

/** Sizes at which a few hundred resources are searched as a million are otherwise. */
const asIfLarge: SearchTuning = { ...defaultTuning, sortableRows: 8, frequentShare: 1 / 3 };

describe.each([
  ['few resources', defaultTuning],
  ['many resources', asIfLarge],
])('with %s', (_size, tuning) => {
  let world: World;
  let folder = '';
  let tenant: Collection;
  beforeAll(async () => {
    const clock = new ManualClock();
    const made = await temporarySqliteStore(clock, tuning);
    folder = made.folder;
    world = new World(clock, made);
    await world.master(plenty());
    tenant = await world.open('t');
    await review(
      tenant,
      range(40, i => resourceKey('Encounter', `e${i * 3}`)),
    );
  });
  afterAll(() => world.dispose());

  it.each([
    ...searches('Encounter', onEncounters, 'date', 'updated', 'id'),
    ...searches('Patient', onPatients, 'date', 'name', 'updated', 'id'),
  ])('$type by $name, in the order of $by, scans no table', async ({ type, by, where }) => {
    const after = resourceKey(type, type === 'Encounter' ? 'e77' : 'p11');
    const requests = [false, true].flatMap(descending => {
      const request = { type, where, order: [{ by, descending }] as const, limit: 5 };
      return [request, { ...request, after }];
    });
    const texts = await statementsOf(...requests.map(request => () => tenant.search(request)));
    expect(planOf(...texts).filter(scansTable)).toEqual([]);
    // What is sorted was counted before: a list of few, or a bucket that is not kept in order.
    const sorting = texts.filter(text => planOf(text).some(step => step.includes('B-TREE FOR ORDER BY')));
    expect(sorting.filter(text => !text.includes('SELECT DISTINCT rid FROM ('))).toEqual([]);
  });

  it.each(['date', 'updated', 'id', 'reviewTime'] as const)(
    'everything in the order of %s is read as an index has it, documents with it',
    async by => {
      for (const descending of [false, true]) {
        const request = { type: 'Encounter', where: [], order: [{ by, descending }] as const, limit: 5 };
        const behind = { ...request, after: resourceKey('Encounter', 'e77') };
        const steps = planOf(
          ...(await statementsOf(...[request, behind].map(each => () => tenant.search(each)))),
        );
        expect(steps.filter(step => step.includes('B-TREE'))).toEqual([]);
      }
    },
  );

  const latest = {
    type: 'Encounter',
    where: [],
    order: [{ by: 'date', descending: true }],
    limit: 5,
  } as const;
  const patients = range(50, i => resourceKey('Patient', `p${i}`));
  it.each<[string, () => Promise<unknown>]>([
    ['the encounters of many patients', () => tenant.searchByReference(latest, 'patient', patients)],
    [
      'those not reviewed',
      () =>
        tenant.searchByReference(
          { ...latest, where: [{ kind: 'reviewed', is: false }] },
          'patient',
          patients,
        ),
    ],
    ['their counts', () => tenant.countByReference(latest, 'patient', patients)],
    ['resources by key', async () => tenant.get(patients)],
    ['review states by key', () => tenant.reviewStates(patients)],
  ])('%s: scans no table', async (_name, run) => {
    expect(planOf(...(await statementsOf(run))).filter(scansTable)).toEqual([]);
  });

  /** All statements that run: all are prepared anew. */
  async function statementsOf(...runs: readonly (() => Promise<unknown>)[]): Promise<readonly string[]> {
    await world.reopen();
    tenant = await world.open('t');
    const prepared = vi.spyOn(DatabaseSync.prototype, 'prepare');
    for (const run of runs) await run();
    const texts = new Set(prepared.mock.calls.map(([text]) => text));
    prepared.mockRestore();
    expect(texts.size).toBeGreaterThan(0);
    return [...texts];
  }

  function planOf(...texts: readonly string[]): string[] {
    return explain(join(folder, 'tenants', 't.db'), ...texts);
  }
});

describe('what carries a search over many resources', () => {
  const cases: readonly [string, Condition[], SortKey, RegExp][] = [
    [
      'postings in order',
      [token('type', 'c3')],
      'updated',
      /o USING PRIMARY KEY \(term=\? AND \(sort,rid\)</,
    ],
    [
      'those of several terms',
      [onEncounters['one of several codes']!],
      'id',
      /o USING PRIMARY KEY \(term=\? AND \(sort,rid\)</,
    ],
    [
      'bits, for two conditions',
      [token('type', 'c3'), reference('practitioner', 'Practitioner/d1')],
      'updated',
      /SEARCH p USING PRIMARY KEY \(term=\?\)/,
    ],
    [
      'spans, for dates in their own order',
      [onEncounters['before a day']!],
      'date',
      /i USING (COVERING )?INDEX Encounter.date by low \(<expr>=\? AND \(low,rid\)/,
    ],
    [
      'the order itself',
      [token('status', 'finished')],
      'date',
      /r USING (COVERING )?INDEX Encounter by date \(\(date,rid\)/,
    ],
    [
      'the order of those not reviewed',
      [{ kind: 'reviewed', is: false }],
      'date',
      /r USING (COVERING )?INDEX Encounter by reviewed, date \(reviewed=\? AND \(date,rid\)/,
    ],
  ];
  it.each(cases)('%s', async (_name, where, by, step) => {
    const clock = new ManualClock();
    const made = await temporarySqliteStore(clock, asIfLarge);
    const world = new World(clock, made);
    await world.master(plenty());
    const tenant = await world.open('t');
    const prepared = vi.spyOn(DatabaseSync.prototype, 'prepare');
    const after = resourceKey('Encounter', 'e77');
    await tenant.search({ type: 'Encounter', where, order: [{ by, descending: true }], limit: 20, after });
    const texts = prepared.mock.calls.map(([text]) => text);
    prepared.mockRestore();
    const steps = explain(join(made.folder, 'tenants', 't.db'), ...texts);
    expect(steps.join('\n')).toMatch(step);
    await world.dispose();
  });
});

function plenty() {
  return [
    ...range(60, i =>
      patient(`p${i}`, {
        name: [{ family: `Zo${i}`, given: [i % 2 > 0 ? 'Ann' : 'Bob'] }],
        identifier: [{ system: 'urn:mrn', value: `${i}` }],
        gender: i % 2 > 0 ? 'female' : 'male',
        birthDate: `${1970 + (i % 30)}-05`,
      }),
    ),
    ...range(300, i =>
      encounter(`e${i}`, {
        meta: {
          lastUpdated: `2024-01-01T00:00:${String(i % 60).padStart(2, '0')}Z`,
          ...(i % 9 === 0 && { profile: ['urn:p'] }),
        },
        class: { code: i === 9 ? 'IMP' : 'AMB' },
        type: [{ coding: [{ system: 'urn:t', code: `C${i % 5}` }] }],
        subject: { reference: `Patient/p${i % 60}` },
        participant: [{ individual: { reference: `Practitioner/d${i % 4}` } }],
        period: { start: `2023-01-${10 + (i % 20)}` },
        length: { value: i % 60, code: 'min' },
      }),
    ),
  ];
}

/**
 * Reading an index in its order, up to a limit, is no scan; nor is walking over what a statement has made itself
 * (`d`, `s`, subqueries), or over the list it was given.
 */
function scansTable(step: string): boolean {
  return (
    step.startsWith('SCAN ') &&
    !/ USING | VIRTUAL TABLE |CONSTANT ROW|^SCAN ([ds]|\(subquery-\d+\))$/.test(step)
  );
}

function explain(path: string, ...texts: readonly string[]): string[] {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return texts.flatMap(text => {
      const unbound = database.prepare(`EXPLAIN QUERY PLAN ${text}`);
      const marks = text.split('?').length - 1;
      return unbound.all(...range(marks, () => '[]')).map(row => row.detail as string);
    });
  } finally {
    database.close();
  }
}
