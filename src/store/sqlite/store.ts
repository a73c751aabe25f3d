import { mkdirSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import { GatewayError } from '../../core/errors.ts';
import { isTenantId, type TenantId } from '../../core/ids.ts';
import {
  type Collection,
  CollectionMissing,
  type CopyOptions,
  IngestLocked,
  type MasterWriter,
  type OnProgress,
  type RefreshSummary,
  type Store,
  type TenantDescription,
} from '../port.ts';
import { SqliteCollection } from './collection.ts';
import { Database, type DatabaseOptions } from './database.ts';
import { copyDurably, fileExists, publish, removeDatabase, unlessRefused } from './files.ts';
import { FileLock } from './lock.ts';
import { SqliteMasterWriter } from './master.ts';
import { refresh } from './refresh.ts';
import { checkFormat } from './schema.ts';
import { SqliteSystemDocuments } from './system.ts';
import { defaultTuning, type SearchTuning } from './tuning.ts';

/** An acknowledged review is on disk: every commit is fsynced. */
const durable = ['journal_mode = WAL', 'synchronous = FULL'];

/** Pages kept per open collection: the upper levels of every index of a million resources, and more. */
const pageCache = 'cache_size = -16384';

/**
 * The embedded store: `system.db`, `master.db` and `tenants/<id>.db` below one folder. A collection is a
 * file, so no statement can reach another tenant's rows.
 */
export class SqliteStore implements Store {
  readonly system: SqliteSystemDocuments;
  readonly #folder: string;
  readonly #tuning: SearchTuning;
  readonly #copying = new Map<TenantId, Promise<void>>();

  /**
   * Makes the folder when it is missing.
   * @throws GatewayError STORE_UNAVAILABLE when it cannot be made or used
   */
  constructor(folder: string, clock: Clock, tuning: SearchTuning = defaultTuning) {
    this.#folder = folder;
    this.#tuning = tuning;
    unlessRefused(() => mkdirSync(join(folder, 'tenants'), { recursive: true }));
    this.system = new SqliteSystemDocuments(join(folder, 'system.db'), clock);
  }

  async openTenant(tenant: TenantId): Promise<Collection> {
    await this.#expectTenant(tenant);
    return new SqliteCollection(this.#open(this.#tenantPath(tenant), { pragmas: [...durable, pageCache] }));
  }

  async tenantExists(tenant: TenantId): Promise<boolean> {
    return fileExists(this.#tenantPath(tenant));
  }

  async listTenants(): Promise<readonly TenantId[]> {
    const names = await unlessRefused(() => readdir(join(this.#folder, 'tenants')));
    return names
      .filter(name => name.endsWith('.db'))
      .map(name => name.slice(0, -'.db'.length))
      .filter(isTenantId)
      .sort();
  }

  /** Those who ask at the same time share one copy. @throws GatewayError STORE_UNAVAILABLE while another process copies */
  async createTenant(tenant: TenantId, { onProgress }: CopyOptions): Promise<void> {
    const copying = this.#copying.get(tenant);
    if (copying !== undefined) return copying;
    const copied = this.#copyMaster(tenant, onProgress).finally(() => this.#copying.delete(tenant));
    this.#copying.set(tenant, copied);
    return copied;
  }

  async refreshTenant(tenant: TenantId, { onProgress }: CopyOptions): Promise<RefreshSummary> {
    await this.#expectMaster();
    await this.#expectTenant(tenant);
    const master = this.#open(this.#masterPath, { readOnly: true });
    try {
      const copy = this.#open(this.#tenantPath(tenant), { pragmas: durable });
      try {
        return await refresh(master, copy, onProgress);
      } finally {
        copy.close();
      }
    } finally {
      master.close();
    }
  }

  async compareTenant(_tenant: TenantId, _options: Omit<CopyOptions, 'onProgress'>): Promise<RefreshSummary> {
    throw new Error('To be written');
  }

  async describeTenant(_tenant: TenantId): Promise<TenantDescription> {
    throw new Error('To be written');
  }

  async dropTenant(tenant: TenantId): Promise<void> {
    await unlessRefused(() => removeDatabase(this.#tenantPath(tenant)));
  }

  async openMaster(): Promise<Collection> {
    await this.#expectMaster();
    return new SqliteCollection(this.#open(this.#masterPath, { readOnly: true, pragmas: [pageCache] }));
  }

  async replaceMaster(): Promise<MasterWriter> {
    const lock = FileLock.tryAcquire(join(this.#folder, 'ingest.lock'));
    if (lock === undefined) throw new IngestLocked();
    return SqliteMasterWriter.open(this.#masterPath, lock, this.#tuning);
  }

  async ping(): Promise<void> {
    await this.system.get('_system/ping');
  }

  async close(): Promise<void> {
    this.system.close();
  }

  async #copyMaster(tenant: TenantId, onProgress: OnProgress): Promise<void> {
    if (await this.tenantExists(tenant)) return;
    await this.#expectMaster();
    const path = this.#tenantPath(tenant);
    // One name per tenant: what a crash leaves behind is overwritten by the next attempt.
    const copy = `${path}.copying`;
    await unlessRefused(() => mkdir(join(this.#folder, 'tenants'), { recursive: true }));
    // The lock's file is empty and stays: deleting it would let two hold it.
    const lock = FileLock.tryAcquire(`${path}.lock`);
    if (lock === undefined) {
      throw new GatewayError(
        'STORE_UNAVAILABLE',
        'Another process is copying this tenant; try again shortly.',
      );
    }
    try {
      // Another process may have made it since, and reviewed in it.
      if (await this.tenantExists(tenant)) return;
      await unlessRefused(async () => {
        await copyDurably(this.#masterPath, copy, onProgress);
        this.#open(copy, { readOnly: true }).close();
        await publish(copy, path);
      });
    } catch (error) {
      await removeDatabase(copy).catch(() => undefined);
      throw error;
    } finally {
      lock.release();
    }
  }

  async #expectMaster(): Promise<void> {
    if (!(await fileExists(this.#masterPath))) throw new CollectionMissing('master');
  }

  async #expectTenant(tenant: TenantId): Promise<void> {
    if (!(await this.tenantExists(tenant))) throw new CollectionMissing(`copy for tenant ${tenant}`);
  }

  get #masterPath(): string {
    return join(this.#folder, 'master.db');
  }

  #tenantPath(tenant: TenantId): string {
    return join(this.#folder, 'tenants', `${tenant}.db`);
  }

  #open(path: string, options: DatabaseOptions): Database {
    const database = new Database(path, { ...options, tuning: this.#tuning });
    try {
      checkFormat(database);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  }
}
