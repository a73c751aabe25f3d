import { createRequire } from 'node:module';
import type { Load, LoadResult } from './load.ts';

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

// It has no types.
const autocannon: (options: object) => Promise<Outcome> = createRequire(import.meta.url)('autocannon');

process.on('message', async (load: Load) => {
  const { url, requests, connections, seconds, rate, share } = load;
  let connection = 0;
  const before = process.cpuUsage();
  const outcome = await autocannon({
    url,
    connections,
    duration: seconds,
    ...(rate !== undefined && { overallRate: rate }),
    // How soon it notices that the time is up.
    sampleInt: 100,
    requests,
    setupClient: (client: Client) => client.setRequests(portion(requests, connection++, connections, share)),
  });
  const { user, system } = process.cpuUsage(before);
  process.send!({
    requests: outcome.requests.total,
    seconds: outcome.duration,
    perSecond: outcome.requests.total / outcome.duration,
    bytesEach: outcome.throughput.total / outcome.requests.total,
    p50Ms: outcome.latency.p50,
    p99Ms: outcome.latency.p99,
    failed: outcome.errors + outcome.timeouts + outcome.non2xx,
    cpuShare: (user + system) / 1_000_000 / outcome.duration,
  } satisfies LoadResult);
});
process.on('disconnect', () => process.exit());

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
