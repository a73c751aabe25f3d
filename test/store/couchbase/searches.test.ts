import { afterAll, beforeAll, describe } from 'vitest';
import { manyValuesContract } from '../../contract/store-many-values.ts';
import { oddValuesContract } from '../../contract/store-odd-values.ts';
import { startSearchGateway } from '../../gateway/fhir-search-data.ts';
import { searchOrders } from '../../gateway/fhir-search-order.ts';
import { searchRows } from '../../gateway/fhir-search-table.ts';
import type { TestGateway } from '../../support/gateway.ts';
import {
  type Cluster,
  couchbaseEnv,
  emptyCouchbaseStore,
  startCluster,
} from '../../support/store-couchbase.ts';
import { useWorld } from '../../support/store-world.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
}, 120_000);
afterAll(() => cluster?.[Symbol.asyncDispose]());

describe('over HTTP', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    // The cache would answer what differs by nothing but its order.
    gateway = await startSearchGateway({ ...couchbaseEnv(cluster), CACHE: 'off' });
  });
  afterAll(() => gateway?.stop());
  searchRows(() => gateway);
  searchOrders(() => gateway);
});

describe('of one kind', () => {
  const world = useWorld(clock => emptyCouchbaseStore(cluster, clock));
  describe('odd values', () => oddValuesContract(world, 3));
  describe('many values', () => manyValuesContract(world));
});
