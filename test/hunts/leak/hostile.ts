import { createHash } from 'node:crypto';
import type { HttpRequest } from './client.ts';
import type { KeptCursor } from './cursors.ts';
import type { Argument } from './document.ts';
import { markedId, onlyId } from './marks.ts';
import { type Drawing, type Expected, graphqlRequest, jsonPost, named, type Operation } from './operation.ts';
import { pageRoot, query, reads } from './reads.ts';

/** An operation that goes on from a cursor; something else while there is none. */
function following(
  kind: string,
  from: (
    drawing: Drawing,
  ) => { cursor: KeptCursor; text: string; expected?: Expected | undefined } | undefined,
) {
  return (drawing: Drawing): Operation => {
    const found = from(drawing);
    if (found === undefined) return reads.list(drawing);
    const { list, link } = found.cursor;
    const { name, text } = pageRoot(drawing, list, found.text);
    // What makes the list of a link is in the link.
    const kept = link ? {} : { list };
    return query(kind, drawing, [{ name, text, expected: found.expected, ...kept }]);
  };
}

const cursorOwn = following('cursorOwn', ({ cursors, tenant, random }) => {
  const cursor = cursors.some(tenant.id, random);
  if (cursor === undefined) return undefined;
  // What it stands at may have gone with a refresh.
  return { cursor, text: cursor.text, expected: tenant.loose ? undefined : 'accepted' };
});

const cursorSwapped = following('cursorSwapped', ({ cursors, world, tenant, random }) => {
  const other = random.pick(world.tenants.filter(({ id }) => id !== tenant.id));
  const cursor = cursors.some(other.id, random);
  return cursor && { cursor, text: cursor.text, expected: 'refused' };
});

const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.='];

/** A letter of it is another one, is missing, or comes twice. */
const cursorMutated = following('cursorMutated', ({ cursors, world, random }) => {
  const cursor = cursors.some(random.pick(world.tenants).id, random);
  if (cursor === undefined) return undefined;
  const place = random.int(0, cursor.text.length - 1);
  const instead = random.pick(['', random.pick(alphabet), cursor.text[place]!.repeat(2)]);
  return { cursor, text: cursor.text.slice(0, place) + instead + cursor.text.slice(place + 1) };
});

/** Characters of an entry's cursor that are no id. */
const hashLength = 9;

/** Put together from what a client can see: two cursors, and the id of a resource of another tenant. */
const cursorForged = following('cursorForged', ({ cursors, world, tenant, random }) => {
  const other = world.other(tenant, random);
  const cursor = cursors.some(tenant.id, random);
  const foreign = cursors.some(other.id, random);
  if (cursor === undefined || foreign === undefined || cursor.link !== foreign.link) return undefined;
  const forged = (text: string): { cursor: KeptCursor; text: string; expected: Expected } => ({
    cursor,
    text,
    expected: 'refused',
  });
  if (cursor.link) {
    const cut = random.int(10, 30);
    if (cursor.text === foreign.text) return undefined;
    return forged(cursor.text.slice(0, cut) + foreign.text.slice(cut));
  }
  const read = ({ text }: KeptCursor) => Buffer.from(text, 'base64url').toString('latin1');
  const written = (text: string) => Buffer.from(text, 'latin1').toString('base64url');
  const id = random.pick([onlyId(other.mark, 1), markedId(other.mark, 1)]);
  return forged(
    written(
      random.chance(0.5)
        ? read(cursor).slice(0, hashLength) + id
        : read(foreign).slice(0, hashLength) + read(cursor).slice(hashLength),
    ),
  );
});

/** Searches for what another tenant alone has find nothing; for what all have, the tenant's own. */
function foreignSearch(drawing: Drawing): Operation {
  const { random, tenant, world, document, selections, asking } = drawing;
  const { mark } = world.other(tenant, random);
  const { text } = mark;
  const type = random.pick(['Patient', 'Encounter', 'Practitioner']);
  const searches: (readonly [Expected, string, unknown])[] = [
    ['absent', '_id', [onlyId(mark, 1), onlyId(mark, 2), markedId(mark, 1)]],
    ['absent', '_source', [`https://source.example/${text}`]],
    ['absent', '_tag', [random.pick([text, `urn:hunt|${text}`, text.toUpperCase()])]],
    ['absent', '_security', [text]],
    ['absent', '_profile', [`https://profile.example/${text}`]],
    ['absent', 'identifier', [`urn:hunt|${text}`]],
    ['absent', '_search', [`_profile:below=https://profile.example/${text}`]],
    ['present', '_source', ['https://source.example/shared']],
    ['present', '_tag', ['urn:hunt|shared']],
    ['present', 'identifier', ['urn:hunt:shared|']],
    ...(type === 'Encounter'
      ? ([
          ['absent', '_search', [`patient:Patient._tag=${text}`]],
          ['absent', '_search', [`patient:Patient.name:contains=${text}`]],
          ['absent', '_search', [`participant:Practitioner._id=${onlyId(mark, 1)}`, `_tag=${text}`]],
          ['absent', 'patient', [onlyId(mark, 1)]],
        ] as const)
      : ([['absent', '_search', [`name:contains=${text}`]]] as const)),
  ];
  const [expected, argument, value] = random.pick(searches);
  const field = `${type}${random.pick(['List', 'Connection'])}`;
  const declared = selections.root(field)!.args.find(({ name }) => name === argument)!;
  const args: Argument[] = [[argument, String(declared.type), value]];
  if (field.endsWith('Connection')) {
    return query('foreignSearch', drawing, [{ ...pageRoot(drawing, { field, type, args }), expected }]);
  }
  const name = document.name('r');
  const counted = document.args([...args, ['_count', 'Int', random.int(1, 4)]]);
  const fields = document.selection(type, selections.ofResource(type, 1, asking));
  return query('foreignSearch', drawing, [{ name, text: `${name}: ${field}${counted} ${fields}`, expected }]);
}

const malformed: readonly { query?: unknown; variables?: unknown; operationName?: string }[] = [
  { query: '{' },
  { query: '{ nobody }' },
  { query: '{ patients(first: "x") { count } }' },
  { query: '{ patients(first: 0) { count } }' },
  { query: '{ patients(first: 501) { count } }' },
  { query: '{ patient(id: "patient-1") }' },
  { query: '{ PatientList(_sort: "nonsense") { id } }' },
  { query: '{ PatientList(_search: ["_has:Encounter:patient:status=finished"]) { id } }' },
  { query: '{ PatientList(_search: ["=", "patient-1"]) { id } }' },
  { query: '{ PatientConnection(_cursor: "") { count } }' },
  { query: '{ patients(filter: { birthDate: { from: "yesterday" } }) { count } }' },
  { query: 'query A { tenant { id } } query B { tenant { id } }' },
  { query: 'query A { tenant { id } }', operationName: 'C' },
  { query: 'subscription { tenant { id } }' },
  { query: `{ ${'patient(id: "patient-1") { encounters { edges { node { '.repeat(20)}` },
  { query: 'query ($id: ID!) { patient(id: $id) { id } }' },
  { query: 'query ($id: ID!) { patient(id: $id) { id } }', variables: { id: { is: 'patient-1' } } },
  { query: 'query ($first: Int) { patients(first: $first) { count } }', variables: { first: '3' } },
  {
    query: 'query ($f: PatientFilter) { patients(filter: $f) { count } }',
    variables: { f: { __proto__: 1, x: 2 } },
  },
  { query: 'query ($f: PatientFilter) { patients(filter: $f) { count } }', variables: 'x' },
  {
    query: '{ patients(first: 500) { edges { node { encounters(first: 500) { edges { node { id } } } } } } }',
  },
  { query: 7 },
  {},
];

function malformedOperation({ random, tenant }: Drawing): Operation {
  const headers = named(tenant.id, random);
  const mutation = encodeURIComponent(
    'mutation { review(input: { resourceType: PATIENT, id: "patient-1" }) { id } }',
  );
  const bodies: HttpRequest[] = [
    {
      method: 'GET',
      path: `/graphql?query=${mutation}`,
      headers: [...headers, ['apollo-require-preflight', 'x']],
    },
    { method: 'GET', path: '/graphql?query={tenant{id}}', headers },
    jsonPost('/graphql', headers, [{ query: '{ tenant { id } }' }, { query: '{ tenant { id } }' }]),
    jsonPost('/warm-up-tenant', headers, { wait: 'yes' }),
    {
      method: 'POST',
      path: '/graphql',
      headers: [...headers, ['content-type', 'application/json']],
      body: '{"query"',
    },
    {
      method: 'POST',
      path: '/graphql',
      headers: [...headers, ['content-type', 'text/plain']],
      body: '{ tenant { id } }',
    },
  ];
  const request = random.chance(0.3)
    ? random.pick(bodies)
    : jsonPost(random.pick(['/graphql', '/fhir/$graphql']), headers, random.pick(malformed));
  return { kind: 'malformed', tenant, request, fails: [] };
}

const wrongIds = [
  'T1',
  't1,t2',
  '../t',
  't1/../t',
  '',
  't.1',
  't1 t2',
  '-t',
  '_t',
  't1%00',
  'é',
  't'.repeat(65),
  '*',
];

/** No tenant's name, or two of them. */
function wrongTenant(drawing: Drawing): Operation {
  const { random, tenant, world } = drawing;
  const { request } = reads.byId(drawing);
  const others = request.headers.filter(([name]) => name.toLowerCase() !== 'x-tenant-id');
  const wrong: [string, string][] = random.chance(0.3)
    ? [
        ['x-tenant-id', tenant.id],
        ['X-Tenant-Id', random.pick(world.tenants).id],
      ]
    : [['x-tenant-id', random.pick(wrongIds)]];
  const fails = ['BAD_TENANT'];
  return {
    kind: 'wrongTenant',
    tenant: undefined,
    request: { ...request, headers: [...wrong, ...others] },
    fails,
  };
}

const unknownIds = ['nobody', 't1x', 't-1x', 't1-', 'master', 'system', 'tt', 't-1_1', 'demo-', '0'];

/** Tenants that nobody has warmed up. */
function unknownTenant(drawing: Drawing): Operation {
  const { random, document, selections, asking } = drawing;
  const text = `PatientList(_count: 2) { ${selections.ofResource('Patient', 1, asking)} }`;
  const request = graphqlRequest(document.sent('query', [text]), random.pick(unknownIds), random);
  return { kind: 'unknownTenant', tenant: undefined, request, fails: ['TENANT_COLD'] };
}

/** A text that no other tenant sends. */
const persistedText = (tenant: string) => `{ PatientList(_count: 2) { id name { text } } } # ${tenant}`;

/** By a hash: of a text that the tenant sends along or has sent before, or of one that only another has sent. */
function persisted({ random, tenant, world }: Drawing): Operation {
  const whose = random.chance(0.3) ? random.pick(world.tenants) : tenant;
  const isOwn = whose.id === tenant.id;
  const query = persistedText(whose.id);
  const sha256Hash = createHash('sha256').update(query).digest('hex');
  const extensions = { persistedQuery: { version: 1, sha256Hash } };
  const sent = { ...(isOwn && random.chance(0.5) && { query }), variables: {}, extensions };
  const request = jsonPost(random.pick(['/graphql', '/fhir/$graphql']), named(tenant.id, random), sent);
  if (isOwn) return { kind: 'persisted', tenant, request };
  return { kind: 'persisted', tenant: undefined, request, fails: ['PERSISTED_QUERY_NOT_FOUND'] };
}

const operatorPaths = [
  '/metrics',
  '/metrics',
  '/health',
  '/health/live',
  '/health/ready',
  '/hello',
  '/all-good',
  '/',
  '/fhir/metadata',
  '/stats',
  '/nowhere',
  '/fhir/Patient/patient-1',
  '/tenants/t1.db',
];

/** What is nobody's data. */
function operators({ random, tenant }: Drawing): Operation {
  const request: HttpRequest = {
    method: 'GET',
    path: random.pick(operatorPaths),
    headers: named(tenant.id, random),
  };
  return { kind: 'operators', tenant: undefined, request };
}

export const hostile = {
  cursorOwn,
  cursorSwapped,
  cursorMutated,
  cursorForged,
  foreignSearch,
  malformed: malformedOperation,
  wrongTenant,
  unknownTenant,
  persisted,
  operators,
};
