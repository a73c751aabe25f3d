import cluster from 'node:cluster';
import { randomUUID } from 'node:crypto';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Logger } from '../core/log.ts';
import type { Tracing } from '../core/span.ts';
import type { TracingOptions } from './options.ts';
import { Sender } from './sender.ts';
import { tracingWith } from './spans.ts';

/** What a shutdown waits for a collector. */
const lastWordsMs = 1_500;

export interface OpenTracing extends Tracing {
  /** Sends what waits to be sent. Never rejects, and ends after 1.5 s whatever the collector does. */
  close(): Promise<void>;
}

/** Traces of one gateway, to OpenTelemetry's collector. Nobody else's: nothing is set for the whole process. */
export function openTracing(options: TracingOptions, version: string, logger: Logger): OpenTracing {
  const provider = new TracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({
        'service.version': version,
        'service.instance.id': randomUUID(),
        'process.pid': process.pid,
        'gateway.worker': cluster.worker?.id ?? 1,
        ...options.resource,
      }),
    ),
    sampler: samplerOf(options),
    spanProcessors: [new Sender(options, logger)],
  });
  const tracing = tracingWith(provider.getTracer('fhir-graphql-gateway', version));
  return { ...tracing, close: () => inTime(provider.shutdown()) };
}

function samplerOf({ sampler, ratio }: TracingOptions): Sampler {
  const parentBased = sampler.startsWith('parentbased_');
  const root = rootSampler(sampler.replace('parentbased_', ''), ratio);
  return parentBased ? new ParentBasedSampler({ root }) : root;
}

function rootSampler(name: string, ratio: number): Sampler {
  if (name === 'always_off') return new AlwaysOffSampler();
  return name === 'always_on' ? new AlwaysOnSampler() : new TraceIdRatioBasedSampler(ratio);
}

/** By the machine's own timer: a shutdown must end. */
async function inTime(work: Promise<void>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, lastWordsMs);
  await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
}
