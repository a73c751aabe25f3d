import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import { GatewayError } from '../core/errors.ts';
import { isFhirId, type TenantId } from '../core/ids.ts';
import type { ListQuery } from './searching.ts';

/** Characters of the hash: 54 bits, against mistakes; a forged cursor finds nothing that its sender may not see. */
const hashLength = 9;

/** Marks a link; no cursor of an entry has a full stop. Raised with the form of what is inside. */
const linkMark = '1.';
const ivBytes = 12;
const tagBytes = 16;

/**
 * Positions in lists, of two kinds. The cursor of an entry is its id, with a hash of everything else that makes the
 * list: it is short, and of use only together with the list's arguments. A link is the whole list with a position,
 * sealed: it is enough by itself, as FHIR's `next` has to be (https://hl7.org/fhir/R4/graphql.html), and shows nothing
 * of what was searched for. Neither fits another tenant.
 */
export class Cursors {
  readonly #key: Buffer;

  /** @param key 32 bytes, the same in every process that serves the tenants */
  constructor(key: Buffer) {
    this.#key = key;
  }

  /** `id` is that of the entry that a page begins behind; empty for the start of the list. */
  entry(tenant: TenantId, query: ListQuery, id: string): string {
    return Buffer.from(listHash(tenant, query) + id, 'latin1').toString('base64url');
  }

  link(tenant: TenantId, query: ListQuery, id: string): string {
    const { type, where, order, first, of } = query;
    const text = JSON.stringify([id, type, where, order, first, of ?? null]);
    // From the content and the key, so that the same answer is the same bytes and can be asked for by its ETag.
    const iv = createHmac('sha256', this.#key).update(`${tenant}\n${text}`).digest().subarray(0, ivBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(Buffer.from(linkMark + tenant));
    const sealed = cipher.update(text, 'utf8');
    return linkMark + Buffer.concat([iv, sealed, cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  /**
   * The id in a cursor of either kind; empty for the start of the list.
   * @throws GatewayError BAD_USER_INPUT for a cursor of another list, or no cursor at all
   */
  position(tenant: TenantId, query: ListQuery, cursor: string): string {
    if (this.isLink(cursor)) {
      const opened = this.openLink(tenant, cursor);
      if (listHash(tenant, opened.query) !== listHash(tenant, query)) throw notOfThisList();
      return opened.id;
    }
    const text = Buffer.from(cursor, 'base64url').toString('latin1');
    const id = text.slice(hashLength);
    if (text.slice(0, hashLength) !== listHash(tenant, query) || (id !== '' && !isFhirId(id))) {
      throw notOfThisList();
    }
    return id;
  }

  isLink(cursor: string): boolean {
    return cursor.startsWith(linkMark);
  }

  /** @throws GatewayError BAD_USER_INPUT for what this gateway has not sealed for this tenant */
  openLink(tenant: TenantId, cursor: string): { readonly query: ListQuery; readonly id: string } {
    const bytes = Buffer.from(cursor.slice(linkMark.length), 'base64url');
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, ivBytes))
        .setAAD(Buffer.from(linkMark + tenant))
        .setAuthTag(bytes.subarray(-tagBytes));
      const text = Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]);
      const [id, type, where, order, first, of] = JSON.parse(text.toString('utf8'));
      return { id, query: { type, where, order, first, ...(of !== null && { of }) } };
    } catch {
      throw new GatewayError('BAD_USER_INPUT', 'The cursor was not made here for this tenant.');
    }
  }
}

function notOfThisList(): GatewayError {
  return new GatewayError('BAD_USER_INPUT', 'The cursor does not belong to this list, order and filter.');
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
