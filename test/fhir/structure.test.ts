import { expect, test } from 'vitest';
import { check, encounter, extension, patient } from './structure-examples.ts';

test.each([
  ['a patient', patient],
  ['an encounter', encounter],
  ['a resource with no more than is required', { resourceType: 'Location', id: 'l1' }],
  ['an unknown element, whatever it holds', { ...patient, favouriteColour: [null, []], _id: 'from MongoDB' }],
  ['an element that is undefined in memory', { ...patient, gender: undefined }],
  [
    'a list of primitives with nothing but extensions',
    { ...patient, name: [{ given: [null], _given: [{ id: 'x' }] }] },
  ],
])('%s passes', (_, resource) => {
  expect(check(resource)).toEqual([]);
});

const { status: _status, ...withoutStatus } = encounter;
const usageContext = { code: { code: 'age' } };

test.each<[string, unknown, string[]]>([
  ['a required element missing', withoutStatus, ['Encounter.status is required']],
  [
    'a required element with only extensions',
    { ...withoutStatus, _status: { extension: [extension] } },
    ['Encounter.status is required'],
  ],
  [
    'a required element missing in a backbone',
    { ...encounter, statusHistory: [{ status: 'arrived' }] },
    ['Encounter.statusHistory[0].period is required'],
  ],
  [
    'a required choice missing',
    { ...patient, extension: [{ url: 'x', valueUsageContext: usageContext }] },
    ['Patient.extension[0].valueUsageContext.value[x] is required'],
  ],
  ['no id', { resourceType: 'Location' }, ['Location.id is required']],
  [
    'two variants of a choice',
    { ...patient, deceasedDateTime: '2026' },
    ['Patient.deceasedDateTime is a second value of one choice'],
  ],
  [
    'an array where a single value is due',
    { ...encounter, subject: [{ reference: 'Patient/p1' }], status: ['finished'] },
    [
      'Encounter.status must be a single value, not an array',
      'Encounter.subject must be a single value, not an array',
    ],
  ],
  [
    'a single value where an array is due',
    { ...patient, name: { family: 'x' } },
    ['Patient.name must be an array'],
  ],
  ['an empty array', { ...patient, name: [] }, ['Patient.name must not be an empty array']],
  ['a string for a boolean', { ...patient, active: 'true' }, ['Patient.active must be true or false']],
  ['a number for a string', { ...patient, birthDate: 1974 }, ['Patient.birthDate must be a string']],
  ['a number for an id', { ...patient, id: 1 }, ['Patient.id must be a string']],
  [
    'a string for a decimal',
    { ...encounter, length: { value: '1.5' } },
    ['Encounter.length.value must be a number'],
  ],
  ['an object for a string', { ...patient, language: {} }, ['Patient.language must be a string']],
  ['a string for an object', { ...patient, text: 'x' }, ['Patient.text must be an object']],
  ['an array in an array', { ...patient, name: [[]] }, ['Patient.name[0] must be an object']],
  [
    'a fraction for an integer',
    { ...patient, multipleBirthInteger: 1.5 },
    ['Patient.multipleBirthInteger must be a whole number of at most 32 bits'],
  ],
  [
    'an integer beyond 32 bits',
    { ...patient, telecom: [{ rank: 2 ** 31 }] },
    ['Patient.telecom[0].rank must be a whole number of at most 32 bits'],
  ],
  ['null for a value', { ...patient, gender: null }, ['Patient.gender must not be null']],
  ['null in a list of objects', { ...patient, name: [null] }, ['Patient.name[0] must not be null']],
  ['a sibling that is no object', { ...patient, _birthDate: 'x' }, ['Patient._birthDate must be an object']],
  [
    'a sibling of a list that is no array',
    { ...patient, name: [{ _given: {} }] },
    ['Patient.name[0]._given must be an array'],
  ],
  [
    'a sibling of a list with an entry that is no object',
    { ...patient, name: [{ _given: [null, 'x'] }] },
    ['Patient.name[0]._given[1] must be an object'],
  ],
  [
    'a sibling whose extension has no url',
    { ...patient, _birthDate: { extension: [{}] } },
    ['Patient._birthDate.extension[0].url is required'],
  ],
  [
    'an empty reference',
    { ...encounter, subject: { reference: '' } },
    ['Encounter.subject.reference must not be empty'],
  ],
  [
    'a contained value that is no object',
    { ...patient, contained: ['x'] },
    ['Patient.contained[0] must be an object'],
  ],
  [
    'a contained resource without type',
    { ...patient, contained: [{}] },
    ['Patient.contained[0].resourceType must be a string'],
  ],
  [
    'a contained resource of a known type without id',
    { ...patient, contained: [{ resourceType: 'Organization' }] },
    ['Patient.contained[0].id is required'],
  ],
  [
    'a contained resource of another type with a broken meta',
    { ...patient, contained: [{ resourceType: 'HumanName', family: 5, meta: { extension: [{}] } }] },
    ['Patient.contained[0].meta.extension[0].url is required'],
  ],
  [
    'a type that is not served',
    { resourceType: 'Device', id: 'd1' },
    ['Resource.resourceType must be a resource type of this schema'],
  ],
  [
    'a data type for a resource',
    { resourceType: 'HumanName', id: 'h1' },
    ['Resource.resourceType must be a resource type of this schema'],
  ],
  ['no object', null, ['Resource.resourceType must be a resource type of this schema']],
])('%s is found', (_, resource, problems) => {
  expect(check(resource)).toEqual(problems);
});

test('no more than ten problems are told', () => {
  const many = Array.from({ length: 1000 }, () => null);
  expect(check({ ...patient, name: many, telecom: many, address: many })).toHaveLength(10);
  expect(check({ resourceType: 'Patient', name: [{ given: Array(50).fill(1) }] })).toHaveLength(10);
});

/** A patient whose innermost extension lies in so many objects, itself and the patient included. */
function nest(objects: number): unknown {
  let innermost: Record<string, unknown> = { url: 'x' };
  for (let depth = 2; depth < objects; depth++) innermost = { url: 'x', extension: [innermost] };
  return { resourceType: 'Patient', id: 'p1', extension: [innermost] };
}

test('nesting is followed for 64 objects and no further', () => {
  expect(check(nest(64))).toEqual([]);
  expect(check(nest(65))).toEqual([expect.stringMatching(/^Patient\.extension\[0\].* nested too deeply$/)]);
  expect(check(nest(100_000))).toHaveLength(1);
  let contained: Record<string, unknown> = { resourceType: 'Patient', id: 'p' };
  for (let depth = 0; depth < 100_000; depth++)
    contained = { resourceType: 'Patient', id: 'p', contained: [contained] };
  expect(check(contained)).toEqual([expect.stringMatching(/nested too deeply$/)]);
});
