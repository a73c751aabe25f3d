import { createHash } from 'node:crypto';
import { GatewayError } from '../core/errors.ts';
import { isFhirId, type TenantId } from '../core/ids.ts';
import type { ListQuery } from './searching.ts';

/** Characters of the hash: 54 bits, against mistakes; a forged cursor finds nothing that its sender may not see. */
const hashLength = 9;

/**
 * A position in a list: the id of the resource that the page begins behind (empty: the start), and a hash of
 * everything else that makes the list. So it holds no patient data, and fits no other list and no other tenant.
 */
export function encodeCursor(tenant: TenantId, query: ListQuery, id: string): string {
  return Buffer.from(listHash(tenant, query) + id, 'latin1').toString('base64url');
}

/**
 * The id in a cursor; empty for the start of the list.
 * @throws GatewayError BAD_USER_INPUT for a cursor of another list, or no cursor at all
 */
export function decodeCursor(tenant: TenantId, query: ListQuery, cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const id = text.slice(hashLength);
  if (text.slice(0, hashLength) !== listHash(tenant, query) || (id !== '' && !isFhirId(id))) {
    throw new GatewayError('BAD_USER_INPUT', 'The cursor does not belong to this list, order and filter.');
  }
  return id;
}

/** A query belongs to one operation, and so to one tenant; a page asks for the cursor of each of its entries. */
const hashes = new WeakMap<ListQuery, string>();

/** Page size and position are no part of the list: a client may change the size on its way. */
function listHash(tenant: TenantId, query: ListQuery): string {
  const known = hashes.get(query);
  if (known !== undefined) return known;
  const { type, where, order, of } = query;
  const list = JSON.stringify([tenant, type, where, order, of ?? null]);
  const hash = createHash('sha256').update(list).digest('base64url').slice(0, hashLength);
  hashes.set(query, hash);
  return hash;
}
