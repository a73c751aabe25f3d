import { readFileSync } from 'node:fs';
import { operation } from './shape.ts';

export interface Page<N> {
  readonly count?: number;
  readonly edges: readonly { readonly node: N }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface ReviewState {
  readonly reviewed?: boolean;
  readonly reviewTime?: string | null;
}

export interface PersonNode extends ReviewState {
  readonly id: string;
  readonly meta?: { readonly versionId?: string } | null;
  readonly birthDate?: string | null;
  readonly gender?: string | null;
  readonly name?:
    | readonly {
        readonly text?: string | null;
        readonly family?: string | null;
        readonly given?: readonly (string | null)[] | null;
        readonly prefix?: readonly (string | null)[] | null;
        readonly suffix?: readonly (string | null)[] | null;
      }[]
    | null;
  readonly encounters?: Page<EncounterNode>;
}

export interface EncounterNode extends ReviewState {
  readonly id: string;
  readonly meta?: { readonly versionId?: string } | null;
  readonly status: string;
  readonly class?: { readonly code?: string | null } | null;
  readonly period?: { readonly start?: string | null; readonly end?: string | null } | null;
  readonly subject?: { readonly reference?: string | null } | null;
  readonly patient?: PersonNode | null;
  readonly practitioners?: readonly PersonNode[];
}

const pageInfo = 'pageInfo { hasNextPage endCursor }';
const names = 'name { text family given prefix suffix }';
const person = `id meta { versionId } birthDate gender ${names} reviewed reviewTime`;
const allPeople = `first: 500, after: $after) { edges { node { id meta { versionId } birthDate gender ${names} } } ${pageInfo} }`;
const fhirPage = `count next edges { resource {
  id status class { code } period { start end } subject { reference } reviewed } }`;
const reviewedPeople = `first: 500, after: $after, filter: { reviewed: true }) { edges { node { id reviewTime } } ${pageInfo} }`;

/** Operations that the examples of the repository bring, by name; a gateway may have registered them. */
const registered = JSON.parse(
  readFileSync(new URL('../../examples/operations/manifest.json', import.meta.url), 'utf8'),
) as {
  readonly operations: readonly { readonly id: string; readonly name: string; readonly body: string }[];
};

export const registeredIds: ReadonlyMap<string, string> = new Map(
  registered.operations.map(({ name, id }) => [name, id]),
);

const example = (name: string) => operation(registered.operations.find(one => one.name === name)!.body);

/** All that users send. */
export const operations = {
  worklist: example('Worklist'),
  patientChart: example('PatientChart'),
  practitionerDay: example('PractitionerDay'),
  progress: example('Progress'),
  review: operation(`mutation Review($input: ReviewInput!) {
    review(input: $input) { id reviewed reviewTime reviewedBy } }`),
  reviewMany: example('ReviewMany'),
  tenantState: example('TenantState'),
  warmUp: example('WarmUp'),
  coolDown: operation('mutation CoolDown { coolDownTenant { id state } }'),

  openChart: operation(`query OpenChart($id: ID!) { encounter(id: $id) {
    id meta { versionId } status class { code display } type { text } period { start end } reasonCode { text }
    subject { reference } participant { individual { reference } }
    reviewed reviewTime reviewedBy patient { ${person} } practitioners { id ${names} } } }`),

  patientsByName: operation(`query PatientsByName($name: String!, $first: Int!, $after: String) {
    patients(first: $first, after: $after, filter: { name: $name }) {
      count edges { node { ${person} } } ${pageInfo} } }`),
  patientsByBirth: operation(`query PatientsByBirth($birthDate: DateRange!, $gender: [code!]) {
    patients(first: 50, filter: { birthDate: $birthDate, gender: $gender }, orderBy: { field: BIRTH_DATE }) {
      edges { node { ${person} } } ${pageInfo} } }`),
  encountersByCode: operation(`query EncountersByCode($filter: EncounterFilter!, $after: String) {
    encounters(first: 30, after: $after, filter: $filter) { count edges { node {
      id status class { code } period { start end } subject { reference } patient { id } reviewed } } ${pageInfo} } }`),
  fhirPatients: operation(
    `query FhirPatients($family: [String]) { PatientList(family: $family, _count: 25) { ${person} } }`,
  ),
  fhirChain:
    operation(`query FhirChain($search: [String!]) { EncounterList(_search: $search, _sort: "-date", _count: 20) {
    id status period { start end } reviewed patient { id ${names} } } }`),
  fhirEncounters: operation(`query FhirEncounters($date: [date], $status: [token]) {
    EncounterConnection(date: $date, status: $status, _sort: "-date", _count: 20) { ${fhirPage} } }`),
  // A cursor stands for the whole search.
  fhirNext: operation(
    `query FhirNext($cursor: String) { EncounterConnection(_cursor: $cursor) { ${fhirPage} } }`,
  ),
  practitionersByName: operation(`query PractitionersByName($family: String!) {
    practitioners(first: 20, filter: { family: $family }) { edges { node { ${person} } } ${pageInfo} } }`),

  introspection: operation(`query IntrospectionQuery { __schema { queryType { name } mutationType { name }
    types { kind name description fields { name description args { name type { kind name ofType { kind name } } }
      type { kind name ofType { kind name ofType { kind name } } } } inputFields { name } enumValues { name } } } }`),
  wrongField: operation('query Wrong { encounters(first: 1) { edges { node { id colour } } } }'),
  badCursor: operation(
    `query BadCursor($after: String) { patients(first: 5, after: $after) { edges { node { id } } } }`,
  ),

  allEncounters:
    operation(`query AllEncounters($after: String) { encounters(first: 500, after: $after) { edges { node {
    id meta { versionId } status class { code } period { start end } subject { reference } practitioners { id } } } ${pageInfo} } }`),
  allPatients: operation(`query AllPatients($after: String) { patients(${allPeople} }`),
  allPractitioners: operation(`query AllPractitioners($after: String) { practitioners(${allPeople} }`),
  reviewedEncounters: operation(`query ReviewedEncounters($after: String) { encounters(${reviewedPeople} }`),
  reviewedPatients: operation(`query ReviewedPatients($after: String) { patients(${reviewedPeople} }`),
  reviewedPractitioners: operation(
    `query ReviewedPractitioners($after: String) { practitioners(${reviewedPeople} }`,
  ),
} as const;
