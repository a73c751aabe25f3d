import { GatewayError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import type { OnProgress, RefreshSummary, Store } from '../store/port.ts';

/** Each tenant's copy of master, and how many there may be. */
export class TenantCopies {
  readonly #store: Store;
  readonly #maxTenants: number;
  readonly #creating = new Set<TenantId>();

  constructor(store: Store, maxTenants: number) {
    this.#store = store;
    this.#maxTenants = maxTenants;
  }

  /**
   * Makes the copy if there is none; one that is there is made equal to master if `refresh`.
   * Resolves to what a refresh did.
   * @throws GatewayError TENANT_LIMIT
   */
  async ensure(id: TenantId, refresh: boolean, onProgress: OnProgress): Promise<RefreshSummary | undefined> {
    // A copy that ends while the list is made may be missing from it.
    const before = new Set(this.#creating);
    const copies = new Set(await this.#store.listTenants());
    if (copies.has(id)) return refresh ? this.#store.refreshTenant(id, { onProgress }) : undefined;
    if (copies.union(before).union(this.#creating).size >= this.#maxTenants) {
      throw new GatewayError('TENANT_LIMIT', 'No further tenant can be added; drop one that is not needed.', {
        extensions: { limit: this.#maxTenants },
      });
    }
    this.#creating.add(id);
    try {
      await this.#store.createTenant(id, { onProgress });
    } finally {
      this.#creating.delete(id);
    }
    return undefined;
  }
}
