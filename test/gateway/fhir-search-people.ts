import { elsewhere } from './fhir-search-systems.ts';

/** A letter and its diaeresis apart, which look like one and are other characters. */
const decomposed = { muller: 'Mu\u0308ller', zurich: 'Zu\u0308rich' };

/** Each has something the one before lacks or spells otherwise; `p6` has nothing at all. */
export const patients = [
  {
    resourceType: 'Patient',
    id: 'p1',
    meta: {
      // The day after in UTC: 2024-03-01T04:30:00Z.
      lastUpdated: '2024-02-29T23:30:00-05:00',
      profile: ['http://example.org/profiles/A'],
      source: 'http://example.org/source/a',
      security: [{ system: 'urn:sec', code: 'R', display: 'Restricted' }],
      tag: [{ system: 'urn:tags', code: 'Blue', display: 'Sky blue' }],
    },
    active: true,
    identifier: [{ type: { text: 'Medical record' }, system: 'urn:mrn', value: 'A1' }, { value: 'Z9' }],
    name: [
      {
        ...{ use: 'official', text: 'Dr. Anna Maria Müller', prefix: ['Dr.'] },
        ...{ given: ['Anna', 'Maria'], family: 'Müller' },
      },
      { use: 'maiden', family: 'Schmidt-Rottluff' },
    ],
    telecom: [
      { system: 'phone', value: '+1 555 0100' },
      { system: 'email', value: 'Anna@Example.org' },
    ],
    gender: 'female',
    birthDate: '2024-02-29',
    deceasedBoolean: false,
    address: [
      {
        ...{ use: 'home', text: 'Under the bridge', line: ['1 Main St', 'Flat 2'], city: 'Zürich' },
        ...{ district: 'Kreis 1', state: 'ZH', postalCode: '8001', country: 'CH' },
      },
    ],
    communication: [
      {
        language: {
          coding: [{ system: 'urn:ietf:bcp:47', code: 'de-CH', display: 'Swiss German' }],
          text: 'Schwyzerdütsch',
        },
      },
    ],
    generalPractitioner: [{ reference: 'Practitioner/d1', identifier: { system: 'urn:npi', value: '123' } }],
    managingOrganization: { reference: 'Organization/o1', identifier: { system: 'urn:org', value: 'O-1' } },
    link: [
      { other: { reference: 'Patient/p2', identifier: { system: 'urn:mrn', value: 'B2' } }, type: 'seealso' },
    ],
  },
  {
    resourceType: 'Patient',
    id: 'p2',
    meta: {
      lastUpdated: '2024-02-29T12:00:00.250Z',
      profile: ['http://example.org/profiles/a'],
      source: 'http://example.org/source/a/deep',
      security: [{ code: 'N', display: 'Normal' }],
      tag: [{ code: 'blue' }, { system: 'urn:tags', code: 'old' }],
    },
    active: false,
    identifier: [{ type: { text: 'Social security' }, system: 'urn:ssn', value: 'A1' }],
    name: [{ given: ['José', 'Ann'], family: decomposed.muller }],
    telecom: [{ system: 'phone', value: '+1 555 0101', use: 'work' }, { value: 'no system' }],
    gender: 'male',
    birthDate: '2024-02',
    deceasedBoolean: true,
    address: [
      {
        ...{ use: 'work', line: ['20 Zürcher Weg'], city: 'Zug', state: 'ZG' },
        ...{ postalCode: '8002-1', country: 'Switzerland' },
      },
      { use: 'old', city: 'Bern' },
    ],
    communication: [
      {
        language: {
          coding: [{ code: 'de-CH' }, { system: 'urn:ietf:bcp:47', code: 'fr', display: 'French' }],
        },
      },
    ],
    generalPractitioner: [{ reference: 'Organization/o1' }, { reference: 'PractitionerRole/r1' }],
    managingOrganization: { reference: 'Organization/o2/_history/3' },
    link: [{ other: { reference: 'RelatedPerson/k1' }, type: 'seealso' }],
  },
  {
    resourceType: 'Patient',
    id: 'p3',
    meta: {
      lastUpdated: '2024-03-01T00:00:00Z',
      profile: ['http://example.org/profiles/ab', 'http://example.org/profiles/a/b'],
      source: 'http://example.org/source/ab',
      tag: [{ system: 'urn:other', code: 'blue', display: 'Blue, other' }],
    },
    identifier: [{ system: 'urn:mrn', value: 'a|b,c$d\\e' }],
    name: [{ given: ['Zoë'], family: 'Comma, Bar|Dollar$Back\\slash' }],
    telecom: [{ system: 'email', value: 'zoe@example.org' }],
    gender: 'other',
    birthDate: '2024',
    // 2024-03-01T04:30:00Z
    deceasedDateTime: '2024-02-29T23:30:00-05:00',
    address: [{ city: decomposed.zurich, state: 'ZH', postalCode: '80', country: 'US' }],
    generalPractitioner: [{ reference: `${elsewhere}/Practitioner/d1` }],
    managingOrganization: { reference: 'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0' },
    link: [{ other: { reference: `${elsewhere}/Patient/p1` }, type: 'refer' }],
  },
  {
    resourceType: 'Patient',
    id: 'p4',
    meta: { lastUpdated: '2023-12-31T23:59:59.999Z' },
    contained: [{ resourceType: 'Practitioner', id: 'inside', name: [{ family: 'Within' }] }],
    name: [{ given: ['Anna-Lena'], family: 'Maier' }],
    gender: 'unknown',
    birthDate: '2023-12-31',
    deceasedDateTime: '2023',
    address: [{ use: 'temp', text: 'General Delivery, Zürich' }],
    generalPractitioner: [{ reference: '#inside' }],
    managingOrganization: { identifier: { system: 'urn:org', value: 'O-9' } },
  },
  {
    resourceType: 'Patient',
    id: 'p5',
    active: true,
    name: [{ text: 'Mononym' }],
    birthDate: '2024-03-01',
    deceasedDateTime: '2024-02',
    generalPractitioner: [{ display: 'Dr. Who' }],
    managingOrganization: { display: 'Somewhere' },
  },
  { resourceType: 'Patient', id: 'p6' },
];

export const practitioners = [
  {
    resourceType: 'Practitioner',
    id: 'd1',
    meta: {
      lastUpdated: '2024-01-01T00:00:00Z',
      profile: ['http://example.org/profiles/d'],
      source: 'http://example.org/d',
      security: [{ system: 'urn:sec', code: 'R', display: 'Restricted' }],
      tag: [{ system: 'urn:tags', code: 'x', display: 'Ex' }],
    },
    active: true,
    identifier: [{ type: { text: 'Provider number' }, system: 'urn:npi', value: '123' }],
    name: [{ prefix: ['Prof.'], given: ['Eva'], family: 'Hart' }],
    telecom: [
      { system: 'phone', value: '555-1' },
      { system: 'email', value: 'eva@example.org' },
    ],
    gender: 'female',
    birthDate: '1970-02-28',
    address: [
      {
        ...{ use: 'work', line: ['5 Hill Rd'], city: 'Bern', state: 'BE' },
        ...{ postalCode: '3000', country: 'CH' },
      },
    ],
    communication: [
      { coding: [{ system: 'urn:ietf:bcp:47', code: 'fr', display: 'French' }], text: 'Français' },
    ],
  },
  {
    resourceType: 'Practitioner',
    id: 'd2',
    meta: {
      lastUpdated: '2025-01-01T00:00:00Z',
      profile: ['http://example.org/profiles/d/e'],
      source: 'http://example.org/d/e',
      security: [{ code: 'N', display: 'Normal' }],
      tag: [{ code: 'x' }],
    },
    active: false,
    identifier: [{ value: '123' }],
    name: [{ given: ['Evan'], family: 'Heart' }],
    telecom: [
      { system: 'phone', value: '555-2' },
      { system: 'email', value: 'evan@example.org' },
    ],
    gender: 'male',
    birthDate: '1970-02',
    address: [{ use: 'home', city: 'Basel', state: 'BS', postalCode: '4000', country: 'Schweiz' }],
    communication: [{ coding: [{ code: 'fr' }, { code: 'de' }] }],
  },
  { resourceType: 'Practitioner', id: 'd3', name: [{ text: 'Dr. House' }], birthDate: '1971' },
  { resourceType: 'Practitioner', id: 'd4' },
];
