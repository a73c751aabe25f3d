import { InvalidArgumentError } from 'commander';
import { asError } from '../core/errors.ts';
import { parseTenantId, type TenantId } from '../core/ids.ts';

/** An id that cannot be one is seen before anything is looked at: bad usage, as a number out of range is. */
export function tenantId(text: string): TenantId {
  try {
    return parseTenantId(text);
  } catch (error) {
    throw new InvalidArgumentError(asError(error).message);
  }
}
