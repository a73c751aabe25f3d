import { describe, expect, it } from 'vitest';
import { matches, sortValue } from '../../src/fhir/matching.ts';
import { definitionOf } from '../../src/fhir/registry.ts';
import type { Bound, Condition } from '../../src/fhir/search.ts';
import type { Resource } from '../../src/fhir/types.ts';

const patient: Resource = {
  resourceType: 'Patient',
  id: 'p1',
  meta: { profile: ['http://x/a/b', 'http://x/c'] },
  identifier: [
    { system: 'urn:mrn', value: 'M1', type: { text: 'Número' } },
    { system: 'urn:ssn', value: 'S1' },
    { value: 'N1' },
  ],
  name: [{ family: 'Núñez Öz', given: ['Ana'] }, { family: 'Meyer' }],
  birthDate: '1980-02',
  managingOrganization: { reference: 'Organization/1', identifier: { system: 'urn:o', value: 'O1' } },
  generalPractitioner: [{ reference: 'Practitioner/1' }, { reference: 'https://x/Practitioner/2' }],
};

const encounter: Resource = {
  resourceType: 'Encounter',
  id: 'e1',
  status: 'finished',
  length: { value: 5, unit: 'Hours', system: 'urn:ucum', code: 'h' },
  location: [{ period: { start: '2020-01-01', end: '2020-01-02' } }, { period: { start: '2022' } }],
  subject: { display: 'Ann' },
};

const time = (text: string) => Date.parse(text);
const bound = (of: Bound['of'], op: Bound['op'], value: number): Bound => ({ of, op, value });
const string = (match: 'prefix' | 'contains' | 'exact', ...anyOf: string[]): Condition => {
  return { kind: 'string', parameter: 'name', match, anyOf };
};
const identified = (...anyOf: { system?: string; code?: string }[]): Condition => {
  return { kind: 'token', parameter: 'identifier', anyOf };
};
const below = (...anyOf: string[]): Condition => {
  return { kind: 'uri', parameter: '_profile', match: 'below', anyOf };
};
const length = (bounds: Bound[], unit: { system?: string; code?: string } = {}): Condition => {
  return { kind: 'quantity', parameter: 'length', anyOf: [{ bounds, ...unit }] };
};
const five = [bound('low', '>=', 4.5), bound('high', '<', 5.5)];
const stayed = (...bounds: Bound[]): Condition => {
  return { kind: 'date', parameter: 'location-period', anyOf: [{ bounds }] };
};
const sounding = (...anyOf: string[]): Condition => {
  return { kind: 'string', parameter: 'phonetic', match: 'prefix', anyOf };
};

/** What a condition says, the condition, the resource, and whether it is met. */
const cases: readonly [says: string, condition: Condition, resource: Resource, met: boolean][] = [
  ['token: system and code', identified({ system: 'urn:mrn', code: 'm1' }), patient, true],
  ['token: of different values', identified({ system: 'urn:mrn', code: 's1' }), patient, false],
  ['token: any system', identified({ code: 's1' }), patient, true],
  ['token: no system', identified({ system: '', code: 'n1' }), patient, true],
  ['token: no system, but it has one', identified({ system: '', code: 'm1' }), patient, false],
  ['token: any code', identified({ system: 'urn:ssn' }), patient, true],
  ['token: any code of another system', identified({ system: 'urn:x' }), patient, false],
  ['token: one of two', identified({ code: 'x' }, { code: 'n1' }), patient, true],
  ['token: none given', identified(), patient, false],

  ['text: begins so', { kind: 'text', parameter: 'identifier', anyOf: ['x', 'num'] }, patient, true],
  ['text: is within', { kind: 'text', parameter: 'identifier', anyOf: ['mero'] }, patient, false],
  ['text: blank', { kind: 'text', parameter: 'identifier', anyOf: [''] }, patient, false],

  ['string: begins so', string('prefix', 'x', 'NUN'), patient, true],
  ['string: another name begins so', string('prefix', 'mey'), patient, true],
  ['string: is within', string('prefix', 'oz'), patient, false],
  ['string: blank', string('prefix', ' ', ''), patient, false],
  ['string: none given', string('prefix'), patient, false],
  ['contains: is within', string('contains', 'EZ O'), patient, true],
  ['contains: is not', string('contains', 'ezo'), patient, false],
  ['contains: blank', string('contains', ''), patient, false],
  ['exact: as it stands', string('exact', 'Núñez Öz'), patient, true],
  ['exact: in another case', string('exact', 'núñez öz'), patient, false],
  ['exact: the beginning', string('exact', 'Núñez'), patient, false],
  ['sound: alike', sounding('Maier'), patient, true],
  ['sound: every word, of different names', sounding('Anna Maier'), patient, true],
  ['sound: one word not', sounding('Anna Smith'), patient, false],
  ['sound: begins alike', sounding('Nu'), patient, false],
  ['sound: none', sounding('123'), patient, false],

  [
    'reference: to it',
    { kind: 'reference', parameter: 'general-practitioner', anyOf: ['Practitioner/9', 'Practitioner/1'] },
    patient,
    true,
  ],
  [
    'reference: elsewhere',
    { kind: 'reference', parameter: 'general-practitioner', anyOf: ['Practitioner/2'] },
    patient,
    false,
  ],
  [
    'reference: by URL',
    { kind: 'reference', parameter: 'general-practitioner', anyOf: ['https://x/Practitioner/2'] },
    patient,
    true,
  ],
  [
    'identifier: of the reference',
    { kind: 'identifier', parameter: 'organization', anyOf: [{ system: 'urn:o', code: 'o1' }] },
    patient,
    true,
  ],
  [
    'identifier: another',
    { kind: 'identifier', parameter: 'organization', anyOf: [{ system: '', code: 'o1' }] },
    patient,
    false,
  ],

  [
    'uri: equal',
    { kind: 'uri', parameter: '_profile', match: 'exact', anyOf: ['http://x/c'] },
    patient,
    true,
  ],
  ['uri: below', { kind: 'uri', parameter: '_profile', match: 'exact', anyOf: ['http://x'] }, patient, false],
  ['uri below: equal', below('http://x/c'), patient, true],
  ['uri below: below', below('http://x/a'), patient, true],
  ['uri below: with a slash', below('http://x/a/'), patient, true],
  ['uri below: the value itself with a slash', below('http://x/a/b/'), patient, false],
  ['uri below: begins alike', below('http://x/a/bb', 'htt'), patient, false],

  [
    'date: within',
    {
      kind: 'date',
      parameter: 'birthdate',
      anyOf: [{ bounds: [bound('low', '>=', time('1980-01-01')), bound('high', '<=', time('1981-01-01'))] }],
    },
    patient,
    true,
  ],
  ['date: before', stayed(bound('high', '<=', time('2020-01-03'))), encounter, true],
  ['date: before, at the bound', stayed(bound('high', '<', time('2020-01-03'))), encounter, false],
  ['date: open end', stayed(bound('high', '>', time('2999-01-01'))), encounter, true],
  [
    'date: each bound by another value',
    stayed(bound('low', '<', time('2021-01-01')), bound('high', '>', time('2021-01-01'))),
    encounter,
    false,
  ],
  ['date: no bounds', stayed(), encounter, true],
  ['date: none given', { kind: 'date', parameter: 'location-period', anyOf: [] }, encounter, false],

  ['quantity: equal', length(five), encounter, true],
  ['quantity: more', length([bound('high', '>', 5)]), encounter, false],
  ['quantity: at least', length([bound('high', '>=', 5)]), encounter, true],
  ['quantity: in its unit', length(five, { system: 'urn:ucum', code: 'h' }), encounter, true],
  ['quantity: in another system', length(five, { system: 'urn:x', code: 'h' }), encounter, false],
  ['quantity: in another unit', length(five, { system: 'urn:ucum', code: 'd' }), encounter, false],
  ['quantity: by the unit', length(five, { code: 'hours' }), encounter, true],
  ['quantity: by the code alone', length(five, { code: 'h' }), encounter, true],
  [
    'quantity: by the unit, in the system',
    length(five, { system: 'urn:ucum', code: 'hours' }),
    encounter,
    false,
  ],
  ['quantity: any unit of the system', length(five, { system: 'urn:ucum' }), encounter, true],

  ['missing: is there', { kind: 'missing', parameter: 'subject', is: true }, encounter, false],
  ['missing: is there, asked so', { kind: 'missing', parameter: 'subject', is: false }, encounter, true],
  ['missing: is not', { kind: 'missing', parameter: 'patient', is: true }, encounter, true],
  ['not: met', { kind: 'not', condition: identified({ code: 'm1' }) }, patient, false],
  [
    'not: without any value',
    { kind: 'not', condition: string('prefix', 'x') },
    { ...patient, name: [] },
    true,
  ],
  ['id: one of two', { kind: 'id', anyOf: ['x', 'p1'] }, patient, true],
  ['id: in another case', { kind: 'id', anyOf: ['P1'] }, patient, false],
];

describe('matches', () => {
  it.each(cases)('%s', (_says, condition, resource, met) => {
    const definition = definitionOf(resource.resourceType);
    expect(matches(definition, resource, condition)).toBe(met);
    expect(matches(definition, resource, { kind: 'not', condition })).toBe(!met);
  });

  it.each<Condition>([
    { kind: 'chain', parameter: 'organization', type: 'Organization', where: [] },
    { kind: 'reviewed', is: true },
    { kind: 'reviewTime', anyOf: [] },
    { kind: 'reviewedBy', anyOf: [] },
    { kind: 'not', condition: { kind: 'reviewed', is: true } },
  ])('cannot tell what is not in the content: %j', condition => {
    expect(() => matches(definitionOf('Patient'), patient, condition)).toThrow('from the content');
  });

  it('refuses parameters that the type does not have, or has of another kind', () => {
    const definition = definitionOf('Patient');
    const missing: Condition = { kind: 'missing', parameter: 'no-such', is: true };
    expect(() => matches(definition, patient, missing)).toThrow('Patient has no search parameter no-such');
    const date: Condition = { kind: 'date', parameter: 'name', anyOf: [] };
    expect(() => matches(definition, patient, date)).toThrow('Patient.name is not of kind date');
  });
});

describe('sortValue', () => {
  it.each<[string, Resource, least: unknown, greatest: unknown]>([
    ['identifier', patient, 'm1', 's1'],
    ['name', patient, 'ana', 'nunez oz'],
    ['phonetic', patient, 'AN', 'NNS'],
    ['birthdate', patient, time('1980-02-01'), time('1980-02-01')],
    ['general-practitioner', patient, 'Practitioner/1', 'https://x/Practitioner/2'],
    ['_profile', patient, 'http://x/a/b', 'http://x/c'],
    ['location-period', encounter, time('2020-01-01'), time('2022-01-01')],
    ['length', encounter, 5, 5],
    ['subject', encounter, undefined, undefined],
    ['length', { ...encounter, length: { value: 1, comparator: '<' } }, -Infinity, -Infinity],
    ['name', { ...patient, name: [{ family: '😀' }, { family: '\uffff' }] }, '\uffff', '😀'],
    ['name', { ...patient, name: [{ family: ' ' }] }, undefined, undefined],
  ])('by %s', (parameter, resource, least, greatest) => {
    const definition = definitionOf(resource.resourceType);
    expect(sortValue(definition, resource, parameter, false)).toBe(least);
    expect(sortValue(definition, resource, parameter, true)).toBe(greatest);
  });
});
