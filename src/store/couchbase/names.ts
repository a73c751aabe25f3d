import { randomBytes } from 'node:crypto';
import type { TenantId } from '../../core/ids.ts';

/**
 * Where things are in the bucket. All collections are in the default scope; the default collection holds the first
 * master and, under keys of their own, the system documents.
 */
export const scopeName = '_default';
export const systemCollection = '_default';

/** Masters take turns: while one is read the next is written to the other. */
export const masterCollections = ['_default', 'master_b'] as const;

/**
 * Of a new copy. Each has a name of its own: whoever is late with filling or dropping one, having been stopped for a
 * while, can do nothing to another, and the cluster needs not know two collections of one name apart, which it does
 * not at once. Ids have no capital letters, so that no two tenants' names meet.
 */
export function newCollection(tenant: TenantId): string {
  return `tenant_${tenant}_C${randomBytes(5).toString('hex')}`;
}

/**
 * Between which keys all resources are, without both ends: types begin with a capital letter, and system documents
 * with "_", which stands behind those.
 */
export const resourceKeys = { from: 'A', to: '[' } as const;

/** Between which keys a type's resources are, without both ends. "0" follows "/". */
export function keysOfType(type: string): { readonly from: string; readonly to: string } {
  return { from: `${type}/`, to: `${type}0` };
}
