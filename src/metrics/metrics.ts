import { Counter, collectDefaultMetrics, Gauge, Histogram, type Registry } from 'prom-client';
import { ourFault } from './codes.ts';
import { OperationLabels } from './operations.ts';
import { MetricsRegistry } from './registry.ts';
import { registerTenantMetrics, TenantLabels } from './tenants.ts';

/** 0.5 ms to 10 s, in seconds as Prometheus has it. */
const durationBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Everything that is measured. One instance a gateway; labels take few, known values and never patient data. */
export interface Metrics {
  readonly registry: Registry;
  readonly httpSeconds: Histogram<'route' | 'method' | 'status'>;
  readonly parseSeconds: Histogram;
  readonly validateSeconds: Histogram;
  readonly executeSeconds: Histogram<'operationType' | 'operationName'>;
  readonly errorResults: Counter<'code' | 'operationName'>;
  readonly limitExceeded: Counter<'code' | 'enforced'>;
  readonly persistedOperations: Counter<'outcome'>;
  readonly loaderBatchSize: Histogram<'loader' | 'type'>;
  readonly storeSeconds: Histogram<'call' | 'through'>;
  readonly tenants: Gauge<'state'>;
  readonly laneSeconds: Histogram<'lane' | 'of'>;
  readonly warmUpSeconds: Histogram<'outcome'>;
  readonly coolDownSeconds: Histogram<'cause'>;
  /** What is counted by tenant. */
  readonly tenantLabels: TenantLabels;
  /** What operations are called in labels. */
  readonly operationLabels: OperationLabels;
  readonly rateLimited: Counter<'limit'>;
}

export function createMetrics(): Metrics {
  const registry = new MetricsRegistry();
  // Of several workers each has its own, which is put in its place where they are added up.
  collectDefaultMetrics({ register: registry, labels: { worker: '1' } });
  const tenantLabels = new TenantLabels();
  registerTenantMetrics(registry, tenantLabels);
  const registers = [registry];
  const errorResults = new Counter({
    name: 'graphql_envelop_error_result',
    help: 'Errors in answers, of all phases and of requests refused before, by code.',
    labelNames: ['code', 'operationName'],
    registers,
  });
  // One that is born with its first error hides it from whoever asks what has increased.
  for (const code of ourFault) errorResults.inc({ code, operationName: 'other' }, 0);
  return {
    registry,
    httpSeconds: new Histogram({
      name: 'gateway_http_request_duration_seconds',
      help: 'Time from a request to its answer.',
      labelNames: ['route', 'method', 'status'],
      buckets: durationBuckets,
      registers,
    }),
    // The next four have the names of Envelop's plugin for Prometheus, so that what is made for it fits. The plugin itself
    // is not used: here parsing and validating are Apollo's, where it sees nothing, and it takes operations' names from
    // clients and the paths of errors for labels, which are as many as clients care to think of.
    parseSeconds: new Histogram({
      name: 'graphql_envelop_phase_parse',
      help: 'Seconds that parsing a document takes; those kept from before are not parsed.',
      buckets: durationBuckets,
      registers,
    }),
    validateSeconds: new Histogram({
      name: 'graphql_envelop_phase_validate',
      help: 'Seconds that validating a document takes; those kept from before are not validated.',
      buckets: durationBuckets,
      registers,
    }),
    executeSeconds: new Histogram({
      name: 'graphql_envelop_phase_execute',
      help: 'Seconds that executing an operation takes; answers out of the cache are not executed.',
      labelNames: ['operationType', 'operationName'],
      buckets: durationBuckets,
      registers,
    }),
    errorResults,
    limitExceeded: new Counter({
      name: 'gateway_limit_exceeded_total',
      help: 'Operations over a limit, by code; those not enforced were answered all the same.',
      labelNames: ['code', 'enforced'],
      registers,
    }),
    persistedOperations: new Counter({
      name: 'gateway_persisted_operations_total',
      help: 'Requests for registered operations, for texts that are not registered, and those refused before GraphQL.',
      labelNames: ['outcome'],
      registers,
    }),
    loaderBatchSize: new Histogram({
      name: 'gateway_loader_batch_size',
      help: 'Keys or queries that a loader asks for at once.',
      labelNames: ['loader', 'type'],
      buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000],
      registers,
    }),
    storeSeconds: new Histogram({
      name: 'gateway_store_call_duration_seconds',
      help: 'Time of a call to the store, a batch being one: come through a lane, or direct.',
      labelNames: ['call', 'through'],
      buckets: durationBuckets,
      registers,
    }),
    tenants: new Gauge({
      name: 'gateway_tenants',
      help: 'Tenants that this process has in hand, by state.',
      labelNames: ['state'],
      registers,
    }),
    laneSeconds: new Histogram({
      name: 'gateway_lane_call_duration_seconds',
      help: 'Time of a call through a lane: of the whole (lane), and of that at work in the store (store).',
      labelNames: ['lane', 'of'],
      buckets: durationBuckets,
      registers,
    }),
    warmUpSeconds: new Histogram({
      name: 'gateway_tenant_warm_up_duration_seconds',
      help: 'Time of a warm-up: the first with its copy, one of a copy that is there, a refresh, or one that failed.',
      labelNames: ['outcome'],
      buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
      registers,
    }),
    coolDownSeconds: new Histogram({
      name: 'gateway_tenant_cool_down_duration_seconds',
      help: 'Time in which a tenant drains and closes in this process, by what it closes for.',
      labelNames: ['cause'],
      buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    tenantLabels,
    operationLabels: new OperationLabels(),
    rateLimited: new Counter({
      name: 'gateway_rate_limited_total',
      help: "Requests over a limit a second: a tenant's or a partner's own.",
      labelNames: ['limit'],
      registers,
    }),
  };
}
