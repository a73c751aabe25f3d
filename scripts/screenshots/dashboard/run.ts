import { setTimeout as delay } from 'node:timers/promises';
import { Prometheus } from '../../../bench/load/around/prometheus.ts';
import { Session } from '../../../bench/load/commands/session.ts';
import { runLoad } from '../../../bench/load/run.ts';
import { type Answers, askPanels } from './panel.ts';

/** About 25 requests a second. */
const load = { users: 80, tenants: 6, rampSeconds: 15, seconds: 75, thinkMs: 3_000, seed: 1 };
const maxWarmTenants = 10;
const workers = 2;
/** Seconds between two scrapes, and between two points of a picture. */
const step = 2;
/** Seconds after the first user: so that an alert fires, and is over again. */
const redisAway = { from: 38, to: 62 };

/**
 * A gateway with sample data, Redis and a Prometheus that has the rules of `deploy/prometheus`, under load for 90 s; in the
 * middle Redis is away for a while.
 *
 * @returns what the panels of the overview are answered about that time
 */
export async function watchedRun(rows: number, say: (line: string) => void): Promise<Answers> {
  await using session = await Session.open(new AbortController().signal, say);
  const redis = await session.redis();
  const store = await session.filledStore({ patients: 500, seed: 1 });
  const gateway = await session.gateway(
    store,
    { tenants: load.tenants, workers },
    { REDIS_URL: redis.url, MAX_WARM_TENANTS: `${maxWarmTenants}` },
  );
  const prometheus = await Prometheus.start(session.folder, new URL(gateway.url).host, {
    ...{ interval: `${step}s`, instance: 'gateway:9464' },
  });
  session.defer(() => prometheus.end());
  // By then there are scrapes enough for rates, and users enough to be seen.
  const from = Math.floor(Date.now() / 1000) + 12;
  say(`${load.rampSeconds + load.seconds} s of load`);
  const fault = async () => {
    await delay(redisAway.from * 1000);
    await redis.end('SIGKILL');
    await delay((redisAway.to - redisAway.from) * 1000);
    await redis.start();
  };
  const [{ totals }] = await Promise.all([
    runLoad({ url: gateway.url, name: 'dashboard', ...load }),
    fault(),
  ]);
  say(`${totals.requests} requests, ${totals.failures} failures`);
  const to = Math.floor(Date.now() / 1000);
  // Awaited here: behind it everything is ended.
  return await askPanels(prometheus, 'overview', rows, { from, to, step });
}
