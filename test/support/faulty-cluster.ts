import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import type { TenantId } from '../../src/core/ids.ts';
import { definitionOf } from '../../src/fhir/registry.ts';
import type { Source } from '../../src/ingest/source.ts';
import {
  type CouchbaseLocation,
  defaultTimeouts,
  type Timeouts,
} from '../../src/store/couchbase/connection.ts';
import { reviewOf } from '../../src/store/couchbase/document.ts';
import { reviewKey } from '../../src/store/couchbase/search-values.ts';
import { CouchbaseStore } from '../../src/store/couchbase/store.ts';
import { FaultProxy } from './fault-proxy.ts';
import { ingestInto } from './gateway.ts';
import { type Caves, startCaves } from './gocaves.ts';
import { documentsOverHttp } from './sqlpp/documents.ts';
import { type QueryService, startQueryService } from './sqlpp/service.ts';

/**
 * Shorter than in production, so that tests of what hangs are. The SDK waits 1.5 s for a durable write all the same, and
 * one of unknown end is tried three times.
 */
export const shortTimeouts: Timeouts = {
  ...{
    connectMs: 5_000,
    keyValueMs: 300,
    durableMs: 300,
    queryMs: 600,
    longMs: 1_500,
    countMs: 1_500,
    watchMs: 500,
  },
};

/** A document as the server has it. */
export interface Held {
  readonly key: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever was written
  readonly value: any;
}

/** Couchbase as in store-couchbase.ts, with a proxy before its documents, its management and its queries each. */
export class FaultyCluster implements AsyncDisposable {
  readonly caves: Caves;
  readonly queries: QueryService;
  readonly documentsProxy: FaultProxy;
  readonly managementProxy: FaultProxy;
  readonly queryProxy: FaultProxy;
  readonly #opened: CouchbaseStore[] = [];

  private constructor(caves: Caves, queries: QueryService, proxies: readonly FaultProxy[]) {
    this.caves = caves;
    this.queries = queries;
    [this.documentsProxy, this.managementProxy, this.queryProxy] = proxies as [
      FaultProxy,
      FaultProxy,
      FaultProxy,
    ];
  }

  /** `replicas`: with 1, durable writes are impossible: there is one node. */
  static async start({ replicas = 0 } = {}): Promise<FaultyCluster> {
    const proxies = [await FaultProxy.start(), await FaultProxy.start(), await FaultProxy.start()] as const;
    const [documents, management, query] = proxies;
    const caves = await startCaves({
      ...{ advertiseKv: documents.port, advertiseMgmt: management.port, queryPort: query.port, replicas },
    });
    const queries = await startQueryService({
      ...{ documents: documentsOverHttp(caves.adminUrl), bucket: caves.bucket },
      ...{ username: caves.user, password: caves.password },
    });
    documents.target = caves.kvPort;
    management.target = caves.mgmtPort;
    query.target = queries.port;
    return new FaultyCluster(caves, queries, proxies);
  }

  get proxies(): readonly FaultProxy[] {
    return [this.documentsProxy, this.managementProxy, this.queryProxy];
  }

  get location(): CouchbaseLocation {
    const { bucket, user: username, password } = this.caves;
    const connectionString = `${this.caves.connectionString}?management_port=${this.managementProxy.port}`;
    return { connectionString, bucket, username, password };
  }

  /** For a gateway that is configured. */
  get env(): Record<string, string> {
    const { connectionString, bucket, username, password } = this.location;
    return {
      STORE_URL: connectionString.replace('?', `/${bucket}?`),
      COUCHBASE_USERNAME: username,
      COUCHBASE_PASSWORD: password,
    };
  }

  /** As another process opens it; closed with the cluster. */
  async open(clock: Clock, timeouts: Timeouts | undefined = shortTimeouts): Promise<CouchbaseStore> {
    const store = await CouchbaseStore.open(this.location, clock, timeouts);
    this.#opened.push(store);
    return store;
  }

  /** Makes a sample the master, and copies of it, with the patience of production. */
  async fill(source: Source, ...tenants: TenantId[]): Promise<void> {
    const store = await this.open(systemClock, defaultTimeouts);
    const folder = await mkdtemp(join(tmpdir(), 'faulty-cluster-'));
    await ingestInto(store, source, folder, systemClock);
    await rm(folder, { recursive: true });
    for (const tenant of tenants) await store.createTenant(tenant, { onProgress: () => undefined });
  }

  /** Resolves when it does not run any more: a signal takes its time on a busy machine. */
  async freeze(): Promise<void> {
    this.caves.freeze();
    const state = () => readFileSync(`/proc/${this.caves.pid}/stat`, 'utf8').replace(/^.*\) /s, '')[0];
    while (state() !== 'T') await setImmediate();
  }

  /** Ends every fault. */
  async heal(): Promise<void> {
    this.caves.thaw();
    await this.caves.up();
    await this.caves.clearFaults();
    for (const proxy of this.proxies) proxy.heal();
  }

  /** Where the present copy of a tenant is. */
  async collectionOf(tenant: TenantId): Promise<string> {
    const system = await this.documents('_default');
    return system.find(({ key }) => key === `_system/collections/${tenant}`)?.value.value.collection;
  }

  /** The documents of a collection, read past everything that is tested. */
  async documents(collection: string): Promise<readonly Held[]> {
    const response = await fetch(`${this.caves.adminUrl}/changes?since=0`);
    const { changes } = (await response.json()) as { changes: (Held & { collection?: string })[] };
    return changes.filter(change => change.collection === collection && change.value !== null);
  }

  /**
   * What is wrong with the reviews of a collection: one that was acknowledged and is not there, or one that is there by
   * halves. `acknowledged`: the latest time of each; one that was not acknowledged may be there with a later one.
   */
  async wrongReviews(collection: string, acknowledged: ReadonlyMap<string, number>): Promise<string[]> {
    const documents = await this.documents(collection);
    const byHalves = documents.flatMap(({ key, value }) => {
      const [type, id] = key.split('/') as [string, string];
      const review = reviewOf(value);
      const isWhole = review.reviewed === (review.reviewTime !== null);
      const { reviewable } = definitionOf(type);
      const isFound = !reviewable || value._search.keys.reviewTime === reviewKey(type, id, review);
      return isWhole && isFound ? [] : [`${key} by halves`];
    });
    const byKey = new Map(documents.map(({ key, value }) => [key, value]));
    const lost = [...acknowledged].flatMap(([key, time]) => {
      const value = byKey.get(key);
      const found = value && reviewOf(value).reviewTime;
      return found !== undefined && found !== null && found >= time ? [] : [`${key} lost`];
    });
    return [...byHalves, ...lost];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.heal();
    for (const store of this.#opened) await store.close();
    for (const proxy of this.proxies) await proxy[Symbol.asyncDispose]();
    await this.queries.close();
    await this.caves.stop();
  }
}
