import { describe } from 'vitest';
import { type MakeStore, useWorld } from '../support/store-world.ts';
import { changesContract } from './store-changes.ts';
import { copiesContract } from './store-copies.ts';
import { generationContract } from './store-generation.ts';
import { masterContract } from './store-master.ts';
import { partsContract } from './store-parts.ts';
import { readingContract } from './store-reading.ts';
import { referencesContract } from './store-references.ts';
import { refreshContract } from './store-refresh.ts';
import { reviewsContract } from './store-reviews.ts';
import { searchContract } from './store-search.ts';
import { systemContract } from './store-system.ts';
import { tenantsContract } from './store-tenants.ts';

/** What every adapter of the Store port must pass. `make` gives an empty store each time. */
/** @param isTuned only what is done in another way by how it is tuned for large collections */
export function storeContract(name: string, make: MakeStore, isTuned = false): void {
  describe(`${name} is a Store`, () => {
    const world = useWorld(make);
    describe('reading', () => readingContract(world));
    describe('search', () => searchContract(world));
    describe('search by reference', () => referencesContract(world));
    describe('changes of reviews', () => changesContract(world));
    describe('refresh', () => refreshContract(world));
    describe('parts', () => partsContract(world));
    if (isTuned) return;
    describe('reviews', () => reviewsContract(world));
    describe('system documents', () => systemContract(world));
    describe('tenants', () => tenantsContract(world));
    describe('copies', () => copiesContract(world));
    describe('generation', () => generationContract(world));
    describe('master', () => masterContract(world));
  });
}
