import { createHash } from 'node:crypto';
import type { HttpRequest } from './load.ts';
import type { Operation } from './work.ts';

/** How the same work is put into requests. */

const json = { 'content-type': 'application/json' };

export function byText(
  { query, variables }: Operation,
  headers: Readonly<Record<string, string>> = {},
): HttpRequest[] {
  return variables.map(each => {
    const request = post('/graphql', { query, variables: each });
    return { ...request, headers: { ...request.headers, ...headers } };
  });
}

/** By the id of a registered operation. */
export function byIdPost({ query, variables }: Operation): HttpRequest[] {
  return variables.map(each => post('/graphql', { documentId: idOf(query), variables: each }));
}

export function byIdGet(
  { query, variables }: Operation,
  headers: Readonly<Record<string, string>>,
): HttpRequest[] {
  return variables.map(each => ({
    method: 'GET',
    path: `/graphql?${new URLSearchParams({ documentId: idOf(query), variables: JSON.stringify(each) })}`,
    // What Apollo's prevention of CSRF asks of a GET.
    headers: { 'apollo-require-preflight': 'true', ...headers },
  }));
}

/** For a floor, which has the answer of that name ready; by POST it gets what the others get. */
export function ready(name: string, method: 'GET' | 'POST', { query, variables }: Operation): HttpRequest[] {
  if (method === 'GET') return [{ method, path: `/${name}`, headers: {} }];
  return variables.map(each => post(`/${name}`, { query, variables: each }));
}

export function manifestOf(operations: readonly Operation[]): string {
  return JSON.stringify(Object.fromEntries(operations.map(({ query }) => [hash(query), query])));
}

function post(path: string, body: object): HttpRequest {
  return { method: 'POST', path, headers: json, body: JSON.stringify(body) };
}

function idOf(query: string): string {
  return `sha256:${hash(query)}`;
}

function hash(query: string): string {
  return createHash('sha256').update(query).digest('hex');
}

/** Sends it once. @throws Error when it is not answered by 200 */
export async function ask(url: string, { method, path, headers, body }: HttpRequest): Promise<string> {
  const answer = await fetch(url + path, { method, headers, ...(body !== undefined && { body }) });
  const text = await answer.text();
  if (answer.status !== 200)
    throw new Error(`${method} is answered by ${answer.status}: ${text.slice(0, 500)}`);
  return text;
}
