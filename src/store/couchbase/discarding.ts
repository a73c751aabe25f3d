import type { TenantId } from '../../core/ids.ts';
import type { Connection } from './connection.ts';
import { collectionsOf, type Known, type Manifest, type Manifests } from './manifest.ts';

/**
 * Drops what a manifest is about. The manifest goes last, so that what was half dropped is dropped again.
 * @returns whether it was ours to drop: false when another process has changed it since
 */
export async function discard(
  connection: Connection,
  manifests: Manifests,
  tenant: TenantId,
  { value, revision }: Known<Manifest>,
): Promise<boolean> {
  const left = collectionsOf(value);
  const dropping = await manifests.write(tenant, { state: 'dropping', left }, revision);
  if (dropping === undefined) return false;
  for (const name of left) await connection.dropCollection(name);
  await manifests.forget(tenant, dropping);
  return true;
}

/**
 * Drops a collection that failed to become a copy, unless its manifest knows of it and somebody may go on with it.
 * Whoever took over from us, or dropped the tenant, may have done so before there was this collection.
 */
export async function tidy(
  connection: Connection,
  manifests: Manifests,
  tenant: TenantId,
  collection: string,
): Promise<void> {
  const manifest = await manifests.read(tenant);
  if (manifest !== undefined && collectionsOf(manifest.value).includes(collection)) return;
  await connection.dropCollection(collection);
}
