import { getIntrospectionQuery } from 'graphql';

/** What is asked for. The gateway and the general servers are asked the same text; Medplum's engine in its vocabulary. */
export interface Work {
  readonly name: string;
  readonly operation: Operation;
  /** Undefined: it has nothing like it. */
  readonly medplum?: Operation;
  /** What is left of an answer's data when what must differ is taken away. Answers are compared by it. */
  essence(data: Data): unknown;
  medplumEssence?(data: Data): unknown;
}

export interface Operation {
  readonly query: string;
  /** One request each, in turn. */
  readonly variables: readonly Readonly<Record<string, unknown>>[];
}

// What has been asked for is known, and is compared; no type would tell more.
// biome-ignore lint/suspicious/noExplicitAny: an answer of any shape
export type Data = any;

/** Ids as the sample data has them. */
const patientIds = Array.from({ length: 64 }, (_, number) => `patient-${1 + number * 21}`);
const practitionerIds = Array.from({ length: 16 }, (_, number) => `practitioner-${1 + number * 3}`);

const person = 'id gender birthDate name { use family given }';
const patient = `${person} telecom { system value } address { city state postalCode } maritalStatus { text }`;
const doctor = 'id name { family given prefix }';
const encounter = 'id status class { code display } type { text } period { start end }';
const row = `${encounter} reviewed patient { ${person} reviewed } practitioners { ${doctor} reviewed }`;
const medplumRow = `${encounter} subject { resource { ... on Patient { ${person} } } }
  participant { individual { resource { ... on Practitioner { ${doctor} } } } }`;

const rows = (data: Data) => data.encounters.edges.map(({ node }: Data) => withoutReviews(node));
const medplumRows = (data: Data) =>
  data.EncounterList.map(({ subject, participant, ...rest }: Data) => ({
    ...{ ...rest, patient: subject.resource },
    practitioners: participant.map(({ individual }: Data) => individual.resource),
  }));

export const byId: Work = {
  name: 'by-id',
  operation: {
    query: `query PatientById($id: ID!) { patient(id: $id) { ${patient} reviewed } }`,
    variables: patientIds.map(id => ({ id })),
  },
  medplum: {
    query: `query PatientById($id: ID!) { Patient(id: $id) { ${patient} } }`,
    variables: patientIds.map(id => ({ id })),
  },
  essence: data => withoutReviews(data.patient),
  medplumEssence: data => data.Patient,
};

export const list: Work = {
  name: 'list',
  operation: {
    query: `query Worklist { encounters(first: 50) { edges { node { ${row} } } } }`,
    variables: [{}],
  },
  medplum: {
    query: `query Worklist { EncounterList(_count: 50, _sort: "-date") { ${medplumRow} } }`,
    variables: [{}],
  },
  essence: rows,
  medplumEssence: medplumRows,
};

export const search: Work = {
  name: 'search',
  operation: {
    query: `query Search($practitioner: ID!) { encounters(first: 20, orderBy: { field: DATE, direction: ASC },
      filter: { status: ["finished"], class: ["AMB"], practitioner: [$practitioner] }) { edges { node { ${row} } } } }`,
    variables: practitionerIds.map(practitioner => ({ practitioner })),
  },
  medplum: {
    query: `query Search($practitioner: String) { EncounterList(_count: 20, _sort: "date", status: "finished", class: "AMB",
      practitioner: $practitioner) { ${medplumRow} } }`,
    variables: practitionerIds.map(id => ({ practitioner: `Practitioner/${id}` })),
  },
  essence: rows,
  medplumEssence: medplumRows,
};

/** How far in the deep page lies. */
export const deepOffset = 5_000;
/** The largest page: so many steps lead there. */
export const stepSize = 500;
export const step = `query Step($after: String) { encounters(first: ${stepSize}, after: $after) { pageInfo { endCursor } } }`;

/** @param cursor of the entry before the page; each server has its own */
export function deepPage(cursor: string): Work {
  return {
    name: 'deep-page',
    operation: {
      query: `query Page($after: String) { encounters(first: 50, after: $after) { edges { node { ${row} } } } }`,
      variables: [{ after: cursor }],
    },
    medplum: {
      query: `query Page { EncounterList(_count: 50, _offset: ${deepOffset}, _sort: "-date") { ${medplumRow} } }`,
      variables: [{}],
    },
    essence: rows,
    medplumEssence: medplumRows,
  };
}

export const introspection: Work = {
  name: 'introspection',
  operation: { query: getIntrospectionQuery(), variables: [{}] },
  essence: data => sorted(data),
};

/** Each connection reviews encounters of its own, and takes the review back: every request changes something. */
export function reviews(connections: number): Work {
  const ids = Array.from({ length: connections * 8 }, (_, number) => `encounter-${1 + number}-1`);
  const query = 'mutation Review($input: ReviewInput!) { review(input: $input) { id reviewed reviewTime } }';
  return {
    name: 'review',
    operation: {
      query,
      variables: ids.flatMap(id =>
        [true, false].map(reviewed => ({ input: { resourceType: 'ENCOUNTER', id, reviewed } })),
      ),
    },
    essence: data => data,
  };
}

function withoutReviews(value: Data): unknown {
  if (Array.isArray(value)) return value.map(withoutReviews);
  if (value === null || typeof value !== 'object') return value;
  const { reviewed: _, ...rest } = value;
  return Object.fromEntries(Object.entries(rest).map(([name, inner]) => [name, withoutReviews(inner)]));
}

/** Nobody promises an order of types and fields. */
function sorted(value: Data): unknown {
  if (Array.isArray(value))
    return value.map(sorted).sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map(name => [name, sorted(value[name])]),
  );
}
