import { currentSpan, runInSpan } from './context.ts';
import { GatewayError } from './errors.ts';
import type { Span, SpanAttributes, SpanKind, SpanName, Tracing } from './span.ts';

type Run<Result> = (span: Span | undefined) => Promise<Result>;
type RunAtOnce<Result> = (span: Span | undefined) => Result | Promise<Result>;

/**
 * Runs as a span of the trace that goes on; what runs meanwhile becomes its children. Where nothing is traced it just
 * runs.
 *
 * @param run gets the span, to say more of it; undefined where nobody will see it
 * @param tracing begins a trace where none goes on
 */
export function traced<Result>(
  name: SpanName,
  kind: SpanKind,
  attributes: SpanAttributes,
  run: Run<Result>,
  tracing?: Tracing,
): Promise<Result>;
/** Where nothing is traced it makes no promise of what is there at once. */
export function traced<Result>(
  name: SpanName,
  kind: SpanKind,
  attributes: SpanAttributes,
  run: RunAtOnce<Result>,
): Result | Promise<Result>;
export function traced<Result>(
  name: SpanName,
  kind: SpanKind,
  attributes: SpanAttributes,
  run: RunAtOnce<Result>,
  tracing?: Tracing,
): Result | Promise<Result> {
  const parent = currentSpan();
  if (parent === undefined && tracing !== undefined)
    return within(tracing.begin(name, kind, { attributes }), run);
  if (parent?.recording !== true) return run(undefined);
  return within(parent.child(name, kind, attributes), run);
}

/** As a trace of its own, for what serves more than the request that set it off: the trace is linked to that. */
export function tracedApart<Result>(
  tracing: Tracing | undefined,
  name: SpanName,
  kind: SpanKind,
  attributes: SpanAttributes,
  run: Run<Result>,
): Promise<Result> {
  if (tracing === undefined) return run(undefined);
  return within(tracing.begin(name, kind, { attributes, linked: currentSpan() }), run);
}

async function within<Result>(span: Span, run: RunAtOnce<Result>): Promise<Result> {
  try {
    return await runInSpan(span, () => run(span));
  } catch (error) {
    span.fail(codeOf(error));
    throw error;
  } finally {
    span.end();
  }
}

/** Others' codes and messages may hold anything. */
function codeOf(error: unknown): string {
  return error instanceof GatewayError ? error.code : 'INTERNAL_SERVER_ERROR';
}
