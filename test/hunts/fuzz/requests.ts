import { createHash } from 'node:crypto';
import type { Random } from '../../../src/fhir/sample/random.ts';
import { type Grammar, jsonValues, type Written } from './grammar.ts';
import { mutated, mutatedBytes } from './mutations.ts';

/** What is written to the socket. `head` ends with the empty line. */
export interface RawRequest {
  readonly kind: string;
  readonly method: string;
  readonly head: string;
  readonly body: Buffer;
}

/** What callers may have about them. */
export interface Supplies {
  readonly grammar: Grammar;
  /** Headers of callers with all rights, some, or none. */
  readonly credentials: readonly Readonly<Record<string, string>>[];
  /** Ids of registered operations, with variables that fit. */
  readonly registered: readonly { readonly id: string; readonly variables: Record<string, unknown> }[];
}

type Headers = Record<string, string>;

const paths = [
  ...[
    '/graphql',
    '/fhir/$graphql',
    '/fhir/%24graphql',
    '/warm-up-tenant',
    '/',
    '/fhir/metadata',
    '/explorer',
  ],
  ...['/health', '/health/live', '/health/ready', '/hello', '/all-good', '/metrics', '/stats', '/nothing'],
];
const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'QUERY', 'get', 'TRACE'];
const contentTypes = [
  ...[
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset=utf-16',
    'application/graphql',
  ],
  ...[
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql+json',
  ],
  ...['', 'application/json, text/plain', '*/*', 'application/fhir+json', 'a/b;;;', '/', '\u00e9'],
];
const accepts = [
  ...[
    '*/*',
    'application/json',
    'application/graphql-response+json',
    'text/html',
    'multipart/mixed',
    'a',
    '',
  ],
  ...['application/json;q=0', 'text/event-stream', 'application/graphql-response+json; charset=utf-16'],
];
const odd: Headers = {
  'x-tenant-id': '../../master',
  'x-request-id': '<script>\\n{"a":1}',
  'if-none-match': '"',
  'x-graphql-cost': 'show',
  origin: 'https://evil.example',
  'content-encoding': 'gzip',
  'x-forwarded-for': '1.2.3.4, ::1',
  traceparent: '00-xx-yy-zz',
  range: 'bytes=0-1,5-',
  'sec-fetch-site': 'cross-site',
  cookie: '__proto__=1; a',
};

/** One request. */
export function drawRequest({ grammar, credentials, registered }: Supplies, random: Random): RawRequest {
  const headers: Headers = {
    ...random.pick(credentials),
    accept: random.chance(0.95) ? '*/*' : random.pick(accepts),
  };
  if (random.chance(0.7)) headers['apollo-require-preflight'] = '1';
  for (const [name, value] of Object.entries(odd)) if (random.chance(0.01)) headers[name] = value;
  const kind = random.weighted(Object.keys(kinds), name => kinds[name]!);
  switch (kind) {
    case 'path':
      return plain(kind, random.pick(methods), mutated(random.pick(paths), random), headers);
    case 'header':
      return mutatedHead(kind, grammar.operation(random), headers, random);
    case 'bytes': {
      const { head, body } = post(kind, grammar.operation(random), headers);
      return { kind, method: 'POST', head: '', body: mutatedBytes(head + body.toString(), random) };
    }
    case 'get':
      return get(kind, grammar.operation(random), headers, random);
    case 'json':
      return mutatedJson(kind, grammar.operation(random), headers, random);
    case 'persisted':
      return persisted(kind, grammar.operation(random), registered, headers, random);
    case 'document': {
      const written = grammar.operation(random);
      return post(kind, { ...written, query: mutated(written.query, random) }, headers);
    }
    case 'credentials': {
      const [name, value] = random.pick(
        Object.entries(random.pick(credentials.filter(some => Object.keys(some).length > 0))),
      );
      return post(kind, grammar.operation(random), { ...headers, [name]: mutated(value, random) });
    }
    case 'route':
      return plain(
        kind,
        random.pick(methods),
        random.pick(paths),
        headers,
        random.pick(['', '{}', '[', 'null', '{"wait":1}', '{"wait":false}']),
      );
    default:
      return post(kind, grammar.operation(random), headers);
  }
}

/** How often each. */
const kinds: Readonly<Record<string, number>> = {
  ...{
    grammar: 30,
    document: 25,
    json: 12,
    get: 8,
    persisted: 8,
    header: 6,
    credentials: 4,
    path: 4,
    route: 2,
    bytes: 2,
  },
};

function post(kind: string, written: object, headers: Headers): RawRequest {
  return plain(
    kind,
    'POST',
    '/graphql',
    { 'content-type': 'application/json', ...headers },
    JSON.stringify(written),
  );
}

function get(
  kind: string,
  { query, variables, operationName }: Written,
  headers: Headers,
  random: Random,
): RawRequest {
  const search = new URLSearchParams({ query: random.chance(0.5) ? mutated(query, random) : query });
  if (variables !== undefined)
    search.set(
      'variables',
      random.chance(0.8) ? JSON.stringify(variables) : mutated(JSON.stringify(variables), random),
    );
  if (operationName !== undefined) search.set('operationName', operationName);
  if (random.chance(0.05)) search.append('query', '{ a }');
  const text = random.chance(0.1) ? mutated(String(search), random) : String(search);
  return plain(kind, 'GET', `${random.pick(['/graphql', '/graphql', '/fhir/$graphql'])}?${text}`, headers);
}

/** Fields of a body that are another kind of value, or JSON that is none. */
function mutatedJson(kind: string, written: Written, headers: Headers, random: Random): RawRequest {
  const body: Record<string, unknown> = { ...written };
  for (const name of ['query', 'variables', 'operationName', 'extensions', 'documentId', 'id']) {
    if (random.chance(0.25)) body[name] = random.pick(jsonValues);
  }
  const json = JSON.stringify(random.chance(0.05) ? [body] : body);
  const text = random.chance(0.5) ? mutated(json, random) : json;
  const type = random.chance(0.85) ? 'application/json' : random.pick(contentTypes);
  const path = random.pick(['/graphql', '/graphql', '/graphql', '/fhir/$graphql', '/warm-up-tenant']);
  return plain(kind, 'POST', path, { 'content-type': type, ...headers }, text);
}

function persisted(
  kind: string,
  written: Written,
  registered: Supplies['registered'],
  headers: Headers,
  random: Random,
): RawRequest {
  const own = {
    id: createHash('sha256').update(written.query).digest('hex'),
    variables: written.variables ?? {},
  };
  const chosen = random.chance(0.6) ? random.pick([...registered, own]) : own;
  const id = random.chance(0.8) ? chosen.id : mutated(chosen.id, random);
  const variables = random.chance(0.8) ? chosen.variables : random.pick(jsonValues);
  const extensions = {
    persistedQuery: random.chance(0.9)
      ? { version: random.pick([1, 1, 1, 2, '1']), sha256Hash: id }
      : random.pick(jsonValues),
  };
  const request = random.pick([
    { extensions, variables },
    { documentId: `sha256:${id}`, variables },
    { documentId: id, extensions, variables },
    { query: written.query, extensions, variables },
  ]);
  if (random.chance(0.5)) return post(kind, request, headers);
  const search = new URLSearchParams(
    Object.entries(request).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
  return plain(kind, 'GET', `/graphql?${search}`, headers);
}

function mutatedHead(kind: string, written: Written, headers: Headers, random: Random): RawRequest {
  const extra: Headers = {
    'content-type': random.pick(contentTypes),
    accept: random.pick(accepts),
    'x-tenant-id': random.pick(['demo', 'DEMO', '', 'a,b', '../x', 'x'.repeat(9_000), '\u00ff']),
    [`x-${'y'.repeat(random.pick([1, 500]))}`]: 'z'.repeat(random.pick([0, 10, 20_000])),
  };
  const { method, head, body } = plain(
    kind,
    'POST',
    '/graphql',
    { ...headers, ...extra },
    JSON.stringify(written),
  );
  return { kind, method, head: random.chance(0.5) ? mutated(head, random) : head, body };
}

function plain(kind: string, method: string, path: string, headers: Headers, body = ''): RawRequest {
  const bytes = Buffer.from(body);
  const all = {
    host: 'localhost',
    ...headers,
    ...(bytes.length > 0 && { 'content-length': String(bytes.length) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  // A client that puts anything into a path encodes what would end the line.
  const target = path.replace(/[\s\r\n\0]/g, sign => encodeURIComponent(sign));
  return { kind, method, head: `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`, body: bytes };
}
