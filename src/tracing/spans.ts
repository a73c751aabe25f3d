import {
  type Context,
  type Span as OtelSpan,
  SpanKind as OtelSpanKind,
  ROOT_CONTEXT,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import type { Span, SpanAttributes, SpanCount, SpanKind, SpanName, Tracing } from '../core/span.ts';

const kinds: Readonly<Record<SpanKind, OtelSpanKind>> = {
  server: OtelSpanKind.SERVER,
  client: OtelSpanKind.CLIENT,
  internal: OtelSpanKind.INTERNAL,
};

const propagator = new W3CTraceContextPropagator();

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const reader = {
  keys: (headers: Headers) => Object.keys(headers),
  get: (headers: Headers, name: string) => headers[name],
};
const writer = {
  set(headers: Record<string, string>, name: string, value: string) {
    // A state of which nothing was legal.
    if (value !== '') headers[name] = value;
  },
};

/** Traces of one tracer. Knows no global of OpenTelemetry's: which span goes on is told by `core/context.ts`. */
export function tracingWith(tracer: Tracer): Tracing {
  return {
    begin(name, kind, { attributes, headers, linked }) {
      const parent = headers === undefined ? ROOT_CONTEXT : propagator.extract(ROOT_CONTEXT, headers, reader);
      const epoch = Date.now() - performance.now();
      const options = {
        kind: kinds[kind],
        attributes: { ...attributes },
        startTime: epoch + performance.now(),
        ...(linked !== undefined && { links: [{ context: contextOf(linked) }] }),
      };
      return new RunningSpan(tracer, tracer.startSpan(name, options, parent), epoch);
    },
  };
}

function contextOf(span: Span) {
  // There are no others.
  return (span as RunningSpan).span.spanContext();
}

class RunningSpan implements Span {
  readonly span: OtelSpan;
  readonly recording: boolean;
  readonly #tracer: Tracer;
  /** What the monotonic clock's 0 was on the other when the trace began here: by it all of the trace is timed. */
  readonly #epoch: number;
  #context: Context | undefined;
  #counts: Map<SpanCount, number> | undefined;
  #ended = false;

  constructor(tracer: Tracer, span: OtelSpan, epoch: number) {
    this.#tracer = tracer;
    this.#epoch = epoch;
    this.span = span;
    this.recording = span.isRecording();
  }

  get traceId(): string {
    return this.span.spanContext().traceId;
  }

  get headers(): Readonly<Record<string, string>> {
    const headers: Record<string, string> = {};
    propagator.inject(this.#asParent(), headers, writer);
    return headers;
  }

  /** After its end nothing is said of it any more: what it waited for may go on. */
  set(attributes: SpanAttributes): void {
    if (!this.#ended) this.span.setAttributes({ ...attributes });
  }

  add(count: SpanCount, by: number): void {
    if (this.#ended || !this.recording) return;
    this.#counts ??= new Map();
    const sum = (this.#counts.get(count) ?? 0) + by;
    this.#counts.set(count, sum);
    this.span.setAttribute(count, sum);
  }

  fail(code: string): void {
    if (this.#ended) return;
    this.span.setAttribute('error.type', code);
    this.span.setStatus({ code: SpanStatusCode.ERROR });
  }

  child(name: SpanName, kind: SpanKind, attributes: SpanAttributes): Span {
    const options = { kind: kinds[kind], attributes: { ...attributes }, startTime: this.#now() };
    const span = this.#tracer.startSpan(name, options, this.#asParent());
    return new RunningSpan(this.#tracer, span, this.#epoch);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.span.end(this.#now());
  }

  /** Milliseconds since 1970, in parts of them: OpenTelemetry's own times of children are whole ones. */
  #now(): number {
    return this.#epoch + performance.now();
  }

  #asParent(): Context {
    this.#context ??= trace.setSpan(ROOT_CONTEXT, this.span);
    return this.#context;
  }
}
