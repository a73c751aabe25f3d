import { storeContract } from '../../contract/store.ts';
import { describeCouchbase, emptyCouchbaseStore, useCluster } from '../../support/store-couchbase.ts';

describeCouchbase('Couchbase', () => {
  const cluster = useCluster();
  storeContract('CouchbaseStore', clock => emptyCouchbaseStore(cluster(), clock));
});
