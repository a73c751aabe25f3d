import { afterAll, beforeAll } from 'vitest';
import { storeContract } from '../../contract/store.ts';
import { type Cluster, emptyCouchbaseStore, startCluster } from '../../support/store-couchbase.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
}, 120_000);
afterAll(() => cluster?.[Symbol.asyncDispose]());

storeContract('CouchbaseStore', clock => emptyCouchbaseStore(cluster, clock));
