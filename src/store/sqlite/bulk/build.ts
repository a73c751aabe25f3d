import { closeSync, openSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { GatewayError } from '../../../core/errors.ts';
import { definitions } from '../../../fhir/registry.ts';
import type { Resource } from '../../../fhir/types.ts';
import type { Origin } from '../../origin.ts';
import { Database } from '../database.ts';
import { fileExists, removeDatabase, syncFile } from '../files.ts';
import { writeOrigin } from '../origin.ts';
import { contentTable, createIndexes, createTables, layoutHash } from '../schema.ts';
import type { SearchTuning } from '../tuning.ts';
import { type BlockResult, Crew } from './crew.ts';
import { layouts } from './layout.ts';
import { hasBit } from './merge.ts';
import { endFile, extentBehind, firstOfExtent, type PageRange } from './pages.ts';
import { addLoaded, type Checkpoint, emptyInventory, type Inventory, PlanLog } from './plan-log.ts';
import { type TreeTask, tasksOf } from './trees.ts';
import type { Known } from './type-trees.ts';

/** Of a file that is not used before it is whole, and then synced. */
const unsafeAndFast = ['journal_mode = OFF', 'synchronous = OFF', 'locking_mode = EXCLUSIVE'];

/**
 * So many bytes this thread reads as soon as two would that are to be started, and whose code V8 has to compile for each of
 * them; and it takes two thirds of the processor time.
 */
const aloneBytes = 32 * 1024 * 1024;
/** Bytes that are read before threads are started, where nobody knows how many will come: as long as it takes to start them. */
const unknownAloneBytes = 4 * 1024 * 1024;
/** Resources whose trees are worth threads. */
const aloneResources = 20_000;
/** Resources of one type that are worth threads anew. */
const manyResources = 50_000;
/** Resources of one type of which only some orders at a time are in memory: each takes 30 to 60 bytes a resource. */
const largeOrders = 300_000;
/** Of more resources of one type, one order is in memory; else two, however many threads there are. */
const mostForTwoOrders = 1_000_000;

export interface BulkOptions {
  readonly path: string;
  readonly name: string;
  readonly tuning: SearchTuning;
  readonly reader: URL | undefined;
  /** See MasterBuild. */
  readonly blockBytes: number | undefined;
}

/**
 * Builds a collection from nothing, whose trees are written page by page, each from its beginning to its end. Contents go
 * to their pages as they come. All that is to be sorted is gathered, in sorted pieces, and merged at the end: SQLite would
 * go to another page for each of the 60 rows that a resource has, and compare its way there. What is in the files then is
 * as SQLite writes it, and is read, checked and changed by SQLite alone.
 */
export class BulkBuild {
  readonly resumed: string | undefined;
  readonly #options: BulkOptions;
  readonly #log: PlanLog;
  readonly #roots: Readonly<Record<string, number>>;
  readonly #extents = new Int32Array(new SharedArrayBuffer(4));
  readonly #numbers = new Int32Array(new SharedArrayBuffer(4 * (layouts.length + 1)));
  readonly #inventory: Inventory;
  /** The spool of the first of this crew; those before it are of earlier ones. */
  readonly #firstSpool: number;
  readonly #free: PageRange[] = [];
  readonly #crew: Crew;
  readonly #underWay = new Set<Promise<unknown>>();
  #turn = 0;
  #bytes = 0;

  private constructor(
    options: BulkOptions,
    log: PlanLog,
    roots: Readonly<Record<string, number>>,
    checkpoints: readonly Checkpoint[],
    firstFree: number,
  ) {
    this.#options = options;
    this.#log = log;
    this.#roots = roots;
    this.#inventory = emptyInventory();
    for (const { loaded } of checkpoints) addLoaded(this.#inventory, loaded.list, loaded.first);
    const last = checkpoints.at(-1);
    this.resumed = last?.mark;
    this.#extents[0] = last?.extents ?? extentBehind(firstFree - 1);
    for (const [type, number] of (last?.numbers ?? []).entries()) this.#numbers[type + 1] = number;
    this.#firstSpool = this.#inventory.spools.length;
    const ofSchema = extentBehind(firstFree - 1);
    if (firstFree < firstOfExtent(ofSchema))
      this.#free.push([firstFree, firstOfExtent(ofSchema) - firstFree]);
    this.#crew = new Crew((member, isSecond) => ({
      ...{
        path: options.path,
        spoolPath: `${this.#spoolPath(this.#firstSpool + member)}${isSecond ? '-second' : ''}`,
        tuning: options.tuning,
      },
      ...{ extents: this.#extents, numbers: this.#numbers, reader: options.reader?.href },
    }));
  }

  /** Goes on with one of that name, or forgets what there is and begins. */
  static async open(options: BulkOptions): Promise<BulkBuild> {
    const logPath = logPathOf(options.path);
    const found = PlanLog.resume(logPath, { name: options.name, layout: layoutHash() });
    if (found !== undefined && (await fileExists(options.path))) {
      const { log, beginning, checkpoints } = found;
      const build = new BulkBuild(options, log, beginning.roots, checkpoints, beginning.pages + 1);
      if (await build.#isWhole()) return build;
      await build.close();
    }
    await removeBulk(options.path);
    const { roots, pages } = makeEmpty(options);
    await syncFile(options.path);
    const log = PlanLog.begin(logPath, { name: options.name, layout: layoutHash(), roots, pages });
    await syncFile(dirname(logPath));
    return new BulkBuild(options, log, roots, [], pages + 1);
  }

  async add(resources: readonly Resource[]): Promise<void> {
    await this.#settled();
    this.#crew.own.load(resources, this.#turn++);
  }

  /** Whether blocks can be added. */
  get blocks(): boolean {
    return this.#options.reader !== undefined;
  }

  /** Blocks that may be added before the first of them is written. */
  get room(): number {
    return this.#crew.room;
  }

  /** Resolves with what the reader found when it is written. */
  addBlock(bytes: Uint8Array<ArrayBuffer>): Promise<BlockResult> {
    this.#bytes += bytes.length;
    if (this.#isWorthThreads && this.#underWay.size === 0) this.#crew.startThreads();
    const adding = this.#crew.free.loadBlock(bytes, this.#turn++);
    this.#underWay.add(adding);
    const done = () => this.#underWay.delete(adding);
    adding.then(done, done);
    return adding;
  }

  get #isWorthThreads(): boolean {
    const { blockBytes } = this.#options;
    if (blockBytes === undefined) return this.#bytes > unknownAloneBytes;
    return Math.max(blockBytes, this.#bytes) > aloneBytes;
  }

  async checkpoint(mark: string): Promise<void> {
    await this.#settled();
    const list = await this.#crew.take(true);
    const loaded = { first: this.#firstSpool, list };
    addLoaded(this.#inventory, list, this.#firstSpool);
    this.#log.add({ mark, extents: this.#extents[0]!, numbers: [...this.#numbers.subarray(1)], loaded });
  }

  /**
   * Makes the data file whole, but not durable. Returns how many resources were replaced by later ones.
   * @param onLost called when it can no longer be gone on with from the last checkpoint
   */
  async finish(origin: Origin, onLost: () => void): Promise<number> {
    await this.#settled();
    const all = await this.#crew.take(false);
    addLoaded(this.#inventory, all, this.#firstSpool);
    const rids = [...this.#numbers.subarray(1)];
    if (rids.some(count => count > manyResources)) {
      // What threads gathered last, and what V8 keeps of it, is as much as the trees of many resources take.
      await this.#crew.replaceThreads();
      this.#free.push(...all.slice(1).flatMap(({ rest }) => rest));
    }
    if (this.#crew.hasThreads || rids.some(count => count > aloneResources)) this.#crew.startThreads();
    const plan = {
      ...{ path: this.#options.path, roots: this.#roots, tuning: this.#options.tuning },
      spools: this.#inventory.spools.map((_, spool) => this.#spoolPath(spool)),
      types: this.#inventory.types.map((inventory, type) => inventory.plan(rids[type]!)),
    };
    this.#free.push(...this.#crew.own.joinContents(plan));
    await this.#crew.plan(plan);
    const types = rids.map((_, type) => type).sort((a, b) => rids[b]! - rids[a]!);
    const known: (Known | undefined)[] = types.map(() => undefined);
    const terms: number[] = types.map(() => 0);
    // They have every resource's number and what it is sorted by in memory; others go through what is on the disk.
    const isLarge = ({ kind, type }: TreeTask) =>
      rids[type]! > largeOrders && (kind === 'order' || kind === 'values');
    const largeAtATime = Math.max(...rids) > mostForTwoOrders ? 1 : 2;
    const run = (tasks: readonly TreeTask[]) =>
      this.#crew.makeTrees(tasks, known, { isLarge, largeAtATime }, ({ type }, done) => {
        known[type] ??= done.known;
        terms[type] = done.terms ?? terms[type]!;
      });
    await run(types.map(type => ({ kind: 'ids', type })));
    await run(types.flatMap(tasksOf));
    const rests = await this.#crew.take(false);
    for (const [place, { rest }] of rests.entries()) this.#inventory.rests[this.#firstSpool + place] = rest;
    if (known.some(one => one!.dead !== undefined)) {
      // Their contents are deleted by the database, which may put others elsewhere.
      onLost();
      await rm(logPathOf(this.#options.path), { force: true });
      await syncFile(dirname(this.#options.path));
    }
    const tables = this.#end(origin, known as Known[], rids, terms);
    // The pages are our own: SQLite is asked before anybody relies on them.
    if (!(await this.#crew.areSound(tables))) {
      onLost();
      throw new GatewayError(
        'STORE_UNAVAILABLE',
        'The master data that was built is damaged, and not used. Ingest again; if it comes back, check disk and memory.',
      );
    }
    return known.reduce((sum, one, type) => sum + rids[type]! - one!.total, 0);
  }

  async close(): Promise<void> {
    await this.#crew.end();
    this.#log.close();
  }

  /** Whether what was durable is still there. */
  async #isWhole(): Promise<boolean> {
    const lengths = this.#inventory.spools.slice(0, this.#firstSpool);
    const files = lengths.map((_, spool) => stat(this.#spoolPath(spool)).catch(() => undefined));
    const found = await Promise.all(files);
    return found.every((file, spool) => file !== undefined && file.size >= lengths[spool]!);
  }

  /** When all that was added is written. */
  async #settled(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  #spoolPath(spool: number): string {
    return `${this.#options.path}-spool-${spool}`;
  }

  /** Returns the names of the tables. */
  #end(
    origin: Origin,
    known: readonly Known[],
    rids: readonly number[],
    terms: readonly number[],
  ): readonly string[] {
    const { path, tuning } = this.#options;
    const file = openSync(path, 'r+');
    try {
      endFile(file, this.#extents[0]!, [...this.#free, ...this.#inventory.rests.flat()]);
    } finally {
      closeSync(file);
    }
    const database = new Database(path, { mustExist: true, pragmas: unsafeAndFast, tuning });
    try {
      database.exec('BEGIN');
      for (const [type, definition] of definitions.entries()) {
        const { total, dead } = known[type]!;
        database.run('UPDATE tally SET total = ?, reviewed = 0, rids = ?, terms = ? WHERE type = ?', [
          ...[total, rids[type]!, terms[type]!],
          definition.type,
        ]);
        if (dead === undefined) continue;
        for (let rid = 1; rid <= rids[type]!; rid++) {
          if (hasBit(dead, rid)) database.run(`DELETE FROM ${contentTable(definition)} WHERE rid = ?`, [rid]);
        }
      }
      writeOrigin(database, origin);
      database.exec('COMMIT');
      const rows = database.all("SELECT name FROM sqlite_schema WHERE type = 'table'");
      return ['sqlite_schema', ...rows.map(({ name }) => name as string)];
    } finally {
      database.close();
    }
  }
}

/** Forgets what stands beside the data file, which is left. */
async function removeSpools(path: string): Promise<void> {
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const isOurs = name === basename(logPathOf(path)) || name.startsWith(`${basename(path)}-spool-`);
    if (isOurs) await rm(join(folder, name), { force: true });
  }
}

/** Forgets an unfinished build. */
export async function removeBulk(path: string): Promise<void> {
  // First of all what tells that there is one.
  await rm(logPathOf(path), { force: true });
  await removeDatabase(path);
  await removeSpools(path);
}

function logPathOf(path: string): string {
  return `${path}-plan`;
}

/** A data file with empty tables and indexes, and where they stand. */
function makeEmpty({ path, tuning }: BulkOptions): {
  readonly roots: Readonly<Record<string, number>>;
  readonly pages: number;
} {
  const database = new Database(path, { pragmas: unsafeAndFast, tuning });
  try {
    database.exec('BEGIN');
    createTables(database);
    createIndexes(database);
    // Here, so that no page is needed for it at the end.
    writeOrigin(database, undefined);
    database.exec('COMMIT');
    const rows = database.all('SELECT name, tbl_name, sql, rootpage FROM sqlite_schema');
    const roots = rows.map(({ name, tbl_name, sql, rootpage }) => [
      // The one without a statement is that of the ids, which are unique.
      sql === null ? `${tbl_name} id` : name,
      rootpage,
    ]);
    return {
      roots: Object.fromEntries(roots),
      pages: database.get('PRAGMA page_count')!.page_count as number,
    };
  } finally {
    database.close();
  }
}
