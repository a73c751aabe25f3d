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

export function wholeNumber(min: number, max: number): (text: string) => number {
  return text => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max) {
      throw new InvalidArgumentError(`expected a whole number from ${min} to ${max}`);
    }
    return value;
  };
}
