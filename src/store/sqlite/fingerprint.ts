import { createHash } from 'node:crypto';
import { compartmentOf } from '../../fhir/compartment.ts';
import type { Part } from '../port.ts';

/** Stands for all of master. */
const whole = '';

/** Equal only for parts that select alike. Not the search itself: that may tell of patients. */
export function fingerprint(part: Part | undefined): string {
  if (part === undefined) return whole;
  const { type, where } = part;
  // What belongs to a type selects too, and another version of the gateway may see that differently.
  const belonging = compartmentOf(type).map(({ definition, parameters }) => [definition.type, parameters]);
  const text = JSON.stringify([type, where, belonging], withInfinity);
  return createHash('sha256').update(text).digest('hex');
}

/** Bounds may be infinite, which JSON would make null, whichever way. */
function withInfinity(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
