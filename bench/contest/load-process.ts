import { createRequire } from 'node:module';
import type { Load, LoadResult } from './load.ts';
import { runPaced } from './paced.ts';

/** The load generator, a process of its own: takes a `Load` by message, answers with a `LoadResult`. */

interface Client {
  setRequests(requests: Load['requests']): void;
}

interface Outcome {
  readonly duration: number;
  readonly requests: { readonly total: number };
  readonly throughput: { readonly total: number };
  readonly latency: Readonly<Record<'p50' | 'p97_5' | 'p99' | 'max', number>>;
  readonly errors: number;
  readonly timeouts: number;
  readonly non2xx: number;
}

type Run = Promise<Outcome> & { stop(): void; on(event: 'response', listener: () => void): void };

// It has no types.
const autocannon: (options: object) => Run = createRequire(import.meta.url)('autocannon');

process.on('message', async (load: Load) => {
  const before = process.cpuUsage();
  const result = load.rate === undefined ? await runFull(load) : await runPaced(load, load.rate);
  const { user, system } = process.cpuUsage(before);
  const cpuShare = (user + system) / 1_000_000 / result.seconds;
  process.send!({ ...result, cpuShare } satisfies LoadResult);
});
process.on('disconnect', () => process.exit());

/** As many requests as are answered. */
async function runFull(load: Load): Promise<Omit<LoadResult, 'cpuShare'>> {
  const { url, requests, connections, seconds, share, atMost = Number.POSITIVE_INFINITY } = load;
  let connection = 0;
  const run = autocannon({
    url,
    connections,
    duration: seconds,
    // How soon it notices that the time is up.
    sampleInt: 100,
    requests,
    setupClient: (client: Client) => client.setRequests(portion(requests, connection++, connections, share)),
  });
  let answered = 0;
  run.on('response', () => {
    if (++answered === atMost) run.stop();
  });
  const outcome = await run;
  return {
    requests: outcome.requests.total,
    seconds: outcome.duration,
    perSecond: outcome.requests.total / outcome.duration,
    bytesEach: outcome.throughput.total / outcome.requests.total,
    p50Ms: outcome.latency.p50,
    p99Ms: outcome.latency.p99,
    failed: outcome.errors + outcome.timeouts + outcome.non2xx,
    opened: connections,
  };
}

/** What one of the connections asks for, again and again. */
function portion(
  requests: Load['requests'],
  connection: number,
  connections: number,
  share: Load['share'],
): Load['requests'] {
  const each = Math.floor(requests.length / connections);
  if (share === 'own') return requests.slice(connection * each, (connection + 1) * each);
  const begin = (connection * Math.max(1, each)) % requests.length;
  return [...requests.slice(begin), ...requests.slice(0, begin)];
}
