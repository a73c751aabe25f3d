import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** 0.5 ms to 10 s, in seconds as Prometheus has it. */
const durationBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Everything that is measured. One instance a gateway; labels take few, known values and never patient data. */
export interface Metrics {
  readonly registry: Registry;
  readonly httpSeconds: Histogram<'route' | 'method' | 'status'>;
  readonly operationSeconds: Histogram<'kind'>;
  readonly operationErrors: Counter<'code'>;
  readonly limitExceeded: Counter<'code' | 'enforced'>;
  readonly persistedOperations: Counter<'outcome'>;
  readonly storeSeconds: Histogram<'call'>;
  readonly tenants: Gauge<'state'>;
  readonly laneSeconds: Histogram<'lane' | 'of'>;
  readonly warmUpSeconds: Histogram<'outcome'>;
  readonly rateLimited: Counter<'limit'>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  // Of several workers each has its own, which is put in its place where they are added up.
  collectDefaultMetrics({ register: registry, labels: { worker: '1' } });
  const registers = [registry];
  return {
    registry,
    httpSeconds: new Histogram({
      name: 'gateway_http_request_duration_seconds',
      help: 'Time from a request to its answer.',
      labelNames: ['route', 'method', 'status'],
      buckets: durationBuckets,
      registers,
    }),
    operationSeconds: new Histogram({
      name: 'gateway_graphql_operation_duration_seconds',
      help: 'Time an operation takes to execute.',
      labelNames: ['kind'],
      buckets: durationBuckets,
      registers,
    }),
    operationErrors: new Counter({
      name: 'gateway_graphql_errors_total',
      help: 'Errors in answers, by code.',
      labelNames: ['code'],
      registers,
    }),
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
    storeSeconds: new Histogram({
      name: 'gateway_store_call_duration_seconds',
      help: 'Time of a call to the store; a batch is one call.',
      labelNames: ['call'],
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
    rateLimited: new Counter({
      name: 'gateway_rate_limited_total',
      help: "Requests over a limit a second: a tenant's or a partner's own.",
      labelNames: ['limit'],
      registers,
    }),
  };
}
