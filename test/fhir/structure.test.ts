import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { buildSchema, getNamedType, graphqlSync, isInterfaceType, isLeafType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { checkStructure } from '../../src/fhir/structure.ts';
import type { Resource } from '../../src/fhir/types.ts';

const extension = { url: 'http://example.org/e', valueString: 'x' };
const encounter: Resource = {
  resourceType: 'Encounter',
  id: 'e1',
  meta: { versionId: '1', lastUpdated: '2026-01-01T00:00:00Z', tag: [{ code: 't' }] },
  status: 'finished',
  class: { code: 'AMB' },
  statusHistory: [{ status: 'arrived', period: { start: '2026-01-01' } }],
  subject: { reference: 'Patient/p1' },
  participant: [
    {
      individual: { reference: 'Practitioner/d1' },
      period: { start: '2026', _end: { extension: [extension] } },
    },
  ],
  hospitalization: { preAdmissionIdentifier: { value: 'x' } },
  length: { value: 1.5, unit: 'h' },
};
const patient: Resource = {
  resourceType: 'Patient',
  id: 'p1',
  language: 'en',
  active: true,
  name: [
    { family: 'Chalmers', given: ['Peter', null], _given: [null, { id: 'g2', extension: [extension] }] },
  ],
  birthDate: '1974-12-25',
  _birthDate: { extension: [{ url: 'http://example.org/t', valueDateTime: '1974-12-25T14:35:45-05:00' }] },
  deceasedBoolean: false,
  multipleBirthInteger: 2,
  text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">x</div>' },
  telecom: [{ system: 'phone', value: '1', rank: 1 }],
  contained: [
    { resourceType: 'Organization', id: 'o1', name: 'Acme' },
    { resourceType: 'Device', serialNumber: 4 },
  ],
  link: [{ other: { reference: 'Patient/p2' }, type: 'seealso' }],
  extension: [{ url: 'http://example.org/nested', extension: [extension] }],
};

/** JSON of any kind, as it comes from a client. */
function check(value: unknown): string[] {
  return checkStructure(value as Resource).map(({ path, reason }) => `${path} ${reason}`);
}

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

// The properties: whatever is put anywhere into a good resource is either found or can be served.

const schema = buildSchema(
  `${readdirSync('schema/fhir')
    .map(name => readFileSync(`schema/fhir/${name}`, 'utf8'))
    .join('\n')
    // Only the types are needed here.
    .replace(/extend type Query \{.*?\n\}/gs, '')}
  type PageInfo { hasNextPage: Boolean }
  type Query { Patient: Patient, Encounter: Encounter }`,
);

/** All fields down to a depth, but of an extension no other values than strings, dateTimes and contexts. */
function selection(typeName: string, depth: number): string {
  const type = schema.getType(typeName);
  // `Resource.id` may be null and `Organization.id` may not, so GraphQL wants two names for them.
  if (isInterfaceType(type)) {
    const [meta, organization] = [selection('Meta', depth - 1), selection('Organization', depth - 1)];
    return `{ resourceType anyId: id language meta ${meta} ... on Organization ${organization} }`;
  }
  if (!isObjectType(type)) throw new Error(typeName);
  const fields = Object.values(type.getFields()).flatMap(field => {
    // What leads to other resources is no element.
    if (/^resource$|.List$|.Connection$/.test(field.name)) return [];
    if (typeName === 'Extension' && !/^(url|id|extension|_?value(String|DateTime))$/.test(field.name))
      return [];
    const named = getNamedType(field.type);
    if (isLeafType(named)) return [field.name];
    return depth > 0 ? [`${field.name} ${selection(named.name, depth - 1)}`] : [];
  });
  return `{ __typename ${fields.join(' ')} }`;
}
const queries = new Map(['Patient', 'Encounter'].map(name => [name, `{ ${name} ${selection(name, 3)} }`]));
const other = schema.getType('Resource');
if (isInterfaceType(other)) {
  other.resolveType = ({ resourceType }) =>
    isObjectType(schema.getType(resourceType)) ? resourceType : 'OtherResource';
}

/** Every place in a JSON value, as the object or array and the key. */
function placesOf(value: unknown): [Record<string, unknown>, string][] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap(key => [
    [holder, key] as [Record<string, unknown>, string],
    ...placesOf(holder[key]),
  ]);
}

test('what passes can be served: no field of it errs', () => {
  const hostile = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(null, [], {}, '', [null], [{}], true, 2 ** 40, 1.5, 'deleted'),
  );
  const seen = { passed: 0, refused: 0 };
  fc.assert(
    fc.property(fc.constantFrom(patient, encounter), fc.nat(), hostile, (good, where, put) => {
      const resource = structuredClone(good);
      const places = placesOf(resource);
      const [holder, key] = places[where % places.length]!;
      if (put === 'deleted' && !Array.isArray(holder)) delete holder[key];
      else holder[key] = put;
      const passes = check(resource).length === 0;
      seen[passes ? 'passed' : 'refused']++;
      if (!passes) return;
      const source = queries.get(resource.resourceType)!;
      const { errors } = graphqlSync({ schema, source, rootValue: { [resource.resourceType]: resource } });
      expect(errors).toBeUndefined();
    }),
    { numRuns: 300 },
  );
  expect(Math.min(seen.passed, seen.refused)).toBeGreaterThan(20);
});

test('no JSON makes it throw, and no value or unknown name is told', () => {
  const secret = 'secret-4711';
  const json = fc.oneof(fc.jsonValue(), fc.constantFrom(secret, [secret], { [secret]: secret }));
  const names = fc.constantFrom(
    'resourceType',
    'id',
    'name',
    '_birthDate',
    'contained',
    'extension',
    '__proto__',
    secret,
  );
  const { value } = fc.letrec(tie => ({
    value: fc.oneof({ maxDepth: 5 }, json, tie('object'), fc.array(tie('value'), { maxLength: 3 })),
    object: fc.dictionary(names, fc.oneof(fc.constantFrom('Patient', 'Encounter'), tie('value'))),
  }));
  fc.assert(
    fc.property(value, fc.boolean(), (content, asPatient) => {
      const given =
        asPatient && typeof content === 'object' ? { ...content, resourceType: 'Patient' } : content;
      expect(check(given).join()).not.toContain(secret);
    }),
    { numRuns: 2000 },
  );
});
