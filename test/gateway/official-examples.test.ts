import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Resource } from '../../src/fhir/types.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { filesSource } from '../../src/ingest/files.ts';
import { startTestGateway, type TestGateway } from '../support/gateway.ts';
import { asFhir, selectAll } from '../support/select-all.ts';

/** CC0, https://hl7.org/fhir/R4/downloads.html */
const files = globSync('node_modules/hl7.fhir.r4.examples/{Patient,Encounter,Practitioner}-*.json').sort();
const examples = files.map(file => JSON.parse(readFileSync(file, 'utf8')) as Resource);

/** What the official examples leave out. */
const odd: Resource[] = [
  {
    resourceType: 'Patient',
    id: 'odd.ID-1',
    contained: [
      { resourceType: 'Organization', id: 'o', name: 'Within', alias: ['One', 'Two'] },
      { resourceType: 'Practitioner', id: 'd', name: [{ family: 'Within' }] },
      {
        resourceType: 'Condition',
        id: 'c',
        subject: { reference: '#' },
        onsetAge: { value: 4.5, unit: 'a' },
      },
    ],
    extension: [
      { url: 'http://example.org/a', valueDecimal: 1.25 },
      {
        url: 'http://example.org/b',
        extension: [{ url: 'c', valueCodeableConcept: { coding: [{ code: 'x' }], text: 'X' } }],
      },
      {
        url: 'http://example.org/d',
        valuePeriod: {
          start: '2020',
          _end: { extension: [{ url: 'http://example.org/e', valueBoolean: false }] },
        },
      },
    ],
    modifierExtension: [{ url: 'http://example.org/m', valueInteger: -3 }],
    _birthDate: {
      id: 'bd',
      extension: [
        { url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' },
      ],
    },
    name: [
      {
        use: 'official',
        given: ['Zoë', null, '名前'],
        _given: [
          null,
          { extension: [{ url: 'http://example.org/g', valueString: '\u202eodd\u0000' }] },
          null,
        ],
      },
      { family: 'Only' },
    ],
    identifier: [
      { system: 'urn:oid:1.2.3', value: ' |,"\\\u2028' },
      { _system: { id: 's' }, value: 'v'.repeat(3000) },
    ],
    multipleBirthInteger: 2,
    deceasedDateTime: '2020-02-29T23:59:60+14:00',
    photo: [{ contentType: 'image/png', data: 'AAEC', size: 3 }],
  },
  {
    resourceType: 'Encounter',
    id: 'odd',
    status: 'finished',
    class: { system: 'urn:x', code: 'AMB', userSelected: true },
    subject: { identifier: { value: '1' }, display: 'nobody' },
    length: { value: 0.1, comparator: '<', unit: 'h' },
    participant: [
      { individual: { reference: 'http://elsewhere.example/Practitioner/1' } },
      { individual: { reference: '#d' } },
    ],
    diagnosis: [{ condition: { reference: 'Condition/1' }, rank: 1 }],
  },
] as unknown as Resource[];

let gateway: TestGateway;
beforeAll(async () => {
  const official = await filesSource(files, process.stdin);
  gateway = await startTestGateway({
    source: {
      ...official,
      async *read(onProgress) {
        yield* official.read(onProgress);
        for (const json of odd) yield { file: 'odd', line: 1, content: { json } };
      },
    },
  });
  await gateway.warm('demo');
});
afterAll(() => gateway.stop());

const schema = buildSchema();

test('there are 46 official examples of the three types', () => {
  expect(examples).toHaveLength(46);
});

test.each(
  [...examples, ...odd].map(resource => [`${resource.resourceType}/${resource.id}`, resource] as const),
)('%s comes back as it went in: nothing lost, nothing invented', async (_, resource) => {
  const field = resource.resourceType.toLowerCase();
  const selection = selectAll(schema, resource.resourceType, JSON.parse(JSON.stringify(resource)));
  const { data, errors } = await gateway.query(`query ($id: ID!) { ${field}(id: $id) ${selection} }`, {
    variables: { id: resource.id },
  });
  expect(errors).toEqual([]);
  expect(asFhir(data[field])).toEqual(resource);
});

test('a contained resource is no resource of the tenant: not reviewed, no encounters', async () => {
  await gateway.query('mutation { review(input: { resourceType: PRACTITIONER, id: "example" }) { id } }');
  const { data, errors } = await gateway.query(`{ patient(id: "odd.ID-1") { reviewed contained {
    __typename resourceType
    ... on Practitioner { reviewed reviewTime reviewedBy encounters { count edges { node { id } } } }
  } } }`);
  expect(errors).toEqual([]);
  expect(data.patient.contained).toEqual([
    { __typename: 'Organization', resourceType: 'Organization' },
    {
      __typename: 'Practitioner',
      resourceType: 'Practitioner',
      reviewed: false,
      reviewTime: null,
      reviewedBy: null,
      encounters: { count: 0, edges: [] },
    },
    { __typename: 'OtherResource', resourceType: 'Condition' },
  ]);
});
