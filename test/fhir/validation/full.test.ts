import { expect, test } from 'vitest';
import { checkStructure } from '../../../src/fhir/structure.ts';
import { encounter, patient } from '../structure-examples.ts';
import { checkFull, exampleNames, readExample } from './examples.ts';

test.each([
  ['Encounter', 8],
  ['Location', 5],
  ['Organization', 10],
  ['Patient', 10],
  ['Practitioner', 10],
])('every official example of %s passes both checks', (type, atLeast) => {
  const names = exampleNames(`${type}-`);
  expect(names.length).toBeGreaterThanOrEqual(atLeast);
  for (const name of names) {
    const example = readExample(name);
    expect(checkFull(example), name).toEqual([]);
    expect(checkStructure(example), name).toEqual([]);
  }
});

/** What is wrong with official examples: they lack what is required, or break a pattern. */
const faulty: [pattern: RegExp, problem: RegExp][] = [
  // Resources about to be created; those that are stored have an id, and a contained one must be referred to.
  [/^Bundle-/, /\.id is required$/],
  [/^(Bundle-v2-valuesets|CodeSystem-v2-0550)/, /\.concept\[\d+\]\.code must be a code/],
  [
    /^ImplementationGuide-fhir/,
    /\.reference must be a reference|\.(name|status|packageId|fhirVersion) is required/,
  ],
  [/^Questionnaire-qs1/, /\.linkId is required$/],
  [/^SearchParameter-(codesystem|valueset)-extensions/, /^SearchParameter\.base is required$/],
  [/^SearchParameter-questionnaireresponse-extensions/, /^SearchParameter\.id must be an id/],
];

test('official examples of other types pass, as contained ones must, but those that are faulty', () => {
  const names = exampleNames().filter(
    name => !/^(ValueSet|CodeSystem|SearchParameter|StructureDef)-[a-p]/.test(name),
  );
  expect(names.length).toBeGreaterThan(2_000);
  for (const name of names) {
    const known = faulty.filter(([pattern]) => pattern.test(name)).map(([, problem]) => problem);
    const problems = checkFull(readExample(name)).filter(text => !known.some(problem => problem.test(text)));
    expect(problems, name).toEqual([]);
  }
});

const nameOf = (name: object) => ({ ...patient, contained: undefined, name: [name] });

test.each<[string, unknown, string[]]>([
  [
    'an unknown element',
    { ...encounter, favouriteColour: 'x' },
    ['Encounter.favouriteColour is no element of Encounter'],
  ],
  ['an unknown element inside', nameOf({ first: 'x' }), ['Patient.name[0].first is no element of HumanName']],
  [
    'an unknown element whose name may be a secret',
    nameOf({ 'Jane Roe': 1 }),
    ['Patient.name[0].? is no element of HumanName'],
  ],
  ['a sibling where there is none', { ...encounter, _id: {} }, ['Encounter._id is no element of Encounter']],
  [
    'a type where none is due',
    nameOf({ resourceType: 'HumanName', family: 'x' }),
    ['Patient.name[0].resourceType is no element of HumanName'],
  ],
  [
    'null for an entry that has no extensions either',
    nameOf({ given: ['x', null], _given: [{ id: 'g' }, null] }),
    ['Patient.name[0].given[1] must not be null', 'Patient.name[0]._given[1] must not be null'],
  ],
  ['an empty object', nameOf({}), ['Patient.name[0] must not be an empty object']],
  [
    'a contained resource of a type that is none',
    { ...encounter, contained: [{ resourceType: 'HumanName', id: 'x' }] },
    ['Encounter.contained[0].resourceType must be a resource type of R4'],
  ],
  [
    'a contained resource of another type',
    { ...encounter, contained: [{ resourceType: 'Device', id: 'd', serialNumber: 4 }] },
    ['Encounter.contained[0].serialNumber must be a string'],
  ],
  [
    'a contained id that is none',
    { ...encounter, contained: [{ resourceType: 'Device', id: 'a b' }] },
    ['Encounter.contained[0].id must be an id: 1 to 64 of A-Z, a-z, 0-9, "-" and "."'],
  ],
  [
    'a code of another value set',
    { ...encounter, status: 'active' },
    ['Encounter.status must be a code of encounter-status'],
  ],
  [
    'a code in other letters',
    { ...encounter, status: 'Finished' },
    ['Encounter.status must be a code of encounter-status'],
  ],
  [
    'a date that does not exist',
    { ...encounter, period: { start: '2023-02-30' } },
    ['Encounter.period.start must be a date that exists'],
  ],
  [
    'a time without a zone',
    { ...encounter, period: { start: '2023-02-03T10:00:00' } },
    ['Encounter.period.start must be a date, with a time as 2020-02-29T08:30:15+01:00 or without'],
  ],
  [
    'a blank in a URI',
    nameOf({ extension: [{ url: 'a b', valueString: 'x' }] }),
    ['Patient.name[0].extension[0].url must be a URI, without blanks'],
  ],
  [
    'a control character',
    nameOf({ family: 'x\u0000' }),
    ['Patient.name[0].family must be without control characters'],
  ],
  [
    'rank 0',
    { ...encounter, contained: [{ resourceType: 'Patient', id: 'x', telecom: [{ rank: 0 }] }] },
    ['Encounter.contained[0].telecom[0].rank must be 1 or more'],
  ],
  [
    'a reference that is none',
    { ...encounter, subject: { reference: 'Jane Roe' } },
    ['Encounter.subject.reference must be a reference, as Patient/123'],
  ],
  ['no object', null, ['Resource.resourceType must be a resource type of this schema']],
])('%s is found', (_, resource, problems) => {
  expect(checkFull(resource)).toEqual(problems);
});
