import {
  AuthenticationFailureError,
  DurabilityLevel,
  EndpointState,
  PingState,
  type Collection as SdkCollection,
  ServiceType,
} from 'couchbase';
import { GatewayError } from '../../core/errors.ts';
import type { ServiceHealth } from '../port.ts';
import { Endpoints } from './endpoints.ts';
import { ManagementRefused, QueryRefused, reading, unavailable, unlessRefused } from './errors.ts';
import { Link } from './link.ts';
import { Management } from './management.ts';
import { scopeName, systemCollection } from './names.ts';
import { parseConnectionString } from './nodes.ts';
import { QueryService } from './query.ts';
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
  /** Of statements that copy. */
  readonly longMs: number;
  /** Of counting what a whole index has: some go through every entry. */
  readonly countMs: number;
  /** Between two looks at whether connections are silent. */
  readonly watchMs: number;
}

export const defaultTimeouts: Timeouts = {
  connectMs: 10_000,
  keyValueMs: 2_500,
  durableMs: 3_000,
  queryMs: 8_000,
  longMs: 75_000,
  countMs: 30 * 60_000,
  watchMs: 5_000,
};

interface QueryOptions {
  /** Sees every write that was acknowledged before it. */
  readonly consistent?: boolean;
  readonly writes?: boolean;
  /** Takes as long as a copy may, or as counting. */
  readonly long?: boolean | 'count';
  /** Not worth a prepared statement: asked once. */
  readonly once?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** The first version whose indexes can hold what `by_range` holds. */
const oldestVersion = [7, 1] as const;

/** Whoever asks whether the store answers does not wait for long. */
const pingMs = 2_000;

interface Parts {
  readonly link: Link;
  readonly endpoints: Endpoints;
  readonly management: Management;
  readonly durability: DurabilityLevel;
  readonly timeouts: Timeouts;
}

/**
 * A bucket of a cluster, with the few calls that the store is made of: documents by the SDK, statements and the
 * management of collections as endpoints.ts tells.
 */
export class Connection {
  readonly bucketName: string;
  readonly durability: DurabilityLevel;
  readonly #parts: Parts;
  readonly #queries: QueryService;

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.bucketName = parts.link.bucket.name;
    this.durability = parts.durability;
    this.#queries = new QueryService(parts.endpoints, this.bucketName);
  }

  /** @throws GatewayError STORE_UNAVAILABLE, in words for the operator: what is wrong, and where */
  static async open(location: CouchbaseLocation, timeouts: Timeouts = defaultTimeouts): Promise<Connection> {
    const connection = parseConnectionString(location.connectionString);
    const link = await Link.open({ ...location, connectionString: connection.forSdk }, timeouts).catch(
      error => {
        throw explained(error, location, 'does not answer');
      },
    );
    const endpoints = new Endpoints(connection, location.username, location.password);
    try {
      const management = new Management(endpoints, location.bucket, timeouts.queryMs);
      await expectVersion(management, location);
      const durability = await durabilityOf(management, location);
      const opened = new Connection({ link, endpoints, management, durability, timeouts });
      await expectService(opened, endpoints, location);
      return opened;
    } catch (error) {
      endpoints.close();
      await link.close().catch(() => undefined);
      throw error;
    }
  }

  /** Not to be kept: what it goes through may be replaced. */
  collection(name: string): SdkCollection {
    return this.#parts.link.bucket.scope(scopeName).collection(name);
  }

  /** The rows of a statement. @throws GatewayError STORE_UNAVAILABLE */
  async query<Row>(statement: Sql, options: QueryOptions = {}): Promise<Row[]> {
    const { consistent = false, writes = false, long = false, once = false, signal } = options;
    const { longMs, countMs, queryMs } = this.#parts.timeouts;
    const timeoutMs = long === 'count' ? countMs : long ? longMs : queryMs;
    return unlessRefused(() =>
      this.#queries.run<Row>(toStatement(statement), { consistent, writes, timeoutMs, once, signal }),
    );
  }

  /** Runs a statement that changes documents: perhaps twice, when its answer is lost. */
  async change(statement: Sql, signal?: AbortSignal): Promise<void> {
    const timeoutMs = this.#parts.timeouts.longMs;
    const request = { consistent: true, writes: true, timeoutMs, once: false, signal };
    await unlessRefused(() => this.#queries.run(toStatement(statement), request));
  }

  /** Nothing happens when it is there. */
  async createCollection(name: string): Promise<void> {
    await unlessRefused(() => this.#parts.management.createCollection(name));
  }

  /** With all that is in it. Nothing happens when there is none. */
  async dropCollection(name: string): Promise<void> {
    await unlessRefused(() => this.#parts.management.dropCollection(name));
  }

  async pingDocuments(): Promise<void> {
    const options = { timeout: Math.min(pingMs, this.#parts.timeouts.queryMs) };
    await unlessRefused(() =>
      reading(() => this.collection(systemCollection).exists('_system/ping', options)),
    );
  }

  /** Resolves when the bucket's documents and the query service answer. */
  async ping(): Promise<void> {
    const timeoutMs = Math.min(pingMs, this.#parts.timeouts.queryMs);
    const request = { consistent: false, writes: false, timeoutMs, once: false, signal: undefined };
    const queries = unlessRefused(() => this.#queries.run(toStatement(sql`SELECT RAW 1`), request));
    await Promise.all([this.pingDocuments(), queries]);
  }

  /** How each node answers for documents, queries and management. */
  async diagnose(): Promise<Readonly<Record<string, ServiceHealth>>> {
    const { endpoints } = this.#parts;
    const [documents, queries, management] = await unlessRefused(() =>
      Promise.all([this.#documents(), endpoints.health('query'), endpoints.health('management')]),
    );
    return { documents, queries, management };
  }

  async #documents(): Promise<ServiceHealth> {
    const { services } = await this.#parts.link.bucket.ping({
      serviceTypes: [ServiceType.KeyValue],
      timeout: pingMs,
    });
    const nodes = services[ServiceType.KeyValue] ?? [];
    const times = nodes.filter(({ state }) => state === PingState.Ok).map(({ latency }) => latency);
    const slowestMs = times.length === 0 ? null : Math.max(...times);
    return { endpoints: nodes.length, answering: times.length, slowestMs };
  }

  /** How many connections of the SDK are in which state, by service. Told from memory: nobody is asked. */
  async connections(): Promise<readonly { service: string; state: string; count: number }[]> {
    const counts = new Map<string, { service: string; state: string; count: number }>();
    const { services } = await this.#parts.link.diagnostics();
    for (const [service, endpoints] of Object.entries(services)) {
      for (const endpoint of endpoints) {
        const state = EndpointState[endpoint.state]?.toLowerCase() ?? 'unknown';
        const counted = counts.get(`${service} ${state}`) ?? { service, state, count: 0 };
        counted.count += 1;
        counts.set(`${service} ${state}`, counted);
      }
    }
    return [...counts.values()];
  }

  async close(): Promise<void> {
    this.#parts.endpoints.close();
    await this.#parts.link.close();
  }
}

async function expectVersion(management: Management, location: CouchbaseLocation): Promise<void> {
  const version = await management.version().catch(error => {
    throw explained(error, location, 'does not answer where clusters are managed');
  });
  const [major = 0, minor = 0] = version.split(/[.-]/).map(Number);
  const isOld = major < oldestVersion[0] || (major === oldestVersion[0] && minor < oldestVersion[1]);
  if (isOld)
    throw inWords(location, `is of version ${major}.${minor}; ${oldestVersion.join('.')} or later is needed`);
}

/** Acknowledged is what a majority of the copies has; where there is but one, what is on its disk. */
async function durabilityOf(management: Management, location: CouchbaseLocation): Promise<DurabilityLevel> {
  const replicas = await management.replicas().catch(error => {
    throw error instanceof ManagementRefused && error.status === 404
      ? inWords(location, `has no bucket "${location.bucket}"`, error)
      : explained(error, location, `does not let this user see the bucket "${location.bucket}"`);
  });
  return replicas === 0 ? DurabilityLevel.PersistToMajority : DurabilityLevel.Majority;
}

async function expectService(
  connection: Connection,
  endpoints: Endpoints,
  location: CouchbaseLocation,
): Promise<void> {
  await connection.pingDocuments().catch(error => {
    throw explained(error, location, `does not let this user read the bucket "${location.bucket}"`);
  });
  if (!(await endpoints.has('query'))) throw inWords(location, 'has no query service');
  await connection.ping().catch(error => {
    const isRefused = error instanceof GatewayError && error.cause instanceof QueryRefused;
    throw inWords(
      location,
      isRefused ? 'does not let this user run statements' : 'has a query service that does not answer',
      error,
    );
  });
}

function explained(error: unknown, location: CouchbaseLocation, otherwise: string): GatewayError {
  const said =
    error instanceof AuthenticationFailureError
      ? 'refuses the user name or password (COUCHBASE_USERNAME, COUCHBASE_PASSWORD)'
      : otherwise;
  return inWords(location, said, unavailable(error).cause);
}

function inWords({ connectionString }: CouchbaseLocation, said: string, cause?: unknown): GatewayError {
  const hosts = connectionString.replace(/^couchbases?:\/\//, '').replace(/\?.*$/, '');
  return new GatewayError('STORE_UNAVAILABLE', `Couchbase at ${hosts} ${said}.`, { cause });
}
