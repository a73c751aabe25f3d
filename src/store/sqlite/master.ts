import { randomUUID } from 'node:crypto';
import { definitionOf } from '../../fhir/registry.ts';
import type { Resource } from '../../fhir/types.ts';
import { fingerprint } from '../origin.ts';
import type { MasterWriter, TypeCount } from '../port.ts';
import { CollectionBuilder } from './builder.ts';
import { publish, removeDatabase, syncFile, unlessRefused } from './files.ts';
import type { FileLock } from './lock.ts';
import type { SearchTuning } from './tuning.ts';

/**
 * Builds the next master in a file beside the present one and puts it in its place at the end.
 * A published master is never written again, so tenants copy it as a plain file.
 */
export class SqliteMasterWriter implements MasterWriter {
  readonly #masterPath: string;
  readonly #buildingPath: string;
  readonly #lock: FileLock;
  readonly #builder: CollectionBuilder;
  #ended = false;

  private constructor(masterPath: string, buildingPath: string, lock: FileLock, builder: CollectionBuilder) {
    this.#masterPath = masterPath;
    this.#buildingPath = buildingPath;
    this.#lock = lock;
    this.#builder = builder;
  }

  /** Takes over the lock: it is released by `commit` and `abort`, and when this fails. */
  static async open(masterPath: string, lock: FileLock, tuning: SearchTuning): Promise<SqliteMasterWriter> {
    const buildingPath = `${masterPath}.building`;
    try {
      await unlessRefused(() => removeDatabase(buildingPath));
      const builder = new CollectionBuilder(buildingPath, tuning);
      return new SqliteMasterWriter(masterPath, buildingPath, lock, builder);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  async write(resources: readonly Resource[]): Promise<number> {
    let replaced = 0;
    for (const resource of resources) {
      if (this.#builder.put(definitionOf(resource.resourceType), resource)) replaced += 1;
    }
    return replaced;
  }

  async commit(): Promise<readonly TypeCount[]> {
    if (this.#ended) throw new Error('This master was committed or aborted before');
    try {
      const counts = this.#builder.finish({ generation: randomUUID(), part: fingerprint(undefined) });
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
    this.#builder.close();
    // What cannot be deleted is never used, and the next ingest overwrites it.
    await removeDatabase(this.#buildingPath).catch(() => undefined);
    this.#lock.release();
  }
}
