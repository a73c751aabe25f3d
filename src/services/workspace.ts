import type { Clock } from '../core/clock.ts';
import type { ResourceKey } from '../core/ids.ts';
import { findDefinition } from '../fhir/registry.ts';
import type { ReviewState, StoredResource, TypeCount } from '../store/port.ts';
import type { Lease } from '../tenants/tenant.ts';
import type { Caching } from './caching.ts';
import type { Cursors } from './cursors.ts';
import type { Footprint } from './footprint.ts';
import type { ReadResource } from './read.ts';
import { type ReadBatch, Reader } from './reader.ts';
import { type ReviewOrder, review } from './reviewing.ts';
import { Searching } from './searching.ts';

export type { ReviewState, StoredResource, TypeCount } from '../store/port.ts';
export { unreviewed } from './at-hand.ts';
export type { ReadResource } from './read.ts';
export type { ReadBatch } from './reader.ts';

export interface WorkspaceOptions {
  readonly clock: Clock;
  readonly cursors: Cursors;
  readonly caching: Caching;
  /** Notes what the operation reads. */
  readonly footprint: Footprint;
}

/** A warm tenant's data, for the length of one operation: everything a resolver may do with it. */
export class Workspace {
  readonly searching: Searching;
  readonly #lease: Lease;
  readonly #options: WorkspaceOptions;
  readonly #reader: Reader;

  constructor(lease: Lease, options: WorkspaceOptions) {
    this.#lease = lease;
    this.#options = options;
    this.#reader = new Reader(lease, options.caching, options.footprint);
    this.searching = new Searching(this.#reader, lease.tenant, options.cursors);
  }

  /** An entry a key, all of one type, in order; undefined where there is none. At once where there is nothing to wait for. */
  resources(keys: readonly ResourceKey[]): ReadBatch | Promise<ReadBatch> {
    return this.#reader.resources(keys);
  }

  /** A resource that need not be waited for, or null for none; undefined: ask `resources`. */
  resourceAtHand(key: ResourceKey): ReadResource | null | undefined {
    return this.#reader.atHand?.resource(key);
  }

  /** An entry a key, all of one type, in order; undefined where there is no such resource. From the store. */
  reviewStates(keys: readonly ResourceKey[]): Promise<readonly (ReviewState | undefined)[]> {
    return this.#reader.reviewStates(keys);
  }

  /** A review state that need not be asked for; undefined: ask `reviewStates`. */
  reviewStateAtHand(key: ResourceKey): ReviewState | undefined {
    return this.#reader.atHand?.review(key);
  }

  /** To be told when the answer shows a resource's review state. */
  showsReview(key: ResourceKey): void {
    this.#options.footprint.review(key);
  }

  /** See `review`. When it resolves no cache of this process has what was before. */
  async review(
    orders: readonly ReviewOrder[],
    reviewer: string | null,
  ): Promise<readonly (StoredResource | Error)[]> {
    const { caching, clock, footprint } = this.#options;
    const { tenant, collection } = this.#lease;
    footprint.unique();
    try {
      const outcomes = await review(collection, orders, reviewer, clock);
      // Whoever reviews a resource is given it.
      for (const outcome of outcomes) if (!(outcome instanceof Error)) footprint.resource(outcome.key);
      return outcomes;
    } finally {
      // Also after a failure: who knows whether it was written.
      await caching.reviewed(
        tenant,
        collection,
        orders.map(({ key }) => key),
      );
    }
  }

  /** Every stored type's count. */
  counts(): Promise<readonly TypeCount[]> {
    this.#options.footprint.tenant();
    return this.#lease.collection.counts();
  }

  /** Of each reviewable type, how many there are and how many are reviewed. */
  async progress(): Promise<readonly TypeCount[]> {
    const counts = await this.counts();
    return counts.filter(({ type }) => findDefinition(type)?.reviewable);
  }
}
