import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A span as it was sent, with its attributes as plain values. */
export interface SentSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: 'internal' | 'server' | 'client';
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  /** Of its error; undefined: it is none. */
  readonly error: { readonly message: string | undefined } | undefined;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly events: readonly unknown[];
  readonly traceState: string | undefined;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
  readonly resource: Readonly<Record<string, string | number | boolean>>;
}

/** What it does with a request. `hang`: takes it, and says nothing. */
export type Manner = 'accept' | 'hang' | number;

/** Stands for OpenTelemetry's collector: takes spans by OTLP over HTTP in JSON, on a loopback port. */
export class Collector implements AsyncDisposable {
  /** What was posted, as it came. */
  readonly bodies: string[] = [];
  readonly headers: IncomingHttpHeaders[] = [];
  readonly paths: string[] = [];
  readonly spans: SentSpan[] = [];
  manner: Manner = 'accept';
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<Collector> {
    const server = createServer();
    const collector = new Collector(server);
    server.on('request', async (request, response) => {
      const body = (await buffer(request)).toString();
      collector.paths.push(request.url ?? '');
      collector.headers.push(request.headers);
      collector.bodies.push(body);
      if (collector.manner === 'hang') return;
      if (collector.manner !== 'accept') {
        response.writeHead(collector.manner).end();
        return;
      }
      collector.spans.push(...spansIn(body));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** For a gateway that sends its spans here, soon after they end. */
  get env(): Record<string, string> {
    return { OTEL_EXPORTER_OTLP_ENDPOINT: this.url, OTEL_BSP_SCHEDULE_DELAY: '20' };
  }

  /** The spans of one trace, in the order in which they began. */
  trace(traceId: string): readonly SentSpan[] {
    return this.spans
      .filter(span => span.traceId === traceId)
      .sort((one, other) => one.start - other.start || one.end - other.end);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** A line a span, children below their parents and further in. */
export function drawn(
  spans: readonly SentSpan[],
  tell: (span: SentSpan) => string = ({ name }) => name,
): string {
  const known = new Set(spans.map(({ spanId }) => spanId));
  const below = (span: SentSpan, depth: number): string[] => [
    `${'  '.repeat(depth)}${tell(span)}`,
    ...spans
      .filter(({ parentSpanId }) => parentSpanId === span.spanId)
      .flatMap(each => below(each, depth + 1)),
  ];
  const roots = spans.filter(({ parentSpanId }) => parentSpanId === undefined || !known.has(parentSpanId));
  return roots.flatMap(root => below(root, 0)).join('\n');
}

interface Pair {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** https://github.com/open-telemetry/opentelemetry-proto, `ExportTraceServiceRequest` in JSON. */
function spansIn(body: string): readonly SentSpan[] {
  const kinds: Readonly<Record<number, SentSpan['kind']>> = { 1: 'internal', 2: 'server', 3: 'client' };
  const { resourceSpans } = JSON.parse(body);
  // biome-ignore lint/suspicious/noExplicitAny: read as it is sent
  return resourceSpans.flatMap(({ resource, scopeSpans }: any) =>
    // biome-ignore lint/suspicious/noExplicitAny: read as it is sent
    scopeSpans.flatMap(({ spans }: any) =>
      // biome-ignore lint/suspicious/noExplicitAny: read as it is sent
      spans.map((span: any) => ({
        ...{ traceId: span.traceId, spanId: span.spanId, name: span.name, traceState: span.traceState },
        parentSpanId: span.parentSpanId || undefined,
        kind: kinds[span.kind] ?? String(span.kind),
        attributes: plain(span.attributes),
        error: span.status?.code === 2 ? { message: span.status.message } : undefined,
        links: (span.links ?? []).map(({ traceId, spanId }: SentSpan) => ({ traceId, spanId })),
        events: span.events ?? [],
        start: Number(span.startTimeUnixNano) / 1e6,
        end: Number(span.endTimeUnixNano) / 1e6,
        resource: plain(resource.attributes),
      })),
    ),
  );
}

function plain(pairs: readonly Pair[] = []): SentSpan['attributes'] {
  return Object.fromEntries(
    pairs.map(({ key, value }) => {
      const [kind, inner] = Object.entries(value)[0] ?? [];
      return [key, kind === 'intValue' ? Number(inner) : (inner as string)];
    }),
  );
}

/** What a request sends along to have a trace of its own that can be found again. */
export function newTrace(sampled = true) {
  const traceId = randomBytes(16).toString('hex');
  const parentId = randomBytes(8).toString('hex');
  return { traceId, parentId, headers: { traceparent: `00-${traceId}-${parentId}-0${sampled ? 1 : 0}` } };
}
