/** An operation that shows what a root field is for, on the sample data. No cursors: they differ from store to store. */
export interface FieldExample {
  /** `Query.patient` */
  readonly field: string;
  readonly document: string;
  readonly variables?: object;
}

/** One for each root field, in the order of the documentation. They are executed in it, in one tenant. */
export const fieldExamples: readonly FieldExample[] = [
  {
    field: 'Query.tenant',
    document: '{ tenant { id state progress coolsAt counts { resourceType total } } }',
  },
  {
    field: 'Query.encounters',
    document: `query Worklist($first: Int!) {
  encounters(first: $first, filter: { reviewed: false, period: { from: "2025" } }) {
    count
    edges { node { id status period { start } reviewed patient { name { family given } } practitioners { id } } }
    pageInfo { hasNextPage }
  }
}`,
    variables: { first: 2 },
  },
  {
    field: 'Query.encounter',
    document: `query Encounter($id: ID!) {
  encounter(id: $id) { id status class { code display } period { start end } reviewed reviewTime patient { id } }
}`,
    variables: { id: 'encounter-1-1' },
  },
  {
    field: 'Query.patients',
    document: `{
  patients(first: 2, filter: { gender: ["female"] }, orderBy: { field: BIRTH_DATE, direction: DESC }) {
    count
    edges { node { id birthDate name { family given } } }
  }
}`,
  },
  {
    field: 'Query.patient',
    document: `{
  patient(id: "patient-1") {
    name { family given }
    encounters(first: 1) { count edges { node { id period { start } } } }
  }
}`,
  },
  {
    field: 'Query.practitioners',
    document: '{ practitioners(first: 2) { count edges { node { id name { prefix family given } } } } }',
  },
  {
    field: 'Query.practitioner',
    document: `{
  practitioner(id: "practitioner-3") {
    name { prefix family }
    encounters(filter: { period: { from: "2025-06-20", to: "2025-06-20" } }) { edges { node { id patient { id } } } }
  }
}`,
  },
  { field: 'Query.reviewProgress', document: '{ reviewProgress { resourceType total reviewed } }' },
  {
    field: 'Query.Encounter',
    document: `{
  Encounter(id: "encounter-1-1") { status subject { reference resource { ... on Patient { birthDate } } } }
}`,
  },
  {
    field: 'Query.EncounterList',
    document:
      '{ EncounterList(patient: "patient-1", date: "ge2024", _sort: "-date") { id period { start } } }',
  },
  {
    field: 'Query.EncounterConnection',
    document: `{
  EncounterConnection(status: "finished", _count: 2) { count edges { mode resource { id status } } }
}`,
  },
  {
    field: 'Query.Patient',
    document: '{ Patient(id: "patient-1") { birthDate name(use: official) { text } } }',
  },
  {
    field: 'Query.PatientList',
    document: `{
  PatientList(gender: "female", birthdate: "lt1950", _sort: "birthdate", _count: 2) {
    id birthDate EncounterList(_reference: patient, date: "ge2025") { id }
  }
}`,
  },
  {
    field: 'Query.PatientConnection',
    document:
      '{ PatientConnection(birthdate: "ge2000", _count: 2) { count edges { resource { id birthDate } } } }',
  },
  {
    field: 'Query.Practitioner',
    document: '{ Practitioner(id: "practitioner-3") { name { family } active } }',
  },
  {
    field: 'Query.PractitionerList',
    document: '{ PractitionerList(_count: 2, _sort: "family") { id name { family } } }',
  },
  {
    field: 'Query.PractitionerConnection',
    document: '{ PractitionerConnection(_count: 1) { count edges { resource { id } } } }',
  },
  { field: 'Query.Location', document: '{ Location(id: "location-1") { name status address { city } } }' },
  { field: 'Query.LocationList', document: '{ LocationList(_count: 2) { id name } }' },
  {
    field: 'Query.LocationConnection',
    document: '{ LocationConnection(_count: 1) { count edges { resource { id } } } }',
  },
  { field: 'Query.Organization', document: '{ Organization(id: "organization-1") { name active } }' },
  { field: 'Query.OrganizationList', document: '{ OrganizationList(_count: 2) { id name } }' },
  {
    field: 'Query.OrganizationConnection',
    document: '{ OrganizationConnection(_count: 1) { count edges { resource { id } } } }',
  },
  {
    field: 'Mutation.review',
    document: `mutation Review($input: ReviewInput!) {
  review(input: $input) { id reviewed reviewTime ... on Encounter { status } }
}`,
    variables: { input: { resourceType: 'ENCOUNTER', id: 'encounter-1-1', expectedVersion: '1' } },
  },
  {
    field: 'Mutation.reviewMany',
    document: `mutation ReviewMany($inputs: [ReviewInput!]!) {
  reviewMany(inputs: $inputs) { id resource { reviewed reviewTime } error { code message } }
}`,
    variables: {
      inputs: [
        { resourceType: 'PATIENT', id: 'patient-1' },
        { resourceType: 'ENCOUNTER', id: 'encounter-1-1', reviewed: false },
        { resourceType: 'ENCOUNTER', id: 'nobody' },
      ],
    },
  },
  {
    field: 'Mutation.warmUpTenant',
    document:
      'mutation { warmUpTenant { id state progress warmSince coolsAt counts { resourceType total } } }',
  },
  { field: 'Mutation.coolDownTenant', document: 'mutation { coolDownTenant { id state } }' },
];
