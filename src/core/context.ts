import { AsyncLocalStorage } from 'node:async_hooks';
import type { TenantId } from './ids.ts';

/** What is known of the request being served, for log lines written anywhere below it. */
export interface RequestContext {
  readonly requestId: string;
  tenant?: TenantId;
  operation?: string;
  /** Of a registered operation. */
  operationId?: string;
  /** Whether errors come with an OperationOutcome, as FHIR's endpoint tells them. */
  outcomes?: true;
  /** An answer that the gateway or its store is to blame for. */
  failed?: true;
}

const storage = new AsyncLocalStorage<RequestContext>();

export function runInRequest<Result>(context: RequestContext, run: () => Result): Result {
  return storage.run(context, run);
}

export function currentRequest(): RequestContext | undefined {
  return storage.getStore();
}

/** For what goes on after the request that set it off: its log lines are not the request's. */
export function runOutsideRequest<Result>(run: () => Result): Result {
  return storage.exit(run);
}
