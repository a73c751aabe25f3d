import { type Metric, Registry } from 'prom-client';

/** What of a metric prom-client's types do not tell. */
interface Collected {
  collect?: () => unknown;
  readonly labelNames?: readonly string[];
  reset(): void;
  remove?: () => void;
}

/** A registry that always answers: a metric whose figures cannot be read is left without any, and the rest is told. */
export class MetricsRegistry extends Registry {
  override registerMetric(metric: Metric): void {
    const collected = metric as unknown as Collected;
    const { collect } = collected;
    if (collect !== undefined) {
      collected.collect = () => {
        try {
          const pending = collect.call(metric);
          return pending instanceof Promise ? pending.catch(() => leaveOut(collected)) : pending;
        } catch {
          leaveOut(collected);
        }
      };
    }
    super.registerMetric(metric);
  }
}

/** Takes all values away. prom-client's `reset` alone leaves a 0 where there are no labels, which would be a figure. */
export function leaveOut(metric: Pick<Collected, 'reset' | 'remove' | 'labelNames'>): void {
  metric.reset();
  if (metric.labelNames === undefined || metric.labelNames.length === 0) metric.remove?.();
}
