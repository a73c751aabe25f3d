import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { asError } from '../../../core/errors.ts';
import { type PackedError, unpackError } from '../tasks.ts';
import { Hand, type Tools } from './hand.ts';
import type { Loaded } from './loader.ts';
import type { Plan } from './plan.ts';
import { type Done, isBehind, type TreeTask } from './trees.ts';
import type { Known } from './type-trees.ts';

/** More would wait for the disk, and for the thread that reads. */
const maxThreads = 4;
/**
 * Of a thread, whose objects are short-lived: Node would take twice as much. Threads that make trees leave little that lives,
 * and need their memory for orders.
 */
const youngMegabytes = { load: 24, makeTrees: 12 };
/** Of a thread: the block it works on, and the next. */
const blocksEach = 2;

export type ThreadRequest =
  | { readonly kind: 'block'; readonly bytes: Uint8Array<ArrayBuffer>; readonly turn: number }
  | { readonly kind: 'take'; readonly durably: boolean }
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'trees'; readonly task: TreeTask; readonly known: Known | undefined }
  | { readonly kind: 'check'; readonly table: string };

export type ThreadAnswer = { readonly result: unknown } | { readonly error: PackedError };

export interface BlockResult {
  readonly written: number;
  readonly findings: unknown;
}

/** A worker of a crew: a thread, or this one. */
interface Member {
  loadBlock(bytes: Uint8Array<ArrayBuffer>, turn: number): Promise<BlockResult>;
  take(durably: boolean): Promise<Loaded>;
  plan(plan: Plan): Promise<void>;
  makeTrees(task: TreeTask, known: Known | undefined): Promise<Done>;
  isSound(table: string): Promise<boolean>;
  end(): Promise<void>;
}

class ThreadMember implements Member {
  readonly #worker: Worker;
  readonly #asked: { resolve(result: unknown): void; reject(error: Error): void }[] = [];
  #ended: Error | undefined;

  constructor(tools: Tools, youngMegabytes: number) {
    // Without the options of this process: `--input-type`, for one, keeps a file from being run.
    this.#worker = new Worker(new URL('./thread.ts', import.meta.url), {
      name: 'ingest',
      execArgv: [],
      workerData: tools,
      resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
    });
    this.#worker.on('message', (answer: ThreadAnswer) => {
      const asked = this.#asked.shift()!;
      if ('error' in answer) asked.reject(unpackError(answer.error));
      else asked.resolve(answer.result);
    });
    this.#worker.on('error', error => this.#fail(asError(error)));
    this.#worker.on('exit', () => this.#fail(new Error('A thread of the ingest ended')));
  }

  /** Requests that are not answered yet. */
  get waiting(): number {
    return this.#asked.length;
  }

  loadBlock(bytes: Uint8Array<ArrayBuffer>, turn: number): Promise<BlockResult> {
    return this.#ask({ kind: 'block', bytes, turn }, [bytes.buffer]);
  }

  take(durably: boolean): Promise<Loaded> {
    return this.#ask({ kind: 'take', durably });
  }

  plan(plan: Plan): Promise<void> {
    return this.#ask({ kind: 'plan', plan });
  }

  makeTrees(task: TreeTask, known: Known | undefined): Promise<Done> {
    return this.#ask({ kind: 'trees', task, known });
  }

  isSound(table: string): Promise<boolean> {
    return this.#ask({ kind: 'check', table });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #ask<Result>(request: ThreadRequest, transfer: ArrayBuffer[] = []): Promise<Result> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#asked.push({ resolve: resolve as (result: unknown) => void, reject });
      this.#worker.postMessage(request, transfer);
    });
  }

  #fail(error: Error): void {
    this.#ended ??= error;
    for (const { reject } of this.#asked.splice(0)) reject(this.#ended);
  }
}

/** Works in this thread. */
class OwnMember implements Member {
  readonly hand: Hand;
  #plan: Plan | undefined;

  constructor(tools: Tools) {
    this.hand = new Hand(tools);
  }

  loadBlock(bytes: Uint8Array<ArrayBuffer>, turn: number): Promise<BlockResult> {
    return this.hand.loadBlock(bytes, turn);
  }

  async take(durably: boolean): Promise<Loaded> {
    return this.hand.take(durably);
  }

  async plan(plan: Plan): Promise<void> {
    this.#plan = plan;
  }

  async makeTrees(task: TreeTask, known: Known | undefined): Promise<Done> {
    return this.hand.makeTrees(this.#plan!, task, known);
  }

  async isSound(table: string): Promise<boolean> {
    return this.hand.isSound(table);
  }

  async end(): Promise<void> {
    this.hand.close();
  }
}

/** Which tasks need much memory, and how many of them may have it. */
interface TaskBounds {
  isLarge(task: TreeTask): boolean;
  readonly largeAtATime: number;
}

/** Those who load and build: first this thread alone, which costs nothing to start; then threads too. */
export class Crew {
  readonly #toolsOf: (member: number, isSecond: boolean) => Tools;
  readonly #own: OwnMember;
  #threads: readonly ThreadMember[] = [];

  /** @param toolsOf of each member, which have a spool each, and so does one that takes the place of another */
  constructor(toolsOf: (member: number, isSecond: boolean) => Tools) {
    this.#toolsOf = toolsOf;
    this.#own = new OwnMember(toolsOf(0, false));
  }

  get own(): Hand {
    return this.#own.hand;
  }

  get hasThreads(): boolean {
    return this.#threads.length > 0;
  }

  /** Where there is one processor, threads would only take each other's time. */
  startThreads(): void {
    if (!this.hasThreads) this.#start(false);
  }

  /** Ends threads and starts as many, which have none of the memory of those before. Nothing may be under way. */
  async replaceThreads(): Promise<void> {
    const before = this.#threads;
    await Promise.all(before.map(thread => thread.end()));
    if (before.length > 0) this.#start(true);
  }

  #start(isSecond: boolean): void {
    const count = Math.min(availableParallelism(), maxThreads);
    if (count < 2) return;
    const young = isSecond ? youngMegabytes.makeTrees : youngMegabytes.load;
    this.#threads = Array.from(
      { length: count },
      (_, place) => new ThreadMember(this.#toolsOf(place + 1, isSecond), young),
    );
  }

  /** Blocks that all are given before one is waited for. */
  get room(): number {
    return this.hasThreads ? this.#threads.length * blocksEach : 1;
  }

  /** Whoever is to load the next block. */
  get free(): Member {
    if (!this.hasThreads) return this.#own;
    return this.#threads.reduce((least, thread) => (thread.waiting < least.waiting ? thread : least));
  }

  /** What each has loaded since the last time. */
  take(durably: boolean): Promise<readonly Loaded[]> {
    return Promise.all(this.#members.map(member => member.take(durably)));
  }

  get #members(): readonly Member[] {
    return [this.#own, ...this.#threads];
  }

  /** Tells those who are to make trees of what. */
  async plan(plan: Plan): Promise<void> {
    await Promise.all(this.#builders.map(member => member.plan(plan)));
  }

  get #builders(): readonly Member[] {
    return this.hasThreads ? this.#threads : [this.#own];
  }

  /**
   * Does tasks of the plan that was told, those first that come first.
   * @param bounds of large tasks only so many are done at a time, which bounds memory
   */
  async makeTrees(
    tasks: readonly TreeTask[],
    known: (Known | undefined)[],
    { isLarge, largeAtATime }: TaskBounds,
    after: (task: TreeTask, done: Done) => void,
  ): Promise<void> {
    const left = [...tasks];
    const underWay = new Map<TreeTask, Promise<void>>();
    const make = async (builder: Member, task: TreeTask) => {
      after(task, await builder.makeTrees(task, known[task.type]));
      underWay.delete(task);
    };
    const next = () => {
      const isFull = [...underWay.keys()].filter(isLarge).length >= largeAtATime;
      const notDone = [...left, ...underWay.keys()];
      const place = left.findIndex(
        task => !(isFull && isLarge(task)) && !notDone.some(before => isBehind(task, before)),
      );
      return place < 0 ? undefined : left.splice(place, 1)[0];
    };
    await Promise.all(
      this.#builders.map(async builder => {
        while (left.length > 0) {
          const task = next();
          if (task === undefined) {
            await Promise.race(underWay.values());
            continue;
          }
          const making = make(builder, task);
          underWay.set(task, making);
          await making;
        }
      }),
    );
  }

  /** Whether all of these are in order. No connection that writes may be open. */
  async areSound(tables: readonly string[]): Promise<boolean> {
    const left = [...tables];
    const checking = this.#builders.map(async builder => {
      for (let table = left.shift(); table !== undefined; table = left.shift()) {
        if (!(await builder.isSound(table))) return false;
      }
      return true;
    });
    return (await Promise.all(checking)).every(isSound => isSound);
  }

  async end(): Promise<void> {
    await Promise.all(this.#members.map(member => member.end()));
  }
}
