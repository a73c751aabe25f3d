import { createHash } from 'node:crypto';
import manifest from '../package.json' with { type: 'json' };
import { Caches } from './cache/caches.ts';
import { domains } from './cache/keys.ts';
import type { OpenRedis } from './cache/redis/index.ts';
import type { Config } from './config.ts';
import { type Clock, toIso, within } from './core/clock.ts';
import { givingUpBy, nobody } from './core/ending.ts';
import type { Logger } from './core/log.ts';
import type { Surroundings } from './core/surroundings.ts';
import { capabilityStatement } from './fhir/capability.ts';
import { definitions } from './fhir/registry.ts';
import { createExecutor } from './graphql/executor.ts';
import { buildSchema, readTypeDefinitions } from './graphql/schema.ts';
import { executable, executeAhead } from './graphql/warming.ts';
import { ingestionFigures, readStatus } from './ingest/status.ts';
import { registerCacheMetrics } from './metrics/cache.ts';
import { loaderObserver } from './metrics/loaders.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import { Performance } from './metrics/performance.ts';
import { registerResourceMetrics } from './metrics/resources.ts';
import { registerStateMetrics } from './metrics/state.ts';
import { openOperators, type ProcessFigures, type ThroughParent } from './open-operators.ts';
import { openTenants } from './open-tenants.ts';
import { Admission } from './server/admission.ts';
import { renderLandingPage, startApollo } from './server/apollo.ts';
import { openAudit } from './server/audit/open.ts';
import { openPartners } from './server/auth/open-partners.ts';
import { Tokens } from './server/auth/tokens.ts';
import { findConsole } from './server/console.ts';
import { createHttp } from './server/http.ts';
import { makeLandingPage } from './server/landing-page.ts';
import { openPersisted } from './server/persisted/open-persisted.ts';
import { shareConnections } from './server/sharing.ts';
import { lookEveryMs, readCacheOrders } from './services/cache-control.ts';
import { Caching } from './services/caching.ts';
import { Cursors } from './services/cursors.ts';
import { Footprint } from './services/footprint.ts';
import { preload } from './services/preloading.ts';
import { RateLimiter } from './services/rate-limiter.ts';
import { Reader } from './services/reader.ts';
import { derived, openSecret } from './services/secret.ts';
import type { Store } from './store/port.ts';
import { operationDeadlineMs } from './tenants/operations.ts';
import type { Tenants } from './tenants/tenants.ts';
import type { TracingOptions } from './tracing/options.ts';

/** How often a gateway that waits for the master data looks whether it is there. */
const readyCheckMs = 5_000;
/** How soon caches give way to a shortage of memory. */
const memoryLookMs = 5_000;
/** How soon a change of the file of partners holds. */
const partnersLookMs = 1_000;
/** A shutdown waits for running requests this long. */
const drainMs = 8_000;

export interface Gateway {
  /** Where it listens. */
  readonly url: string;
  /** Resolves once the master data is there and requests are taken. */
  readonly ready: Promise<void>;
  readonly metrics: Metrics;
  readonly tenants: Tenants;
  /** What this process tells of itself, for others to add up. */
  readonly figures: ProcessFigures;
  /** After the file of the audit log was moved away: goes on in a new one. */
  reopenAudit(): Promise<void>;
  /** Drains, then closes everything. May be called more than once. */
  stop(): Promise<void>;
}

/**
 * Wires everything and listens. Owns the store from then on, also when it fails.
 *
 * @param throughParent of several workers: what operators are told by any of them, given what this one knows
 */
export async function startGateway(
  config: Config,
  store: Store,
  { clock, logger }: Surroundings,
  throughParent?: ThroughParent,
): Promise<Gateway> {
  // Whatever is opened says here how it is closed; closing goes in reverse order.
  const closing = new AsyncDisposableStack();
  try {
    closing.defer(() => store.close());
    // Operators are answered until everything else has ended.
    let closeOperators = async () => {};
    closing.defer(() => closeOperators());
    const tracing = config.tracing && (await openTracing(config.tracing, logger));
    closing.defer(() => tracing?.close());
    const metrics = createMetrics();
    const onBatch = loaderObserver(metrics, storedTypes);
    const performance = closing.adopt(new Performance(clock), opened => opened.close());
    const partners = await openPartners(config, { clock, logger }, metrics.registry);
    if (partners !== undefined) closing.defer(every(partnersLookMs, () => void partners.look()));
    const admission = new Admission();
    const audit = await openAudit(config, { clock, logger }, metrics.registry);
    if (audit !== undefined) closing.defer(() => audit.close());
    const secret = await openSecret(store.system);
    const redis = await openRedisOf(config, logger);
    if (redis !== undefined) closing.defer(() => redis.close());
    const caches = await openCaches(config, store, { clock, logger }, { redis, secret, metrics });
    const caching: Caching = new Caching({
      ...{ caches, bus: redis?.bus, logger, secret: derived(secret, 'log') },
      acquire: id =>
        tenants.acquire(id, { passive: true, asker: givingUpBy(AbortSignal.timeout(operationDeadlineMs)) }),
    });
    const tenants: Tenants = openTenants(config, store, { clock, logger, tracing }, metrics, {
      preload: async (tenant, collection, recent) => {
        const reader = new Reader(
          { tenant, collection, signal: nobody.signal, note: () => undefined },
          caching,
          new Footprint(),
        );
        await preload(reader, recent);
        // Nobody sees what is read ahead.
        const services = { tenants, cursors, caching, clock, audited: false, onBatch };
        await executeAhead(foreseen, { tenant, collection }, { execute, services, logger });
      },
      onMemoryShort: () => caches.clear('memory is short'),
      onCold: tenant => {
        caches.drop(tenant);
        performance.forget(tenant);
      },
    });
    closing.defer(() => tenants.close());
    closing.defer(
      lookAfter(logger, async () => {
        caches.follow(await readCacheOrders(store.system, config.cache.mode));
        await tenants.look();
      }),
    );
    closing.defer(every(memoryLookMs, () => tenants.resources.look()));
    registerResourceMetrics(metrics.registry, () => tenants.resources.usage());
    const schema = buildSchema();
    const { execute, render } = createExecutor(schema, logger, metrics, config.production);
    const console = findConsole(config, schema, logger);
    const { persisted, registered, ...known } = openPersisted(
      config,
      schema,
      { logger, metrics },
      console?.operations,
    );
    const foreseen = executable(registered.all);
    for (const { document, name } of registered.all) metrics.operationLabels.register(document, name);
    const apollo = await startApollo({ ...config, schema, execute, logger, metrics, tracing, ...known });
    closing.defer(() => apollo.stop());
    const landingPage = await makeLandingPage(config.production, () => renderLandingPage(apollo), {
      console: console !== undefined,
      explorer: config.explorer,
    });
    const cursors = new Cursors(secret);
    const tokens =
      config.auth.mode === 'jwt' ? Tokens.open(config.auth, { clock, logger, tracing }) : undefined;
    closing.defer(() => tokens?.close());
    const about = {
      ...{ definitions, version, date: toIso(clock.now()) },
      authenticated: tokens !== undefined,
    };
    const parts = { admission, audit, caches, metrics, partners, performance, redis, store, tenants };
    const operators = openOperators(config, { clock, logger }, { ...parts, throughParent });
    const http = await createHttp({
      apollo,
      ...{ schema, render, documents: known.documents },
      landingPage,
      console,
      rateLimiter: new RateLimiter({ clock, shared: redis?.allowances }),
      clock,
      onBatch,
      cursors,
      caching,
      capability: url => capabilityStatement({ ...about, url }),
      persisted,
      config,
      identity: { tokens, partners, tenantsAllowed: config.tenantsAllowed },
      logger,
      metrics,
      performance,
      overview: operators.overview,
      notReady: operators.notReady,
      admission,
      tenants,
      audit,
      tracing,
    });
    if (throughParent !== undefined) shareConnections(http.server);
    closing.defer(() => http.close());
    closing.defer(() => within(drainMs, clock, admission.drain()));
    registerStateMetrics(metrics.registry, {
      info: infoOf(config),
      isOpen: () => admission.reason === undefined,
      pingStore: () => store.ping(),
      readIngestion: async () => ingestionFigures(await readStatus(store.system)),
      readPools: async () => (await store.pools?.()) ?? {},
      maxWarmTenants: config.maxWarmTenants,
    });
    closeOperators = await operators.listen();
    const url = await http.listen({ host: config.host, port: config.port });
    const ready = openWhenIngested(store, admission, clock);
    const reopenAudit = async () => audit?.reopen();
    return {
      url,
      ready,
      metrics,
      tenants,
      figures: operators.figures,
      reopenAudit,
      stop: () => closing.disposeAsync(),
    };
  } catch (error) {
    await closing.disposeAsync();
    throw error;
  }
}

const { version } = manifest;

const storedTypes = definitions.map(({ type }) => type);

function infoOf(config: Config) {
  return {
    ...{ version, node: process.version, store: config.store.kind },
    ...{ cache: config.cache.mode, lanes: config.lanes.on ? 'on' : 'off' },
  };
}

/** OpenTelemetry is loaded only where somebody wants it. */
async function openTracing(options: TracingOptions, logger: Logger) {
  const adapter = await import('./tracing/open-tracing.ts');
  return adapter.openTracing(options, version, logger);
}

/** Its client is loaded only where it is used: it takes a tenth of a start. */
async function openRedisOf({ redisUrl: url }: Config, logger: Logger): Promise<OpenRedis | undefined> {
  if (url === undefined) return undefined;
  const { openRedis } = await import('./cache/redis/index.ts');
  return openRedis({ url, logger });
}

interface CacheParts {
  readonly redis: OpenRedis | undefined;
  readonly secret: Buffer;
  readonly metrics: Metrics;
}

async function openCaches(
  config: Config,
  store: Store,
  { clock, logger }: Surroundings,
  { redis, secret, metrics }: CacheParts,
): Promise<Caches> {
  const caches = new Caches({
    ...config.cache,
    clock,
    onGivenUp: (reason, tenant) => logger.info({ tenant, reason, tags: 'everything' }, 'cache invalidated'),
    sharedTier: redis?.tier,
    secret: derived(secret, 'cache'),
    version: cacheVersion(),
  });
  caches.follow(await readCacheOrders(store.system, config.cache.mode));
  registerCacheMetrics(metrics.registry, {
    domains: () =>
      domains.map(domain => ({ domain, bytes: caches.bytesOf(domain), ...caches.stats.of(domain) })),
    shared: () => caches.sharedStatus,
  });
  return caches;
}

/** Values of other code or another schema are others': neither finds the other's. */
function cacheVersion(): string {
  const text = JSON.stringify([version, readTypeDefinitions()]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}

/** Lets the gateway notice what other processes do. Not by its clock: theirs is another. */
function lookAfter(logger: Logger, look: () => Promise<void>): () => void {
  return every(lookEveryMs, () => {
    look().catch(error => logger.warn({ err: error }, 'what others do could not be looked after'));
  });
}

function every(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms);
  timer.unref();
  return () => clearInterval(timer);
}

/** Looks for the master data at once and then every 5 s, until it is there or the gateway stops. */
function openWhenIngested(store: Store, admission: Admission, clock: Clock): Promise<void> {
  return new Promise(resolve => {
    const check = async () => {
      if (admission.draining) return;
      // A store that does not answer now may answer the next time.
      const status = await readStatus(store.system).catch(() => undefined);
      if (status?.ready) {
        admission.open();
        resolve();
      } else clock.after(readyCheckMs, check);
    };
    void check();
  });
}
