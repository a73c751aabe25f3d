import { expect } from 'vitest';
import type { Condition, Order } from '../../src/fhir/search.ts';
import type { Resource } from '../../src/fhir/types.ts';
import type { Collection, StoredResource } from '../../src/store/port.ts';
import { modelCompare, modelMatches } from './store-model.ts';
import { keyOf } from './store-resources.ts';
import { allPages } from './store-world.ts';

export interface ModelledSearch {
  readonly type: string;
  readonly where: readonly Condition[];
  readonly order: Order;
}

/** Searches of one collection, compared with what they mean. */
export class Agreement {
  readonly #collection: Collection;
  readonly #everything: readonly StoredResource[];

  private constructor(collection: Collection, everything: readonly StoredResource[]) {
    this.#collection = collection;
    this.#everything = everything;
  }

  /** `resources`: all that the collection holds. */
  static async on(collection: Collection, resources: readonly Resource[]): Promise<Agreement> {
    const everything = await collection.get(resources.map(keyOf));
    return new Agreement(
      collection,
      everything.map(entry => entry!),
    );
  }

  /** All pages of that size together have every match once and in order, and it counts as many. Tells how many. */
  async expectOf({ type, where, order }: ModelledSearch, limit: number): Promise<number> {
    const keys = await allPages(this.#collection, { type, where, order, limit });
    const expected = this.#everything.filter(
      entry => entry.key.startsWith(`${type}/`) && modelMatches(entry, where, this.#everything),
    );
    expect(keys.toSorted()).toEqual(expected.map(entry => entry.key).sort());
    const entries = await this.#collection.get(keys);
    for (const [place, entry] of entries.slice(1).entries()) {
      expect(modelCompare(order, entries[place]!, entry!)).toBeLessThanOrEqual(0);
    }
    expect(await this.#collection.count({ type, where })).toBe(expected.length);
    return expected.length;
  }
}
