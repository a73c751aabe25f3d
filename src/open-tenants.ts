import { type Config, ConfigError } from './config.ts';
import type { Clock } from './core/clock.ts';
import type { TenantId } from './core/ids.ts';
import type { Surroundings } from './core/surroundings.ts';
import { definitions } from './fhir/registry.ts';
import { type LaneSample, laneObserver, registerLaneMetrics } from './metrics/lanes.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { TenantLabels } from './metrics/tenants.ts';
import { PartsError, readParts } from './services/parts.ts';
import { preload } from './services/preloading.ts';
import { meteredStore } from './store/metered.ts';
import type { Part, Store } from './store/port.ts';
import { tracedStore } from './store/traced.ts';
import { operationLane } from './tenants/operations.ts';
import type { TenantsOptions } from './tenants/options.ts';
import { Tenants } from './tenants/tenants.ts';

/** What a gateway does beside its tenants' life; a command does nothing. */
type Beside = Pick<TenantsOptions, 'preload' | 'onMemoryShort'> & {
  readonly onCold?: (tenant: TenantId) => void;
};

/** The tenants of a store, for a gateway or for a command beside one. Does not own the store. */
export function openTenants(
  config: Config,
  store: Store,
  { clock, logger, tracing }: Surroundings,
  metrics: Metrics,
  { onCold, ...beside }: Beside = {},
): Tenants {
  const parts = config.tenantsFile === undefined ? undefined : partsOf(config.tenantsFile, clock);
  const tenants = new Tenants({
    ...config,
    preload: (_, collection, recent) =>
      preload(
        { resources: keys => collection.get(keys), page: request => collection.search(request) },
        recent,
      ),
    ...beside,
    store: meteredStore(tracing === undefined ? store : tracedStore(store, config.store.kind), metrics),
    clock,
    logger,
    tracing,
    types: definitions.map(({ type }) => type),
    partOf: id => parts?.get(id),
    resources: { memoryLimit: config.memoryLimit, processes: config.workers },
    onTransition(id, from, to) {
      if (to === 'COLD') onCold?.(id);
      // Also with LANES=off.
      if (to === 'WARM') metrics.tenantLabels.take(id);
      if (from !== 'COLD') metrics.tenants.dec({ state: from });
      if (to !== 'COLD') metrics.tenants.inc({ state: to });
    },
    onWarmUp: (outcome, seconds) => metrics.warmUpSeconds.observe({ outcome }, seconds),
    onCoolDown: (cause, seconds) => metrics.coolDownSeconds.observe({ cause }, seconds),
    onCall: laneObserver(metrics),
    tenantLabels: metrics.tenantLabels,
  });
  // How much a series has grown says nothing of one that begins at 1.
  metrics.warmUpSeconds.zero({ outcome: 'failed' });
  registerLaneMetrics(metrics.registry, () => laneSamples(tenants, metrics.tenantLabels));
  return tenants;
}

function* laneSamples(tenants: Tenants, labels: TenantLabels): Iterable<LaneSample> {
  for (const { id, lanes } of tenants.here()) {
    const tenant = labels.of(id).name;
    for (const lane of lanes?.all() ?? []) yield { tenant, lane: lane.name, ...lane.figures };
    // Also while none waits: a series that comes and goes is no line.
    if (lanes !== undefined) yield { tenant, lane: operationLane, waiting: 0, running: undefined };
  }
  for (const [id, waiting] of tenants.operations.waiting()) {
    yield { tenant: labels.of(id).name, lane: operationLane, waiting, running: undefined };
  }
}

function partsOf(path: string, clock: Clock): ReadonlyMap<TenantId, Part> {
  try {
    return readParts(path, clock.now());
  } catch (error) {
    if (error instanceof PartsError) throw new ConfigError([`TENANTS_FILE=${path}: ${error.message}`]);
    throw error;
  }
}
