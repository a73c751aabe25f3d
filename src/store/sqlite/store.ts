import type { Clock } from '../../core/clock.ts';
import type { TenantId } from '../../core/ids.ts';
import type { StorePools } from '../../metrics/state.ts';
import { lockKey, readHolder, thisHolder } from '../ingest-holder.ts';
import {
  type Collection,
  type CopyOptions,
  IngestLocked,
  type MasterBuild,
  type MasterWriter,
  type RefreshSummary,
  type Store,
  type TenantDescription,
} from '../port.ts';
import { Checkpoints } from './checkpoints.ts';
import { SqliteCollection } from './collection.ts';
import type { Reading } from './content.ts';
import { SqliteCopies } from './copies.ts';
import type { Database, DatabaseOptions } from './database.ts';
import { StoreFolder } from './folder.ts';
import { FileLock } from './lock.ts';
import { openMasterWriter } from './master.ts';
import { PageCache } from './page-cache.ts';
import { ReviewLog } from './review-log.ts';
import { SqliteSystemDocuments } from './system.ts';
import { type TaskRunner, Threads } from './threads.ts';
import { defaultTuning, type SearchTuning } from './tuning.ts';

/**
 * An acknowledged review is on disk: SQLite syncs at checkpoints, `ReviewWriter` before it answers. A commit of many reviews
 * writes hundreds of pages, and a checkpoint takes time: it comes every 16 MB of log, not every 4, and where the system tells
 * how long the log is, in a thread.
 */
const tenantPragmas = ['journal_mode = WAL', 'synchronous = NORMAL', 'wal_autocheckpoint = 4000'];

export interface SqliteStoreOptions {
  readonly tuning?: SearchTuning | undefined;
  readonly runner?: TaskRunner | undefined;
  readonly reading?: Reading | undefined;
}

/** The embedded store. A collection is a file, so no statement can reach another tenant's rows. */
export class SqliteStore implements Store {
  readonly system: SqliteSystemDocuments;
  readonly #clock: Clock;
  readonly #folder: StoreFolder;
  readonly #copies: SqliteCopies;
  readonly #threads = new Threads();
  readonly #runner: TaskRunner;
  readonly #checkpoints = new Checkpoints();
  readonly #pageCache = new PageCache();
  readonly #reading: Reading;

  /**
   * Makes the folder when it is missing.
   * @param options.runner of copies and refreshes; without it the store has threads of its own
   * @param options.reading `parts` where documents are not kept
   * @throws GatewayError STORE_UNAVAILABLE when the folder cannot be made or used
   */
  constructor(
    folder: string,
    clock: Clock,
    { tuning = defaultTuning, runner, reading = 'whole' }: SqliteStoreOptions = {},
  ) {
    this.#clock = clock;
    this.#reading = reading;
    this.#folder = new StoreFolder(folder, tuning);
    this.#runner = runner ?? this.#threads;
    this.#copies = new SqliteCopies(this.#folder, this.#runner);
    this.system = new SqliteSystemDocuments(this.#folder.systemPath, clock);
  }

  async openTenant(tenant: TenantId, { snapshot = false } = {}): Promise<Collection> {
    await this.#folder.expectTenant(tenant);
    const pragmas = snapshot ? [...tenantPragmas, 'query_only = ON'] : tenantPragmas;
    return this.#openCollection(
      this.#folder.tenantPath(tenant),
      { pragmas, reading: this.#reading },
      database => {
        if (!snapshot) {
          const checkpoint = (path: string) => this.#checkpoints.run(path);
          return new SqliteCollection(database, new ReviewLog(database), checkpoint);
        }
        // The first reading settles what all others see.
        database.exec('BEGIN');
        return new SqliteCollection(database);
      },
    );
  }

  tenantExists(tenant: TenantId): Promise<boolean> {
    return this.#folder.hasTenant(tenant);
  }

  listTenants(): Promise<readonly TenantId[]> {
    return this.#folder.listTenants();
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
    await this.#folder.expectMaster();
    return this.#openCollection(
      this.#folder.masterPath,
      { readOnly: true },
      master => new SqliteCollection(master),
    );
  }

  async replaceMaster(build: MasterBuild): Promise<MasterWriter> {
    const { masterPath, ingestLockPath, tuning } = this.#folder;
    const lock = FileLock.tryAcquire(ingestLockPath);
    if (lock === undefined) throw new IngestLocked(await readHolder(this.system));
    try {
      await this.system.put(lockKey, thisHolder(this.#clock));
    } catch (error) {
      lock.release();
      throw error;
    }
    return openMasterWriter({ masterPath, lock, tuning }, build);
  }

  releaseMemory(): void {
    this.#pageCache.release();
  }

  async ping(): Promise<void> {
    await this.system.get('_system/ping');
  }

  async pools(): Promise<StorePools> {
    return { threads: this.#runner.figures };
  }

  async close(): Promise<void> {
    await this.#copies.close();
    await this.#threads.close();
    await this.#checkpoints.close();
    this.system.close();
  }

  #openCollection(
    path: string,
    options: DatabaseOptions,
    make: (database: Database) => Collection,
  ): Collection {
    const onClose = (closed: Database) => this.#pageCache.delete(closed);
    const database = this.#folder.open(path, { ...options, onClose });
    this.#pageCache.add(database);
    try {
      return make(database);
    } catch (error) {
      database.close();
      throw error;
    }
  }
}
