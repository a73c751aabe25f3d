import type { TestGateway } from './gateway.ts';
import { sha256 } from './operations.ts';

export interface AskOptions {
  readonly tenant?: string;
  readonly path?: '/graphql' | '/fhir/$graphql';
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers as their clients do
  readonly data: any;
  /** Of the first error; undefined: there is none. */
  readonly code: string | undefined;
  readonly message: string | undefined;
}

async function read(response: Response): Promise<Asked> {
  const text = await response.text();
  const { data, errors = [] } = text === '' ? {} : JSON.parse(text);
  const [error] = errors;
  const { status, headers } = response;
  return { status, headers, text, data, code: error?.extensions.code, message: error?.message };
}

export async function post(
  gateway: TestGateway,
  body: unknown,
  { tenant = 'demo', path = '/graphql', headers }: AskOptions = {},
): Promise<Asked> {
  const response = await gateway.fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tenant-id': tenant, ...headers },
    body: JSON.stringify(body),
  });
  return read(response);
}

/** What is no text is sent as JSON. */
export async function get(
  gateway: TestGateway,
  search: Readonly<Record<string, unknown>> | string,
  { tenant = 'demo', path = '/graphql', headers }: AskOptions = {},
): Promise<Asked> {
  const pairs = (fields: Readonly<Record<string, unknown>>) =>
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
  const text = typeof search === 'string' ? search : new URLSearchParams(pairs(search));
  return read(
    await gateway.fetch(`${path}?${text}`, {
      headers: { 'apollo-require-preflight': 'true', 'x-tenant-id': tenant, ...headers },
    }),
  );
}

/** The extensions by which Apollo's clients name a text. */
export function persistedQuery(text: string, changes: object = {}) {
  return { persistedQuery: { version: 1, sha256Hash: sha256(text), ...changes } };
}
