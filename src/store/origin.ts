import { createHash } from 'node:crypto';
import { exactJson } from '../core/exact-json.ts';
import { compartmentOf } from '../fhir/compartment.ts';
import type { Part } from './port.ts';

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

/**
 * What a collection's content is: of which master, and which part of it. Two of one origin hold the same resources,
 * so there is nothing to compare. Reviews make no difference to it.
 */
export interface Origin {
  /** Drawn anew for every master that is published. */
  readonly generation: string;
  /** See `fingerprint`. */
  readonly part: string;
}

/** One word for it, the same for equal origins only: 22 letters, digits, `-` and `_`. */
export function generationOf({ generation, part }: Origin): string {
  const hash = createHash('sha256').update(JSON.stringify([generation, part]));
  // 128 bits: two origins that meet in fewer are not to be expected.
  return hash.digest('base64url').slice(0, 22);
}

export function isSameOrigin(one: Origin | undefined, other: Origin | undefined): boolean {
  return one !== undefined && one.generation === other?.generation && one.part === other.part;
}
