/** A search of which the two find different resources beyond what Medplum's habits foretell. */
export interface Difference {
  readonly search: string;
  /** Ids that only Medplum finds, or `refused`. */
  readonly medplum: string;
  /** Ids that this gateway finds, or that a habit foretells, and Medplum does not find; or `refused`. */
  readonly gateway: string;
}

/** Differences of one reason. */
export interface Reason {
  readonly gateway: string;
  readonly medplum: string;
  /** Who does as R4 says, and where it says so. */
  readonly right: 'gateway' | 'either';
  readonly section: string;
  /** The search, ids of Medplum only, ids of the gateway only: see Difference. */
  readonly searches: readonly (readonly [search: string, medplum: string, gateway: string])[];
}

export const reasons: readonly Reason[] = [
  {
    gateway: '`uri`: case matters, and the whole is compared',
    medplum: 'a part of it, in whatever case',
    right: 'gateway',
    section: 'search.html#uri',
    searches: [
      ['Encounter?_profile=http://example.org/profiles/e', 'e2', ''],
      ['Encounter?_source=http://example.org/e', 'e2', ''],
      ['Patient?_profile=http://example.org/profiles/A', 'p2 p3', ''],
      ['Patient?_profile=http://example.org/profiles/a', 'p1 p3', ''],
      ['Patient?_source=http://example.org/source/a', 'p2 p3', ''],
      ['Practitioner?_profile=http://example.org/profiles/d', 'd2', ''],
      ['Practitioner?_source=http://example.org/d', 'd2', ''],
    ],
  },
  {
    gateway: 'Accents, and how they are composed, make no difference',
    medplum: 'they do',
    right: 'gateway',
    section: 'search.html#string',
    searches: [
      ['Patient?address-city=Zu\u0308', '', 'p1 p2'],
      ['Patient?address-city=Zu\u0308rich', '', 'p1'],
      ['Patient?address-city=Zür', '', 'p3'],
      ['Patient?address-city=Zürich', '', 'p3'],
      ['Patient?family=Mu\u0308', '', 'p1'],
      ['Patient?family=Mu\u0308ller', '', 'p1'],
      ['Patient?family=Mül', '', 'p2'],
      ['Patient?family=Müller', '', 'p2'],
      ['Patient?given=José', '', 'patient-60'],
      ['Patient?name=Mül', '', 'p2'],
      ['Patient?name=Müller', '', 'p2'],
    ],
  },
  {
    gateway: 'All parts of an address, its text and country among them',
    medplum: 'line, city, state and postal code, joined into one text',
    right: 'gateway',
    section: 'patient.html#search: `address`',
    searches: [
      ['Patient?address=Und', '', 'p1'],
      ['Patient?address=Under the bridge', '', 'p1'],
      ['Patient?address=Zürich', '', 'p3 p4'],
      ['Practitioner?address=Sch', '', 'd2'],
      [
        'Practitioner?address=US',
        '',
        'practitioner-1 practitioner-2 practitioner-3 practitioner-4 practitioner-5',
      ],
    ],
  },
  {
    gateway: 'A token is compared with codes and identifiers; with the text beside them by `:text`',
    medplum: 'also with the text',
    right: 'gateway',
    section: 'search.html#token',
    searches: [
      ['Encounter?identifier=Visit number', 'e1', ''],
      ['Encounter?special-arrangement=Wheelchair', 'e1', ''],
      ['Encounter?type=Yearly', 'e2', ''],
    ],
  },
  {
    gateway: 'A reference to a version is one to the resource',
    medplum: 'compared as text, with the version',
    right: 'gateway',
    section: 'search.html#versions and references.html#literal',
    searches: [
      ['Encounter?patient=Patient/p1', '', 'e2'],
      ['Encounter?patient=Patient/p1/_history/2', '', 'e1'],
      ['Encounter?patient=p1', '', 'e2'],
      ['Encounter?subject=Patient/p1', '', 'e2'],
      ['Encounter?subject=Patient/p1/_history/2', '', 'e1'],
    ],
  },
  {
    gateway: 'A code is of the system that its value set implies',
    medplum: 'of none',
    right: 'gateway',
    section: 'search.html#token: the system of `code`',
    searches: [['Patient?gender=http://hl7.org/fhir/administrative-gender|other', '', 'p3']],
  },
  {
    gateway: '`id` alone is that of a resource here',
    medplum: 'whatever ends so: elsewhere, or a version number',
    right: 'gateway',
    section: 'search.html#reference',
    searches: [
      ['Encounter?location=l1', 'e3', ''],
      ['Encounter?patient=2', 'e2', ''],
      ['Encounter?service-provider=2', 'e2', ''],
      ['Patient?organization=3', 'p2', ''],
    ],
  },
  {
    gateway: 'An absolute URL, of whatever scheme',
    medplum: 'only what has a slash is one',
    right: 'gateway',
    section: 'search.html#reference and references.html#literal',
    searches: [
      ['Encounter?subject=urn:uuid:7e0c8f2a-4a35-4d47-8b4e-3d1f6d7a9b01', '', 'e5'],
      ['Patient?organization=urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0', '', 'p3'],
    ],
  },
  {
    gateway: '`patient` takes references whose text or `type` names a Patient, stored or not',
    medplum: 'only `Patient/…`',
    right: 'gateway',
    section: 'references.html#literal: the type stands in an absolute URL; Reference.type',
    searches: [
      ['Encounter?patient:missing=false', '', 'e3 e6'],
      ['Encounter?patient:missing=true', 'e3 e6', ''],
    ],
  },
  {
    gateway: '`#id` is no form of a search value: contained resources have no address from outside',
    medplum: 'compares it as text',
    right: 'either',
    section: 'search.html#reference, search.html#contained',
    searches: [
      ['Encounter?subject=#me', '', 'refused'],
      ['Patient?general-practitioner=#inside', '', 'refused'],
    ],
  },
  {
    gateway: 'Each alternative has a prefix of its own',
    medplum: 'only the first may have one',
    right: 'gateway',
    section: 'search.html#combining and search.html#prefix',
    searches: [['Patient?birthdate=eq2024,eq2023-12-31', 'refused', 'p1 p2 p3 p4 p5 patient-51']],
  },
  {
    gateway: 'A month ends where it ends',
    medplum: 'every month has 31 days: `2024-02` reaches up to 2 March',
    right: 'gateway',
    section: 'search.html#date',
    searches: [
      ['Encounter?date=ap2024-02-29T22:00:00-05:00', 'e7', ''],
      ['Encounter?date=ap2024-03-01', 'e7', ''],
      ['Encounter?date=ap2024-03-01T06:00:00Z', 'e7', ''],
      ['Encounter?date=eb2024-02-29T22:00:00-05:00', '', 'e7'],
      ['Encounter?date=eb2024-03-01', '', 'e7'],
      ['Encounter?date=eb2024-03-01T06:00:00Z', '', 'e7'],
      ['Encounter?date=eq2024-02-29T22:00:00-05:00', 'e7', ''],
      ['Encounter?date=eq2024-03-01', 'e7', ''],
      ['Encounter?date=eq2024-03-01T06:00:00Z', 'e7', ''],
      ['Encounter?date=ge2024-02-29T22:00:00-05:00', 'e7', ''],
      ['Encounter?date=ge2024-03-01', 'e7', ''],
      ['Encounter?date=ge2024-03-01T06:00:00Z', 'e7', ''],
      ['Encounter?date=gt2024-02-29', 'e7', ''],
      ['Encounter?date=gt2024-02-29T22:00:00-05:00', 'e7', ''],
      ['Encounter?date=gt2024-03-01', 'e7', ''],
      ['Encounter?date=gt2024-03-01T06:00:00Z', 'e7', ''],
      ['Encounter?date=ne2024-02-29T22:00:00-05:00', '', 'e7'],
      ['Encounter?date=ne2024-03-01', '', 'e7'],
      ['Encounter?date=ne2024-03-01T06:00:00Z', '', 'e7'],
      ['Encounter?location-period=ap2024-03', 'e3', ''],
      ['Encounter?location-period=ap2024-03-01', 'e3', ''],
      ['Encounter?location-period=eb2024-03', '', 'e3'],
      ['Encounter?location-period=eb2024-03-01', '', 'e3'],
      ['Encounter?location-period=eq2024-03', 'e3', ''],
      ['Encounter?location-period=eq2024-03-01', 'e3', ''],
      ['Encounter?location-period=ge2024-03', 'e3', ''],
      ['Encounter?location-period=ge2024-03-01', 'e3', ''],
      ['Encounter?location-period=gt2024-02-29', 'e3', ''],
      ['Encounter?location-period=gt2024-03-01', 'e3', ''],
      ['Encounter?location-period=ne2024-03', '', 'e3'],
      ['Encounter?location-period=ne2024-03-01', '', 'e3'],
      ['Patient?birthdate=eq2024-02', 'p5', ''],
      ['Patient?birthdate=gt2024-02-29', 'p2', ''],
      ['Patient?birthdate=sa2024-02', '', 'p5'],
      ['Patient?death-date=ap2024-02-29T23:30:00-05:00', 'p5', ''],
      ['Patient?death-date=eb2024-02-29T23:30:00-05:00', '', 'p5'],
      ['Patient?death-date=eq2024-02-29T23:30:00-05:00', 'p5', ''],
      ['Patient?death-date=ge2024-02-29T23:30:00-05:00', 'p5', ''],
      ['Patient?death-date=gt2024-02-29', 'p5', ''],
      ['Patient?death-date=gt2024-02-29T23:30:00-05:00', 'p5', ''],
      ['Patient?death-date=ne2024-02-29T23:30:00-05:00', '', 'p5'],
    ],
  },
];

export const differences: readonly Difference[] = reasons.flatMap(({ searches }) =>
  searches.map(([search, medplum, gateway]) => ({ search, medplum, gateway })),
);
