import { closeSync, fdatasyncSync, openSync } from 'node:fs';
import type { Resource } from '../../../fhir/types.ts';
import type { BlockReader } from '../../port.ts';
import { contentTable } from '../schema.ts';
import type { SearchTuning } from '../tuning.ts';
import { writeTable } from './b-trees.ts';
import { layouts } from './layout.ts';
import { type Loaded, Loader, type ResourceJson } from './loader.ts';
import { unquoted } from './names.ts';
import { type PageRange, PageSink } from './pages.ts';
import { type Plan, PlanFiles } from './plan.ts';
import { SoundCheck } from './sound.ts';
import { SpoolWriter } from './spool.ts';
import { type Done, makeTrees, type TreeTask } from './trees.ts';
import type { Known } from './type-trees.ts';

/** What a hand works with; all but the spool is shared by all hands. */
export interface Tools {
  readonly path: string;
  /** Its own; what there is in it is of no use. */
  readonly spoolPath: string;
  readonly tuning: SearchTuning;
  /** The number of the next extent. */
  readonly extents: Int32Array;
  /** Whose turn it is to take numbers, and the last number given out of each type. */
  readonly numbers: Int32Array;
  /** Of the module that reads blocks. */
  readonly reader: string | undefined;
}

/** Loads resources, and makes trees of what was loaded: in a thread, or in the one that asks. */
export class Hand {
  readonly #tools: Tools;
  readonly #file: number;
  readonly #spool: number;
  readonly #sink: PageSink;
  readonly #loader: Loader;
  readonly #check: SoundCheck;
  #reader: BlockReader | undefined;

  constructor(tools: Tools) {
    this.#tools = tools;
    this.#file = openSync(tools.path, 'r+');
    this.#spool = openSync(tools.spoolPath, 'w+');
    this.#sink = new PageSink(this.#file, tools.extents);
    this.#loader = new Loader(this.#sink, new SpoolWriter(this.#spool));
    this.#check = new SoundCheck(tools.path);
  }

  /** @param turn those before it get lower numbers; waited for without regard to anything else in the thread */
  load(resources: readonly Resource[], turn: number, json?: ResourceJson): void {
    const { numbers } = this.#tools;
    const take = (counts: readonly number[]) => {
      for (let now = Atomics.load(numbers, 0); now !== turn; now = Atomics.load(numbers, 0)) {
        Atomics.wait(numbers, 0, now);
      }
      const before = counts.map((count, type) => Atomics.add(numbers, type + 1, count));
      Atomics.store(numbers, 0, turn + 1);
      Atomics.notify(numbers, 0);
      return before;
    };
    this.#loader.add(resources, take, json);
  }

  /** Returns what the reader found besides resources. */
  async loadBlock(
    bytes: Uint8Array<ArrayBuffer>,
    turn: number,
  ): Promise<{ readonly written: number; readonly findings: unknown }> {
    this.#reader ??= (await import(this.#tools.reader!)) as BlockReader;
    const { resources, texts, findings } = this.#reader.readBlock(bytes);
    this.load(resources, turn, { bytes, texts });
    // Its memory is free at once: it would wait for the collector, which does not see how much there is.
    bytes.buffer.transfer(0);
    return { written: resources.length, findings };
  }

  take(durably: boolean): Loaded {
    const loaded = this.#loader.take();
    if (durably) {
      fdatasyncSync(this.#file);
      fdatasyncSync(this.#spool);
    }
    return loaded;
  }

  /** Joins the contents of each type to its table. Returns the pages that are not used. */
  joinContents(plan: Plan): readonly PageRange[] {
    return this.#work(plan, files =>
      layouts.flatMap(({ definition }, type) =>
        writeTable(this.#sink, files.root(unquoted(contentTable(definition))), files.leaves(type)),
      ),
    );
  }

  makeTrees(plan: Plan, task: TreeTask, known: Known | undefined): Done {
    return this.#work(plan, files => makeTrees(files, this.#sink, task, known));
  }

  #work<Result>(plan: Plan, work: (files: PlanFiles) => Result): Result {
    const files = new PlanFiles(plan);
    try {
      return work(files);
    } finally {
      files.close();
      this.#sink.flush();
    }
  }

  /** Whether SQLite finds a table and its indexes in order. */
  isSound(table: string): boolean {
    return this.#check.isSound(table);
  }

  close(): void {
    this.#check.close();
    closeSync(this.#file);
    closeSync(this.#spool);
  }
}
