import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SmallDisk } from '../around/disk.ts';
import { askGateway, Prometheus, prometheusProgram } from '../around/prometheus.ts';
import { redisProgram } from '../around/redis.ts';
import { verdictOf } from '../report/sections.ts';
import type { Fault, LoadEvent, LoadReport } from '../report-type.ts';
import { faultPlans } from './fault-plans.ts';
import { FaultWatch } from './fault-watch.ts';
import { measure } from './measure.ts';
import { type CommonOptions, toSettings } from './options.ts';
import { summary, writeReport } from './output.ts';
import type { Session } from './session.ts';

/** All faults together are over sooner; users go on until then, and no longer. */
const longestSeconds = 3_600;

/** Of what Prometheus has to know before anything is done. */
const quietSeconds = 20;

/** Faults, one after the other, while users go on. @returns whether each was shown in time and nothing was lost */
export async function faultsCommand(
  options: Omit<CommonOptions, 'seconds'>,
  session: Session,
): Promise<boolean> {
  const { say, signal } = session;
  const filled = await session.filledStore(options);
  const disk = await SmallDisk.mount(join(session.folder, 'disk'), diskMegabytes(options));
  session.defer(() => disk?.unmount());
  const store = disk === undefined ? filled : await session.copyOf(filled, 'disk/store');
  const redis = redisProgram === undefined ? undefined : await session.redis();
  const gateway = await session.gateway(store, options, redis && { REDIS_URL: redis.url });
  const prometheus =
    prometheusProgram === undefined
      ? undefined
      : await Prometheus.start(session.folder, new URL(gateway.url).host);
  session.defer(() => prometheus?.end());
  const { plans, left } = faultPlans({ gateway, store, redis, disk });
  for (const reason of left) say(`left out: ${reason}`);
  if (prometheus === undefined) say('there is no prometheus in the path: no alerts are looked for');

  const over = new AbortController();
  const faults: Fault[] = [];
  const events: LoadEvent[] = [];
  const begun = Promise.withResolvers<number>();
  const watch = new FaultWatch({
    ...{ say, signal: AbortSignal.any([signal, over.signal]) },
    latest: prometheus === undefined ? () => askGateway(gateway.url) : () => prometheus.latest(),
    alerts: () => prometheus?.alerts() ?? Promise.resolve(undefined),
    event: (what, at) => events.push({ at, what }),
  });
  const running = measure({
    ...{ url: gateway.url, name: 'faults', say, tolerateFaults: true, pids: () => [gateway.pid] },
    settings: { ...toSettings({ ...options, seconds: longestSeconds }) },
    intervalSeconds: 2,
    signal: AbortSignal.any([signal, over.signal]),
    onFailure: (_, reason) => watch.failed(reason),
    onPoint: ({ at }) => begun.resolve(performance.now() - at * 1_000),
  });
  const injecting = (async () => {
    watch.begin(await Promise.race([begun.promise, running.then(() => performance.now())]));
    await delay(quietSeconds * 1_000, undefined, { signal: watch.signal }).catch(() => undefined);
    for (const plan of plans) if (!watch.signal.aborted) faults.push(await watch.inject(plan));
  })().finally(() => over.abort());
  const [run] = await Promise.all([running.finally(() => over.abort()), injecting]);
  const seconds = Math.round(run.timeline.at(-1)?.at ?? 0);
  const report: LoadReport = { ...run, settings: { ...run.settings, seconds }, events, faults };
  say(summary(report));
  for (const path of await writeReport(report, options)) say(`wrote ${path}`);
  return verdictOf(report).good && left.length === 0;
}

/** Copies of tenants, their logs, and room for what is written meanwhile. */
function diskMegabytes({ tenants, patients }: Pick<CommonOptions, 'tenants' | 'patients'>): number {
  const megabytesOfCopy = 4 + patients / 20;
  return Math.ceil((tenants + 3) * megabytesOfCopy + 64);
}
