import { createHash } from 'node:crypto';
import { exactJson } from '../../core/exact-json.ts';
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
  const text = exactJson([type, where, belonging]);
  return createHash('sha256').update(text).digest('hex');
}
