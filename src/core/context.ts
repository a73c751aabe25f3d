import { AsyncLocalStorage } from 'node:async_hooks';
import type { TenantId } from './ids.ts';
import type { Span } from './span.ts';

/** What is known of the request being served, for log lines written anywhere below it. */
export interface RequestContext {
  readonly requestId: string;
  /** Where requests are traced. */
  traceId?: string;
  tenant?: TenantId;
  operation?: string;
  /** Of a registered operation. */
  operationId?: string;
  /** Whether errors come with an OperationOutcome, as FHIR's endpoint tells them. */
  outcomes?: true;
  /** An answer that the gateway or its store is to blame for. */
  failed?: true;
}

/** For whom and as part of what the code that runs now does its work. */
interface Context {
  readonly request: RequestContext | undefined;
  /** Undefined where nothing is traced. */
  readonly span: Span | undefined;
}

const storage = new AsyncLocalStorage<Context>();

export function runInRequest<Result>(request: RequestContext, run: () => Result, span?: Span): Result {
  return storage.run({ request, span }, run);
}

/** As part of the request that is being served, if one is. */
export function runInSpan<Result>(span: Span, run: () => Result): Result {
  return storage.run({ request: currentRequest(), span }, run);
}

export function currentRequest(): RequestContext | undefined {
  return storage.getStore()?.request;
}

export function currentSpan(): Span | undefined {
  return storage.getStore()?.span;
}

/** For what goes on after the request that set it off: its log lines are not the request's. */
export function runOutsideRequest<Result>(run: () => Result): Result {
  return storage.exit(run);
}

/** For what others may start: it goes on for the request that it was asked by, not for the one that starts it. */
export function bound<Result>(run: () => Result): () => Result {
  const context = storage.getStore();
  return () => {
    if (storage.getStore() === context) return run();
    return context === undefined ? storage.exit(run) : storage.run(context, run);
  };
}
