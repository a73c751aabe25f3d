import { createHash, createHmac } from 'node:crypto';
import type { TenantId } from '../core/ids.ts';

/** What kind of value it is. Statistics are by domain. */
export type Domain = 'resource' | 'list' | 'relation' | 'count' | 'answer';

export const domains: readonly Domain[] = ['resource', 'list', 'relation', 'count', 'answer'];

declare const brand: unique symbol;
/** Who may be given a value: `shared` within a tenant, or `perm:<hash>`. */
export type Scope = string & { readonly [brand]: 'Scope' };

/** What does not depend on who asks: resources as they are stored, and what is found among all of them. */
export const shared = 'shared' as Scope;

/** What decides about an answer besides the question. */
export interface Permissions {
  /** Rights by name; their order makes no difference. */
  readonly rights: readonly string[];
  /** Given only where the answer depends on who the user is. */
  readonly user?: string;
}

/** For whatever was shaped by permissions: two that differ in any right never share it. */
export function permissionScope({ rights, user }: Permissions): Scope {
  const text = JSON.stringify([[...new Set(rights)].sort(), user ?? null]);
  return `perm:${digest(text).slice(0, 22)}` as Scope;
}

/** A value's name within its tenant. `parts` are any texts, and tell one value from another. */
export interface CacheKey {
  readonly domain: Domain;
  readonly scope: Scope;
  readonly parts: readonly string[];
}

const longestLocalKey = 200;

/** Types and ids as FHIR has them. */
const resourceName = /^[A-Za-z]{1,64}\/[A-Za-z0-9.-]{1,64}$/;

/**
 * Names a value within one tenant's part of this process's memory. Different keys give different texts. A resource's is
 * its own key (`Patient/1`), which is at hand wherever it is asked for; no other has no space.
 */
export function localKey({ domain, scope, parts }: CacheKey): string {
  if (domain === 'resource' && scope === shared && parts.length === 2) {
    const name = `${parts[0]}/${parts[1]}`;
    if (resourceName.test(name)) return name;
  }
  const text = `${domain} ${scope} ${parts.map(encode).join('/')}`;
  return text.length <= longestLocalKey ? text : `${domain} ${scope} #${digest(text)}`;
}

/** Most parts are types and ids, which are legal as they stand. An empty one must not look like none. */
function encode(part: string): string {
  return /^[\w.-]+$/.test(part) ? part : JSON.stringify(part);
}

/**
 * Names a value in what processes share. Nothing of what was searched for, and no id, can be read in it or found out by
 * trying, without the store's own secret. `generation` names the tenant's content: what was loaded of another content
 * has another name, so no message has to arrive for it to be given up.
 */
export function sharedKey(
  { secret, version }: { readonly secret: Buffer; readonly version: string },
  {
    tenant,
    generation,
    epoch,
  }: { readonly tenant: TenantId; readonly generation: string; readonly epoch: number },
  key: CacheKey,
): string {
  const hidden = createHmac('sha256', secret)
    .update(`${generation}\n${epoch}\n${localKey(key)}`)
    .digest('base64url');
  return `${version}:${tenant}:${key.scope}:${key.domain}:${hidden}`;
}

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
