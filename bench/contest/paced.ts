import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'undici';
import type { HttpRequest, Load, LoadResult } from './load.ts';
import { median, quantile } from './statistics.ts';

/** A request without an answer after this long has failed. */
const patienceMs = 10_000;
/** Connections that are opened at a time: a listener's queue holds some hundreds. */
const openedAtOnce = 50;
/** Of all requests, whether the queue has grown is seen by. */
const lastShare = 0.25;

/**
 * Requests at a steady pace, one connection after another, on connections that are all open before the first. Each
 * counts from when it was due, or sent, where the timer was a little early: one that had to wait for the answer before it
 * on its connection has waited. Every connection stays open, however few requests a second there are; autocannon opens
 * no more than those.
 */
export async function runPaced(
  { url, requests, connections, seconds }: Load,
  rate: number,
): Promise<Omit<LoadResult, 'cpuShare'>> {
  const lines = Array.from({ length: connections }, () => new Line(url));
  try {
    for (let first = 0; first < connections; first += openedAtOnce) {
      const some = lines.slice(first, first + openedAtOnce);
      await Promise.all(
        some.map(
          line => new Promise(done => line.ask({ method: 'GET', path: '/health/live', headers: {} }, done)),
        ),
      );
    }
    const tookMs: number[] = [];
    const lateMs: number[] = [];
    const lastTookMs: number[] = [];
    let bytes = 0;
    let failed = 0;
    const total = Math.floor(rate * seconds);
    const { promise: allAnswered, resolve: end } = Promise.withResolvers<void>();
    const started = performance.now();
    for (let number = 0; number < total; number++) {
      const due = started + (number * 1_000) / rate;
      const early = due - performance.now();
      if (early >= 1) await delay(early);
      const sent = performance.now();
      lateMs.push(Math.max(0, sent - due));
      lines[number % connections]!.ask(requests[number % requests.length]!, size => {
        if (size === undefined) failed += 1;
        else {
          const took = performance.now() - Math.min(due, sent);
          tookMs.push(took);
          if (number >= total * (1 - lastShare)) lastTookMs.push(took);
          bytes += size;
        }
        if (tookMs.length + failed === total) end();
      });
    }
    await allAnswered;
    const took = (performance.now() - started) / 1_000;
    return {
      ...{ requests: tookMs.length, seconds: took, perSecond: tookMs.length / took },
      ...{ bytesEach: bytes / tookMs.length, failed },
      ...{ p50Ms: quantile(tookMs, 0.5), p99Ms: quantile(tookMs, 0.99), lateP99Ms: quantile(lateMs, 0.99) },
      ...{ lastP50Ms: median(lastTookMs), opened: lines.reduce((sum, line) => sum + line.opened, 0) },
    };
  } finally {
    await Promise.all(lines.map(line => line.close()));
  }
}

/** One connection, on which one request waits for the one before. */
class Line {
  readonly #client: Client;
  /** Connections so far: more than one where it was closed. */
  opened = 0;

  constructor(url: string) {
    this.#client = new Client(url, { pipelining: 1, headersTimeout: patienceMs, bodyTimeout: patienceMs });
    this.#client.on('connect', () => {
      this.opened += 1;
    });
  }

  /** @param done gets the bytes of the body, or undefined when it is not answered by 2xx */
  ask({ method, path, headers, body }: HttpRequest, done: (size: number | undefined) => void): void {
    let isGood = false;
    let bytes = 0;
    this.#client.dispatch(
      { method, path, headers, ...(body !== undefined && { body }) },
      {
        // undici takes it for a handler by this.
        onRequestStart: () => undefined,
        onResponseStart: (_, status) => {
          isGood = status >= 200 && status < 300;
        },
        onResponseData: (_, chunk) => {
          bytes += chunk.length;
        },
        onResponseEnd: () => done(isGood ? bytes : undefined),
        onResponseError: () => done(undefined),
      },
    );
  }

  close(): Promise<void> {
    return this.#client.destroy();
  }
}
