import { once } from 'node:events';
import { join } from 'node:path';
import { type Child, end, start } from './processes.ts';

/** A request as it goes over HTTP. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Load {
  /** `http://address:port` */
  readonly url: string;
  readonly requests: readonly HttpRequest[];
  readonly connections: number;
  readonly seconds: number;
  /** Ends when so many were answered, or when the seconds are over. */
  readonly atMost?: number;
  /** Requests a second over all connections, see paced.ts; undefined: each sends the next when it has the answer. */
  readonly rate?: number;
  /** `all`: each connection sends all requests, beginning at another; `own`: each has a share of its own. */
  readonly share: 'all' | 'own';
}

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** With headers. */
  readonly bytesEach: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Not answered, or with another status than 2xx. */
  readonly failed: number;
  /** Connections that were opened in all: more than asked for where some had to be opened again. */
  readonly opened: number;
  /** Where there is a pace: one in a hundred requests was sent so much later than it was due, or more, by the generator's own fault. */
  readonly lateP99Ms?: number;
  /** Where there is a pace: what half of the last quarter of the requests took at most. Grows with a queue. */
  readonly lastP50Ms?: number;
  /** Of one core, how much the generator itself was busy. */
  readonly cpuShare: number;
}

/** autocannon, or requests at a pace, in a process of its own, on a core of its own where there are two. */
export class LoadGenerator {
  readonly #child: Child;

  constructor(core: number | undefined) {
    this.#child = start(join(import.meta.dirname, 'load-process.ts'), [], {
      ...{ env: {}, cores: core === undefined ? undefined : [core], messages: true },
      // Held to a core, its own collector's threads would keep it from sending and from reading.
      ...(core !== undefined && { node: ['--single-threaded-gc'] }),
    });
  }

  async run(load: Load): Promise<LoadResult> {
    this.#child.process.send(load);
    const [result] = (await Promise.race([once(this.#child.process, 'message'), this.#child.failed])) as [
      LoadResult,
    ];
    return result;
  }

  stop(): Promise<void> {
    return end(this.#child);
  }
}
