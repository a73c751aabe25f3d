import { definitionOf, definitions } from '../../fhir/registry.ts';
import type { Resource } from '../../fhir/types.ts';
import type { MasterWriter, TypeCount } from '../port.ts';
import { SqliteCollection } from './collection.ts';
import { Database } from './database.ts';
import { publish, removeDatabase, syncFile } from './files.ts';
import type { FileLock } from './lock.ts';
import { deleteResource, insertResource, recount } from './rows.ts';
import { createIndexes, createTables, table } from './schema.ts';

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

  private constructor(masterPath: string, buildingPath: string, lock: FileLock) {
    this.#masterPath = masterPath;
    this.#buildingPath = buildingPath;
    this.#lock = lock;
    this.#database = new Database(buildingPath, {
      pragmas: ['journal_mode = OFF', 'synchronous = OFF', 'locking_mode = EXCLUSIVE', 'cache_size = -65536'],
    });
    this.#database.exec('BEGIN');
    createTables(this.#database);
  }

  /** Takes over the lock: it is released by `commit` and `abort`, and when this fails. */
  static async open(masterPath: string, lock: FileLock): Promise<SqliteMasterWriter> {
    const buildingPath = `${masterPath}.building`;
    try {
      await removeDatabase(buildingPath);
      return new SqliteMasterWriter(masterPath, buildingPath, lock);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  async write(resources: readonly Resource[]): Promise<number> {
    let replaced = 0;
    for (const resource of resources) {
      const definition = definitionOf(resource.resourceType);
      const there = this.#database.get(`SELECT rid FROM ${table(definition)} WHERE id = ?`, [resource.id]);
      if (there !== undefined) {
        deleteResource(this.#database, definition, resource.id);
        replaced += 1;
      }
      insertResource(this.#database, definition, resource, JSON.stringify(resource));
    }
    return replaced;
  }

  async commit(): Promise<readonly TypeCount[]> {
    try {
      createIndexes(this.#database);
      for (const definition of definitions) recount(this.#database, definition);
      this.#database.exec('COMMIT');
      const counts = await new SqliteCollection(this.#database).counts();
      this.#database.close();
      await syncFile(this.#buildingPath);
      await publish(this.#buildingPath, this.#masterPath);
      return counts;
    } finally {
      this.#database.close();
      this.#lock.release();
    }
  }

  async abort(): Promise<void> {
    this.#database.close();
    await removeDatabase(this.#buildingPath);
    this.#lock.release();
  }
}
