import cluster from 'node:cluster';
import { GraphQLError } from 'graphql';
import { type Config, loadConfig } from '../config.ts';
import { systemClock } from '../core/clock.ts';
import { createLogger, type Logger } from '../core/log.ts';
import { type Gateway, startGateway } from '../gateway.ts';
import { boundHeap, flagsOfServing } from '../heap.ts';
import { ingest } from '../ingest/ingest.ts';
import { Rejections } from '../ingest/rejections.ts';
import { isSample, sampleSource } from '../ingest/sample.ts';
import { readStatus } from '../ingest/status.ts';
import { openStore } from '../open-store.ts';
import { listenForOperators } from '../server/operators/listener.ts';
import { IngestLocked, type Store } from '../store/port.ts';
import { isLoopback } from '../variables.ts';
import { answerParent, tell, throughParent } from './telling.ts';
import type { ParentMessage } from './worker-messages.ts';
import { Workers } from './workers.ts';

/** What a first start shows: big enough to page through, small enough to be there in a second. */
const sampleSize = { patients: 500, seed: 1 };

/** Not the file of `ingest`, which may still be wanted. */
const sampleRejections = 'rejected-sample.ndjson';

/** A shutdown that takes longer than this is cut short. */
const shutdownMs = 10_000;

/** What still keeps the process alive when everything has ended has so long. */
const leftoverMs = 500;

/** `serve`: runs until SIGTERM or SIGINT, in one process or, with `WORKERS`, as the parent of several. */
export async function runServe({ sampleIfEmpty }: { sampleIfEmpty: boolean }): Promise<void> {
  boundHeap();
  const config = loadConfig(process.env);
  const logger = createLogger({ level: config.logLevel, pretty: process.stdout.isTTY });
  endOnFaults(logger);
  if (cluster.isPrimary) warnOfOperatorsInPublic(config, logger);
  if (config.workers > 1 && cluster.isPrimary) return serveThroughWorkers(config, logger, sampleIfEmpty);
  const started = Promise.withResolvers<Gateway>();
  if (writesAuditFile(config)) onReopen(() => void started.promise.then(gateway => gateway.reopenAudit()));
  const store = await openStore(config, systemClock);
  if (sampleIfEmpty && cluster.isPrimary) await ingestSampleIfEmpty(store, logger);
  const surroundings = { clock: systemClock, logger };
  const through = cluster.isWorker ? throughParent(systemClock) : undefined;
  const gateway = await startGateway(config, store, surroundings, through).catch(error => {
    // The line to its parent would keep a worker alive that has nothing to do.
    cluster.worker?.disconnect();
    throw error;
  });
  started.resolve(gateway);
  endOnSignals(logger, () => gateway.stop());
  if (cluster.isWorker) {
    // Without its parent nobody sends it connections, or would replace it. Node would end it at once.
    cluster.worker!.exitedAfterDisconnect = true;
    process.once('disconnect', () => process.emit('SIGTERM', 'SIGTERM'));
    answerParent(gateway.figures, systemClock);
    void gateway.ready.then(() => tell({ type: 'ready' }));
    return;
  }
  // Whoever waits for this line may send a signal at once.
  logger.info({}, `listening on ${gateway.url}`);
  void gateway.ready.then(() =>
    logger.info({}, `ready: open ${gateway.url.replace('127.0.0.1', 'localhost')}`),
  );
}

async function serveThroughWorkers(config: Config, logger: Logger, sampleIfEmpty: boolean): Promise<void> {
  const scheme = config.tls === undefined ? 'http' : 'https';
  const workers = new Workers({ count: config.workers, scheme, clock: systemClock, logger, shutdownMs });
  const { host, tls, opsPort } = config;
  // Here rather than in a worker: it answers also when one hangs, and before there is any.
  const operators =
    opsPort === undefined
      ? undefined
      : await listenForOperators({
          ...{ config: { host, tls, opsPort }, clock: systemClock, logger },
          overview: () => workers.overview,
          notReady: async () => (await workers.overview.health()).reason,
        });
  if (sampleIfEmpty)
    await ingestSampleFirst(config, logger).catch(async error => {
      // It would keep the parent alive, which has nothing to do.
      await operators?.close();
      throw error;
    });
  // Shared out by the parent, a connection on its way to a worker that dies would be answered by nobody.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  // Behind that, which is settled by it.
  cluster.setupPrimary({ execArgv: [...process.execArgv, ...flagsOfServing(config.workers)] });
  endOnSignals(logger, () => workers.stop().then(() => process.exit()));
  if (writesAuditFile(config)) onReopen(() => workers.reopen());
  workers.start();
}

/** Whoever checks who asks, where others can reach it, hardly means to tell anybody which tenants there are. */
function warnOfOperatorsInPublic({ auth, host, opsPort }: Config, logger: Logger): void {
  if (auth.mode === 'none' || opsPort !== undefined || isLoopback(host)) return;
  logger.warn({}, '/metrics, /stats and /health answer anybody who can reach them; OPS_PORT moves them');
}

async function ingestSampleFirst(config: Config, logger: Logger): Promise<void> {
  const store = await openStore(config, systemClock);
  try {
    await ingestSampleIfEmpty(store, logger);
  } finally {
    await store.close();
  }
}

/** Otherwise a hang-up ends the process, as it always does. */
function writesAuditFile({ audit }: Config): boolean {
  return typeof audit === 'object';
}

/** Whoever rotates logs says so by SIGHUP. A parent tells its workers by a message, which waits for one that starts. */
function onReopen(reopen: () => void): void {
  process.on('SIGHUP', reopen);
  if (cluster.isWorker)
    process.on('message', (message: ParentMessage) => {
      if (message.type === 'reopen') reopen();
    });
}

function endOnSignals(logger: Logger, stop: () => Promise<void>): void {
  let ending = false;
  const end = (signal: string) => {
    if (ending) return;
    ending = true;
    logger.info({ signal }, 'shutting down');
    // A parent waits a little longer than its workers.
    setTimeout(() => process.exit(1), shutdownMs + (cluster.isPrimary ? 1_000 : 0)).unref();
    stop()
      .catch(error => {
        logger.error({ err: error }, 'shutdown was not clean');
        process.exitCode = 1;
      })
      .finally(() => {
        if (cluster.isWorker) process.exit();
        // What is left is a log that nobody reads.
        setTimeout(() => process.exit(), leftoverMs).unref();
      });
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}

function endOnFaults(logger: Logger): void {
  process.on('unhandledRejection', reason => {
    // graphql-js leaves the entries of a list behind that fail after the list did: nobody is to be told of them.
    if (!(reason instanceof GraphQLError)) throw reason;
    logger.debug({ err: reason }, 'failed after its list did');
  });
  process.on('uncaughtException', error => {
    logger.error({ err: error }, 'uncaught exception');
    process.exitCode = 1;
    setTimeout(() => process.exit(1), 100);
  });
}

/** Empty is also what an ingest of sample data has left that did not get to its end. */
async function ingestSampleIfEmpty(store: Store, logger: Logger): Promise<void> {
  const status = await readStatus(store.system);
  if (status !== undefined && (status.ready || !isSample(status.source))) return;
  try {
    const { counts, durationMs } = await ingest({
      store,
      source: sampleSource(sampleSize),
      clock: systemClock,
      rejections: new Rejections(sampleRejections),
      refresh: false,
      onProgress: () => undefined,
    });
    logger.info({ counts, durationMs }, 'loaded sample data');
  } catch (error) {
    if (!(error instanceof IngestLocked)) throw error;
    logger.info({}, 'another process is ingesting');
  }
}
