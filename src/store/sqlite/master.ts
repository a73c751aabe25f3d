import { randomUUID } from 'node:crypto';
import type { ResourceKey } from '../../core/ids.ts';
import type { Resource } from '../../fhir/types.ts';
import { fingerprint } from '../origin.ts';
import type { BlockWriter, MasterBuild, MasterCommit, MasterWriter } from '../port.ts';
import { BulkBuild, removeBulk } from './bulk/build.ts';
import { ChangingMasterWriter } from './changing-master.ts';
import { Database, isFull } from './database.ts';
import { publish, syncFile, unlessRefused } from './files.ts';
import type { FileLock } from './lock.ts';
import { changesSince } from './master-changes.ts';
import { buildingPathOf, type MasterPlace } from './master-place.ts';
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
    return new FreshMasterWriter(
      place,
      path,
      await unlessRefused(() => BulkBuild.open({ path, name, reader, tuning })),
    );
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
  /** Whether there is something to go on with. */
  #isKept: boolean;
  #ended = false;

  constructor({ masterPath, lock }: MasterPlace, path: string, build: BulkBuild) {
    this.#masterPath = masterPath;
    this.#path = path;
    this.#lock = lock;
    this.#build = build;
    this.resumed = build.resumed;
    this.#isKept = build.resumed !== undefined;
    if (!build.blocks) return;
    this.blocks = {
      get room() {
        return build.room;
      },
      write: async bytes => {
        this.#expectOpen();
        return this.#unlessFull(() => build.addBlock(bytes));
      },
    };
  }

  async write(resources: readonly Resource[]): Promise<number> {
    this.#expectOpen();
    await this.#unlessFull(() => this.#build.add(resources));
    // That is known when ids are sorted, at the end.
    return 0;
  }

  async delete(_keys: readonly ResourceKey[]): Promise<number> {
    throw new Error('A build from nothing has nothing to delete');
  }

  async checkpoint(mark: string): Promise<void> {
    this.#expectOpen();
    await this.#unlessFull(() => this.#build.checkpoint(mark));
    this.#isKept = true;
  }

  async commit(): Promise<MasterCommit> {
    this.#expectOpen();
    try {
      const committed = await this.#unlessFull(() => this.#publish());
      await this.abort();
      return committed;
    } catch (error) {
      await this.leave();
      throw error;
    }
  }

  async #publish(): Promise<MasterCommit> {
    const replaced = await this.#build.finish(
      { generation: randomUUID(), part: fingerprint(undefined) },
      () => {
        this.#isKept = false;
      },
    );
    const database = new Database(this.#path, { mustExist: true });
    const counts = typeCounts(database);
    let changes: MasterCommit['changes'];
    try {
      changes = changesSince(this.#masterPath, database, counts);
    } finally {
      database.close();
    }
    await syncFile(this.#path);
    await publish(this.#path, this.#masterPath);
    return { counts, changes, replaced };
  }

  async leave(): Promise<void> {
    if (!this.#isKept) return this.abort();
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

  /** The gateway needs the room that there is: what does not fit is given up. */
  async #unlessFull<Result>(run: () => Promise<Result>): Promise<Result> {
    try {
      return await unlessRefused(run);
    } catch (error) {
      if (isFull(error)) this.#isKept = false;
      throw error;
    }
  }

  #expectOpen(): void {
    if (this.#ended) throw new Error('This master was committed, left or aborted before');
  }
}
