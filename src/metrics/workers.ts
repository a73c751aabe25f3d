import { Counter, Gauge, type Registry } from 'prom-client';

/** The processes that serve together. */
export interface WorkerFigures {
  /** By number, from 1: whether it answers. */
  readonly up: ReadonlyMap<number, boolean>;
  /** Since the start, of all. */
  readonly restarts: number;
}

/** Reads the figures when they are asked for. */
export function registerWorkerMetrics(registry: Registry, figures: () => WorkerFigures): void {
  const registers = [registry];
  new Gauge({
    name: 'gateway_workers',
    help: 'Processes that should serve (WORKERS).',
    registers,
    collect() {
      this.set(figures().up.size);
    },
  });
  new Gauge({
    name: 'gateway_worker_up',
    help: 'Whether a worker answers its parent: 1, or 0 while it is missing, starts or hangs.',
    labelNames: ['worker'],
    registers,
    collect() {
      for (const [worker, up] of figures().up) this.set({ worker: String(worker) }, up ? 1 : 0);
    },
  });
  new Counter({
    name: 'gateway_worker_restarts_total',
    help: 'Workers that were started for others that had ended.',
    registers,
    collect() {
      this.reset();
      this.inc(figures().restarts);
    },
  });
}
