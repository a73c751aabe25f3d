import { sampleResources } from '../../src/fhir/sample/index.ts';
import { sampleSource } from '../../src/ingest/sample.ts';
import type { Source } from '../../src/ingest/source.ts';

/** A sample with resources of one's own beside it. */
export function sampleWith(
  options: { readonly patients: number; readonly seed: number },
  own: readonly object[],
): Source {
  const sample = sampleSource(options);
  return {
    name: `${sample.name} and ${own.length} more`,
    async *read(options) {
      yield* sample.read(options);
      for (const [place, json] of own.entries()) yield { file: 'own', line: place + 1, content: { json } };
    },
  };
}

export function sampleIds(type: 'Patient' | 'Encounter', options: { patients: number; seed: number }) {
  return [...sampleResources(type, options)].map(({ id }) => id);
}

const unknownBirth = {
  url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason',
  valueCode: 'unknown',
};

/** The patient of https://hl7.org/fhir/R4/graphql.html, with what the sample does not have. */
export const example = {
  resourceType: 'Patient',
  id: 'example',
  extension: [
    { url: 'http://example.org/a', valueString: 'one' },
    { url: 'http://example.org/b', valueInteger: 2 },
    { url: 'http://example.org/a', valueString: 'three' },
  ],
  identifier: [{ use: 'usual', system: 'urn:oid:1.2.36.146.595.217.0.1', value: '12345' }],
  active: true,
  name: [
    { use: 'official', family: 'Chalmers', given: ['Peter', 'James'] },
    { use: 'usual', given: ['Jim'] },
    { use: 'maiden', family: 'Windsor', given: ['Peter', 'James'] },
  ],
  _birthDate: { id: 'bd', extension: [unknownBirth] },
  generalPractitioner: [
    { reference: 'Practitioner/practitioner-1' },
    { reference: '#inside' },
    { reference: 'Organization/organization-1' },
  ],
  contained: [
    { resourceType: 'Practitioner', id: 'inside', name: [{ family: 'Within' }] },
    // The id of a stored practitioner: the two have nothing to do with each other.
    { resourceType: 'Practitioner', id: 'practitioner-1', name: [{ family: 'Namesake' }] },
    {
      resourceType: 'Organization',
      id: 'office',
      name: 'Office',
      partOf: { reference: '#' },
    },
    { resourceType: 'Condition', id: 'illness', code: { text: 'Cough' } },
  ],
  managingOrganization: { reference: '#office' },
};

/** Encounters of that patient, and their references to everywhere. */
export const encountersOfExample = [
  {
    resourceType: 'Encounter',
    id: 'odd-1',
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    subject: { reference: 'Patient/example' },
    period: { start: '2001-01-01T10:00:00Z', end: '2001-01-01T11:00:00Z' },
    participant: [
      { individual: { reference: 'Practitioner/practitioner-1' } },
      { individual: { reference: 'Practitioner/gone' } },
      { individual: { reference: 'http://elsewhere.example/Practitioner/1' } },
      { individual: { identifier: { value: 'only' } } },
      { individual: { reference: '#nowhere' } },
      { individual: { reference: 'Practitioner/practitioner-1/_history/1' } },
      { individual: { reference: 'RelatedPerson/1' } },
    ],
    serviceProvider: { reference: 'urn:uuid:c757873d-ec9a-4326-a141-556f43239520' },
  },
  {
    resourceType: 'Encounter',
    id: 'odd-2',
    status: 'planned',
    class: { code: 'AMB' },
    subject: { reference: 'Patient/example' },
    period: { start: '2002-01-01' },
  },
];
