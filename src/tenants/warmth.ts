import { isTenantId, type TenantId } from '../core/ids.ts';
import type { SystemDocuments } from '../store/port.ts';

/** What is recorded of a warm tenant, so that a restart finds it warm. Times in ms since 1970. */
export interface Warmth {
  readonly warmSince: number;
  readonly lastActivity: number;
}

const prefix = '_system/tenants/';

/** Warmth as system documents that expire when the tenant would have cooled. */
export class WarmthRecords {
  readonly #documents: SystemDocuments;

  constructor(documents: SystemDocuments) {
    this.#documents = documents;
  }

  async list(): Promise<readonly (Warmth & { readonly id: TenantId })[]> {
    const documents = await this.#documents.list(prefix);
    return documents.flatMap(({ key, value }) => {
      const id = key.slice(prefix.length);
      const { warmSince, lastActivity } = value as Warmth;
      return isTenantId(id) ? [{ id, warmSince, lastActivity }] : [];
    });
  }

  async record(id: TenantId, warmth: Warmth, expiresAt: number): Promise<void> {
    await this.#documents.put(prefix + id, warmth, { expiresAt });
  }

  async forget(id: TenantId): Promise<void> {
    await this.#documents.delete(prefix + id);
  }
}
