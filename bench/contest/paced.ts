import { Agent, request as send } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { HttpRequest, Load, LoadResult } from './load.ts';
import { quantile } from './statistics.ts';

/** A request without an answer after this long has failed. */
const patienceMs = 10_000;
/** Connections that are opened at a time: a listener's queue holds some hundreds. */
const openedAtOnce = 50;

/**
 * Requests at a steady pace, one connection after another, on connections that are all open before the first. Each
 * counts from when it was due: one that had to wait for the answer before it on its connection has waited.
 * Every connection stays open, however few requests a second there are; autocannon opens no more than those.
 */
export async function runPaced(
  { url, requests, connections, seconds }: Load,
  rate: number,
): Promise<Omit<LoadResult, 'cpuShare'>> {
  const lines = Array.from({ length: connections }, () => new Line(url));
  try {
    for (let first = 0; first < connections; first += openedAtOnce) {
      const some = lines.slice(first, first + openedAtOnce);
      await Promise.all(some.map(line => line.ask({ method: 'GET', path: '/health/live', headers: {} })));
    }
    const tookMs: number[] = [];
    const lateMs: number[] = [];
    const asked: Promise<void>[] = [];
    let bytes = 0;
    let failed = 0;
    const total = Math.floor(rate * seconds);
    const started = performance.now();
    for (let number = 0; number < total; number++) {
      const due = started + (number * 1_000) / rate;
      const early = due - performance.now();
      if (early >= 1) await delay(early);
      lateMs.push(performance.now() - due);
      const answer = lines[number % connections]!.ask(requests[number % requests.length]!);
      asked.push(
        answer.then(
          size => {
            tookMs.push(performance.now() - due);
            bytes += size;
          },
          () => {
            failed += 1;
          },
        ),
      );
    }
    await Promise.all(asked);
    const took = (performance.now() - started) / 1_000;
    return {
      ...{ requests: tookMs.length, seconds: took, perSecond: tookMs.length / took },
      ...{ bytesEach: bytes / tookMs.length, failed },
      ...{ p50Ms: quantile(tookMs, 0.5), p99Ms: quantile(tookMs, 0.99), lateP99Ms: quantile(lateMs, 0.99) },
      opened: lines.reduce((sum, line) => sum + line.opened, 0),
    };
  } finally {
    for (const line of lines) line.close();
  }
}

/** One connection, on which one request waits for the one before. */
class Line {
  readonly #url: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #sockets = new WeakSet<object>();
  /** Connections so far: more than one where it was closed. */
  opened = 0;

  constructor(url: string) {
    this.#url = url;
  }

  /** Bytes of the body. Rejects when it is not answered by 2xx. */
  ask({ method, path, headers, body }: HttpRequest): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const options = { method, agent: this.#agent, headers: { ...headers, ...length }, timeout: patienceMs };
    const request = send(this.#url + path, options, answer => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.once('error', reject);
      answer.once('end', () => {
        const { statusCode = 0 } = answer;
        if (statusCode >= 200 && statusCode < 300) resolve(bytes);
        else reject(new Error(`answered by ${statusCode}`));
      });
    });
    request.once('socket', socket => {
      if (this.#sockets.has(socket)) return;
      this.#sockets.add(socket);
      this.opened += 1;
    });
    request.once('timeout', () => request.destroy(new Error('not answered')));
    request.once('error', reject);
    request.end(body);
    return promise;
  }

  close(): void {
    this.#agent.destroy();
  }
}
