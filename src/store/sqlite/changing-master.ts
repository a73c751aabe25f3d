import { randomUUID } from 'node:crypto';
import { type ResourceKey, splitKey } from '../../core/ids.ts';
import { definitionOf, definitions } from '../../fhir/registry.ts';
import type { Resource } from '../../fhir/types.ts';
import { isSame } from '../changes.ts';
import { fingerprint } from '../origin.ts';
import { CollectionMissing, type MasterBuild, type MasterCommit, type MasterWriter } from '../port.ts';
import { orderBuckets } from './buckets.ts';
import { removeBulk } from './bulk/build.ts';
import { toContent } from './content.ts';
import { Database } from './database.ts';
import { copyDurably, fileExists, publish, syncFile, unlessRefused } from './files.ts';
import { IndexWriter } from './index-writer.ts';
import { changesSince, generationAt } from './master-changes.ts';
import { buildingPathOf, type MasterPlace } from './master-place.ts';
import { readOrigin, writeOrigin } from './origin.ts';
import { packTerms } from './packing.ts';
import { recount, typeCounts } from './rows.ts';
import { checkFormat, formatVersion, table } from './schema.ts';
import { orderTerms } from './terms.ts';
import { UnfinishedMaster } from './unfinished-master.ts';

/** A checkpoint is a commit; what a crash leaves of a later one is rolled back. */
const pragmas = ['journal_mode = WAL', 'synchronous = FULL', 'cache_size = -65536'];

/** The file that is built, and what is known of the build. */
interface Building {
  readonly database: Database;
  readonly mark: string | undefined;
}

/** Changes a copy of the present master, which becomes the next. */
export class ChangingMasterWriter extends UnfinishedMaster implements MasterWriter {
  readonly #database: Database;
  readonly #index: IndexWriter;
  /** By type: numbers up to that were given out before this build. */
  readonly #before: ReadonlyMap<string, number>;

  private constructor(place: MasterPlace, { database, mark }: Building) {
    super(place, mark);
    this.#database = database;
    database.exec('BEGIN IMMEDIATE');
    this.#index = new IndexWriter(database, { counting: true });
    const rows = database.all('SELECT type, rids FROM build_before');
    this.#before = new Map(rows.map(({ type, rids }) => [type as string, rids as number]));
  }

  /**
   * Takes over the lock: it is released when the writer has ended, and when this fails.
   * @throws CollectionMissing see Store.replaceMaster
   */
  static async open(place: MasterPlace, build: MasterBuild): Promise<ChangingMasterWriter> {
    try {
      const building = resume(place, build) ?? (await begin(place, build));
      try {
        return new ChangingMasterWriter(place, building);
      } catch (error) {
        building.database.close();
        throw error;
      }
    } catch (error) {
      place.lock.release();
      throw error;
    }
  }

  async write(resources: readonly Resource[]): Promise<number> {
    this.expectOpen();
    return this.unlessFull(() => this.#put(resources));
  }

  #put(resources: readonly Resource[]): number {
    let replaced = 0;
    for (const resource of resources) {
      const definition = definitionOf(resource.resourceType);
      const found = this.#database.get(`SELECT rid FROM ${table(definition)} WHERE id = ?`, [resource.id]);
      if (found !== undefined) {
        this.#index.delete(definition, resource.id);
        if ((found.rid as number) > this.#before.get(definition.type)!) replaced += 1;
      }
      this.#index.insert(definition, resource, toContent(resource));
    }
    return replaced;
  }

  async delete(keys: readonly ResourceKey[]): Promise<number> {
    this.expectOpen();
    let deleted = 0;
    for (const key of keys) {
      const { type, id } = splitKey(key);
      if (this.#index.delete(definitionOf(type), id)) deleted += 1;
    }
    return deleted;
  }

  async checkpoint(mark: string): Promise<void> {
    this.expectOpen();
    await this.unlessFull(() => {
      this.#index.finish();
      this.#database.run('UPDATE build SET mark = ?', [mark]);
      this.#database.exec('COMMIT');
    });
    this.isKept = true;
    this.#database.exec('BEGIN IMMEDIATE');
  }

  protected async publish(): Promise<MasterCommit> {
    const database = this.#database;
    keepSearchable(database, this.#index);
    database.exec('DROP TABLE build');
    database.exec('DROP TABLE build_before');
    writeOrigin(database, { generation: randomUUID(), part: fingerprint(undefined) });
    database.exec(`PRAGMA user_version = ${formatVersion}`);
    database.exec('COMMIT');
    const counts = typeCounts(database);
    const changes = changesSince(this.masterPath, database, counts);
    if (!isSame(changes)) {
      // One file, without a log beside it.
      database.exec('PRAGMA journal_mode = DELETE');
      database.close();
      await syncFile(this.path);
      await publish(this.path, this.masterPath);
    }
    return { counts, changes, replaced: 0 };
  }

  protected close(): void {
    this.#database.close();
  }
}

/** The build that was begun under that name and got to a checkpoint. What cannot be read is none. */
function resume({ masterPath, tuning }: MasterPlace, { name }: MasterBuild): Building | undefined {
  let database: Database | undefined;
  try {
    database = new Database(buildingPathOf(masterPath), { mustExist: true, pragmas, tuning });
    checkFormat(database);
    const found = database.get('SELECT name, base, mark, format FROM build');
    const isOurs =
      found?.name === name && found.format === formatVersion && found.base === generationAt(masterPath);
    if (isOurs && found.mark !== null) return { database, mark: found.mark as string };
  } catch {
    // Nothing is lost but time.
  }
  database?.close();
  return undefined;
}

async function begin({ masterPath, tuning }: MasterPlace, { name }: MasterBuild): Promise<Building> {
  const path = buildingPathOf(masterPath);
  await unlessRefused(() => removeBulk(path));
  let database: Database | undefined;
  try {
    await copyMaster(masterPath, path);
    database = new Database(path, { pragmas, tuning });
    noteBeginning(database, name);
    return { database, mark: undefined };
  } catch (error) {
    database?.close();
    // A copy that found no room takes all there was.
    await removeBulk(path).catch(() => undefined);
    throw error;
  }
}

function noteBeginning(database: Database, name: string): void {
  database.transaction(() => {
    database.exec(`CREATE TABLE build (name TEXT NOT NULL, base TEXT,
      format INTEGER NOT NULL, mark TEXT) STRICT`);
    database.run('INSERT INTO build VALUES (?, ?, ?, NULL)', [
      name,
      readOrigin(database)?.generation ?? null,
      formatVersion,
    ]);
    database.exec('CREATE TABLE build_before AS SELECT type, rids FROM tally');
  });
}

/** @throws CollectionMissing when there is none, or one of another version */
async function copyMaster(masterPath: string, path: string): Promise<void> {
  const isThere = (await fileExists(masterPath)) && generationAt(masterPath) !== undefined;
  if (!isThere) throw new CollectionMissing('master that can be gone on with');
  unlessRefused(() => copyDurably(masterPath, path, () => undefined));
}

/** Of a collection that was written with counting. */
function keepSearchable(database: Database, index: IndexWriter): void {
  for (const definition of definitions) {
    const total = recount(database, definition);
    orderTerms(database, definition, total);
    orderBuckets(database, definition, total);
    packTerms(database, definition);
  }
  index.finish();
}
