import type { FastifyRequest } from 'fastify';
import { isRecord } from '../../core/record.ts';
import { badRequest } from '../requests.ts';

/** What a request asks for, as far as it decides which operation that is. */
export interface Asked {
  /** The document itself. */
  readonly text: string | undefined;
  readonly documentId: string | undefined;
  /** Of `extensions.persistedQuery`: Apollo's protocol. */
  readonly sha256Hash: string | undefined;
  /** As they are given. */
  readonly variables: Fields;
  /** Whether they are part of the URL. */
  readonly inUrl: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Read as Apollo reads it: a POST by its body, a GET by its search. Undefined where that is no question at all, which
 * Apollo then says.
 * @throws an error of HTTP 400 for an id that is none
 */
export function askedBy(request: FastifyRequest): Asked | undefined {
  const fields = fieldsOf(request);
  if (fields === undefined) return undefined;
  const { query = null, documentId = null, variables } = fields;
  if (query !== null && typeof query !== 'string') throw badRequest('GraphQL queries must be strings.');
  if (documentId !== null && typeof documentId !== 'string')
    throw badRequest('documentId must be one string.');
  return {
    text: query ?? undefined,
    documentId: documentId ?? undefined,
    sha256Hash: hashOf(recordIn(request, fields.extensions)),
    variables: recordIn(request, variables) ?? {},
    inUrl: request.method === 'GET',
  };
}

/** Makes it a request for that text, as if its id had not been there. */
export function putText(request: FastifyRequest, text: string): void {
  const { documentId: _, extensions, ...others } = fieldsOf(request) ?? {};
  const kept = withoutHash(request, extensions);
  const fields = { ...others, query: text, ...(kept !== undefined && { extensions: kept }) };
  if (request.method === 'POST') request.body = fields;
  else request.query = fields;
}

/** What else they say; what they are not is for Apollo to refuse. */
function withoutHash(request: FastifyRequest, extensions: unknown): unknown {
  const record = recordIn(request, extensions);
  if (record === undefined) return extensions;
  const { persistedQuery: _, ...others } = record;
  if (Object.keys(others).length === 0) return undefined;
  return request.method === 'POST' ? others : JSON.stringify(others);
}

/** Apollo reads the URL: it is to see what was looked at here, and nothing else. */
export function writeUrl(request: FastifyRequest): void {
  const search = new URLSearchParams();
  for (const [name, values] of Object.entries(request.query as Record<string, string | string[]>)) {
    for (const value of [values].flat()) search.append(name, value);
  }
  request.raw.url = `${request.routeOptions.url}?${search}`;
}

function fieldsOf({ method, body, query }: FastifyRequest): Fields | undefined {
  const fields = method === 'POST' ? body : method === 'GET' ? query : undefined;
  return isRecord(fields) ? fields : undefined;
}

/** In a URL it is JSON. Undefined for what Apollo refuses, and for none. */
function recordIn({ method }: FastifyRequest, value: unknown): Fields | undefined {
  if (method === 'POST') return isRecord(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** https://www.apollographql.com/docs/apollo-server/performance/apq; what is false is absent for Apollo. */
function hashOf(extensions: Fields | undefined): string | undefined {
  if (!extensions?.persistedQuery) return undefined;
  const { version, sha256Hash } = Object(extensions.persistedQuery) as Fields;
  // Apollo's own words for these would be those of a fault within.
  if (version !== 1) throw badRequest('Unsupported persisted query version');
  if (typeof sha256Hash !== 'string') throw badRequest('persistedQuery.sha256Hash must be a string.');
  return sha256Hash;
}
