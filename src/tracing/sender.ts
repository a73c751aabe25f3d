import type { ExportResult } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchSpanProcessor, type ReadableSpan, type SpanProcessor } from '@opentelemetry/sdk-trace';
import type { Logger } from '../core/log.ts';
import type { TracingOptions } from './options.ts';

const succeeded = 0;

/** Somebody who follows the log is told of a collector that is away once in it. */
const tellEveryMs = 60_000;

/**
 * Sends spans to the collector, in batches and in the background: nobody waits for it, and no more spans wait than may.
 * What cannot be sent is lost, of which the log is told.
 */
export class Sender implements SpanProcessor {
  readonly #logger: Logger;
  readonly #collector: string;
  readonly #maxWaiting: number;
  readonly #exporter: OTLPTraceExporter;
  readonly #batches: BatchSpanProcessor;
  #waiting = 0;
  /** Since it was told last. */
  #lost = 0;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor({ url, headers, sendEveryMs, maxWaiting }: TracingOptions, logger: Logger) {
    this.#logger = logger;
    this.#collector = new URL(url).host;
    this.#maxWaiting = maxWaiting;
    this.#exporter = new OTLPTraceExporter({ url, headers: { ...headers } });
    this.#batches = new BatchSpanProcessor({
      exporter: {
        export: (spans, done) => this.#send(spans, done),
        shutdown: () => this.#exporter.shutdown(),
      },
      scheduledDelayMillis: sendEveryMs,
      maxQueueSize: maxWaiting,
    });
  }

  onStart(): void {}

  onEnd(span: ReadableSpan): void {
    if (this.#waiting >= this.#maxWaiting) {
      this.#lose(1, 'more than may wait');
      return;
    }
    this.#waiting += 1;
    this.#batches.onEnd(span);
  }

  forceFlush(): Promise<void> {
    return this.#batches.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.#batches.shutdown();
  }

  #send(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.#waiting -= spans.length;
    this.#exporter.export(spans, ({ code, error }) => {
      if (code !== succeeded) this.#lose(spans.length, reasonOf(error));
      // A failure would be told to whatever listens for the whole process.
      done({ code: succeeded });
    });
  }

  #lose(spans: number, reason: string): void {
    this.#lost += spans;
    const now = performance.now();
    if (now - this.#toldAt < tellEveryMs) return;
    this.#toldAt = now;
    this.#logger.warn({ collector: this.#collector, reason, spans: this.#lost }, 'spans were lost');
    this.#lost = 0;
  }
}

/** A status of HTTP, or a code of the system's; messages may quote what was sent. */
function reasonOf(error: unknown): string {
  const { code, name } = Object(error) as { code?: unknown; name?: unknown };
  return String(code ?? name ?? 'no answer');
}
