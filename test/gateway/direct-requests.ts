import { persistedQuery } from '../support/persisted.ts';

export interface Sent {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Names {
  /** Of partners. */
  readonly keys: Readonly<Record<'reader' | 'watcher', string>>;
  /** Of registered operations. */
  readonly ids: readonly string[];
}

const deep = `{ patient(id: "patient-1") ${'{ encounters { edges { node { patient '.repeat(4)}{ id }${' } } } }'.repeat(4)} }`;
const aliases = `{ ${Array.from({ length: 80 }, (_, place) => `t${place}: tenant { id }`).join(' ')} }`;

/** Each fails or succeeds in a way of its own. */
const documents = [
  '{ tenant { id state } }',
  'query P($id: ID!) { patient(id: $id) { id gender name { family given } reviewed } }',
  'query P($id: ID = "patient-2") { patient(id: $id) { id birthDate } }',
  'query A { tenant { id } } query B($id: ID!) { patient(id: $id) { id } }',
  'query L($first: Int = 3, $with: Boolean = true) { encounters(first: $first) { edges { node { id status patient @include(if: $with) { id } } } } }',
  'query S($skip: Boolean!) { patient(id: "patient-1") { id gender @skip(if: $skip) } tenant { id } }',
  'query F($filter: PatientFilter) { patients(first: 2, filter: $filter) { count edges { cursor node { id } } } }',
  '{ good: patient(id: "patient-1") { id } bad: patient(id: "patient-13") { id name { family } } }',
  '{ patient(id: "patient-13") { id } }',
  '{ patients(first: 100000) { count } }',
  '{ a: patients(first: -1) { count } b: patients(first: -2) { count } tenant { id } }',
  '{ patients(first: 2, after: "nonsense") { count } }',
  '{ PatientList(name: "a") { name @flatten { given family @slice(path: "$index") } } }',
  'query Slice($path: String!) { Patient(id: "patient-1") { name @flatten @slice(path: $path) { family } } }',
  '{ Patient(id: "patient-1") { id @flatten } }',
  '{ __schema { queryType { name } } }',
  '{ __type(name: "Patient") { name } }',
  '{ __typename }',
  'mutation { review(input: { resourceType: PATIENT, id: "patient-1" }) { id reviewed reviewTime } }',
  'mutation R($input: ReviewInput!) { review(input: $input) { id reviewed } }',
  'mutation { review(input: { resourceType: PATIENT, id: "none" }) { id } }',
  'mutation { reviewMany(inputs: [{ resourceType: PATIENT, id: "patient-3" }, { resourceType: PATIENT, id: "no" }]) { id error { code } } }',
  '{ patient(id: "patient-1") { id ',
  '{ nothing }',
  'subscription { nothing }',
  deep,
  aliases,
] as const;
const names = [undefined, undefined, undefined, 'P', 'A', 'B', 'none', '', null] as const;
const variables = [
  undefined,
  null,
  {},
  { id: 'patient-1' },
  { id: 'patient-1', extra: 1 },
  { id: 'nobody' },
  { id: 'patient-13' },
  { id: null },
  { id: { not: 'an id' } },
  { id: 7 },
  { first: 2, with: false },
  { first: 'x' },
  { first: 3, with: null },
  { skip: true },
  { skip: 'yes' },
  { filter: { reviewed: true } },
  { filter: { gender: { nothing: 1 } } },
  { path: 'use' },
  { path: '$index' },
  { path: 'no.such' },
  { input: { resourceType: 'PATIENT', id: 'patient-4', reviewed: false } },
  { input: { resourceType: 'NONE', id: 'patient-4' } },
  { filter: Object.fromEntries(Array.from({ length: 120 }, (_, place) => [`f${place}`, place])) },
  [1],
  'text',
] as const;
const fitting = [
  { id: 'patient-1', skip: false, path: 'use', input: { resourceType: 'PATIENT', id: 'patient-4' } },
  { id: 'patient-2', skip: true, path: '$index', input: { resourceType: 'PATIENT', id: 'patient-5' } },
] as const;
const accepts = [
  ...[undefined, undefined, undefined, undefined, '', '*/*', 'application/json', 'application/json'],
  ...['application/graphql-response+json', 'application/graphql-response+json, application/json;q=0.9'],
  ...['application/json;q=0.1, application/graphql-response+json;q=0.5', 'text/plain', 'text/html'],
  'multipart/mixed;deferSpec=20220824, application/graphql-response+json, application/json',
  ...['multipart/mixed', 'application/json;q=0', 'nonsense', 'application/*'],
] as const;
const tenants = ['demo', 'demo', 'demo', 'demo', 'demo', 'cold', 'NOT A TENANT'] as const;
const extensions = [
  ...[undefined, undefined, undefined, undefined, undefined, null, {}, { client: 'x' }, 'text', [1]],
  ...[{ persistedQuery: null }, { persistedQuery: { version: 1, sha256Hash: 'f'.repeat(64) } }],
] as const;

/** The same for the same seed. */
export function drawRequest(seed: number, { keys, ids }: Names): Sent {
  let state = (seed + 1) * 2_654_435_761;
  const random = () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
  const one = <Value>(of: readonly Value[]): Value => of[Math.floor(random() * of.length)]!;
  const rarely = <Value>(value: Value): Value | undefined => (random() < 0.08 ? value : undefined);
  /** Mostly what is usual: what is wrong in several ways is refused for one. */
  const mostly = <Value>(usually: Value, of: readonly Value[]) => (random() < 0.8 ? usually : one(of));
  const text = one(documents);
  const byId = rarely(one([...ids, 'no-such-id']));
  const extension = rarely(persistedQuery(text)) ?? mostly(undefined, extensions);
  const fields = {
    ...(byId === undefined ? { query: text } : { documentId: byId }),
    operationName: mostly(undefined, names),
    variables: random() < 0.5 ? one(fitting) : one(variables),
    extensions: extension,
  };
  const accept = mostly('application/json', accepts);
  const key = rarely(one([keys.reader, keys.watcher, 'fgk_wrong_wrong']));
  const headers = {
    'x-tenant-id': mostly('demo', tenants),
    ...(accept !== undefined && { accept }),
    ...(key !== undefined && { 'x-api-key': key }),
    ...(rarely(true) && { 'x-graphql-cost': 'show' }),
    ...(rarely(true) && { authorization: 'Basic eA==' }),
  };
  const path = rarely('/fhir/$graphql') ?? '/graphql';
  return random() < 0.7
    ? post(path, headers, fields, rarely('text/plain'))
    : get(path, headers, fields, random() < 0.8);
}

function post(path: string, headers: Sent['headers'], fields: object, type = 'application/json'): Sent {
  return {
    path,
    method: 'POST',
    headers: { 'content-type': type, ...headers },
    body: JSON.stringify(fields),
  };
}

function get(path: string, headers: Sent['headers'], fields: object, isSafe = true): Sent {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) search.append(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  const proof = isSafe && { 'apollo-require-preflight': 'true' };
  return { path: `${path}?${search}`, method: 'GET', headers: { ...proof, ...headers } };
}

/** Each document in its plain forms, and what is seldom drawn. */
export function usual({ keys, ids }: Names): readonly Sent[] {
  const id = { id: 'patient-1' };
  const json = { accept: 'application/json' };
  return [
    ...documents.flatMap(query => [
      post('/graphql', json, { query, variables: id }),
      get('/graphql', json, { query }),
    ]),
    ...ids.flatMap(documentId => [
      post('/graphql', json, { documentId, variables: id }),
      post('/graphql', { ...json, 'x-api-key': keys.reader }, { documentId, variables: id }),
      get('/graphql', { ...json, 'x-api-key': keys.reader }, { documentId, variables: id }),
      get('/graphql', { ...json, 'x-api-key': keys.watcher }, { documentId, variables: id }),
    ]),
    ...variables.map(given => post('/graphql', json, { query: documents[1], variables: given })),
    post('/graphql', json, [{ query: documents[0] }, { query: documents[0] }]),
    post('/graphql', json, {}),
    { path: '/graphql', method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":' },
    get('/graphql', json, { query: documents[1], variables: '{"id":' }),
    get('/graphql', json, { query: documents[1], variables: 'null' }),
    {
      ...get('/graphql', json, { query: documents[0] }),
      path: '/graphql?query=%7Btenant%7Bid%7D%7D&query=x',
    },
    {
      ...get('/graphql', json, { query: documents[0] }),
      path: '/graphql?query=%7Btenant%7Bid%7D%7D&other=1&other=2',
    },
  ];
}
