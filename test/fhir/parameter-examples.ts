/** A search parameter by example: of a resource with these elements it reads these values. */
export interface Example {
  readonly elements: Readonly<Record<string, unknown>>;
  readonly values: readonly unknown[];
  /** What `:text` looks at, where that is something. */
  readonly texts?: readonly string[];
  /** What `:identifier` looks at, where that is something. */
  readonly identifiers?: readonly unknown[];
}

type Examples = Readonly<Record<string, Example>>;

export const token = (code: string, system = '') => ({ system, code });
export const span = (low: string, high: string) => ({ low: Date.parse(low), high: Date.parse(high) });

const concept = { coding: [{ system: 'urn:s', code: 'A', display: 'Ay' }, { code: 'b' }], text: 'Words' };
const conceptExample = { values: [token('a', 'urn:s'), token('b')], texts: ['Words', 'Ay'] };
const identifier = { type: { text: 'MRN' }, system: 'urn:mrn', value: 'X1' };
const identifierExample = {
  elements: { identifier: [identifier, { value: '2' }, { system: 'urn:mrn' }] },
  values: [token('x1', 'urn:mrn'), token('2')],
  texts: ['MRN'],
};
const refer = (type: string) => ({ reference: `${type}/1`, identifier });
const referenceExample = (type: string) => ({
  values: [`${type}/1`],
  identifiers: [token('x1', 'urn:mrn')],
});

const everyResource: Examples = {
  _lastUpdated: {
    elements: { meta: { lastUpdated: '2024-01-01T01:00:00+02:00' } },
    values: [span('2023-12-31T23:00:00Z', '2023-12-31T23:00:01Z')],
  },
  _profile: { elements: { meta: { profile: ['http://x/a|1', null] } }, values: ['http://x/a|1'] },
  _security: {
    elements: { meta: { security: [{ system: 'urn:s', code: 'R', display: 'Restricted' }] } },
    values: [token('r', 'urn:s')],
    texts: ['Restricted'],
  },
  _source: { elements: { meta: { source: 'urn:Source' } }, values: ['urn:Source'] },
  _tag: {
    elements: { meta: { tag: [{ code: 'T' }, { code: 't ' }, { display: 'None' }] } },
    values: [token('t')],
    texts: ['None'],
  },
};

const address = {
  ...{ use: 'home', text: 'All of it', line: ['1 Main St', null, 'Flat 2'], city: 'Zürich' },
  ...{ district: 'Unterland', state: 'ZH', postalCode: '8000', country: 'CH' },
};

/** Locations have one address, all others a list. */
const addressExamples = (elements: { address: unknown }): Examples => ({
  address: {
    elements,
    values: ['All of it', '1 Main St', 'Flat 2', 'Zürich', 'Unterland', 'ZH', '8000', 'CH'],
  },
  'address-city': { elements, values: ['Zürich'] },
  'address-country': { elements, values: ['CH'] },
  'address-postalcode': { elements, values: ['8000'] },
  'address-state': { elements, values: ['ZH'] },
  'address-use': { elements, values: [token('home')] },
});

const name = [
  { family: 'Núñez', given: ['Ana', null, 'Eva'], prefix: ['Dra.'], suffix: ['Jr'], text: 'Ana N' },
  { family: 'Núñez', given: ['Anita'] },
];
const telecom = [
  { system: 'phone', value: '+1 555 0100' },
  { system: 'email', value: 'Ana@Example.org' },
  { system: 'email' },
  { value: 'unknown' },
];

const person: Examples = {
  ...everyResource,
  ...addressExamples({ address: [address] }),
  active: { elements: { active: false }, values: [token('false')] },
  birthdate: { elements: { birthDate: '2020-02-29' }, values: [span('2020-02-29', '2020-03-01')] },
  email: { elements: { telecom }, values: [token('ana@example.org', 'email')] },
  family: { elements: { name }, values: ['Núñez'] },
  gender: { elements: { gender: 'female' }, values: [token('female')] },
  given: { elements: { name }, values: ['Ana', 'Eva', 'Anita'] },
  identifier: identifierExample,
  name: { elements: { name }, values: ['Núñez', 'Ana', 'Eva', 'Dra.', 'Jr', 'Ana N', 'Anita'] },
  phone: { elements: { telecom }, values: [token('+1 555 0100', 'phone')] },
  phonetic: { elements: { name }, values: ['Núñez', 'Ana', 'Eva', 'Anita'] },
  telecom: {
    elements: { telecom },
    values: [token('+1 555 0100', 'phone'), token('ana@example.org', 'email'), token('unknown')],
  },
};

const place: Examples = {
  ...everyResource,
  endpoint: { elements: { endpoint: [refer('Endpoint')] }, ...referenceExample('Endpoint') },
  identifier: identifierExample,
  name: {
    elements: { name: 'Clinic', alias: ['The House', null, 'Clinic'] },
    values: ['Clinic', 'The House'],
  },
  type: { elements: { type: [concept] }, ...conceptExample },
};

const participant = [
  { type: [concept], individual: refer('Practitioner') },
  { individual: refer('Practitioner') },
  { individual: { reference: 'RelatedPerson/2' } },
  { type: [] },
];

/** One example for every search parameter of every stored type. */
export const examples: Readonly<Record<string, Examples>> = {
  Encounter: {
    ...everyResource,
    account: { elements: { account: [refer('Account')] }, ...referenceExample('Account') },
    appointment: { elements: { appointment: [refer('Appointment')] }, ...referenceExample('Appointment') },
    'based-on': { elements: { basedOn: [refer('ServiceRequest')] }, ...referenceExample('ServiceRequest') },
    class: {
      elements: { class: { system: 'urn:class', code: 'AMB', display: 'ambulatory' } },
      values: [token('amb', 'urn:class')],
      texts: ['ambulatory'],
    },
    date: {
      elements: { period: { start: '2023', end: '2024-02' } },
      values: [span('2023-01-01', '2024-03-01')],
    },
    diagnosis: {
      elements: {
        diagnosis: [{ condition: refer('Condition') }, { condition: { reference: 'Procedure/2' } }],
      },
      ...referenceExample('Condition'),
      values: ['Condition/1', 'Procedure/2'],
    },
    'episode-of-care': {
      elements: { episodeOfCare: [refer('EpisodeOfCare')] },
      ...referenceExample('EpisodeOfCare'),
    },
    identifier: identifierExample,
    length: {
      elements: { length: { value: 1.5, unit: 'Hours', system: 'http://unitsofmeasure.org', code: 'h' } },
      values: [{ low: 1.5, high: 1.5, system: 'http://unitsofmeasure.org', code: 'h', unit: 'hours' }],
    },
    location: {
      elements: { location: [{ location: refer('Location') }, { location: { reference: 'Location/2' } }] },
      ...referenceExample('Location'),
      values: ['Location/1', 'Location/2'],
    },
    'location-period': {
      elements: { location: [{ period: { start: '2023' } }, { location: refer('Location') }] },
      values: [{ low: Date.parse('2023-01-01'), high: Number.POSITIVE_INFINITY }],
    },
    'part-of': { elements: { partOf: refer('Encounter') }, ...referenceExample('Encounter') },
    participant: {
      elements: { participant },
      ...referenceExample('Practitioner'),
      values: ['Practitioner/1', 'RelatedPerson/2'],
    },
    'participant-type': { elements: { participant }, ...conceptExample },
    patient: { elements: { subject: refer('Patient') }, ...referenceExample('Patient') },
    practitioner: { elements: { participant }, ...referenceExample('Practitioner') },
    'reason-code': { elements: { reasonCode: [concept] }, ...conceptExample },
    'reason-reference': {
      elements: { reasonReference: [refer('Condition')] },
      ...referenceExample('Condition'),
    },
    'service-provider': {
      elements: { serviceProvider: refer('Organization') },
      ...referenceExample('Organization'),
    },
    'special-arrangement': {
      elements: { hospitalization: { specialArrangement: [concept] } },
      ...conceptExample,
    },
    status: { elements: { status: 'in-progress' }, values: [token('in-progress')] },
    subject: { elements: { subject: refer('Group') }, ...referenceExample('Group') },
    type: { elements: { type: [concept, { text: 'Words' }] }, ...conceptExample },
  },
  Patient: {
    ...person,
    'death-date': { elements: { deceasedDateTime: '2024' }, values: [span('2024-01-01', '2025-01-01')] },
    deceased: { elements: { deceasedDateTime: '2024' }, values: [token('true')] },
    'general-practitioner': {
      elements: { generalPractitioner: [refer('Practitioner'), { reference: 'Organization/2' }] },
      ...referenceExample('Practitioner'),
      values: ['Practitioner/1', 'Organization/2'],
    },
    language: { elements: { communication: [{ language: concept }] }, ...conceptExample },
    link: { elements: { link: [{ other: refer('Patient') }] }, ...referenceExample('Patient') },
    organization: {
      elements: { managingOrganization: refer('Organization') },
      ...referenceExample('Organization'),
    },
  },
  Practitioner: {
    ...person,
    communication: { elements: { communication: [concept] }, ...conceptExample },
  },
  Organization: {
    ...place,
    ...addressExamples({ address: [address] }),
    active: { elements: { active: true }, values: [token('true')] },
    partof: { elements: { partOf: refer('Organization') }, ...referenceExample('Organization') },
    phonetic: { elements: { name: 'Saint Mary' }, values: ['Saint Mary'] },
  },
  Location: {
    ...place,
    ...addressExamples({ address }),
    'operational-status': {
      elements: { operationalStatus: { system: 'urn:o', code: 'C' } },
      values: [token('c', 'urn:o')],
    },
    organization: {
      elements: { managingOrganization: refer('Organization') },
      ...referenceExample('Organization'),
    },
    partof: { elements: { partOf: refer('Location') }, ...referenceExample('Location') },
    status: { elements: { status: 'active' }, values: [token('active')] },
  },
};
