import { randomUUID } from 'node:crypto';
import type { ResourceKey } from '../../core/ids.ts';
import type { Resource } from '../../fhir/types.ts';
import { fingerprint } from '../origin.ts';
import type { BlockWriter, MasterBuild, MasterCommit, MasterWriter } from '../port.ts';
import { BulkBuild } from './bulk/build.ts';
import { ChangingMasterWriter } from './changing-master.ts';
import { Database } from './database.ts';
import { publish, syncFile, unlessRefused } from './files.ts';
import { changesSince } from './master-changes.ts';
import { buildingPathOf, type MasterPlace } from './master-place.ts';
import { typeCounts } from './rows.ts';
import { UnfinishedMaster } from './unfinished-master.ts';

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
    const { name, reader, blockBytes } = build;
    return new FreshMasterWriter(
      place,
      await unlessRefused(() => BulkBuild.open({ path, name, reader, blockBytes, tuning })),
    );
  } catch (error) {
    place.lock.release();
    throw error;
  }
}

/** Builds a master from nothing. */
class FreshMasterWriter extends UnfinishedMaster implements MasterWriter {
  readonly blocks: BlockWriter | undefined;
  readonly #build: BulkBuild;

  constructor(place: MasterPlace, build: BulkBuild) {
    super(place, build.resumed);
    this.#build = build;
    if (!build.blocks) return;
    this.blocks = {
      get room() {
        return build.room;
      },
      write: async bytes => {
        this.expectOpen();
        return this.unlessFull(() => build.addBlock(bytes));
      },
    };
  }

  async write(resources: readonly Resource[]): Promise<number> {
    this.expectOpen();
    await this.unlessFull(() => this.#build.add(resources));
    // That is known when ids are sorted, at the end.
    return 0;
  }

  async delete(_keys: readonly ResourceKey[]): Promise<number> {
    throw new Error('A build from nothing has nothing to delete');
  }

  async checkpoint(mark: string): Promise<void> {
    this.expectOpen();
    await this.unlessFull(() => this.#build.checkpoint(mark));
    this.isKept = true;
  }

  protected async publish(): Promise<MasterCommit> {
    const replaced = await this.#build.finish(
      { generation: randomUUID(), part: fingerprint(undefined) },
      () => {
        this.isKept = false;
      },
    );
    const database = new Database(this.path, { mustExist: true });
    const counts = typeCounts(database);
    let changes: MasterCommit['changes'];
    try {
      changes = changesSince(this.masterPath, database, counts);
    } finally {
      database.close();
    }
    await syncFile(this.path);
    await publish(this.path, this.masterPath);
    return { counts, changes, replaced };
  }

  protected close(): Promise<void> {
    return this.#build.close();
  }
}
