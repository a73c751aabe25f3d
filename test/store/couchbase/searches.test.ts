import { afterAll, beforeAll, describe } from 'vitest';
import { manyValuesContract } from '../../contract/store-many-values.ts';
import { oddSearchesContract } from '../../contract/store-odd-searches.ts';
import { oddValuesContract } from '../../contract/store-odd-values.ts';
import { startSearchGateway } from '../../gateway/fhir-search-data.ts';
import { searchOrders } from '../../gateway/fhir-search-order.ts';
import { searchRows } from '../../gateway/fhir-search-table.ts';
import { ManualClock } from '../../support/clock.ts';
import type { TestGateway } from '../../support/gateway.ts';
import {
  couchbaseEnv,
  describeCouchbase,
  emptyCouchbaseStore,
  useCluster,
} from '../../support/store-couchbase.ts';
import { useWorld } from '../../support/store-world.ts';

describeCouchbase('searches of a CouchbaseStore', () => {
  const cluster = useCluster();

  describe('over HTTP', () => {
    let gateway: TestGateway;
    beforeAll(async () => {
      await (await emptyCouchbaseStore(cluster(), new ManualClock())).dispose();
      gateway = await startSearchGateway({ ...couchbaseEnv(cluster()), CACHE: 'off' });
    });
    afterAll(() => gateway?.stop());
    // Each is tried on SQLite.
    searchRows(() => gateway, 4);
    searchOrders(() => gateway);
  });

  describe('beside the model', () => {
    const world = useWorld(clock => emptyCouchbaseStore(cluster(), clock));
    oddSearchesContract(world, 6);
    describe('odd values', () => oddValuesContract(world, 3));
    describe('many values', () => manyValuesContract(world));
  });
});
