import {
  AmbiguousTimeoutError,
  AuthenticationFailureError,
  BucketNotFoundError,
  CouchbaseError,
  DurabilityAmbiguousError,
  DurabilityImpossibleError,
  RequestCanceledError,
  TemporaryFailureError,
  TimeoutError,
  ValueTooLargeError,
} from 'couchbase';
import { GatewayError } from '../../core/errors.ts';
import { NoAnswer } from './endpoints.ts';

/** The query service refused a statement. Its message is left out: it may tell of the statement. */
export class QueryRefused extends Error {
  /** https://docs.couchbase.com/server/current/n1ql/n1ql-error-codes.html */
  readonly code: number | undefined;

  constructor(code: number | undefined, status: number | undefined) {
    super(`The query service refused, code ${code ?? `HTTP ${status}`}`);
    this.name = 'QueryRefused';
    this.code = code;
  }
}

export class ManagementRefused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`The management of the cluster refused, HTTP ${status}`);
    this.name = 'ManagementRefused';
    this.status = status;
  }
}

/** What the cluster refused or did not answer, in the contract's words. */
export function unavailable(cause: unknown): GatewayError {
  if (cause instanceof GatewayError) return cause;
  return new GatewayError('STORE_UNAVAILABLE', `The store ${trouble(cause)}.`, {
    cause: withoutContext(cause),
  });
}

/** Runs `work`; whatever the cluster refuses arrives as STORE_UNAVAILABLE. */
export async function unlessRefused<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw isOfCluster(error) ? unavailable(error) : error;
  }
}

/** A read is asked again this often when the connection breaks on which it waits. */
const maxBroken = 2;

/** Runs a read. The SDK gives up those that are under way when a connection breaks, and connects again. */
export async function reading<Result>(read: () => Promise<Result>): Promise<Result> {
  for (let broken = 0; ; broken++) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof RequestCanceledError) || broken === maxBroken) throw error;
    }
  }
}

/** Whether a write may have been done although it was not acknowledged. */
export function isAmbiguous(error: unknown): boolean {
  return (
    error instanceof AmbiguousTimeoutError ||
    error instanceof DurabilityAmbiguousError ||
    error instanceof RequestCanceledError
  );
}

/** Whether the same may succeed a little later. */
export function isPassing(error: unknown): boolean {
  return isAmbiguous(error) || error instanceof TimeoutError || error instanceof TemporaryFailureError;
}

/** Whether it is the cluster's doing, and no mistake of ours. */
function isOfCluster(error: unknown): boolean {
  return (
    error instanceof CouchbaseError ||
    error instanceof QueryRefused ||
    error instanceof ManagementRefused ||
    error instanceof NoAnswer ||
    isClosed(error)
  );
}

/** After `close` the SDK throws plain errors with the name of a code of its core. */
function isClosed(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('cluster_closed');
}

/** Authentication of statements: https://docs.couchbase.com/server/current/n1ql/n1ql-error-codes.html */
export const refusedCredentials = 13014;
const outOfTime = 1080;

function trouble(cause: unknown): string {
  if (cause instanceof AuthenticationFailureError) return 'refuses the user name or password of the gateway';
  if (cause instanceof QueryRefused && cause.code === refusedCredentials) {
    return 'does not let the user of the gateway do this';
  }
  if (cause instanceof ManagementRefused && (cause.status === 401 || cause.status === 403)) {
    return 'does not let the user of the gateway manage collections';
  }
  if (isClosed(cause)) return 'is closed';
  if (cause instanceof DurabilityImpossibleError) return 'has too few nodes to keep what is written';
  if (cause instanceof BucketNotFoundError) return 'has no such bucket';
  if (cause instanceof ValueTooLargeError) return 'takes no document as large as this';
  const isLate =
    cause instanceof TimeoutError ||
    (cause instanceof NoAnswer && cause.isTimeout) ||
    (cause instanceof QueryRefused && cause.code === outOfTime);
  if (isLate) {
    return 'does not answer in time; try again shortly';
  }
  return 'does not answer; try again shortly';
}

/** The SDK's errors carry keys, which the log is not to have. */
function withoutContext(cause: unknown): unknown {
  return cause instanceof CouchbaseError ? new Error(cause.name) : cause;
}
