import { expect, test } from 'vitest';
import { chalmers, ofPatient } from './world.ts';

const identifier = { system: ['urn:oid:1.2.36.146.595.217.0.1'], value: ['12345'] };

// The examples of hl7.org/fhir/R4/graphql.html, "Data Flattening".
test.each([
  [
    'identifier @flatten { system value } active name @flatten { text given family }',
    {
      ...identifier,
      active: true,
      given: ['Peter', 'James', 'Jim', 'Peter', 'James'],
      family: ['Chalmers', 'Windsor'],
    },
  ],
  [
    'identifier @flatten { system value } active name @flatten { text given @first family }',
    { ...identifier, active: true, given: ['Peter', 'Jim', 'Peter'], family: ['Chalmers', 'Windsor'] },
  ],
  [
    `identifier @flatten { system @singleton value @singleton } active
     name @flatten @first { text given family @singleton }`,
    {
      system: 'urn:oid:1.2.36.146.595.217.0.1',
      value: '12345',
      active: true,
      given: ['Peter', 'James'],
      family: 'Chalmers',
    },
  ],
  [
    `identifier @flatten { system value } active
     name @flatten @slice(path: "use") { given family @singleton }`,
    {
      ...identifier,
      active: true,
      'given.official': ['Peter', 'James'],
      'family.official': 'Chalmers',
      'given.usual': ['Jim'],
      'given.maiden': ['Peter', 'James'],
      'family.maiden': 'Windsor',
    },
  ],
  [
    `identifier @flatten { system value } active
     name @flatten @slice(path: "$index") { given family @singleton }`,
    {
      ...identifier,
      active: true,
      'given.0': ['Peter', 'James'],
      'family.0': 'Chalmers',
      'given.1': ['Jim'],
      'given.2': ['Peter', 'James'],
      'family.2': 'Windsor',
    },
  ],
])('%s', async (selection, expected) => {
  expect(await ofPatient(selection)).toBe(JSON.stringify(expected));
});

test('a slice of two names, the first given name as a single value', async () => {
  const name = [
    { given: ['Ada', 'Augusta'], family: 'Byron' },
    { given: ['Ada'], family: 'Lovelace' },
  ];
  const selection = 'name @slice(path: "$index") @flatten { given @first @singleton family }';
  expect(await ofPatient(selection, { ...chalmers, name })).toBe(
    JSON.stringify({
      'given.0': 'Ada',
      'family.0': ['Byron'],
      'given.1': 'Ada',
      'family.1': ['Lovelace'],
    }),
  );
});
