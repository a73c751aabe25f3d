import fc from 'fast-check';
import { parseDate } from '../../src/fhir/dates.ts';
import type { Order } from '../../src/fhir/definition.ts';
import type { Condition } from '../../src/store/port.ts';
import { range } from './store-resources.ts';

export const orders: readonly Order[] = (['date', 'name', 'updated', 'reviewTime', 'id'] as const).flatMap(
  by => [
    { by, descending: false },
    { by, descending: true },
  ],
);

const days = ['2022', '2022-12-31', '2023-03-01', '2023-03-01T08:30:00Z', '2023-04', '2024'];
const interval = fc.constantFrom(...days).map(day => parseDate(day)!);

const someOf = <Value>(...values: readonly Value[]): fc.Arbitrary<Value[]> =>
  fc.array(fc.constantFrom(...values), { maxLength: 3 });

const onEverything: readonly fc.Arbitrary<Condition>[] = [
  fc.boolean().map(is => ({ kind: 'reviewed', is })),
  fc.integer({ min: 1, max: 70 }).map(time => ({ kind: 'reviewedSince', time })),
];

const date = (parameter: string): fc.Arbitrary<Condition> =>
  fc.tuple(interval, interval, fc.constantFrom('low', 'high', 'both', 'none')).map(([a, b, bounds]) => ({
    kind: 'date',
    parameter,
    ...(bounds !== 'high' && bounds !== 'none' && { low: a.low }),
    ...(bounds !== 'low' && bounds !== 'none' && { high: b.high }),
  }));

const where = (...kinds: readonly fc.Arbitrary<Condition>[]): fc.Arbitrary<Condition[]> =>
  fc.array(fc.oneof(...onEverything, ...kinds), { maxLength: 3 });

/** Conditions on the resources of `community()`, most of which find something. */
export const encounterConditions = where(
  someOf(
    { code: 'finished' },
    { code: 'planned' },
    { code: 'none' },
    { system: 'urn:x', code: 'planned' },
  ).map(anyOf => ({ kind: 'token', parameter: 'status', anyOf })),
  someOf(
    ...[{ code: 'x' }, { system: 'urn:a', code: 'x' }, { system: '', code: 'x' }],
    ...[{ code: 'y1' }, { system: 'urn:a', code: 'y1' }, { system: 'urn:b', code: 'y2' }],
  ).map(anyOf => ({ kind: 'token', parameter: 'type', anyOf })),
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
  date('date'),
);

export const patientConditions = where(
  someOf('', 'm', 'munoz', 'an', 'ann', 'annn', 'smith_', 'smi%', 'smi_', 'g1', "o'", '山', 'a*').map(
    anyOf => ({
      kind: 'string',
      parameter: 'name',
      anyOf,
    }),
  ),
  someOf('', 'o', 'zoe', 'angstrom').map(anyOf => ({ kind: 'string', parameter: 'family', anyOf })),
  someOf({ code: 'm1' }, { system: 'urn:mrn', code: 'm3' }, { system: '', code: 'm2' }).map(anyOf => ({
    kind: 'token',
    parameter: 'identifier',
    anyOf,
  })),
  date('birthdate'),
);
