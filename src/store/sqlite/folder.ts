import { mkdirSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isTenantId, type TenantId } from '../../core/ids.ts';
import { CollectionMissing } from '../port.ts';
import { Database, type DatabaseOptions } from './database.ts';
import { fileExists, unlessRefused } from './files.ts';
import { checkFormat } from './schema.ts';
import type { SearchTuning } from './tuning.ts';

/** Where the files of a store are: `system.db`, `master.db` and `tenants/<id>.db` below one folder. */
export class StoreFolder {
  readonly systemPath: string;
  readonly masterPath: string;
  readonly ingestLockPath: string;
  readonly tuning: SearchTuning;
  readonly #tenants: string;

  /** Makes the folder when it is missing. @throws GatewayError STORE_UNAVAILABLE when it cannot be made or used */
  constructor(path: string, tuning: SearchTuning) {
    this.systemPath = join(path, 'system.db');
    this.masterPath = join(path, 'master.db');
    this.ingestLockPath = join(path, 'ingest.lock');
    this.tuning = tuning;
    this.#tenants = join(path, 'tenants');
    unlessRefused(() => mkdirSync(this.#tenants, { recursive: true }));
  }

  tenantPath(tenant: TenantId): string {
    return join(this.#tenants, `${tenant}.db`);
  }

  async makeTenantsFolder(): Promise<void> {
    await unlessRefused(() => mkdir(this.#tenants, { recursive: true }));
  }

  async listTenants(): Promise<readonly TenantId[]> {
    const names = await unlessRefused(() => readdir(this.#tenants));
    return names
      .filter(name => name.endsWith('.db'))
      .map(name => name.slice(0, -'.db'.length))
      .filter(isTenantId)
      .sort();
  }

  hasTenant(tenant: TenantId): Promise<boolean> {
    return fileExists(this.tenantPath(tenant));
  }

  /** @throws CollectionMissing */
  async expectMaster(): Promise<void> {
    if (!(await fileExists(this.masterPath))) throw new CollectionMissing('master');
  }

  /** @throws CollectionMissing */
  async expectTenant(tenant: TenantId): Promise<void> {
    if (!(await this.hasTenant(tenant))) throw new CollectionMissing(`copy for tenant ${tenant}`);
  }

  /** @throws GatewayError STORE_UNAVAILABLE also when another version of the gateway wrote the file */
  open(path: string, options: DatabaseOptions): Database {
    const mustExist = options.readOnly !== true;
    const database = new Database(path, { ...options, mustExist, tuning: this.tuning });
    try {
      checkFormat(database);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** Opens it for a moment. */
  with<Result>(path: string, options: DatabaseOptions, read: (database: Database) => Result): Result {
    const database = this.open(path, options);
    try {
      return read(database);
    } finally {
      database.close();
    }
  }
}
