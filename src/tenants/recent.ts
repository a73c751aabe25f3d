import type { ResourceKey, TenantId } from '../core/ids.ts';
import type { SystemDocuments } from '../store/port.ts';

/** Enough for the first pages that the next users will look at. */
const maxKeys = 200;

const prefix = '_system/recent/';

/** The resources that were read last by their keys: what the next warm-up loads ahead. */
export class RecentKeys {
  readonly #keys = new Set<ResourceKey>();

  note(keys: readonly ResourceKey[]): void {
    for (const key of keys) {
      this.#keys.delete(key);
      this.#keys.add(key);
    }
    for (const key of this.#keys) {
      if (this.#keys.size <= maxKeys) break;
      this.#keys.delete(key);
    }
  }

  async save(documents: SystemDocuments, id: TenantId): Promise<void> {
    if (this.#keys.size > 0) await documents.put(prefix + id, [...this.#keys]);
  }
}

export async function readRecent(documents: SystemDocuments, id: TenantId): Promise<readonly ResourceKey[]> {
  return ((await documents.get(prefix + id))?.value ?? []) as readonly ResourceKey[];
}

export async function forgetRecent(documents: SystemDocuments, id: TenantId): Promise<void> {
  await documents.delete(prefix + id);
}
