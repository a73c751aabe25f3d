import type { TenantId } from './ids.ts';

/**
 * All that a span may say of what it stands for. The list is closed, so that nothing about a person, no id of a
 * resource, no statement and no text of a client gets out by a trace: whoever adds a name here answers for its values.
 */
export interface SpanAttributes {
  readonly 'http.request.method'?: string;
  /** As it is registered, with names for what varies. */
  readonly 'http.route'?: string;
  readonly 'http.response.status_code'?: number;
  /** Only where nothing in it varies. */
  readonly 'url.path'?: string;
  readonly 'url.scheme'?: 'http' | 'https';
  readonly 'graphql.operation.type'?: string;
  /** Of a registered operation; others are named by clients. */
  readonly 'graphql.operation.name'?: string;
  readonly 'db.system.name'?: 'sqlite' | 'couchbase' | 'redis';
  /** What is called, as the code names it. */
  readonly 'db.operation.name'?: string;
  /** Entries that are asked for together. */
  readonly 'db.operation.batch.size'?: number;
  /** A code of the contract, or a status of HTTP. */
  readonly 'error.type'?: string;
  readonly 'gateway.tenant'?: TenantId;
  readonly 'gateway.lane'?: string;
  /** Until the call was started. */
  readonly 'gateway.lane.waited_ms'?: number;
  readonly 'gateway.loader'?: 'resources' | 'reviews' | 'pages' | 'counts';
  /** Of resource; none where a batch is of several. */
  readonly 'gateway.resource_type'?: string;
  /** Keys or queries of a batch. */
  readonly 'gateway.batch.size'?: number;
  readonly 'gateway.cache.domain'?: string;
  /** Whether Redis answered in time. */
  readonly 'gateway.redis.answered'?: boolean;
  readonly 'gateway.warm_up.outcome'?: string;
  readonly 'gateway.cool_down.cause'?: string;
}

/** What is added up in a span: values of a look-up, by where they were found. */
export type SpanCount = `gateway.cache.${string}`;

/** Of low cardinality: kinds of work, of which there are some dozens. */
export type SpanName =
  | `${Uppercase<string>} /${string}`
  | Uppercase<string>
  | `graphql.${'parse' | 'validate' | 'execute'}`
  | `${'loader' | 'cache' | 'lane' | 'store' | 'redis' | 'couchbase'} ${string}`
  | `tenant ${'warm-up' | 'cool-down'}`
  | 'issuer keys';

/** `server`: serves somebody's request; `client`: waits for another process or the store. */
export type SpanKind = 'server' | 'client' | 'internal';

/** Work that is going on, as part of a trace: https://opentelemetry.io/docs/specs/otel/trace/api/#span. */
export interface Span {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** Whether anybody will see it; where not, there is no use in children. */
  readonly recording: boolean;
  /** `traceparent` and perhaps `tracestate`, for whoever is called meanwhile: https://www.w3.org/TR/trace-context/. */
  readonly headers: Readonly<Record<string, string>>;
  set(attributes: SpanAttributes): void;
  add(count: SpanCount, by: number): void;
  /** @param code of the contract, or a status of HTTP; never a message, which may hold data */
  fail(code: string): void;
  child(name: SpanName, kind: SpanKind, attributes: SpanAttributes): Span;
  end(): void;
}

/** Begins traces, of one gateway. */
export interface Tracing {
  /** The first span here of a trace: of one that a request's headers name, or of a new one. */
  begin(
    name: SpanName,
    kind: SpanKind,
    options: {
      readonly attributes: SpanAttributes;
      /** As they came; what cannot be read is passed over. */
      readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
      /** What set it off, in a trace of its own. */
      readonly linked?: Span | undefined;
    },
  ): Span;
}
