import fc from 'fast-check';
import type { Resource } from '../../src/fhir/types.ts';
import type { Part, StoredResource } from '../../src/store/port.ts';
import { modelMatches } from './store-model.ts';
import { encounter, keyOf, patient, practitioner, range } from './store-resources.ts';
import { unreviewed } from './store-world.ts';

/** How a reference may be spelled; the last three lead to nothing that is stored. */
const spellings: readonly ((target: string) => object)[] = [
  target => ({ reference: target }),
  target => ({ reference: target, type: target.split('/')[0], display: 'x' }),
  target => ({ reference: `${target}/_history/3` }),
  target => ({ reference: `https://elsewhere.example/fhir/${target}` }),
  target => ({ identifier: { value: target } }),
  target => ({ reference: `${target}-missing` }),
];

/** Mostly one that leads somewhere. */
const referenceTo = (type: string, prefix: string, count: number) =>
  fc
    .tuple(fc.nat(count - 1), fc.constantFrom(0, 0, 0, 0, 0, 1, 2, 2, 3, 4, 5))
    .map(([place, spelling]) => spellings[spelling]!(`${type}/${prefix}${place}`));

const toOrganization = referenceTo('Organization', 'o', 5);
const toLocation = referenceTo('Location', 'l', 5);
const toPractitioner = referenceTo('Practitioner', 'd', 5);
const toPatient = referenceTo('Patient', 'p', 6);
const toEncounter = referenceTo('Encounter', 'e', 8);
const toAny = fc.oneof(toOrganization, toLocation, toPractitioner, toPatient, toEncounter);

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });
const version = fc.constantFrom('1', '2');

const organization = fc.record({ partOf: maybe(toOrganization), meta: fc.record({ versionId: version }) });
const location = fc.record({ managingOrganization: maybe(toOrganization), partOf: maybe(toLocation) });
const doctor = fc.record({
  qualification: maybe(
    toOrganization.map(issuer => [{ code: { text: 'MD' }, issuer }, { code: { text: 'x' } }]),
  ),
  extension: maybe(toAny.map(valueReference => [{ url: 'urn:x', valueReference }])),
});
const person = fc.record({
  managingOrganization: maybe(toOrganization),
  generalPractitioner: maybe(fc.array(toPractitioner, { minLength: 1, maxLength: 2 })),
  link: maybe(toPatient.map(other => [{ other, type: 'seealso' }])),
  gender: fc.constantFrom('male', 'female'),
});
const visit = fc.record({
  status: fc.constantFrom('planned', 'finished'),
  subject: maybe(toPatient),
  serviceProvider: maybe(toOrganization),
  partOf: maybe(toEncounter),
  participant: maybe(fc.array(fc.record({ individual: toPractitioner }), { minLength: 1, maxLength: 2 })),
  location: maybe(toLocation.map(place => [{ location: place }])),
  contained: maybe(
    toAny.map(author => [{ resourceType: 'Basic', id: 'in', code: { text: 'x' }, subject: author }]),
  ),
});

/** Resources that refer to one another in every way, in circles too. Elements that are not given are left out. */
export const worlds: fc.Arbitrary<readonly Resource[]> = fc
  .tuple(
    ...[organization, location, doctor, person, visit].map((elements, place) =>
      fc.array(elements as fc.Arbitrary<object>, { maxLength: [5, 5, 5, 6, 8][place]! }),
    ),
  )
  .map(([organizations = [], locations = [], doctors = [], people = [], visits = []]) =>
    [
      ...organizations.map((elements, i) => ({ resourceType: 'Organization', id: `o${i}`, ...elements })),
      ...locations.map((elements, i) => ({ resourceType: 'Location', id: `l${i}`, ...elements })),
      ...doctors.map((elements, i) => practitioner(`d${i}`, { ...elements })),
      ...people.map((elements, i) => patient(`p${i}`, { ...elements })),
      ...visits.map((elements, i) => encounter(`e${i}`, { ...elements })),
    ].map(resource => JSON.parse(JSON.stringify(resource)) as Resource),
  );

/** The patients of an organization. */
export const ofOrganization = (id: string): Part => ({
  type: 'Patient',
  where: [{ kind: 'reference', parameter: 'organization', anyOf: [`Organization/${id}`] }],
});

export const parts: fc.Arbitrary<Part> = fc.oneof(
  fc.constantFrom(...range(5, i => ofOrganization(`o${i}`))),
  fc.constantFrom<Part>(
    { type: 'Patient', where: [] },
    { type: 'Patient', where: [{ kind: 'id', anyOf: ['p1', 'p4', 'none'] }] },
    { type: 'Patient', where: [{ kind: 'token', parameter: 'gender', anyOf: [{ code: 'female' }] }] },
    { type: 'Encounter', where: [{ kind: 'token', parameter: 'status', anyOf: [{ code: 'planned' }] }] },
    { type: 'Practitioner', where: [] },
    { type: 'Organization', where: [{ kind: 'id', anyOf: ['o2'] }] },
    { type: 'Location', where: [{ kind: 'missing', parameter: 'organization', is: false }] },
  ),
);

/** What a part holds, found without any index and without the code under test. */
export function modelPart(part: Part, all: readonly Resource[]): Resource[] {
  const stored: StoredResource[] = all.map(resource => ({
    key: keyOf(resource),
    resource,
    review: unreviewed,
  }));
  const chosen = new Map(
    stored
      .filter(({ resource }) => resource.resourceType === part.type)
      .filter(entry => modelMatches(entry, part.where, stored))
      .map(({ key, resource }) => [key as string, resource]),
  );
  const matches = new Set(chosen.keys());
  const own = part.type === 'Patient' ? ['Patient', 'Encounter'] : [part.type];
  if (part.type === 'Patient') {
    for (const resource of all) {
      const subject = keysIn(resource.subject)[0];
      if (resource.resourceType === 'Encounter' && subject !== undefined && matches.has(subject)) {
        chosen.set(keyOf(resource), resource);
      }
    }
  }
  // A map goes on to what is added while it is gone through.
  for (const resource of chosen.values()) {
    for (const key of keysIn(resource)) {
      if (own.includes(key.split('/')[0]!)) continue;
      const target = all.find(candidate => keyOf(candidate) === key);
      if (target !== undefined) chosen.set(key, target);
    }
  }
  return [...chosen.values()];
}

function keysIn(element: unknown): string[] {
  const text = JSON.stringify(element ?? null);
  return [...text.matchAll(/"reference":"([A-Z][A-Za-z]*\/[^"/]+)(?:\/_history\/\d+)?"/g)].map(
    ([, key]) => key!,
  );
}
