import fc from 'fast-check';
import { parseDate } from '../../src/fhir/dates.ts';
import type { Bound, Condition, Order, RangeTest, SortBy, TokenTest } from '../../src/fhir/search.ts';
import { range } from './store-resources.ts';

const native = ['date', 'name', 'updated', 'reviewTime', 'id'] as const;

/** Those of encounters that a collection has indexes for. */
export const orders: readonly Order[] = native
  .filter(by => by !== 'name')
  .flatMap(by => [[{ by, descending: false }], [{ by, descending: true }]] satisfies Order[]);

const sortable = {
  Encounter: ['status', 'type', 'date', 'patient', 'length', 'location-period', '_lastUpdated', '_profile'],
  Patient: ['identifier', 'family', 'given', 'birthdate', 'gender', 'general-practitioner', 'phonetic'],
} as const;

/** Any order there is: of one key with an index, or of several, or by a parameter. */
export function ordersOf(type: keyof typeof sortable): fc.Arbitrary<Order> {
  const keys = native.filter(by => by !== 'name' || type === 'Patient');
  const by: fc.Arbitrary<SortBy['by']> = fc.oneof(
    fc.constantFrom(...keys),
    fc.record({ parameter: fc.constantFrom(...sortable[type]), greatest: fc.boolean() }),
  );
  const key = fc.record({ by, descending: fc.boolean() });
  return fc.oneof(
    fc.record({ by: fc.constantFrom(...keys), descending: fc.boolean() }).map((one): Order => [one]),
    fc.array(key, { minLength: 1, maxLength: 3 }) as unknown as fc.Arbitrary<Order>,
  );
}

/** Overlaps the span. */
export function during(low: number, high: number, parameter = 'date'): Condition {
  const bounds: Bound[] = [
    { of: 'high', op: '>', value: low },
    { of: 'low', op: '<', value: high },
  ];
  return { kind: 'date', parameter, anyOf: [{ bounds }] };
}

export function reviewedSince(time: number): Condition {
  return { kind: 'reviewTime', anyOf: [{ bounds: [{ of: 'low', op: '>=', value: time }] }] };
}

const someOf = <Value>(...values: readonly Value[]): fc.Arbitrary<Value[]> =>
  fc.array(fc.constantFrom(...values), { maxLength: 3 });

const rangeTests = (...values: readonly number[]): fc.Arbitrary<RangeTest[]> => {
  const bound = fc.record({
    of: fc.constantFrom('low', 'high'),
    op: fc.constantFrom('<', '<=', '>', '>='),
    value: fc.constantFrom(...values),
  });
  return fc.array(fc.record({ bounds: fc.array(bound, { maxLength: 3 }) }), { maxLength: 2 });
};

const days = ['2022', '2022-12-31', '2023-03-01', '2023-03-01T08:30:00Z', '2023-04', '2024', '1980-02'];
const times = days.map(day => parseDate(day)!).flatMap(({ low, high }) => [low, high]);

const date = (...parameters: readonly string[]): fc.Arbitrary<Condition> =>
  fc
    .tuple(fc.constantFrom(...parameters), rangeTests(...times))
    .map(([parameter, anyOf]) => ({ kind: 'date', parameter, anyOf }));

const token = (parameter: string, ...tests: readonly TokenTest[]): fc.Arbitrary<Condition> =>
  someOf(...tests).map(anyOf => ({ kind: 'token', parameter, anyOf }));

const string = (parameter: string, ...texts: readonly string[]): fc.Arbitrary<Condition> =>
  fc
    .tuple(someOf(...texts), fc.constantFrom('prefix', 'contains', 'exact'))
    .map(([anyOf, match]) => ({ kind: 'string', parameter, match, anyOf }));

const missing = (...parameters: readonly string[]): fc.Arbitrary<Condition> =>
  fc
    .tuple(fc.constantFrom(...parameters), fc.boolean())
    .map(([parameter, is]) => ({ kind: 'missing', parameter, is }));

const onEverything: readonly fc.Arbitrary<Condition>[] = [
  fc.boolean().map(is => ({ kind: 'reviewed', is })),
  rangeTests(0, 1, 30, 31, 70).map(anyOf => ({ kind: 'reviewTime', anyOf })),
  someOf('ann', 'nobody').map(anyOf => ({ kind: 'reviewedBy', anyOf })),
  someOf('p1', 'p7', 'e07', 'e33', 'd1').map(anyOf => ({ kind: 'id', anyOf })),
  missing('_lastUpdated', '_profile'),
];

const where = (...kinds: readonly fc.Arbitrary<Condition>[]): fc.Arbitrary<Condition[]> => {
  const plain = fc.oneof(...onEverything, ...kinds);
  const maybeNot = fc.oneof(
    { weight: 4, arbitrary: plain },
    { weight: 1, arbitrary: plain.map((condition): Condition => ({ kind: 'not', condition })) },
  );
  return fc.array(maybeNot, { maxLength: 3 });
};

const patientKinds: readonly fc.Arbitrary<Condition>[] = [
  string(
    'name',
    '',
    'm',
    'Muñoz',
    'an',
    'ann',
    'annn',
    'smith_',
    'smi%',
    'Smith_',
    'g1',
    "o'",
    '山',
    'a*',
    'Zoë',
  ),
  string('family', '', 'o', 'zoe', 'angstrom', 'Ångström'),
  someOf('smith', 'Munyoz', 'ann', 'ann smith', '山').map(anyOf => ({
    kind: 'string',
    parameter: 'phonetic',
    match: 'prefix',
    anyOf,
  })),
  token(
    'identifier',
    { code: 'm1' },
    { system: 'urn:mrn', code: 'm3' },
    { system: '', code: 'm2' },
    { system: 'urn:mrn' },
    { system: 'urn:none' },
  ),
  date('birthdate'),
  missing('birthdate', 'name', 'identifier'),
];

/** Conditions on the resources of `community()`, most of which find something. */
export const patientConditions = where(...patientKinds);

export const encounterConditions = where(
  token(
    'status',
    { code: 'finished' },
    { code: 'planned' },
    { code: 'none' },
    { system: 'urn:x', code: 'planned' },
    { system: '' },
  ),
  token(
    'type',
    ...[{ code: 'x' }, { system: 'urn:a', code: 'x' }, { system: '', code: 'x' }, { system: 'urn:a' }],
    ...[{ code: 'y1' }, { system: 'urn:a', code: 'y1' }, { system: 'urn:b', code: 'y2' }],
  ),
  someOf('routine', 'check', 'x').map(anyOf => ({ kind: 'text', parameter: 'type', anyOf })),
  someOf(...range(6, i => `Patient/p${i}`), 'Practitioner/d1').map(anyOf => ({
    kind: 'reference',
    parameter: 'patient',
    anyOf,
  })),
  someOf(...range(5, i => `Practitioner/d${i}`)).map(anyOf => ({
    kind: 'reference',
    parameter: 'practitioner',
    anyOf,
  })),
  someOf<TokenTest>({ code: 'g1' }, { system: 'urn:g', code: 'g2' }, { system: 'urn:g' }).map(anyOf => ({
    kind: 'identifier',
    parameter: 'service-provider',
    anyOf,
  })),
  fc
    .tuple(someOf('urn:p:1', 'http://x/a', 'http://x/a/b', 'http://x/'), fc.constantFrom('exact', 'below'))
    .map(([anyOf, match]) => ({ kind: 'uri', parameter: '_profile', match, anyOf })),
  date('date', 'location-period', '_lastUpdated'),
  fc
    .tuple(rangeTests(10, 20, 30), fc.constantFrom({}, { code: 'min' }, { system: 'urn:u', code: 'min' }))
    .map(([tests, unit]) => ({
      kind: 'quantity',
      parameter: 'length',
      anyOf: tests.map(test => ({ ...test, ...unit })),
    })),
  missing('date', 'patient', 'length', 'service-provider'),
  fc
    .array(fc.oneof(...onEverything, ...patientKinds), { minLength: 1, maxLength: 2 })
    .map(chained => ({ kind: 'chain', parameter: 'subject', type: 'Patient', where: chained })),
);
