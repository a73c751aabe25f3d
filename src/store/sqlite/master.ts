import type { ResourceDefinition } from '../../fhir/definition.ts';
import { definitionOf, definitions } from '../../fhir/registry.ts';
import type { Resource } from '../../fhir/types.ts';
import type { MasterWriter, TypeCount } from '../port.ts';
import { orderBuckets } from './buckets.ts';
import { SqliteCollection } from './collection.ts';
import { Database } from './database.ts';
import { publish, removeDatabase, syncFile, unlessRefused } from './files.ts';
import { IndexWriter } from './index-writer.ts';
import type { FileLock } from './lock.ts';
import { packTerms } from './packing.ts';
import { recount } from './rows.ts';
import { createIndexes, createTables, table } from './schema.ts';
import { countTerms, orderTerms } from './terms.ts';
import type { SearchTuning } from './tuning.ts';

const unsafeAndFast = [
  'journal_mode = OFF',
  'synchronous = OFF',
  'locking_mode = EXCLUSIVE',
  'cache_size = -65536',
];

/**
 * Builds the next master in a file beside the present one and puts it in its place at the end. Since nothing
 * of a half-built file is ever used, it is written without journal or fsync, and made durable once.
 * A published master is never written again, so tenants copy it as a plain file.
 */
export class SqliteMasterWriter implements MasterWriter {
  readonly #masterPath: string;
  readonly #buildingPath: string;
  readonly #lock: FileLock;
  readonly #database: Database;
  readonly #index: IndexWriter;

  #ended = false;

  private constructor(masterPath: string, buildingPath: string, lock: FileLock, database: Database) {
    this.#masterPath = masterPath;
    this.#buildingPath = buildingPath;
    this.#lock = lock;
    this.#database = database;
    this.#index = new IndexWriter(database, { counting: false });
  }

  /** Takes over the lock: it is released by `commit` and `abort`, and when this fails. */
  static async open(masterPath: string, lock: FileLock, tuning: SearchTuning): Promise<SqliteMasterWriter> {
    const buildingPath = `${masterPath}.building`;
    let database: Database | undefined;
    try {
      await unlessRefused(() => removeDatabase(buildingPath));
      database = new Database(buildingPath, { pragmas: unsafeAndFast, tuning });
      database.exec('BEGIN');
      createTables(database);
      return new SqliteMasterWriter(masterPath, buildingPath, lock, database);
    } catch (error) {
      database?.close();
      lock.release();
      throw error;
    }
  }

  async write(resources: readonly Resource[]): Promise<number> {
    let replaced = 0;
    for (const resource of resources) {
      const definition = definitionOf(resource.resourceType);
      if (this.#isThere(definition, resource.id)) {
        this.#index.delete(definition, resource.id);
        replaced += 1;
      }
      this.#index.insert(definition, resource, JSON.stringify(resource));
    }
    return replaced;
  }

  #isThere(definition: ResourceDefinition, id: string): boolean {
    return this.#database.get(`SELECT 1 FROM ${table(definition)} WHERE id = ?`, [id]) !== undefined;
  }

  async commit(): Promise<readonly TypeCount[]> {
    if (this.#ended) throw new Error('This master was committed or aborted before');
    try {
      createIndexes(this.#database);
      this.#index.finish();
      for (const definition of definitions) {
        countTerms(this.#database, definition);
        const total = recount(this.#database, definition);
        orderTerms(this.#database, definition, total);
        orderBuckets(this.#database, definition, total);
        packTerms(this.#database, definition);
      }
      this.#database.exec('COMMIT');
      const counts = await new SqliteCollection(this.#database).counts();
      this.#database.close();
      await unlessRefused(async () => {
        await syncFile(this.#buildingPath);
        await publish(this.#buildingPath, this.#masterPath);
      });
      return counts;
    } finally {
      await this.abort();
    }
  }

  /** Does nothing after a commit: the file that is being built may by then be another writer's. */
  async abort(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    this.#database.close();
    // What cannot be deleted is never used, and the next ingest overwrites it.
    await removeDatabase(this.#buildingPath).catch(() => undefined);
    this.#lock.release();
  }
}
