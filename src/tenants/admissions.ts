import { GatewayError } from '../core/errors.ts';
import type { TenantId } from '../core/ids.ts';
import { InTurn } from '../core/in-turn.ts';
import type { Store } from '../store/port.ts';
import type { TenantRecord, TenantRecords } from './records.ts';
import type { Resources } from './resources.ts';

export interface AdmissionsOptions {
  readonly store: Store;
  readonly records: TenantRecords;
  readonly resources: Resources;
  /** Copies that may exist. */
  readonly maxTenants: number;
  /** Tenants that may be warm, warming or cooling at once, over all processes. */
  readonly maxWarmTenants: number;
}

/** Who may become warm. A tenant that is warm is never pushed out for another. */
export class Admissions {
  readonly #options: AdmissionsOptions;
  readonly #turns = new InTurn();

  constructor(options: AdmissionsOptions) {
    this.#options = options;
  }

  /** Within this process, so that two who claim at the same time do not both go without. */
  oneByOne<Result>(run: () => Promise<Result>): Promise<Result> {
    return this.#turns.run(run);
  }

  /**
   * Judges a tenant that has claimed its place already, so that others see it; `undo` takes the claim back.
   * @throws GatewayError TENANT_LIMIT
   */
  async admit(id: TenantId, undo: () => Promise<void>): Promise<void> {
    try {
      const records = await this.#options.records.list();
      const own = records.find(record => record.id === id);
      this.#checkWarm(records.filter(record => isBefore(record, own)).length);
      this.#options.resources.check();
      await this.#checkCopies(id, records);
    } catch (error) {
      await undo();
      throw error;
    }
  }

  #checkWarm(others: number): void {
    const { maxWarmTenants } = this.#options;
    if (others < maxWarmTenants) return;
    throw new GatewayError('TENANT_LIMIT', 'Too many tenants are warm; try again when one has cooled down.', {
      extensions: { limit: maxWarmTenants },
    });
  }

  async #checkCopies(id: TenantId, records: readonly (TenantRecord & { id: TenantId })[]): Promise<void> {
    const { store, maxTenants } = this.#options;
    const copies = new Set(await store.listTenants());
    if (copies.has(id)) return;
    // Those that are being made count as well.
    for (const record of records) {
      if (record.state === 'WARMING' && record.id !== id) copies.add(record.id);
    }
    if (copies.size < maxTenants) return;
    throw new GatewayError('TENANT_LIMIT', 'No further tenant can be added; drop one that is not needed.', {
      extensions: { limit: maxTenants },
    });
  }
}

type Claim = TenantRecord & { readonly id: TenantId };

/** Of those who claim at the same time in several processes the first ones have the places. */
function isBefore(record: Claim, own: Claim | undefined): boolean {
  if (record.state === 'COLD' || record.id === own?.id) return false;
  if (record.state !== 'WARMING' || record.admitted === true || own === undefined) return true;
  const { since = 0 } = record;
  const { since: ownSince = 0 } = own;
  return since < ownSince || (since === ownSince && record.id < own.id);
}
