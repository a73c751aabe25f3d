import type { Clock } from '../core/clock.ts';
import type { ResourceKey } from '../core/ids.ts';
import { findDefinition } from '../fhir/registry.ts';
import type { ReviewState, StoredResource, TypeCount } from '../store/port.ts';
import type { Lease } from '../tenants/tenant.ts';
import type { Cursors } from './cursors.ts';
import { type ReviewOrder, review } from './reviewing.ts';
import { Searching } from './searching.ts';

export type { ReviewState, StoredResource, TypeCount } from '../store/port.ts';

/** A warm tenant's data, for the length of one operation: everything a resolver may do with it. */
export class Workspace {
  readonly searching: Searching;
  readonly #lease: Lease;
  readonly #clock: Clock;

  constructor(lease: Lease, clock: Clock, cursors: Cursors) {
    this.#lease = lease;
    this.#clock = clock;
    this.searching = new Searching(lease.collection, lease.tenant, cursors);
  }

  /** An entry a key, in order; undefined where there is none. */
  resources(keys: readonly ResourceKey[]): Promise<readonly (StoredResource | undefined)[]> {
    return this.#lease.collection.get(keys);
  }

  /** An entry a key, in order; undefined where there is no such resource. */
  reviewStates(keys: readonly ResourceKey[]): Promise<readonly (ReviewState | undefined)[]> {
    return this.#lease.collection.reviewStates(keys);
  }

  /** See `review`. */
  review(
    orders: readonly ReviewOrder[],
    reviewer: string | null,
  ): Promise<readonly (StoredResource | Error)[]> {
    return review(this.#lease.collection, orders, reviewer, this.#clock);
  }

  /** Every stored type's count. */
  counts(): Promise<readonly TypeCount[]> {
    return this.#lease.collection.counts();
  }

  /** Of each reviewable type, how many there are and how many are reviewed. */
  async progress(): Promise<readonly TypeCount[]> {
    const counts = await this.counts();
    return counts.filter(({ type }) => findDefinition(type)?.reviewable);
  }
}
