import type { Clock } from '../../core/clock.ts';
import type { TenantId } from '../../core/ids.ts';
import type { StorePools } from '../../metrics/state.ts';
import type {
  Collection,
  CopyOptions,
  MasterBuild,
  MasterWriter,
  RefreshSummary,
  ServiceHealth,
  Store,
  TenantDescription,
} from '../port.ts';
import { ensureIndex } from './building.ts';
import { CouchbaseCollection } from './collection.ts';
import { Connection, type CouchbaseLocation, type Timeouts } from './connection.ts';
import { CouchbaseCopies } from './copies.ts';
import { createIndex, indexes } from './indexes.ts';
import { isWhole } from './manifest.ts';
import { CouchbaseMasterWriter } from './master.ts';
import { systemCollection } from './names.ts';
import { CouchbaseSystemDocuments } from './system.ts';

/** The store of production: one bucket, a collection a tenant. See docs/couchbase.md. */
export class CouchbaseStore implements Store {
  readonly system: CouchbaseSystemDocuments;
  readonly #connection: Connection;
  readonly #copies: CouchbaseCopies;
  readonly #clock: Clock;

  private constructor(connection: Connection, clock: Clock) {
    this.#connection = connection;
    this.#clock = clock;
    this.system = new CouchbaseSystemDocuments(connection, clock);
    this.#copies = new CouchbaseCopies(connection, this.system);
  }

  /** @throws GatewayError STORE_UNAVAILABLE, in words for the operator */
  static async open(location: CouchbaseLocation, clock: Clock, timeouts?: Timeouts): Promise<CouchbaseStore> {
    const connection = await Connection.open(location, timeouts);
    try {
      // System documents are listed by it before there is any master.
      const [byId] = indexes;
      await ensureIndex(connection, createIndex(systemCollection, byId, { deferred: false }));
      return new CouchbaseStore(connection, clock);
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  /** A snapshot is not to be had: it may show reviews that are made while it is open, and cannot be written to. */
  async openTenant(tenant: TenantId, { snapshot = false } = {}): Promise<Collection> {
    const { collection: name, content } = await this.#copies.whole(tenant);
    return new CouchbaseCollection(this.#connection, { name, content, readOnly: snapshot });
  }

  async tenantExists(tenant: TenantId): Promise<boolean> {
    return isWhole((await this.#copies.manifests.read(tenant))?.value);
  }

  listTenants(): Promise<readonly TenantId[]> {
    return this.#copies.manifests.tenants();
  }

  createTenant(tenant: TenantId, options: CopyOptions): Promise<void> {
    return this.#copies.create(tenant, options);
  }

  refreshTenant(tenant: TenantId, options: CopyOptions): Promise<RefreshSummary> {
    return this.#copies.refresh(tenant, options);
  }

  compareTenant(tenant: TenantId, options: Omit<CopyOptions, 'onProgress'>): Promise<RefreshSummary> {
    return this.#copies.compare(tenant, options);
  }

  describeTenant(tenant: TenantId): Promise<TenantDescription> {
    return this.#copies.describe(tenant);
  }

  dropTenant(tenant: TenantId): Promise<void> {
    return this.#copies.drop(tenant);
  }

  async openMaster(): Promise<Collection> {
    const { collection: name, content } = await this.#copies.master();
    return new CouchbaseCollection(this.#connection, { name, content, readOnly: true });
  }

  replaceMaster(build: MasterBuild): Promise<MasterWriter> {
    const surroundings = { connection: this.#connection, documents: this.system, clock: this.#clock };
    return CouchbaseMasterWriter.open(surroundings, build);
  }

  /** Nothing of a collection is kept here. */
  releaseMemory(): void {}

  ping(): Promise<void> {
    return this.#connection.ping();
  }

  diagnose(): Promise<Readonly<Record<string, ServiceHealth>>> {
    return this.#connection.diagnose();
  }

  async pools(): Promise<StorePools> {
    return { connections: await this.#connection.connections() };
  }

  async close(): Promise<void> {
    await this.#copies.close();
    await this.#connection.close();
  }
}
