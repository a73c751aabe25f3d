import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resourceKey } from '../../../src/core/ids.ts';
import { definitionOf, definitions } from '../../../src/fhir/registry.ts';
import type { Condition, Order, SortKey } from '../../../src/fhir/search.ts';
import { compile } from '../../../src/store/couchbase/conditions.ts';
import * as copying from '../../../src/store/couchbase/copy-statements.ts';
import { indexes } from '../../../src/store/couchbase/indexes.ts';
import { ordering } from '../../../src/store/couchbase/orders.ts';
import * as searcher from '../../../src/store/couchbase/searcher.ts';
import { oneOf, type Sql, type Statement, sql, toStatement } from '../../../src/store/couchbase/sql.ts';
import { anyCharacter } from '../../support/any-character.ts';
import { encounter, patient } from '../../support/store-resources.ts';
import { encounterConditions, ordersOf, patientConditions } from '../../support/store-searches.ts';
import { collection, conditionsOf, countOf, readable, searchOf } from './statements.ts';

const golden = (name: string) => `./golden/${name}.sql`;
const write = (statements: readonly (readonly [string, Statement])[]) =>
  statements.map(([title, statement]) => readable(title, statement)).join('\n');

describe('statements, as they are sent', () => {
  for (const { type, parameters } of definitions) {
    it(`for every search parameter of ${type}`, async () => {
      const statements = parameters.flatMap(parameter =>
        conditionsOf(parameter).map(
          ([title, condition]) => [title, searchOf({ type, where: [condition] })] as const,
        ),
      );
      await expect(write(statements)).toMatchFileSnapshot(golden(type));
    });
  }

  it('for every order, its first page and the next', async () => {
    const behind = { Encounter: encounter('e7'), Patient: patient('p7') };
    const statements = Object.entries(behind).flatMap(([type, resource]) =>
      ordersFor(type).flatMap(
        ([title, order]) =>
          [
            [`${type} by ${title}`, searchOf({ type, order })],
            [`${type} by ${title}, behind ${resource.id}`, searchOf({ type, order, behind: resource })],
          ] as const,
      ),
    );
    await expect(write(statements)).toMatchFileSnapshot(golden('orders'));
  });

  it('for conditions together: by the rarest, or in the order until the page is full', async () => {
    const where: Condition[] = [
      { kind: 'token', parameter: 'status', anyOf: [{ code: 'finished' }] },
      { kind: 'reference', parameter: 'patient', anyOf: ['Patient/1'] },
      { kind: 'reviewed', is: false },
    ];
    const order: Order = [{ by: 'date', descending: true }];
    const behind = encounter('e7');
    const question = { type: 'Encounter', where, order, behind };
    const statements = [
      [
        'few refer to the patient',
        searchOf({ ...question, estimates: [60_000, 12, Number.POSITIVE_INFINITY] }),
      ],
      ['many do', searchOf({ ...question, estimates: [60_000, 50_000, Number.POSITIVE_INFINITY] })],
      ['a count', countOf(question)],
    ] as const;
    await expect(write(statements)).toMatchFileSnapshot(golden('together'));
  });

  it('for reverse look-ups, copies, refreshes, and indexes', async () => {
    const keys = [resourceKey('Encounter', '1'), resourceKey('Patient', '2')];
    const terms = ['Encounter.patient>Patient/1', 'Encounter.patient>Patient/2'];
    const definition = definitionOf('Encounter');
    const order = ordering(definition, definition.defaultOrder, undefined);
    const reviewed = compile({ definition, collection, alias: sql`d` }, { kind: 'reviewed', is: true });
    const master = '_default';
    const pieces: [string, Sql][] = [
      ['reverse look-up', searcher.referringStatement(collection, terms, [reviewed], order, 5_001)],
      ['counts of a reverse look-up', searcher.countReferringStatement(collection, terms, [])],
      ['how many are reviewed', searcher.countReviewedStatement(collection, 'Encounter')],
      ['how many a condition finds', searcher.estimateStatement(collection, reviewedTerm(), 100_000)],
      ['keys behind a key', copying.keysAfter(master, 'Encounter/1', 500)],
      ['copy', copying.copyDocuments(master, collection, keys)],
      ['what a tenant has not, or otherwise', copying.departures(master, collection, keys)],
      ['which are there', copying.presentKeys(master, keys)],
      ['replace', copying.replaceDocuments(master, collection, keys)],
      ['delete', copying.deleteDocuments(collection, keys)],
      ['members of a compartment', copying.keysWithTerms(master, oneOf(terms))],
      ['how many of a type', copying.countOfType(collection, 'Encounter')],
      ...copying
        .countsInIndexes(collection)
        .map((count, place): [string, Sql] => [`how many an index has, ${place + 1}`, count]),
      ...copying
        .createIndexes(collection)
        .map((create, place): [string, Sql] => [indexes[place]!.purpose, create]),
      ['build them', copying.buildIndexes(collection)],
      ['their states', copying.indexStates('fhir', collection)],
      ['those of the default collection', copying.indexStates('fhir', master)],
    ];
    const statements = pieces.map(([title, piece]) => [title, toStatement(piece)] as const);
    await expect(write(statements)).toMatchFileSnapshot(golden('copies'));
  });
});

describe('a statement', () => {
  const hostile = fc.oneof(
    fc.constantFrom(
      ...['x" OR TRUE', "'; DROP COLLECTION x; --", '`', '$p1', '\\', '/* */', 'END', '\0', '%s', '\u2028'],
    ),
    fc.string({ unit: anyCharacter, maxLength: 20 }),
  );
  const order: Order = [{ by: 'id', descending: false }];

  it('property: has no value of a user in its text', () => {
    const conditions = fc.oneof(
      hostile.map((code): Condition => ({ kind: 'token', parameter: 'status', anyOf: [{ code }] })),
      hostile.map((system): Condition => ({ kind: 'token', parameter: 'class', anyOf: [{ system }] })),
      hostile.map((text): Condition => ({ kind: 'text', parameter: 'type', anyOf: [`a${text}`] })),
      hostile.map((value): Condition => ({ kind: 'reference', parameter: 'patient', anyOf: [value, 'x'] })),
      hostile.map((value): Condition => ({ kind: 'id', anyOf: [value] })),
      hostile.map((value): Condition => ({ kind: 'reviewedBy', anyOf: [value] })),
      hostile.map(
        (value): Condition => ({ kind: 'uri', parameter: '_source', match: 'below', anyOf: [value] }),
      ),
      hostile.map(
        (value): Condition => ({
          ...{ kind: 'chain', parameter: 'patient', type: 'Patient' },
          where: [{ kind: 'string', parameter: 'name', match: 'contains', anyOf: [`a${value}`] }],
        }),
      ),
    );
    fc.assert(
      fc.property(fc.array(conditions, { maxLength: 4 }), hostile, (where, id) => {
        const benign = where.map(condition => emptied(condition));
        const behind = encounter(id, { period: { start: '2024' } });
        const shape = (of: readonly Condition[], resource: typeof behind) =>
          searchOf({ type: 'Encounter', where: of, order, behind: resource }).text;
        // The text is that of the same question about something else.
        expect(shape(where, behind)).toBe(shape(benign, encounter('e')));
      }),
      { numRuns: 500 },
    );
  });

  it('property: reads by one index of the table, whatever is asked', () => {
    const names = new Set<string>(indexes.map(({ name }) => name));
    const asked = fc.oneof(
      fc.record({ type: fc.constant('Encounter'), where: encounterConditions, order: ordersOf('Encounter') }),
      fc.record({ type: fc.constant('Patient'), where: patientConditions, order: ordersOf('Patient') }),
    );
    fc.assert(
      fc.property(asked, fc.array(fc.nat(100_000), { minLength: 8, maxLength: 8 }), (question, estimates) => {
        for (const { text } of [searchOf({ ...question, estimates }), countOf(question)]) {
          const [outer] = text.split('EXISTS');
          const hints = [...outer!.matchAll(/USE INDEX \(`(\w+)` USING GSI\)/g)].map(([, name]) => name!);
          expect(hints).toHaveLength(1);
          expect(names).toContain(hints[0]);
          // Only what finds by an array index is written so that the database reads it.
          const reads = outer!.split(/ANY [tr] IN/).length - 1;
          expect(reads).toBe(hints[0] === 'by_term' || hints[0] === 'by_range' ? 1 : 0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes a name of ours for nothing else than a name', () => {
    for (const wrong of ['', 'a b', 'a`b', 'é', 'a'.repeat(252)]) {
      expect(() => copying.countOfType(wrong, 'Encounter')).toThrow('Not a name');
    }
  });

  it('is the same text for one value and another, and for lists of any length', () => {
    const ids = (n: number): Condition => ({
      ...{ kind: 'reference', parameter: 'patient' },
      anyOf: Array.from({ length: n }, (_, i) => `Patient/${i}`),
    });
    expect(searchOf({ type: 'Encounter', where: [ids(2)] }).text).toBe(
      searchOf({ type: 'Encounter', where: [ids(90)] }).text,
    );
  });
});

function reviewedTerm() {
  const definition = definitionOf('Encounter');
  const condition: Condition = { kind: 'token', parameter: 'status', anyOf: [{ code: 'finished' }] };
  return compile({ definition, collection, alias: sql`d` }, condition).found!;
}

/** The same condition with other values. */
function emptied(condition: Condition): Condition {
  return JSON.parse(JSON.stringify(condition), (name, value) =>
    name === 'anyOf'
      ? (value as unknown[]).map(one =>
          typeof one === 'string'
            ? 'a'
            : Object.fromEntries(Object.keys(one as object).map(key => [key, 'a'])),
        )
      : value,
  ) as Condition;
}

const native: readonly SortKey[] = ['date', 'name', 'updated', 'reviewTime', 'id'];

function ordersFor(type: string): readonly [string, Order][] {
  const [first, second] = definitionOf(type).parameters;
  return [
    ...native.flatMap((by): [string, Order][] => [
      [by, [{ by, descending: false }]],
      [`${by}, descending`, [{ by, descending: true }]],
    ]),
    [
      'date, then id descending',
      [
        { by: 'date', descending: false },
        { by: 'id', descending: true },
      ],
    ],
    [
      `${first!.name} and ${second!.name}`,
      [
        { by: { parameter: first!.name, greatest: false }, descending: false },
        { by: { parameter: second!.name, greatest: true }, descending: true },
      ],
    ],
  ];
}
