/**
 * Starts what tests take for Couchbase (see docs/couchbase.md), empty and in memory, until it is interrupted, and says how
 * a gateway is pointed at it: for trying the store of production on a machine without a server.
 */
import { startCluster } from '../test/support/store-couchbase.ts';

const cluster = await startCluster();
const { connectionString, bucket, username, password } = cluster.location;
const [base, options] = connectionString.split('?');
process.stdout.write(
  `export STORE_URL='${base}/${bucket}?${options}' COUCHBASE_USERNAME=${username} COUCHBASE_PASSWORD=${password}\n`,
);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void cluster[Symbol.asyncDispose]().then(() => process.exit(0)));
}
