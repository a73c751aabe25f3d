/** Which traces are recorded: https://opentelemetry.io/docs/specs/otel/trace/sdk/#built-in-samplers. */
export type SamplerName =
  | 'always_on'
  | 'always_off'
  | 'traceidratio'
  | 'parentbased_always_on'
  | 'parentbased_always_off'
  | 'parentbased_traceidratio';

export interface TracingOptions {
  /** Of the collector, to which spans are posted as OTLP in JSON. May hold a password. */
  readonly url: string;
  /** Sent along; may hold a key. */
  readonly headers: Readonly<Record<string, string>>;
  readonly sampler: SamplerName;
  /** 0 to 1, for samplers that record a part. */
  readonly ratio: number;
  /** What is said of this service, by names of https://opentelemetry.io/docs/specs/semconv/resource/. */
  readonly resource: Readonly<Record<string, string>>;
  /** Spans are sent so often. */
  readonly sendEveryMs: number;
  /** Spans that may wait to be sent; more are let go. */
  readonly maxWaiting: number;
}
