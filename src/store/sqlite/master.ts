import { randomUUID } from 'node:crypto';
import type { ResourceKey } from '../../core/ids.ts';
import type { Resource } from '../../fhir/types.ts';
import { fingerprint } from '../origin.ts';
import type { BlockWriter, MasterBuild, MasterCommit, MasterWriter } from '../port.ts';
import { BulkBuild, removeBulk } from './bulk/build.ts';
import { ChangingMasterWriter } from './changing-master.ts';
import { Database } from './database.ts';
import { publish, syncFile, unlessRefused } from './files.ts';
import type { FileLock } from './lock.ts';
import { changesSince } from './master-changes.ts';
import { buildingPathOf, type MasterPlace } from './master-place.ts';
import { writeOrigin } from './origin.ts';
import { typeCounts } from './rows.ts';

/**
 * Builds the next master in a file beside the present one and puts it in its place at the end.
 * A published master is never written again, so tenants copy it as a plain file.
 * Takes over the lock: it is released when the writer has ended, and when this fails.
 * @throws CollectionMissing see Store.replaceMaster
 */
export async function openMasterWriter(place: MasterPlace, build: MasterBuild): Promise<MasterWriter> {
  if (build.from === 'current') return ChangingMasterWriter.open(place, build);
  try {
    const path = buildingPathOf(place.masterPath);
    const { tuning } = place;
    const { name, reader } = build;
    return new FreshMasterWriter(place, path, await unlessRefused(() => BulkBuild.open({ path, name, reader, tuning })));
  } catch (error) {
    place.lock.release();
    throw error;
  }
}

/** Builds a master from nothing. */
class FreshMasterWriter implements MasterWriter {
  readonly resumed: string | undefined;
  readonly blocks: BlockWriter | undefined;
  readonly #masterPath: string;
  readonly #path: string;
  readonly #lock: FileLock;
  readonly #build: BulkBuild;
  #ended = false;

  constructor({ masterPath, lock }: MasterPlace, path: string, build: BulkBuild) {
    this.#masterPath = masterPath;
    this.#path = path;
    this.#lock = lock;
    this.#build = build;
    this.resumed = build.resumed;
    if (!build.blocks) return;
    this.blocks = {
      get room() {
        return build.room;
      },
      write: async bytes => {
        this.#expectOpen();
        return unlessRefused(() => build.addBlock(bytes));
      },
    };
  }

  async write(resources: readonly Resource[]): Promise<number> {
    this.#expectOpen();
    await unlessRefused(() => this.#build.add(resources));
    // That is known when ids are sorted, at the end.
    return 0;
  }

  async delete(_keys: readonly ResourceKey[]): Promise<number> {
    throw new Error('A build from nothing has nothing to delete');
  }

  async checkpoint(mark: string): Promise<void> {
    this.#expectOpen();
    await unlessRefused(() => this.#build.checkpoint(mark));
  }

  async commit(): Promise<MasterCommit> {
    this.#expectOpen();
    try {
      return await unlessRefused(async () => {
        const replaced = await this.#build.finish();
        const database = new Database(this.#path, { mustExist: true, pragmas: ['journal_mode = OFF'] });
        try {
          writeOrigin(database, { generation: randomUUID(), part: fingerprint(undefined) });
          const counts = typeCounts(database);
          const changes = changesSince(this.#masterPath, database, counts);
          database.close();
          await syncFile(this.#path);
          await publish(this.#path, this.#masterPath);
          return { counts, changes, replaced };
        } finally {
          database.close();
        }
      });
    } finally {
      await this.abort();
    }
  }

  async leave(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await this.#build.close();
    this.#lock.release();
  }

  /** Does nothing after it has ended: the file that is being built may by then be another writer's. */
  async abort(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await this.#build.close();
    // What cannot be deleted is never used, and the next ingest overwrites it.
    await removeBulk(this.#path).catch(() => undefined);
    this.#lock.release();
  }

  #expectOpen(): void {
    if (this.#ended) throw new Error('This master was committed, left or aborted before');
  }
}
