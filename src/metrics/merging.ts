import { AggregatorRegistry, type LabelValues, type Registry } from 'prom-client';

/** A metric with its values, as a registry tells them. JSON. */
export interface MetricSample {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly aggregator?: string;
  readonly values: readonly {
    /** Null once it has passed through JSON and was no finite number. */
    readonly value: number | null;
    readonly labels: LabelValues<string>;
    readonly metricName?: string;
  }[];
}

export async function samplesOf(registry: Registry): Promise<readonly MetricSample[]> {
  // Its types call the type a number; it is a word.
  return (await registry.getMetricsAsJSON()) as unknown as readonly MetricSample[];
}

/** Only what is counted, which does not change by being read: the event loop's lag begins anew each time. */
export async function countersOf(registry: Registry): Promise<readonly MetricSample[]> {
  const counters = registry.getMetricsAsArray() as unknown as readonly (MetricSample & {
    get(): Promise<MetricSample>;
  })[];
  return Promise.all(counters.filter(({ type }) => type !== 'gauge').map(metric => metric.get()));
}

/** What a worker has told last. */
export interface WorkerSample {
  readonly worker: number;
  readonly metrics: readonly MetricSample[];
}

/** What is told of a metric that several processes have; not named here: the sum. */
const rules: Readonly<Record<string, 'min' | 'max' | 'first'>> = {
  // Of what all see in the same way: one that sees it otherwise has not looked yet.
  gateway_info: 'first',
  gateway_warm_tenants_max: 'first',
  // Each has those in hand that it was asked for: the most that one has, since a sum would count one several times.
  gateway_tenants: 'max',
  gateway_resource_used_ratio: 'max',
  gateway_master_resources: 'max',
  gateway_ingest_rejected_resources: 'max',
  gateway_ingest_finished_timestamp_seconds: 'max',
  // Of what has to be well in all of them: the worst.
  gateway_ready: 'min',
  gateway_store_up: 'min',
  gateway_cache_shared_up: 'min',
  gateway_partners_file_ok: 'min',
};

/** Of a process by itself: they carry its number, and end with it. */
const ofProcess = /^(process|nodejs)_/;

/** Tenants that have a label of their own, over all workers: each keeps to the same bound by itself. */
const maxTenants = 100;

/** Adds up what workers tell. What a worker has counted stays when it ends: counters never fall. */
export class MergedMetrics {
  readonly #tenants = new Set<string>();
  /** Counters and histograms of workers that have ended, added up. */
  #ended: readonly MetricSample[] = [];

  /** @returns Prometheus text */
  text(workers: readonly WorkerSample[]): Promise<string> {
    return this.#merge([...workers.map(sample => this.#prepared(sample)), this.#ended]).metrics();
  }

  /** Keeps what a worker has counted that ended. */
  end(sample: WorkerSample): void {
    const counted = this.#prepared(sample).filter(
      ({ name, type }) => type !== 'gauge' && !ofProcess.test(name),
    );
    this.#ended = this.#merge([
      counted,
      this.#ended,
    ]).getMetricsAsArray() as unknown as readonly MetricSample[];
  }

  #merge(all: readonly (readonly MetricSample[])[]): Registry {
    return AggregatorRegistry.aggregate(all as object[]) as Registry;
  }

  #prepared({ worker, metrics }: WorkerSample): readonly MetricSample[] {
    return metrics.map(metric => ({
      ...metric,
      aggregator: rules[metric.name] ?? 'sum',
      values: metric.values
        .filter(({ value }) => value !== null)
        .map(entry =>
          ofProcess.test(metric.name)
            ? { ...entry, labels: { ...entry.labels, worker: String(worker) } }
            : this.#bounded(entry),
        ),
    }));
  }

  /** The first tenants that are seen keep their labels for good: one that went over to `other` would fall. */
  #bounded<Entry extends MetricSample['values'][number]>(entry: Entry): Entry {
    const { tenant } = entry.labels;
    if (typeof tenant !== 'string' || tenant === 'other') return entry;
    if (this.#tenants.size < maxTenants) this.#tenants.add(tenant);
    return this.#tenants.has(tenant) ? entry : { ...entry, labels: { ...entry.labels, tenant: 'other' } };
  }
}
