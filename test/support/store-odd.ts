import fc from 'fast-check';
import type { Condition, Order, RangeTest, SortBy } from '../../src/fhir/search.ts';
import type { Resource } from '../../src/fhir/types.ts';
import { fold, foldCode } from '../../src/fhir/values.ts';
import { encounter, patient, practitioner, range } from './store-resources.ts';

const long = 'Long '.repeat(150);

/** Texts that begin alike, are empty, end in whatever character there is, or mean something to a query language. */
const texts = [
  ...[
    'a',
    'ab',
    'abc',
    'Ab',
    'b',
    'a\0b',
    'a\0',
    '\0',
    'a\u0001b',
    'a\uffffb',
    'a\u{10FFFF}b',
    'a\u{10FFFF}',
  ],
  ...[
    '😀',
    '😀😀',
    '\ue000',
    '\ud7ff',
    '\ud800',
    'Ann\ud800',
    'Ångström',
    'A\u030angstro\u0308m',
    '山田',
    'ß',
  ],
  ...[
    'a|b',
    '|',
    'a%b',
    '%',
    '%7C',
    'a_b',
    '_',
    'a*',
    '\\',
    '\\|',
    '"',
    "o'neil",
    '`',
    '$p1',
    '/*',
    '--',
    '#',
    '~',
  ],
  ...[' a  b ', 'null', 'true', '0', '{}', '[]', 'x/y', 'x/', 'x'],
  ...[
    long,
    `${long}a`,
    `${long}b`,
    `${'😀'.repeat(305)}end`,
    `x${'😀'.repeat(305)}end`,
    `Needle ${long}`,
    `${long}needle`,
  ],
];
const at = (i: number, step = 1) => texts[(i * step) % texts.length]!;

/** What lists are ordered by is not told apart behind 600 characters. */
const start = (i: number) => at(i).slice(0, 250);

const dates = [
  ...['2023', '2023-03', '2023-03-01', '2023-03-01T00:00:00Z', '2023-03-01T00:00:00+02:00', '2023-03-02'],
  ...['0001', '9999-12-31', '1969-12-31T23:59:59.999Z', '1970-01-01', '2023-03-01T08:30', 'x'],
];
const date = (i: number) => dates[i % dates.length];
const amounts = [0, -0, -1, 1.5, 1e308, -1e308, 5e-324, 1e21];
const comparators = [undefined, '<', '>=', undefined];

/** Ids of which some differ by case alone, or begin alike. */
const idOf = (i: number) => `${['a', 'A', 'a-', 'a.', 'Z'][i % 5]}${Math.floor(i / 5)}`;

function person(i: number, seed: number): Resource {
  const url = (text: string) => `urn:${text}`;
  return patient(idOf(i), {
    meta: {
      ...(i % 3 > 0 && { lastUpdated: date(i + seed) }),
      profile: [url(at(i, 7)), url(`${at(i, 7)}/b`)],
    },
    name: [
      ...(i % 7 > 0 ? [{ family: start(i + seed), given: [start(3 * i), start(5 * i)] }] : []),
      ...range(i % 4, n => ({ family: at(i + n, 11), text: at(i, 13) })),
    ],
    identifier: range(i % 5, n => ({ ...(n !== 1 && { system: at(i + n, 5) }), value: at(i + n + seed, 3) })),
    generalPractitioner: [{ reference: url(at(i)), identifier: { system: at(i, 3), value: at(i, 5) } }],
    ...(i % 4 > 0 && { birthDate: date(i + seed) }),
    gender: i % 2 > 0 ? 'female' : 'male',
  });
}

function visit(i: number, seed: number): Resource {
  const period = { ...(i % 3 > 0 && { start: date(i) }), ...(i % 4 > 0 && { end: date(i + seed + 1) }) };
  return encounter(idOf(i), {
    meta: { lastUpdated: date(i % 2) },
    class: { ...(i % 2 > 0 && { system: at(i, 3) }), code: at(i + seed) },
    type: [
      { text: at(i, 5), coding: range(i % 6, n => ({ system: at(n), code: at(i + n), display: at(n, 7) })) },
    ],
    ...(i % 5 > 0 && { period }),
    location: range(i % 4, n => ({ location: { reference: 'Location/1' }, period: { start: date(i + n) } })),
    length: {
      ...{ value: amounts[i % amounts.length], comparator: comparators[i % 4], code: at(i), unit: at(i, 3) },
      ...(i % 2 > 0 && { system: at(i, 5) }),
    },
    subject: { reference: `Patient/${idOf(i % 12)}` },
    participant: range(i % 9, n => ({ individual: { reference: `Practitioner/${idOf(n)}` } })),
  });
}

/** People and visits with one oddity each; those of another `seed` have the same ids and partly other content. */
export function oddCommunity(seed = 0): Resource[] {
  return [
    ...range(70, i => person(i, seed)),
    ...range(70, i => visit(i, seed)),
    ...range(8, i => practitioner(idOf(i), { name: [{ text: at(i) }] })),
  ];
}

/** Searches are well-formed, and so is what they are compared with. */
const anyText = fc
  .constantFrom(...texts, '', 'ann', 'needle', long.slice(0, 80))
  .map(text => text.toWellFormed());
const some = <Value>(one: fc.Arbitrary<Value>) => fc.array(one, { minLength: 1, maxLength: 3 });
const tokenTest = fc.oneof(
  anyText.map(text => ({ code: foldCode(text) })),
  anyText.map(system => ({ system })),
  fc.tuple(anyText, anyText).map(([system, code]) => ({ system, code: foldCode(code) })),
);
const infinite = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
const rangeTests = (...values: readonly number[]): fc.Arbitrary<RangeTest[]> => {
  const bound = fc.record({
    of: fc.constantFrom('low', 'high'),
    op: fc.constantFrom('<', '<=', '>', '>='),
    value: fc.constantFrom(...values),
  });
  return some(fc.array(bound, { maxLength: 3 }).map(bounds => ({ bounds })));
};
const timeTests = rangeTests(0, 5e12, ...dates.map(one => Date.parse(one)).filter(Number.isFinite));

const token = (parameter: string) =>
  some(tokenTest).map((anyOf): Condition => ({ kind: 'token', parameter, anyOf }));
const spans = (parameter: string) =>
  timeTests.map((anyOf): Condition => ({ kind: 'date', parameter, anyOf }));
const string = (parameter: string): fc.Arbitrary<Condition> =>
  fc.record({
    kind: fc.constant('string'),
    parameter: fc.constant(parameter),
    // Texts without a sound are not found by `exact` in large collections of the embedded store.
    match: fc.constantFrom('prefix', 'contains', parameter === 'phonetic' ? 'prefix' : 'exact'),
    anyOf: some(anyText),
  });
const reference = (parameter: string, type: string) =>
  some(fc.nat(14)).map(
    (places): Condition => ({ kind: 'reference', parameter, anyOf: places.map(i => `${type}/${idOf(i)}`) }),
  );
const missing = (...parameters: string[]): fc.Arbitrary<Condition> =>
  fc.record({ kind: fc.constant('missing'), parameter: fc.constantFrom(...parameters), is: fc.boolean() });

const onEverything: readonly fc.Arbitrary<Condition>[] = [
  fc.boolean().map(is => ({ kind: 'reviewed', is })),
  fc.oneof(timeTests, fc.constant([])).map(anyOf => ({ kind: 'reviewTime', anyOf })),
  some(anyText).map(anyOf => ({ kind: 'reviewedBy', anyOf })),
  some(fc.nat(80)).map(places => ({ kind: 'id', anyOf: places.map(idOf) })),
  some(anyText).chain(given =>
    fc.constantFrom('exact' as const, 'below' as const).map(match => ({
      ...{ kind: 'uri', parameter: '_profile', match },
      anyOf: given.map(text => `urn:${text}`),
    })),
  ),
  spans('_lastUpdated'),
];

const ofPatients: readonly fc.Arbitrary<Condition>[] = [
  ...['name', 'family', 'given', 'phonetic'].map(string),
  token('identifier'),
  spans('birthdate'),
  some(anyText).map(given => ({
    ...{ kind: 'reference', parameter: 'general-practitioner' },
    anyOf: given.map(text => `urn:${text}`),
  })),
  some(tokenTest).map(anyOf => ({ kind: 'identifier', parameter: 'general-practitioner', anyOf })),
  missing('name', 'identifier', 'birthdate', 'address'),
];

const ofEncounters: readonly fc.Arbitrary<Condition>[] = [
  token('class'),
  token('type'),
  some(anyText).map(given => ({ kind: 'text', parameter: 'type', anyOf: given.map(fold) })),
  spans('date'),
  spans('location-period'),
  reference('patient', 'Patient'),
  reference('practitioner', 'Practitioner'),
  rangeTests(0.5, ...amounts, ...infinite).chain(tests =>
    fc.option(tokenTest, { nil: {} }).map(unit => ({
      ...{ kind: 'quantity', parameter: 'length' },
      anyOf: tests.map(test => ({ ...test, ...unit })),
    })),
  ),
  missing('date', 'length', 'location', 'practitioner'),
  fc
    .array(fc.oneof(...ofPatients, ...onEverything), { minLength: 1, maxLength: 2 })
    .map(where => ({ kind: 'chain', parameter: 'subject', type: 'Patient', where })),
];

const native = ['date', 'name', 'updated', 'reviewTime', 'id'] as const;
const sorted = {
  Patient: ['name', 'family', 'identifier', 'birthdate', '_profile', 'general-practitioner', 'phonetic'],
  Encounter: ['class', 'type', 'date', 'length', 'location-period', 'practitioner', '_lastUpdated'],
} as const;

export interface OddSearch {
  readonly type: string;
  readonly where: readonly Condition[];
  readonly order: Order;
}

const searchOf = (type: keyof typeof sorted, kinds: readonly fc.Arbitrary<Condition>[]) => {
  const plain = fc.oneof(...kinds, ...onEverything);
  const negated = plain.map((condition): Condition => ({ kind: 'not', condition }));
  const by: fc.Arbitrary<SortBy['by']> = fc.oneof(
    fc.constantFrom(...native.filter(key => key !== 'name' || type === 'Patient')),
    fc.record({ parameter: fc.constantFrom(...sorted[type]), greatest: fc.boolean() }),
  );
  const key = fc.record({ by, descending: fc.boolean() });
  return fc.record({
    type: fc.constant(type),
    where: fc.array(fc.oneof({ weight: 5, arbitrary: plain }, { weight: 1, arbitrary: negated }), {
      maxLength: 3,
    }),
    order: fc.array(key, { minLength: 1, maxLength: 3 }) as unknown as fc.Arbitrary<Order>,
  });
};

/** Searches of `oddCommunity()`, of which about half find something. */
export const oddSearches: fc.Arbitrary<OddSearch> = fc.oneof(
  searchOf('Patient', ofPatients),
  searchOf('Encounter', ofEncounters),
);
