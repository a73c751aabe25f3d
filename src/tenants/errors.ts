import { asError, GatewayError } from '../core/errors.ts';
import { CollectionMissing } from '../store/port.ts';
import type { TenantStatus } from './status.ts';

/** What a gated field of a tenant that is not warm answers. */
export function coldError(status: Pick<TenantStatus, 'id' | 'state' | 'progress' | 'failure'>): GatewayError {
  const { id, state, progress, failure } = status;
  if (state === 'WARMING') {
    return new GatewayError('TENANT_COLD', 'The tenant is warming up; try again shortly.', {
      extensions: { tenant: id, state, progress },
      retryAfterSeconds: 1,
    });
  }
  const why = failure === undefined ? '' : ` The last attempt failed: ${failure}`;
  return new GatewayError('TENANT_COLD', `The tenant is cold: call warmUpTenant first.${why}`, {
    extensions: { tenant: id, state },
  });
}

/** A failed warm-up in words for the client: TENANT_LIMIT as it is, anything else WARM_UP_FAILED. */
export function warmUpError(thrown: unknown): GatewayError {
  const error = asError(thrown);
  if (error instanceof GatewayError && error.code === 'TENANT_LIMIT') return error;
  return new GatewayError('WARM_UP_FAILED', `The tenant could not be warmed up. ${advice(error)}`, {
    cause: error,
  });
}

function advice(error: Error): string {
  if (error instanceof GatewayError) return error.message;
  if (error instanceof CollectionMissing) return 'There is no master data to copy; run the ingest.';
  return 'The log of the gateway says why.';
}
