import {
  AuthenticationFailureError,
  type Bucket,
  BucketNotFoundError,
  type Cluster,
  CollectionExistsError,
  CollectionNotFoundError,
  connect,
  DurabilityLevel,
  QueryScanConsistency,
  type Collection as SdkCollection,
  ServiceNotAvailableError,
} from 'couchbase';
import { unlessAborted } from '../../core/abort.ts';
import { GatewayError } from '../../core/errors.ts';
import { unavailable, unlessRefused } from './errors.ts';
import { scopeName, systemCollection } from './names.ts';
import { type Sql, sql, toStatement } from './sql.ts';

export interface CouchbaseLocation {
  /** `couchbase://host` or `couchbases://host`, several hosts separated by commas. */
  readonly connectionString: string;
  readonly bucket: string;
  readonly username: string;
  readonly password: string;
}

/** How long calls may take, ms. Below the deadline of an operation, 10 s, so that it ends with the right error. */
export interface Timeouts {
  readonly connectMs: number;
  readonly keyValueMs: number;
  readonly durableMs: number;
  readonly queryMs: number;
  /** Of statements that copy, and of building indexes. */
  readonly longMs: number;
}

export const defaultTimeouts: Timeouts = {
  connectMs: 10_000,
  keyValueMs: 2_500,
  durableMs: 5_000,
  queryMs: 8_000,
  longMs: 75_000,
};

export interface QueryOptions {
  /** Sees every write that was acknowledged before it. */
  readonly consistent?: boolean;
  readonly writes?: boolean;
  /** Takes as long as a copy may. */
  readonly long?: boolean;
  /** Not worth a prepared statement: asked once. */
  readonly once?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** The first version whose indexes can hold what `by_range` holds. */
const oldestVersion = [7, 1] as const;

/** A cluster and a bucket of it, with the few calls that the store is made of. */
export class Connection {
  readonly durability: DurabilityLevel;
  readonly bucketName: string;
  readonly #cluster: Cluster;
  readonly #bucket: Bucket;
  readonly #timeouts: Timeouts;

  private constructor(cluster: Cluster, bucket: Bucket, durability: DurabilityLevel, timeouts: Timeouts) {
    this.#cluster = cluster;
    this.#bucket = bucket;
    this.bucketName = bucket.name;
    this.durability = durability;
    this.#timeouts = timeouts;
  }

  /** @throws GatewayError STORE_UNAVAILABLE, in words for the operator: what is wrong, and where */
  static async open(location: CouchbaseLocation, timeouts: Timeouts = defaultTimeouts): Promise<Connection> {
    const cluster = await connectTo(location, timeouts);
    try {
      const bucket = cluster.bucket(location.bucket);
      await expectBucket(bucket, location);
      await expectQueryService(cluster, location);
      return new Connection(cluster, bucket, await durabilityOf(cluster, location.bucket), timeouts);
    } catch (error) {
      await cluster.close().catch(() => undefined);
      throw error;
    }
  }

  collection(name: string): SdkCollection {
    return this.#bucket.scope(scopeName).collection(name);
  }

  /** The rows of a statement. @throws GatewayError STORE_UNAVAILABLE */
  async query<Row>(statement: Sql, options: QueryOptions = {}): Promise<Row[]> {
    const { consistent = false, writes = false, long = false, once = false, signal } = options;
    signal?.throwIfAborted();
    const { text, parameters, adHoc } = toStatement(statement);
    const running = unlessRefused(() =>
      this.#bucket.scope(scopeName).query<Row>(text, {
        parameters: { ...parameters },
        adhoc: once || adHoc,
        readOnly: !writes,
        timeout: long ? this.#timeouts.longMs : this.#timeouts.queryMs,
        ...(consistent && { scanConsistency: QueryScanConsistency.RequestPlus }),
      }),
    );
    // The SDK cannot be told to give up: nobody waits for the rows any longer.
    const { rows } = await unlessAborted(running, signal);
    return rows;
  }

  /** How many documents a statement changed. */
  async change(statement: Sql, signal?: AbortSignal): Promise<number> {
    signal?.throwIfAborted();
    const { text, parameters } = toStatement(statement);
    const { meta } = await unlessRefused(() =>
      this.#bucket.scope(scopeName).query(text, {
        parameters: { ...parameters },
        adhoc: false,
        metrics: true,
        timeout: this.#timeouts.longMs,
        scanConsistency: QueryScanConsistency.RequestPlus,
      }),
    );
    return meta.metrics?.mutationCount ?? 0;
  }

  /** Nothing happens when it is there. */
  async createCollection(name: string): Promise<void> {
    await unlessA(CollectionExistsError, () => this.#bucket.collections().createCollection(name, scopeName));
  }

  /** With all that is in it. Nothing happens when there is none. */
  async dropCollection(name: string): Promise<void> {
    await unlessA(CollectionNotFoundError, () => this.#bucket.collections().dropCollection(name, scopeName));
  }

  async collectionNames(): Promise<readonly string[]> {
    const scopes = await unlessRefused(() => this.#bucket.collections().getAllScopes());
    return scopes.find(scope => scope.name === scopeName)?.collections.map(({ name }) => name) ?? [];
  }

  /** Resolves when the bucket's documents and the query service answer. */
  async ping(): Promise<void> {
    await unlessRefused(() => this.collection(systemCollection).exists('_system/ping', { timeout: 2_000 }));
    await this.query(sql`SELECT RAW 1`, { once: true });
  }

  async close(): Promise<void> {
    await this.#cluster.close();
  }
}

async function connectTo(location: CouchbaseLocation, timeouts: Timeouts): Promise<Cluster> {
  const { connectionString, username, password } = location;
  try {
    return await connect(connectionString, {
      username,
      password,
      timeouts: {
        bootstrapTimeout: timeouts.connectMs,
        connectTimeout: timeouts.connectMs,
        kvTimeout: timeouts.keyValueMs,
        kvDurableTimeout: timeouts.durableMs,
        queryTimeout: timeouts.queryMs,
        managementTimeout: timeouts.longMs,
      },
    });
  } catch (error) {
    throw explained(error, location, 'does not answer');
  }
}

/** A bucket that cannot be opened is only logged by the SDK: its first call says so. */
async function expectBucket(bucket: Bucket, location: CouchbaseLocation): Promise<void> {
  try {
    await bucket.defaultCollection().exists('_system/ping');
  } catch (error) {
    throw explained(
      error,
      location,
      `does not give access to the bucket "${location.bucket}": is it there, and may the user use it?`,
    );
  }
}

async function expectQueryService(cluster: Cluster, location: CouchbaseLocation): Promise<void> {
  let version: unknown;
  try {
    ({
      rows: [version],
    } = await cluster.query('SELECT RAW ds_version()', { readOnly: true }));
  } catch (error) {
    throw explained(error, location, 'has no query service that this user may use');
  }
  const [major = 0, minor = 0] = String(version).split(/[.-]/).map(Number);
  const isOld = major < oldestVersion[0] || (major === oldestVersion[0] && minor < oldestVersion[1]);
  if (isOld) {
    throw new GatewayError(
      'STORE_UNAVAILABLE',
      `Couchbase at ${hostsOf(location)} is of version ${major}.${minor}; ${oldestVersion.join('.')} or later is needed.`,
    );
  }
}

/** Acknowledged is what a majority of the copies has, where there are any. */
async function durabilityOf(cluster: Cluster, bucket: string): Promise<DurabilityLevel> {
  // Who may not read the bucket's settings writes as if it had copies: that is right for all but three of them.
  const settings = await cluster
    .buckets()
    .getBucket(bucket)
    .catch(() => undefined);
  return settings?.numReplicas === 0 ? DurabilityLevel.None : DurabilityLevel.Majority;
}

function explained(error: unknown, location: CouchbaseLocation, otherwise: string): GatewayError {
  const about = `Couchbase at ${hostsOf(location)} `;
  const said =
    error instanceof AuthenticationFailureError
      ? 'refuses the user name or password (COUCHBASE_USERNAME, COUCHBASE_PASSWORD)'
      : error instanceof BucketNotFoundError
        ? `has no bucket "${location.bucket}"`
        : error instanceof ServiceNotAvailableError
          ? 'has no query service'
          : otherwise;
  return new GatewayError('STORE_UNAVAILABLE', `${about}${said}.`, { cause: unavailable(error).cause });
}

function hostsOf({ connectionString }: CouchbaseLocation): string {
  return connectionString.replace(/^couchbases?:\/\//, '').replace(/\?.*$/, '');
}

/** What that error says is as good as done. */
async function unlessA(expected: typeof CollectionExistsError, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof expected)) throw unavailable(error);
  }
}
