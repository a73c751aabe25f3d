import { Worker } from 'node:worker_threads';
import { asError } from '../../core/errors.ts';
import type { OnProgress } from '../port.ts';
import {
  states,
  type Task,
  type TaskResults,
  type ThreadAnswer,
  type ThreadRequest,
  unpackError,
} from './tasks.ts';

/**
 * Tasks at work at the same time, each in a thread of some 25 MB. More would not end sooner: they share a disk, and
 * the event loop needs a core.
 */
const maxThreads = 2;

/** To start a thread takes 0.1 s, as long as a small copy; kept this long, it serves the next. */
const idleMs = 10_000;

export interface TaskOptions {
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a store has its tasks done by. */
export interface TaskRunner {
  /**
   * Rejects with the signal's reason when it is aborted, and with what `onProgress` throws; by then the task has let go
   * of its files. It can no longer be given up once it has been confirmed.
   */
  run<Asked extends Task>(task: Asked, options: TaskOptions): Promise<TaskResults[Asked['kind']]>;
  /** Missing where there are no threads. */
  readonly figures?: ThreadFigures;
}

export interface ThreadFigures {
  readonly busy: number;
  readonly idle: number;
  /** Tasks that wait for their turn. */
  readonly waiting: number;
}

/** Runs tasks in threads, one task a thread; what is asked for beyond `maxThreads` waits for its turn. */
export class Threads implements TaskRunner {
  readonly #busy = new Set<Thread>();
  readonly #idle = new Set<Thread>();
  readonly #waiting = new Set<() => void>();

  get figures(): ThreadFigures {
    return { busy: this.#busy.size, idle: this.#idle.size, waiting: this.#waiting.size };
  }

  async run<Asked extends Task>(task: Asked, options: TaskOptions): Promise<TaskResults[Asked['kind']]> {
    const { onProgress = () => {}, signal } = options;
    while (this.#busy.size >= maxThreads) await this.#turn(signal);
    signal?.throwIfAborted();
    const [thread = new Thread()] = this.#idle;
    this.#idle.delete(thread);
    this.#busy.add(thread);
    try {
      return (await thread.run(task, onProgress, signal)) as TaskResults[Asked['kind']];
    } finally {
      this.#busy.delete(thread);
      if (!thread.ended) {
        this.#idle.add(thread);
        thread.endAfter(idleMs, () => this.#idle.delete(thread));
      }
      // All look again whether it is their turn; those whose it is not wait on, in their order.
      for (const wake of [...this.#waiting]) wake();
    }
  }

  /** Ends the threads without a task. */
  async close(): Promise<void> {
    await Promise.all([...this.#idle].map(thread => thread.end()));
    this.#idle.clear();
  }

  /** Resolves when it may be this one's turn. */
  #turn(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    return new Promise(resolve => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal?.addEventListener('abort', wake);
    });
  }
}

class Thread {
  /** Without the options of this process: `--input-type`, for one, keeps a file from being run. */
  readonly #worker = new Worker(new URL('./copy-thread.ts', import.meta.url), {
    name: 'copies',
    execArgv: [],
  });
  #ended = false;
  #idleTimer: NodeJS.Timeout | undefined;
  #onAnswer: (answer: ThreadAnswer) => void = () => {};
  #onEnd: (error: Error) => void = () => {};

  constructor() {
    this.#worker.on('message', answer => this.#onAnswer(answer));
    this.#worker.on('error', error => this.#end(asError(error)));
    this.#worker.on('exit', () => this.#end(new Error('The thread ended without a result')));
  }

  get ended(): boolean {
    return this.#ended;
  }

  async run(task: Task, onProgress: OnProgress, signal: AbortSignal | undefined): Promise<unknown> {
    clearTimeout(this.#idleTimer);
    this.#worker.ref();
    const given = new GivenTask();
    const abort = () => given.abort(signal?.reason);
    signal?.addEventListener('abort', abort);
    try {
      return await new Promise((resolve, reject) => {
        this.#onEnd = reject;
        this.#onAnswer = answer => {
          if (answer.kind === 'progress') given.tell(answer.share, onProgress);
          else if (answer.kind === 'confirm') given.confirm();
          else if (answer.kind === 'done') resolve(answer.result);
          else reject(unpackError(answer.error));
        };
        this.#worker.postMessage({ task, state: given.state } satisfies ThreadRequest);
      });
    } finally {
      signal?.removeEventListener('abort', abort);
      // Whatever came of it: the store wanted no more of it.
      given.throwIfAborted();
    }
  }

  /** Holds no process up meanwhile. */
  endAfter(ms: number, onEnd: () => void): void {
    this.#worker.unref();
    this.#idleTimer = setTimeout(() => {
      onEnd();
      void this.end();
    }, ms).unref();
  }

  #end(error: Error): void {
    this.#ended = true;
    this.#onEnd(error);
  }

  async end(): Promise<void> {
    clearTimeout(this.#idleTimer);
    await this.#worker.terminate();
  }
}

/** The store's side of a task that a thread works on. */
class GivenTask {
  readonly state = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  #abortedWith: { readonly reason: unknown } | undefined;
  #told = 0;

  /** Too late once the task is confirmed. */
  abort(reason: unknown): void {
    if (this.#moveTo(states.aborted)) this.#abortedWith = { reason };
  }

  confirm(): void {
    this.#moveTo(states.confirmed);
  }

  throwIfAborted(): void {
    if (this.#abortedWith !== undefined) throw this.#abortedWith.reason;
  }

  /** Never backwards: a task may have to begin a piece anew. */
  tell(share: number, onProgress: OnProgress): void {
    if (share <= this.#told || this.#abortedWith !== undefined) return;
    this.#told = share;
    try {
      onProgress(share);
    } catch (error) {
      this.abort(error);
    }
  }

  #moveTo(state: number): boolean {
    const moved = Atomics.compareExchange(this.state, 0, states.working, state) === states.working;
    Atomics.notify(this.state, 0);
    return moved;
  }
}
