import { readFileSync } from 'node:fs';
import type { Config } from './config.ts';
import { type Clock, toIso, within } from './core/clock.ts';
import type { Logger } from './core/log.ts';
import { capabilityStatement } from './fhir/capability.ts';
import { definitions } from './fhir/registry.ts';
import { createExecutor } from './graphql/executor.ts';
import { buildSchema } from './graphql/schema.ts';
import { readStatus } from './ingest/status.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import { Performance } from './metrics/performance.ts';
import { Admission } from './server/admission.ts';
import { renderLandingPage, startApollo } from './server/apollo.ts';
import { createHttp } from './server/http.ts';
import { Cursors } from './services/cursors.ts';
import { meteredStore } from './store/metered.ts';
import type { Store } from './store/port.ts';
import { SqliteStore } from './store/sqlite/store.ts';
import { Tenants } from './tenants/tenants.ts';

/** How often a gateway that waits for the master data looks whether it is there. */
const readyCheckMs = 5_000;
/** A shutdown waits for running requests this long. */
const drainMs = 8_000;

export interface Gateway {
  /** Where it listens. */
  readonly url: string;
  /** Resolves once the master data is there and requests are taken. */
  readonly ready: Promise<void>;
  readonly metrics: Metrics;
  readonly tenants: Tenants;
  /** Drains, then closes everything. May be called more than once. */
  stop(): Promise<void>;
}

export interface Surroundings {
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Opens the store the configuration names. */
export function openStore(config: Pick<Config, 'store'>, clock: Clock): Store {
  return new SqliteStore(config.store.folder, clock);
}

/** Wires everything and listens. Owns the store from then on, also when it fails. */
export async function startGateway(
  config: Config,
  store: Store,
  { clock, logger }: Surroundings,
): Promise<Gateway> {
  // Whatever is opened says here how it is closed; closing goes in reverse order.
  const closing = new AsyncDisposableStack();
  try {
    closing.defer(() => store.close());
    const metrics = createMetrics();
    const performance = closing.adopt(new Performance(clock), opened => opened.close());
    const admission = new Admission();
    const tenants = new Tenants({
      ...config,
      store: meteredStore(store, metrics),
      clock,
      logger,
      onTransition(_, from, to) {
        if (from !== 'COLD') metrics.tenants.dec({ state: from });
        if (to !== 'COLD') metrics.tenants.inc({ state: to });
      },
    });
    closing.defer(() => tenants.close());
    const schema = buildSchema();
    const execute = createExecutor(schema, logger, metrics);
    const apollo = await startApollo({ schema, execute, logger, production: config.production });
    closing.defer(() => apollo.stop());
    const landingPage = await renderLandingPage(apollo);
    const cursors = await Cursors.open(store.system);
    const about = { definitions, version: readVersion(), date: toIso(clock.now()) };
    const http = createHttp({
      apollo,
      landingPage,
      clock,
      cursors,
      capability: url => capabilityStatement({ ...about, url }),
      config,
      logger,
      metrics,
      performance,
      pingStore: () => store.ping(),
      admission,
      tenants,
    });
    closing.defer(() => http.close());
    closing.defer(() => within(drainMs, clock, admission.drain()));
    await tenants.restore();
    const url = await http.listen({ host: config.host, port: config.port });
    const ready = openWhenIngested(store, admission, clock);
    return { url, ready, metrics, tenants, stop: () => closing.disposeAsync() };
  } catch (error) {
    await closing.disposeAsync();
    throw error;
  }
}

function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
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
