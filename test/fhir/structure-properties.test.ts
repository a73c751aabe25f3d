import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { buildSchema, getNamedType, graphqlSync, isInterfaceType, isLeafType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { check, encounter, patient } from './structure-examples.ts';

/** Whatever is put anywhere into a good resource is either found or can be served. */
const schema = buildSchema(
  `${readdirSync('schema/fhir')
    .map(name => readFileSync(`schema/fhir/${name}`, 'utf8'))
    .join('\n')
    // Only the types are needed here.
    .replace(/extend type Query \{.*?\n\}/gs, '')}
  ${readFileSync('schema/directives.graphql', 'utf8')}
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
