import { Worker } from 'node:worker_threads';
import { asError } from '../../core/errors.ts';

/** Kept so long for the next: to start a thread takes as much of the processor as a small checkpoint. */
const idleMs = 30_000;

export interface CheckpointRequest {
  readonly number: number;
  readonly path: string;
}

export interface CheckpointAnswer {
  readonly number: number;
  /** Undefined: it was done, as far as others let it. */
  readonly failure: string | undefined;
}

interface Waiting {
  resolve(): void;
  reject(error: Error): void;
}

/**
 * Brings what the logs of databases hold into their files, in a thread: it is some thousand pages, and two waits for the
 * disk, in which the event loop would serve nobody.
 */
export class Checkpoints {
  #thread: CheckpointThread | undefined;

  /**
   * Resolves when the log of this database is in its file, as far as others let it: what somebody still reads, or writes
   * meanwhile, stays in the log. Rejects where that cannot be done; the log has everything then.
   */
  run(path: string): Promise<void> {
    if (this.#thread === undefined || this.#thread.ended) this.#thread = new CheckpointThread();
    return this.#thread.run(path);
  }

  async close(): Promise<void> {
    await this.#thread?.end();
  }
}

class CheckpointThread {
  readonly #worker = new Worker(new URL('./checkpoint-thread.ts', import.meta.url), {
    name: 'checkpoints',
    execArgv: [],
    // It holds a statement, and no rows.
    resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 },
  });
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #ended = false;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor() {
    this.#worker.on('message', answer => this.#answered(answer));
    this.#worker.on('error', error => this.#fail(asError(error)));
    this.#worker.on('exit', () => this.#fail(new Error('The thread of checkpoints ended')));
  }

  get ended(): boolean {
    return this.#ended;
  }

  run(path: string): Promise<void> {
    clearTimeout(this.#idleTimer);
    // A process lives until what it waits for is done, and no longer. (Said anew each time: a listener to messages says so too.)
    this.#worker.ref();
    const number = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#worker.postMessage({ number, path } satisfies CheckpointRequest);
    });
  }

  async end(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#idleTimer);
    await this.#worker.terminate();
  }

  #answered({ number, failure }: CheckpointAnswer): void {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (this.#waiting.size === 0) {
      this.#worker.unref();
      this.#idleTimer = setTimeout(() => void this.end(), idleMs).unref();
    }
    if (failure === undefined) waiting?.resolve();
    else waiting?.reject(new Error(failure));
  }

  #fail(error: Error): void {
    this.#ended = true;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
