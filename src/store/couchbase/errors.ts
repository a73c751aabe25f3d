import * as sdk from 'couchbase';
import { CouchbaseError } from 'couchbase';
import { GatewayError } from '../../core/errors.ts';

/**
 * What the SDK or the cluster refused, in the contract's words. The cause is for the log alone: it may hold keys and
 * statements.
 */
export function unavailable(cause: unknown): GatewayError {
  if (cause instanceof GatewayError) return cause;
  return new GatewayError('STORE_UNAVAILABLE', `The store ${trouble(cause)}.`, {
    cause: withoutContext(cause),
  });
}

/** Runs `work`; whatever the SDK throws arrives as STORE_UNAVAILABLE. */
export async function unlessRefused<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw isOfDatabase(error) ? unavailable(error) : error;
  }
}

/** Whether it is the database's doing, and no mistake of ours. */
function isOfDatabase(error: unknown): boolean {
  return error instanceof CouchbaseError;
}

/** Whether a write may have been done although it was not acknowledged. */
export function isAmbiguous(error: unknown): boolean {
  return (
    error instanceof sdk.AmbiguousTimeoutError ||
    error instanceof sdk.DurabilityAmbiguousError ||
    error instanceof sdk.RequestCanceledError
  );
}

function trouble(cause: unknown): string {
  if (cause instanceof sdk.AuthenticationFailureError)
    return 'refuses the user name or password of the gateway';
  if (cause instanceof sdk.TimeoutError) return 'does not answer in time; try again shortly';
  if (cause instanceof sdk.ClusterClosedError || cause instanceof sdk.ConnectionClosedError)
    return 'is closed';
  if (cause instanceof sdk.ServiceNotAvailableError) return 'has no service that could answer this';
  if (cause instanceof sdk.DurabilityImpossibleError) return 'has too few nodes to keep what is written';
  if (cause instanceof sdk.BucketNotFoundError) return 'has no such bucket';
  if (cause instanceof sdk.ValueTooLargeError) return 'takes no document as large as this';
  if (cause instanceof sdk.IndexNotReadyError || cause instanceof sdk.IndexNotFoundError)
    return 'has indexes missing';
  return 'does not answer; try again shortly';
}

/** The SDK's errors carry the statement, its parameters and the key. */
function withoutContext(cause: unknown): unknown {
  if (!(cause instanceof CouchbaseError)) return cause;
  const codes = (cause.context as { first_error_code?: unknown } | undefined)?.first_error_code;
  return new Error(`${cause.name}${typeof codes === 'number' ? ` ${codes}` : ''}`);
}
