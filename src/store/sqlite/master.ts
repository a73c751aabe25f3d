import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { type ResourceKey, splitKey } from '../../core/ids.ts';
import { definitionOf, definitions } from '../../fhir/registry.ts';
import type { Resource } from '../../fhir/types.ts';
import { fingerprint } from '../origin.ts';
import {
  CollectionMissing,
  type MasterBuild,
  type MasterCommit,
  type MasterWriter,
  type TypeChanges,
  type TypeCount,
} from '../port.ts';
import { orderBuckets } from './buckets.ts';
import { makeSearchable } from './builder.ts';
import { toContent } from './content.ts';
import { Database, isFull } from './database.ts';
import { isOther, masterSchema } from './difference.ts';
import { copyDurably, fileExists, publish, removeDatabase, syncFile, unlessRefused } from './files.ts';
import { IndexWriter } from './index-writer.ts';
import type { FileLock } from './lock.ts';
import { readOrigin, writeOrigin } from './origin.ts';
import { packTerms } from './packing.ts';
import { recount, typeCounts } from './rows.ts';
import { checkFormat, contentTable, createTables, formatVersion, table } from './schema.ts';
import { orderTerms } from './terms.ts';
import type { SearchTuning } from './tuning.ts';

/** A checkpoint is a commit; what a crash leaves of a later one is rolled back. */
const pragmas = ['journal_mode = WAL', 'synchronous = FULL', 'cache_size = -65536'];

/** The file that is built, and what is known of the build. */
interface Building {
  readonly database: Database;
  readonly mark: string | undefined;
  readonly from: MasterBuild['from'];
}

export interface MasterPlace {
  readonly masterPath: string;
  readonly tuning: SearchTuning;
  readonly lock: FileLock;
}

/**
 * Builds the next master in a file beside the present one and puts it in its place at the end.
 * A published master is never written again, so tenants copy it as a plain file.
 */
export class SqliteMasterWriter implements MasterWriter {
  readonly resumed: string | undefined;
  readonly #masterPath: string;
  readonly #buildingPath: string;
  readonly #lock: FileLock;
  readonly #database: Database;
  readonly #from: MasterBuild['from'];
  readonly #index: IndexWriter;
  /** By type: numbers up to that were given out before this build. */
  readonly #before: ReadonlyMap<string, number>;
  /** Whether there is something to go on with. */
  #isKept: boolean;
  #ended = false;

  private constructor({ masterPath, lock }: MasterPlace, { database, mark, from }: Building) {
    this.#masterPath = masterPath;
    this.#buildingPath = database.path;
    this.#lock = lock;
    this.#database = database;
    this.#from = from;
    this.resumed = mark;
    this.#isKept = mark !== undefined;
    database.exec('BEGIN IMMEDIATE');
    this.#index = new IndexWriter(database, { counting: from === 'current' });
    const rows = database.all('SELECT type, rids FROM build_before');
    this.#before = new Map(rows.map(({ type, rids }) => [type as string, rids as number]));
  }

  /**
   * Takes over the lock: it is released when the writer has ended, and when this fails.
   * @throws CollectionMissing see Store.replaceMaster
   */
  static async open(place: MasterPlace, build: MasterBuild): Promise<SqliteMasterWriter> {
    try {
      const building = resume(place, build) ?? (await begin(place, build));
      try {
        return new SqliteMasterWriter(place, building);
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
    this.#expectOpen();
    return this.#unlessFull(() => this.#put(resources));
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
    this.#expectOpen();
    if (this.#from === 'empty') throw new Error('A build from nothing has nothing to delete');
    let deleted = 0;
    for (const key of keys) {
      const { type, id } = splitKey(key);
      if (this.#index.delete(definitionOf(type), id)) deleted += 1;
    }
    return deleted;
  }

  async checkpoint(mark: string): Promise<void> {
    this.#expectOpen();
    this.#unlessFull(() => {
      this.#index.finish();
      this.#database.run('UPDATE build SET mark = ?', [mark]);
      this.#database.exec('COMMIT');
    });
    this.#isKept = true;
    this.#database.exec('BEGIN IMMEDIATE');
  }

  async commit(): Promise<MasterCommit> {
    this.#expectOpen();
    try {
      const database = this.#database;
      if (this.#from === 'empty') makeSearchable(database, this.#index);
      else keepSearchable(database, this.#index);
      database.exec('DROP TABLE build');
      database.exec('DROP TABLE build_before');
      writeOrigin(database, { generation: randomUUID(), part: fingerprint(undefined) });
      database.exec(`PRAGMA user_version = ${formatVersion}`);
      database.exec('COMMIT');
      const counts = typeCounts(database);
      const changes = changesSince(this.#masterPath, database, counts);
      // One file, without a log beside it.
      database.exec('PRAGMA journal_mode = DELETE');
      database.close();
      await unlessRefused(async () => {
        await syncFile(this.#buildingPath);
        await publish(this.#buildingPath, this.#masterPath);
      });
      await this.abort();
      return { counts, changes };
    } catch (error) {
      if (isFull(error)) this.#isKept = false;
      await this.leave();
      throw error;
    }
  }

  async leave(): Promise<void> {
    if (!this.#isKept) return this.abort();
    if (this.#ended) return;
    this.#ended = true;
    this.#database.close();
    this.#lock.release();
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

  /** The gateway needs the room that there is: what does not fit is given up. */
  #unlessFull<Result>(run: () => Result): Result {
    try {
      return run();
    } catch (error) {
      if (isFull(error)) this.#isKept = false;
      throw error;
    }
  }

  #expectOpen(): void {
    if (this.#ended) throw new Error('This master was committed, left or aborted before');
  }
}

/** The build that was begun under that name and got to a checkpoint. What cannot be read is none. */
function resume({ masterPath, tuning }: MasterPlace, { name, from }: MasterBuild): Building | undefined {
  let database: Database | undefined;
  try {
    database = new Database(buildingPathOf(masterPath), { mustExist: true, pragmas, tuning });
    checkFormat(database);
    const found = database.get('SELECT name, came_from, base, mark, format FROM build');
    const isOurs =
      found?.name === name &&
      found.came_from === from &&
      found.format === formatVersion &&
      (from === 'empty' || found.base === generationAt(masterPath));
    if (isOurs && found.mark !== null) return { database, mark: found.mark as string, from };
  } catch {
    // Nothing is lost but time.
  }
  database?.close();
  return undefined;
}

async function begin({ masterPath, tuning }: MasterPlace, { name, from }: MasterBuild): Promise<Building> {
  const path = buildingPathOf(masterPath);
  await unlessRefused(() => removeDatabase(path));
  if (from === 'current') await copyMaster(masterPath, path);
  const database = new Database(path, { pragmas, tuning });
  try {
    database.transaction(() => {
      if (from === 'empty') createTables(database);
      database.exec(`CREATE TABLE build (name TEXT NOT NULL, came_from TEXT NOT NULL, base TEXT,
        format INTEGER NOT NULL, mark TEXT) STRICT`);
      database.run('INSERT INTO build VALUES (?, ?, ?, ?, NULL)', [
        ...[name, from, readOrigin(database)?.generation ?? null],
        formatVersion,
      ]);
      database.exec('CREATE TABLE build_before AS SELECT type, rids FROM tally');
    });
    return { database, mark: undefined, from };
  } catch (error) {
    database.close();
    throw error;
  }
}

function buildingPathOf(masterPath: string): string {
  return `${masterPath}.building`;
}

/** @throws CollectionMissing when there is none, or one of another version */
async function copyMaster(masterPath: string, path: string): Promise<void> {
  const isThere = (await fileExists(masterPath)) && generationAt(masterPath) !== undefined;
  if (!isThere) throw new CollectionMissing('master that can be gone on with');
  unlessRefused(() => copyDurably(masterPath, path, () => undefined));
}

/** Undefined where it cannot be read, or is of another version. */
function generationAt(path: string): string | undefined {
  let database: Database | undefined;
  try {
    database = new Database(path, { readOnly: true });
    checkFormat(database);
    return readOrigin(database)?.generation;
  } catch {
    return undefined;
  } finally {
    database?.close();
  }
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

/** Against the master there is; where that cannot be read, all is new. */
function changesSince(
  masterPath: string,
  database: Database,
  counts: readonly TypeCount[],
): readonly TypeChanges[] {
  if (generationAt(masterPath) === undefined) {
    return counts.map(({ type, total }) => ({ type, added: total, changed: 0, deleted: 0, unchanged: 0 }));
  }
  database.run(`ATTACH ? AS ${masterSchema}`, [`${pathToFileURL(masterPath).href}?mode=ro`]);
  const changes = counts.map(({ type, total }) => {
    const definition = definitionOf(type);
    const [name, contents] = [table(definition), contentTable(definition)];
    const before = database.get(`SELECT count(*) AS n FROM ${masterSchema}.${name}`)!.n as number;
    const row = database.get(
      `SELECT count(*) AS n, coalesce(sum(${isOther('nc.content', 'oc.content')}), 0) AS changed
        FROM main.${name} n CROSS JOIN ${masterSchema}.${name} o ON o.id = n.id
        CROSS JOIN main.${contents} nc ON nc.rid = n.rid
        CROSS JOIN ${masterSchema}.${contents} oc ON oc.rid = o.rid`,
    )!;
    const [common, changed] = [row.n as number, row.changed as number];
    return { type, added: total - common, changed, deleted: before - common, unchanged: common - changed };
  });
  database.exec(`DETACH ${masterSchema}`);
  return changes;
}
