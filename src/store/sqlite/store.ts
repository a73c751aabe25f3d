import { mkdirSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import { asError, GatewayError } from '../../core/errors.ts';
import { isTenantId, type TenantId } from '../../core/ids.ts';
import {
  type Collection,
  CollectionMissing,
  IngestLocked,
  type MasterWriter,
  type OnProgress,
  type RefreshSummary,
  type Store,
} from '../port.ts';
import { SqliteCollection } from './collection.ts';
import { Database } from './database.ts';
import { copyDurably, fileExists, publish, removeDatabase } from './files.ts';
import { FileLock } from './lock.ts';
import { SqliteMasterWriter } from './master.ts';
import { refresh } from './refresh.ts';
import { checkFormat } from './schema.ts';
import { SqliteSystemDocuments } from './system.ts';

/** An acknowledged review is on disk: every commit is fsynced. */
const durable = ['journal_mode = WAL', 'synchronous = FULL'];

/**
 * The embedded store: `system.db`, `master.db` and `tenants/<id>.db` below one folder. A collection is a
 * file, so no statement can reach another tenant's rows.
 */
export class SqliteStore implements Store {
  readonly system: SqliteSystemDocuments;
  readonly #folder: string;

  /**
   * Makes the folder when it is missing.
   * @throws GatewayError STORE_UNAVAILABLE when it cannot be made or used
   */
  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    unlessRefused(() => mkdirSync(join(folder, 'tenants'), { recursive: true }));
    this.system = new SqliteSystemDocuments(join(folder, 'system.db'), clock);
  }

  async openTenant(tenant: TenantId): Promise<Collection> {
    if (!(await this.tenantExists(tenant))) throw new CollectionMissing(`copy for tenant ${tenant}`);
    return new SqliteCollection(openChecked(this.#tenantPath(tenant), { pragmas: durable }));
  }

  async tenantExists(tenant: TenantId): Promise<boolean> {
    return fileExists(this.#tenantPath(tenant));
  }

  async listTenants(): Promise<readonly TenantId[]> {
    const names = await readdir(join(this.#folder, 'tenants'));
    return names
      .filter(name => name.endsWith('.db'))
      .map(name => name.slice(0, -'.db'.length))
      .filter(isTenantId)
      .sort();
  }

  async createTenant(tenant: TenantId, onProgress: OnProgress): Promise<void> {
    if (await this.tenantExists(tenant)) return;
    if (!(await fileExists(this.#masterPath))) throw new CollectionMissing('master');
    // One name per tenant: what a crash leaves behind is overwritten by the next attempt.
    const copy = `${this.#tenantPath(tenant)}.copying`;
    await unlessRefused(async () => {
      await mkdir(join(this.#folder, 'tenants'), { recursive: true });
      await copyDurably(this.#masterPath, copy, onProgress);
      openChecked(copy, { readOnly: true }).close();
      await publish(copy, this.#tenantPath(tenant));
    }).catch(async error => {
      await removeDatabase(copy).catch(() => undefined);
      throw error;
    });
  }

  async refreshTenant(tenant: TenantId, onProgress: OnProgress): Promise<RefreshSummary> {
    const master = openChecked(this.#masterPath, { readOnly: true });
    try {
      const copy = openChecked(this.#tenantPath(tenant), { pragmas: durable });
      try {
        return await refresh(master, copy, onProgress);
      } finally {
        copy.close();
      }
    } finally {
      master.close();
    }
  }

  async dropTenant(tenant: TenantId): Promise<void> {
    await unlessRefused(() => removeDatabase(this.#tenantPath(tenant)));
  }

  async openMaster(): Promise<Collection> {
    if (!(await fileExists(this.#masterPath))) throw new CollectionMissing('master');
    return new SqliteCollection(openChecked(this.#masterPath, { readOnly: true }));
  }

  async replaceMaster(): Promise<MasterWriter> {
    const lock = FileLock.tryAcquire(join(this.#folder, 'ingest.lock'));
    if (lock === undefined) throw new IngestLocked();
    return SqliteMasterWriter.open(this.#masterPath, lock);
  }

  async ping(): Promise<void> {
    await this.system.get('_system/ping');
  }

  async close(): Promise<void> {
    this.system.close();
  }

  get #masterPath(): string {
    return join(this.#folder, 'master.db');
  }

  #tenantPath(tenant: TenantId): string {
    return join(this.#folder, 'tenants', `${tenant}.db`);
  }
}

function openChecked(path: string, options: ConstructorParameters<typeof Database>[1]): Database {
  const database = new Database(path, options);
  try {
    checkFormat(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

const refusals: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk under the store is full.',
  EDQUOT: 'The disk under the store is full.',
  EACCES: 'The store cannot be written; check the permissions of its folder.',
  EPERM: 'The store cannot be written; check the permissions of its folder.',
  EROFS: 'The store cannot be written; its folder is read-only.',
  ENOTDIR: 'The folder of the store is not a folder.',
  EEXIST: 'The folder of the store is not a folder.',
  ENOENT: 'A part of the store is missing; check that its folder is there.',
  EMFILE: 'The process has too many open files; raise its limit.',
  EIO: 'The disk under the store failed to read or write.',
};

/** Puts what the file system refuses into the gateway's words. */
function unlessRefused<Result>(run: () => Result): Result {
  try {
    const result = run();
    return result instanceof Promise ? (result.catch(refused) as Result) : result;
  } catch (error) {
    return refused(error);
  }
}

function refused(thrown: unknown): never {
  const error = asError(thrown);
  const words = refusals[(error as NodeJS.ErrnoException).code ?? ''];
  if (words === undefined) throw error;
  throw new GatewayError('STORE_UNAVAILABLE', words, { cause: error });
}
