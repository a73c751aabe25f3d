import { DDSketch } from '@datadog/sketches-js';
import type { Failure, Figures, TimelinePoint } from './report-type.ts';

/** Percentiles are right to half a percent. */
const relativeAccuracy = 0.005;

interface Tally {
  readonly sketch: DDSketch;
  requests: number;
  failures: number;
  sum: number;
  longest: number;
}

const emptyTally = (): Tally => ({
  sketch: new DDSketch({ relativeAccuracy }),
  requests: 0,
  failures: 0,
  sum: 0,
  longest: 0,
});

/** What happened, counted as it happens. Latencies are ms, times are those of `performance.now()`. */
export class Recorder {
  readonly #onFailure: (action: string, reason: string) => void;
  #begun = performance.now();
  readonly #actions = new Map<string, Tally>();
  readonly #failures = new Map<string, { -readonly [Key in keyof Failure]: Failure[Key] }>();
  #total = emptyTally();
  #interval = emptyTally();
  #intervalBegun = performance.now();
  #measuredFrom = Number.POSITIVE_INFINITY;
  #measuredTo: number | undefined;
  #cpu = process.cpuUsage();
  bytes = 0;
  checked = 0;
  users = 0;

  /** The run starts now: preparing it is no part of it. */
  begin(): void {
    this.#begun = performance.now();
    this.#intervalBegun = this.#begun;
    this.#cpu = process.cpuUsage();
  }

  constructor(onFailure: (action: string, reason: string) => void = () => undefined) {
    this.#onFailure = onFailure;
  }

  /** Seconds since the start. */
  get seconds(): number {
    return (performance.now() - this.#begun) / 1000;
  }

  /** From now on latencies and requests count for the totals; failures always do. */
  measure(): void {
    this.#measuredFrom = performance.now();
  }

  stopMeasuring(): void {
    this.#measuredTo ??= performance.now();
  }

  answered(action: string, latency: number, bytes: number): void {
    add(this.#interval, latency);
    if (performance.now() < this.#measuredFrom || this.#measuredTo !== undefined) return;
    add(this.#total, latency);
    add(this.#tally(action), latency);
    this.bytes += bytes;
  }

  failed(action: string, reason: string): void {
    this.#onFailure(action, reason);
    this.#interval.failures++;
    this.#total.failures++;
    this.#tally(action).failures++;
    const at = round(this.seconds);
    const key = `${action}\n${reason}`;
    const failure = this.#failures.get(key);
    if (failure === undefined) this.#failures.set(key, { action, reason, count: 1, firstAt: at, lastAt: at });
    else {
      failure.count++;
      failure.lastAt = at;
    }
  }

  #tally(action: string): Tally {
    let tally = this.#actions.get(action);
    if (tally === undefined) {
      tally = emptyTally();
      this.#actions.set(action, tally);
    }
    return tally;
  }

  get totals(): Figures {
    return this.#figures(this.#total);
  }

  get actions(): Record<string, Figures> {
    return Object.fromEntries(
      [...this.#actions].sort().map(([action, tally]) => [action, this.#figures(tally)]),
    );
  }

  /** Most frequent first. */
  get failures(): Failure[] {
    return [...this.#failures.values()].sort((one, other) => other.count - one.count);
  }

  #figures(tally: Tally): Figures {
    const seconds = ((this.#measuredTo ?? performance.now()) - this.#measuredFrom) / 1000;
    const { requests, failures, sum, longest } = tally;
    return {
      requests,
      failures,
      rate: seconds > 0 ? round(requests / seconds) : 0,
      meanMs: requests === 0 ? 0 : round(sum / requests),
      ...percentiles(tally),
      maxMs: round(longest),
    };
  }

  /** Ends the interval that began at the end of the last one. */
  point(): TimelinePoint {
    const now = performance.now();
    const ms = now - this.#intervalBegun;
    const { user, system } = process.cpuUsage(this.#cpu);
    const point = {
      at: round(this.seconds),
      users: this.users,
      rate: round((this.#interval.requests / ms) * 1000),
      failures: this.#interval.failures,
      ...percentiles(this.#interval),
      ownCpu: round((user + system) / 1000 / ms),
    };
    this.#cpu = process.cpuUsage();
    this.#interval = emptyTally();
    this.#intervalBegun = now;
    return point;
  }
}

function add(tally: Tally, latency: number): void {
  tally.sketch.accept(latency);
  tally.requests++;
  tally.sum += latency;
  if (latency > tally.longest) tally.longest = latency;
}

function percentiles({ sketch, requests }: Tally): Pick<Figures, 'p50Ms' | 'p95Ms' | 'p99Ms'> {
  const at = (share: number) => (requests === 0 ? 0 : round(sketch.getValueAtQuantile(share)));
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) };
}

/** To thousandths: reports are read by people. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
