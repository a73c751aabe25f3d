import { type Metric, Registry } from 'prom-client';

/** A registry that always answers: a metric whose figures cannot be read is left without any, and the rest is told. */
export class MetricsRegistry extends Registry {
  override registerMetric(metric: Metric): void {
    // Its types do not tell of it.
    const collected = metric as Metric & { collect?: () => unknown };
    const { collect } = collected;
    if (collect !== undefined) {
      collected.collect = () => {
        try {
          const pending = collect.call(metric);
          return pending instanceof Promise ? pending.catch(() => leaveOut(metric)) : pending;
        } catch {
          leaveOut(metric);
        }
      };
    }
    super.registerMetric(metric);
  }
}

/** Takes all values away. `reset` alone leaves a 0 where there are no labels, which would be a figure. */
export function leaveOut(metric: Metric): void {
  metric.reset();
  const { labelNames } = metric as Metric & { labelNames: readonly string[] };
  if (labelNames.length === 0) metric.remove();
}
