import { afterAll, beforeAll, describe } from 'vitest';
import type { Clock } from '../../src/core/clock.ts';
import type { CouchbaseLocation } from '../../src/store/couchbase/connection.ts';
import { CouchbaseStore } from '../../src/store/couchbase/store.ts';
import { heldPort } from './free-port.ts';
import { type Caves, type CavesOptions, startCaves, whyNoCaves } from './gocaves.ts';
import { documentsOverHttp } from './sqlpp/documents.ts';
import { type QueryService, startQueryService } from './sqlpp/service.ts';
import type { StoreUnderTest } from './store-world.ts';

/**
 * Couchbase as far as it can be had here: documents, collections and the management by gocaves, statements by the
 * stand-in of sqlpp/. With COUCHBASE_TEST_URL (`couchbase://host/bucket`, and COUCHBASE_TEST_USERNAME and
 * COUCHBASE_TEST_PASSWORD) a real server takes their place; its bucket is emptied.
 */
export interface Cluster extends AsyncDisposable {
  readonly location: CouchbaseLocation;
  /** Undefined on a real server. */
  readonly caves: Caves | undefined;
  readonly queries: QueryService | undefined;
  /** Where it is managed. */
  readonly managementUrl: string;
}

const missing = process.env.COUCHBASE_TEST_URL === undefined ? await whyNoCaves() : undefined;
if (missing !== undefined && process.env.CI) throw new Error(missing);

/** `describe`, skipped where there is nothing that could take Couchbase's place. */
export function describeCouchbase(name: string, tests: () => void): void {
  if (missing === undefined) describe(name, tests);
  else describe.skip(`${name} (skipped: ${missing})`, tests);
}

/** A cluster for the tests of a file. */
export function useCluster(options: CavesOptions = {}): () => Cluster {
  let cluster: Cluster | undefined;
  beforeAll(async () => {
    cluster = await startCluster(options);
  }, buildMs);
  afterAll(() => cluster?.[Symbol.asyncDispose]());
  return () => cluster!;
}

/** The first test of all builds the server. */
const buildMs = 180_000;

export async function startCluster(options: CavesOptions = {}): Promise<Cluster> {
  const real = process.env.COUCHBASE_TEST_URL;
  if (real !== undefined) return realCluster(real);
  // Others look for ports too while the cluster starts, which takes a while.
  const { port: queryPort, release } = await heldPort();
  const caves = await startCaves({ queryPort, ...options }).finally(release);
  const queries = await startQueryService({
    ...{ documents: documentsOverHttp(caves.adminUrl), port: queryPort, bucket: caves.bucket },
    ...{ username: caves.user, password: caves.password },
  });
  return {
    location: {
      connectionString: `${caves.connectionString}?management_port=${options.advertiseMgmt ?? caves.mgmtPort}`,
      bucket: caves.bucket,
      ...{ username: caves.user, password: caves.password },
    },
    caves,
    queries,
    managementUrl: `http://127.0.0.1:${caves.mgmtPort}`,
    async [Symbol.asyncDispose]() {
      await queries.close();
      await caves.stop();
    },
  };
}

function realCluster(url: string): Cluster {
  const [, connectionString, bucket] = /^(\w+:\/\/[^/]+)\/(.+)$/.exec(url)!;
  return {
    location: {
      ...{ connectionString: connectionString!, bucket: bucket! },
      username: process.env.COUCHBASE_TEST_USERNAME ?? 'Administrator',
      password: process.env.COUCHBASE_TEST_PASSWORD ?? '',
    },
    ...{
      caves: undefined,
      queries: undefined,
      managementUrl: `http://${connectionString!.replace(/^\w+:\/\//, '')}:8091`,
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

/** What makes a gateway keep its data there. */
export function couchbaseEnv({ location }: Cluster): Record<string, string> {
  const { connectionString, bucket, username, password } = location;
  const [hosts, options] = connectionString.split('?');
  return {
    STORE_URL: `${hosts}/${bucket}${options === undefined ? '' : `?${options}`}`,
    COUCHBASE_USERNAME: username,
    COUCHBASE_PASSWORD: password,
  };
}

/** A CouchbaseStore on an empty bucket of the cluster. */
export async function emptyCouchbaseStore(cluster: Cluster, clock: Clock): Promise<StoreUnderTest> {
  const open = () => CouchbaseStore.open(cluster.location, clock);
  await empty(cluster);
  let store = await open();
  const others: CouchbaseStore[] = [];
  const close = async () => {
    for (const opened of [store, ...others.splice(0)]) await opened.close();
  };
  return {
    store,
    hasSnapshots: false,
    slowness: 4,
    async reopen() {
      await close();
      store = await open();
      return store;
    },
    async beside() {
      const other = await open();
      others.push(other);
      return other;
    },
    dispose: close,
  };
}

/** Drops every collection, and what is in the default one. */
async function empty({ location, managementUrl, caves }: Cluster): Promise<void> {
  const { bucket, username, password } = location;
  const scopes = `${managementUrl}/pools/default/buckets/${bucket}/scopes`;
  const headers = {
    authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
  };
  const manifest = (await (await fetch(scopes, { headers })).json()) as Manifest;
  const { collections = [] } = manifest.scopes.find(({ name }) => name === '_default') ?? {};
  for (const { name } of collections) {
    if (name === '_default') continue;
    await fetch(`${scopes}/_default/collections/${name}`, { method: 'DELETE', headers });
  }
  if (caves !== undefined) await emptyDefault(caves);
  else await emptyDefaultByQuery(location, headers);
}

interface Manifest {
  readonly scopes: readonly {
    readonly name: string;
    readonly collections: readonly { readonly name: string }[];
  }[];
}

async function emptyDefault(caves: Caves): Promise<void> {
  const response = await fetch(`${caves.adminUrl}/changes?since=0`);
  const { changes } = (await response.json()) as {
    changes:
      | readonly { readonly collection?: string; readonly key: string; readonly value: unknown }[]
      | null;
  };
  const there = (changes ?? []).filter(
    ({ collection, value }) => collection === '_default' && value !== null,
  );
  if (there.length === 0) return;
  await caves.write(there.map(({ key }) => ({ collection: '_default', key, value: null })));
}

async function emptyDefaultByQuery(
  { connectionString, bucket }: CouchbaseLocation,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const host = connectionString.replace(/^\w+:\/\//, '');
  const keyspace = `default:\`${bucket}\`._default._default`;
  for (const statement of [
    `CREATE PRIMARY INDEX IF NOT EXISTS ON ${keyspace}`,
    `DELETE FROM ${keyspace}`,
    `DROP PRIMARY INDEX ON ${keyspace}`,
  ]) {
    await fetch(`http://${host}:8093/query/service`, {
      ...{ method: 'POST', headers: { ...headers, 'content-type': 'application/json' } },
      body: JSON.stringify({ statement, scan_consistency: 'request_plus' }),
    });
  }
}
