import type { Random } from '../../../src/fhir/sample/random.ts';
import type { HttpRequest } from './client.ts';
import type { CursorPool, EntryList } from './cursors.ts';
import { Document, type Sent } from './document.ts';
import type { Mark } from './marks.ts';
import type { ReviewModel, Write } from './reviews.ts';
import type { Asking, Selections } from './selections.ts';
import type { HuntTenant, World } from './world.ts';

export type Kind = string;

/** What a root field of a warm tenant's answer must be. */
export type Expected =
  | 'present'
  | 'absent'
  /** As a cursor that is not the tenant's is. */
  | 'refused'
  /** As a cursor of its own is not. */
  | 'accepted'
  | { readonly countOf: string };

/** What is asked, and what must come of it. */
export interface Operation {
  readonly kind: Kind;
  /** Undefined where no tenant's data may be in the answer. */
  readonly tenant: HuntTenant | undefined;
  readonly request: HttpRequest;
  /** By response name. */
  readonly roots?: ReadonlyMap<string, Expected>;
  /** It has to fail, with one of these codes; with any of the contract's where there are none. */
  readonly fails?: readonly string[];
  /** Ids that the client sent and the answer may repeat. */
  readonly echoes?: readonly string[];
  /** Reviews that it asks for, by the path to what became of each. */
  readonly writes?: readonly Reviewing[];
  /** Lists whose entries' cursors are worth keeping, by response name. */
  readonly lists?: ReadonlyMap<string, EntryList>;
  /** Once it is sent. */
  readonly sending?: () => void;
}

export interface Reviewing {
  readonly path: readonly (string | number)[];
  readonly key: string;
  readonly write: Write;
}

/** What all operations are made from. */
export interface Scene {
  readonly world: World;
  readonly selections: Selections;
  readonly cursors: CursorPool;
  readonly reviews: ReviewModel;
}

/** What one operation is made from. */
export interface Drawing extends Scene {
  readonly random: Random;
  readonly tenant: HuntTenant;
  readonly document: Document;
  readonly asking: Asking;
}

export function drawing(scene: Scene, tenant: HuntTenant, random: Random): Drawing {
  const document = new Document(random);
  const { world } = scene;
  const translated = (value: string) => {
    const to = random.chance(0.9) ? tenant : world.other(tenant, random);
    return translate(value, world.master.mark, to.mark);
  };
  return { ...scene, random, tenant, document, asking: { document, random, translated } };
}

function translate(value: string, from: Mark, to: Mark): string {
  return value.replaceAll(from.text, to.text).replaceAll(from.fraction, to.fraction);
}

/** The tenant's header; the default tenant may go without. */
export function named(id: string, random: Random): [string, string][] {
  if (id === 'demo' && random.chance(0.5)) return [];
  return [[random.pick(['x-tenant-id', 'X-Tenant-Id', 'X-TENANT-ID']), id]];
}

/** Where a tenant might be read from as well, and must not be. */
function distractions(random: Random): [string, string][] {
  const tenant = random.pick(['t', 't1', 't-1', 't_1']);
  return [
    random.pick<[string, string]>([
      ['x-tenant', tenant],
      ['tenant-id', tenant],
      ['x_tenant_id', tenant],
      ['cookie', `x-tenant-id=${tenant}; tenant=${tenant}`],
      ['authorization', `Bearer ${tenant}`],
      ['x-forwarded-host', `${tenant}.gateway.example`],
      ['if-none-match', '*'],
    ]),
  ];
}

const json: [string, string] = ['content-type', 'application/json'];
/** Node refuses longer request lines. */
const maxUrl = 12_000;

/** GraphQL by any of the ways that it may be sent. */
export function graphqlRequest(
  sent: Sent & { readonly extensions?: object },
  tenant: string,
  random: Random,
  kind: 'query' | 'mutation' = 'query',
): HttpRequest {
  const name = named(tenant, random);
  const headers = [...name, ...(random.chance(name.length > 0 ? 0.05 : 0.6) ? distractions(random) : [])];
  const bare = Object.keys(sent.variables).length === 0 && sent.extensions === undefined;
  const way = random.int(0, 19);
  if (way < 2 && bare) {
    const type: [string, string] = ['content-type', 'application/graphql'];
    return { method: 'POST', path: '/fhir/$graphql', headers: [...headers, type], body: sent.query };
  }
  if (way > 16 && kind === 'query') {
    const query = new URLSearchParams({ query: sent.query });
    if (!bare) query.set('variables', JSON.stringify(sent.variables));
    if (sent.extensions !== undefined) query.set('extensions', JSON.stringify(sent.extensions));
    const preflight: [string, string] = ['apollo-require-preflight', 'true'];
    const path = `${random.pick(['/graphql', '/fhir/$graphql', '/fhir/%24graphql'])}?${query}`;
    if (path.length < maxUrl) return { method: 'GET', path, headers: [...headers, preflight] };
  }
  const path = way < 5 ? '/fhir/$graphql' : '/graphql';
  return { method: 'POST', path, headers: [...headers, json], body: JSON.stringify(sent) };
}

export function jsonPost(path: string, headers: HttpRequest['headers'], body: unknown): HttpRequest {
  return { method: 'POST', path, headers: [...headers, json], body: JSON.stringify(body) };
}
