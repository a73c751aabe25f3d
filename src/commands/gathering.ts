import { Registry } from 'prom-client';
import type { Clock } from '../core/clock.ts';
import { MergedMetrics, type WorkerSample } from '../metrics/merging.ts';
import { registerWorkerMetrics } from '../metrics/workers.ts';
import { type Overview, overviewOf } from '../server/operators/overview.ts';
import { Correspondent, type Line } from './correspondent.ts';
import type { Figures, WorkerMessage } from './worker-messages.ts';

/** How often what workers count is noted: so much is lost of one that is killed. */
const lookMs = 5_000;

export interface GatheringOptions {
  /** Workers that should serve. */
  readonly count: number;
  readonly clock: Clock;
}

/** The parent's part in what operators are told of all workers: it asks them, and adds up what they tell. */
export class Gathering {
  /** What operators are told. */
  readonly overview: Overview;
  readonly #options: GatheringOptions;
  /** By number. */
  readonly #workers = new Map<number, Correspondent>();
  readonly #merged = new MergedMetrics();
  readonly #own = new Registry();
  #restarts = 0;
  #cancel = () => {};

  constructor(options: GatheringOptions) {
    this.#options = options;
    this.overview = overviewOf(
      () => this.#metrics(),
      async kind =>
        (await this.#ask(kind)).map(({ worker, answers, told }) => ({ worker, answers, report: told })),
    );
    registerWorkerMetrics(this.#own, () => ({
      up: new Map(this.#numbers().map(number => [number, this.#workers.get(number)?.answers === true])),
      restarts: this.#restarts,
    }));
    this.#lookLater();
  }

  /** A worker was started. Returns its number: the lowest that is free. */
  join(line: Line, { isReplacement }: { readonly isReplacement: boolean }): number {
    const number = this.#numbers().find(free => !this.#workers.has(free))!;
    this.#workers.set(number, new Correspondent(line, this.#options.clock));
    if (isReplacement) this.#restarts += 1;
    return number;
  }

  /** What the worker of that number has said. */
  hear(number: number, message: WorkerMessage): void {
    const worker = this.#workers.get(number);
    if (worker === undefined) return;
    if (message.type === 'overview?') void this.#tell(worker, message);
    else worker.hear(message);
  }

  /** The worker of that number has ended. */
  leave(number: number): void {
    const metrics = this.#workers.get(number)?.last.counters;
    this.#workers.get(number)?.end();
    this.#workers.delete(number);
    if (metrics !== undefined) this.#merged.end({ worker: number, metrics });
  }

  close(): void {
    this.#cancel();
  }

  async #metrics(): Promise<string> {
    const told = await this.#ask('metrics');
    // One that has ended meanwhile has been added to those that ended.
    const here = told.filter(({ worker, by }) => this.#workers.get(worker) === by);
    const samples = here.flatMap(({ worker, told: metrics }): readonly WorkerSample[] =>
      metrics === undefined ? [] : [{ worker, metrics }],
    );
    return `${await this.#merged.text(samples)}\n${await this.#own.metrics()}`;
  }

  /** Every worker, with what it tells now or has told last. */
  async #ask<Kind extends keyof Figures>(kind: Kind) {
    return Promise.all(
      this.#numbers().map(async worker => {
        const by = this.#workers.get(worker);
        const answers = (await by?.ask(kind)) === true;
        const told: Figures[Kind] | undefined = by?.last[kind];
        return { worker, by, answers, told };
      }),
    );
  }

  async #tell(worker: Correspondent, { id, part }: WorkerMessage & { type: 'overview?' }): Promise<void> {
    const value = await this.overview[part]().catch(() => undefined);
    worker.send({ type: 'overview', id, ...(value !== undefined && { value }) });
  }

  #numbers(): readonly number[] {
    return Array.from({ length: this.#options.count }, (_, place) => place + 1);
  }

  #lookLater(): void {
    this.#cancel = this.#options.clock.after(lookMs, () => {
      void this.#ask('counters');
      this.#lookLater();
    });
  }
}
