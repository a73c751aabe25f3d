import { elsewhere, snomed, ucum } from './fhir-search-systems.ts';

/** A reference with an identifier beside it, `X1` for an id that ends in 1. */
const marked = (reference: string) => ({
  reference,
  identifier: { system: 'urn:mark', value: `X${reference.at(-1)}` },
});

const emergency = { system: 'urn:act', code: 'EMER', display: 'emergency' };

/** Periods around the leap day; the subject by every spelling of a reference; a length in every form. */
export const encounters = [
  {
    resourceType: 'Encounter',
    id: 'e1',
    meta: {
      lastUpdated: '2024-03-01T06:00:00Z',
      profile: ['http://example.org/profiles/e'],
      source: 'http://example.org/e',
      security: [{ system: 'urn:sec', code: 'R', display: 'Restricted' }],
      tag: [{ system: 'urn:tags', code: 'x', display: 'Ex' }],
    },
    status: 'finished',
    class: { system: 'urn:act', code: 'AMB', display: 'ambulatory' },
    identifier: [{ type: { text: 'Visit number' }, system: 'urn:visit', value: 'V1' }],
    type: [
      { coding: [{ system: snomed, code: '185349003', display: 'Check up' }], text: 'Yearly examination' },
    ],
    subject: { reference: 'Patient/p1', identifier: { system: 'urn:mrn', value: 'A1' } },
    // Begins on the leap day there and on the day after in UTC.
    period: { start: '2024-02-29T22:00:00-05:00', end: '2024-03-01T06:00:00Z' },
    length: { value: 1.5, unit: 'hours', system: ucum, code: 'h' },
    participant: [
      {
        type: [{ coding: [{ system: 'urn:part', code: 'ATND', display: 'attender' }], text: 'In charge' }],
        individual: marked('Practitioner/d1'),
      },
    ],
    reasonCode: [{ coding: [{ system: snomed, code: '25064002', display: 'Headache' }] }],
    reasonReference: [marked('Condition/c1')],
    diagnosis: [{ condition: marked('Condition/c1') }],
    account: [marked('Account/a1')],
    appointment: [marked('Appointment/a1')],
    basedOn: [marked('ServiceRequest/s1')],
    episodeOfCare: [marked('EpisodeOfCare/x1')],
    location: [{ location: marked('Location/l1'), period: { start: '2024-03-01', end: '2024-03-01' } }],
    serviceProvider: marked('Organization/o1'),
    hospitalization: {
      specialArrangement: [
        { coding: [{ system: 'urn:sa', code: 'wheel', display: 'Wheelchair' }], text: 'Needs a lift' },
      ],
    },
  },
  {
    resourceType: 'Encounter',
    id: 'e2',
    meta: {
      lastUpdated: '2024-03-01T06:00:00.5Z',
      profile: ['http://example.org/profiles/e/f'],
      source: 'http://example.org/e/f',
      security: [{ code: 'N', display: 'Normal' }],
      tag: [{ code: 'x' }],
    },
    status: 'in-progress',
    class: { code: 'IMP', display: 'inpatient' },
    identifier: [{ system: 'urn:visit', value: 'V2' }],
    type: [{ text: 'Yearly' }],
    subject: { reference: 'Patient/p1/_history/2' },
    period: { start: '2024-02-29', end: '2024-02-29' },
    length: { value: 90, unit: 'min', system: ucum, code: 'min' },
    participant: [
      { individual: { reference: 'Practitioner/d2' } },
      { type: [{ coding: [{ code: 'PPRF' }] }], individual: { reference: 'PractitionerRole/r1' } },
    ],
    reasonCode: [{ coding: [{ code: '25064002' }] }],
    reasonReference: [{ reference: 'Observation/b1' }],
    diagnosis: [{ condition: { reference: 'Procedure/c1' } }],
    account: [{ reference: 'Account/a2' }],
    appointment: [{ reference: 'Appointment/a2' }],
    basedOn: [{ reference: 'ServiceRequest/s2' }],
    episodeOfCare: [{ reference: 'EpisodeOfCare/x2' }],
    location: [{ location: { reference: 'Location/l2' }, period: { start: '2024-02-29T00:00:00Z' } }],
    serviceProvider: { reference: 'Organization/o2/_history/2' },
    partOf: marked('Encounter/e1'),
    hospitalization: { specialArrangement: [{ coding: [{ code: 'wheel' }] }] },
  },
  {
    resourceType: 'Encounter',
    id: 'e3',
    // 2025-06-14T10:00:00Z
    meta: { lastUpdated: '2025-06-15T00:00:00+14:00' },
    status: 'planned',
    class: { system: 'urn:x', code: 'AMB' },
    identifier: [{ value: 'v1' }],
    subject: { reference: `${elsewhere}/Patient/p1` },
    period: { start: '2024-03-01T12:00:00Z' },
    length: { value: 2, comparator: '>', unit: 'hours', system: ucum, code: 'h' },
    participant: [{ individual: { reference: 'RelatedPerson/k1' } }],
    reasonReference: [{ reference: 'ImmunizationRecommendation/i1' }],
    location: [{ location: { reference: `${elsewhere}/Location/l1` }, period: { end: '2024-02' } }],
  },
  {
    resourceType: 'Encounter',
    id: 'e4',
    status: 'cancelled',
    class: emergency,
    subject: { reference: 'Group/g1' },
    period: { end: '2024-02-28' },
    length: { value: 5, unit: 'h' },
    reasonReference: [{ reference: 'Procedure/c1' }],
  },
  {
    resourceType: 'Encounter',
    id: 'e5',
    status: 'unknown',
    class: emergency,
    subject: { reference: 'urn:uuid:7e0c8f2a-4a35-4d47-8b4e-3d1f6d7a9b01' },
    length: { value: 1.54, system: ucum, code: 'h' },
  },
  {
    resourceType: 'Encounter',
    id: 'e6',
    contained: [{ resourceType: 'Patient', id: 'me', name: [{ family: 'Müller' }] }],
    status: 'arrived',
    class: emergency,
    subject: { reference: '#me', type: 'Patient' },
    period: { start: '2023', end: '2023' },
  },
  {
    resourceType: 'Encounter',
    id: 'e7',
    status: 'triaged',
    class: emergency,
    subject: { type: 'Patient', identifier: { system: 'urn:mrn', value: 'A1' } },
    period: { start: '2024-02', end: '2024-02' },
  },
  {
    resourceType: 'Encounter',
    id: 'e8',
    status: 'onleave',
    class: emergency,
    subject: { display: 'Anna Müller' },
    period: { start: '2024-02-29T10:00:00.5Z', end: '2024-02-29T10:00:00.75Z' },
  },
  {
    resourceType: 'Encounter',
    id: 'e9',
    status: 'entered-in-error',
    class: emergency,
    period: { start: '2022-06-01', end: '2022-06-02' },
  },
];
