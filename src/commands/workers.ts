import cluster, { type Worker } from 'node:cluster';
import type { Clock } from '../core/clock.ts';
import type { Logger } from '../core/log.ts';
import type { Overview } from '../server/operators/overview.ts';
import { Gathering } from './gathering.ts';
import type { ParentMessage, WorkerMessage } from './worker-messages.ts';

export interface WorkersOptions {
  readonly count: number;
  readonly scheme: 'http' | 'https';
  readonly clock: Clock;
  readonly logger: Logger;
  /** A shutdown that takes longer than this is cut short. */
  readonly shutdownMs: number;
}

/** A worker that ends sooner than this after its start is one that cannot start. */
const shortLifeMs = 5_000;
const firstDelayMs = 100;
const longestDelayMs = 5_000;

/**
 * The parent of `WORKERS` processes that serve from one port. It serves nothing itself: it starts them, starts another
 * for one that ends, passes signals on, and ends when they have. They end when it does.
 */
export class Workers {
  readonly #options: WorkersOptions;
  readonly #gathering: Gathering;
  readonly #startedAt = new Map<number, number>();
  /** By the id of their process, their numbers from 1: one that is started for another takes its number. */
  readonly #numbers = new Map<number, number>();
  readonly #ready = new Set<number>();
  #stopping = false;
  #shortLives = 0;
  #url: string | undefined;

  constructor(options: WorkersOptions) {
    this.#options = options;
    this.#gathering = new Gathering(options);
  }

  /** What operators are told of all workers. */
  get overview(): Overview {
    return this.#gathering.overview;
  }

  start(): void {
    const { count, scheme, logger } = this.#options;
    cluster.on('listening', (_, { address, port }) => {
      if (this.#url !== undefined) return;
      this.#url = `${scheme}://${address ?? 'localhost'}:${port}`;
      logger.info({ workers: count }, `listening on ${this.#url}`);
    });
    cluster.on('message', (worker, message: WorkerMessage) => this.#hear(worker, message));
    cluster.on('exit', (worker, code, signal) => this.#replace(worker, code, signal));
    for (let number = 0; number < count; number++) this.#fork({ isReplacement: false });
  }

  /** Tells every worker that files were moved away. */
  reopen(): void {
    for (const worker of Object.values(cluster.workers ?? {}))
      if (worker !== undefined) send(worker, { type: 'reopen' });
  }

  /** Resolves when no worker is left. */
  async stop(): Promise<void> {
    const { clock, shutdownMs } = this.#options;
    this.#stopping = true;
    const workers = Object.values(cluster.workers ?? {}).filter(worker => worker !== undefined);
    for (const worker of workers) worker.process.kill('SIGTERM');
    clock.after(shutdownMs, () => {
      for (const worker of workers) if (!worker.isDead()) worker.process.kill('SIGKILL');
    });
    await Promise.all(
      workers.map(worker =>
        worker.isDead() ? undefined : new Promise(resolve => worker.once('exit', resolve)),
      ),
    );
    this.#gathering.close();
  }

  /** None has ever served: the next would fail for the same reason, which the first one has told. */
  #giveUp(): void {
    this.#options.logger.error({}, 'the workers cannot start');
    process.exitCode = 1;
    // A listener for operators would keep it alive.
    void this.stop().then(() => process.exit());
  }

  #fork(how: { readonly isReplacement: boolean }): void {
    const worker = cluster.fork();
    this.#numbers.set(worker.id, this.#gathering.join({ send: message => send(worker, message) }, how));
    this.#startedAt.set(worker.id, this.#options.clock.now());
  }

  #hear(worker: Worker, message: WorkerMessage): void {
    const { count, logger } = this.#options;
    this.#gathering.hear(this.#numbers.get(worker.id)!, message);
    if (message.type !== 'ready') return;
    this.#shortLives = 0;
    this.#ready.add(worker.id);
    if (this.#ready.size === count && this.#url !== undefined) {
      logger.info({}, `ready: open ${this.#url.replace('127.0.0.1', 'localhost')}`);
    }
  }

  #replace(worker: Worker, code: number | null, signal: string | null): void {
    const { clock, logger } = this.#options;
    const lived = clock.now() - (this.#startedAt.get(worker.id) ?? 0);
    this.#startedAt.delete(worker.id);
    this.#ready.delete(worker.id);
    this.#gathering.leave(this.#numbers.get(worker.id)!);
    this.#numbers.delete(worker.id);
    if (this.#stopping) return;
    if (this.#url === undefined) {
      this.#giveUp();
      return;
    }
    logger.error({ pid: worker.process.pid, code, signal }, 'a worker ended; another is started');
    this.#shortLives = lived < shortLifeMs ? this.#shortLives + 1 : 0;
    // One that cannot start, as on a wrong port, would otherwise be started without pause.
    const delay = this.#shortLives === 0 ? 0 : firstDelayMs * 2 ** (this.#shortLives - 1);
    setTimeout(
      () => {
        if (!this.#stopping) this.#fork({ isReplacement: true });
      },
      Math.min(delay, longestDelayMs),
    );
  }
}

/** One that is about to end need not be told. */
function send(worker: Worker, message: ParentMessage): void {
  if (worker.isConnected()) worker.send(message, () => undefined);
}
