import type { Bound, RangeTest } from '../search.ts';

/** Met by a range that meets all of these. */
export const met = (...bounds: readonly Bound[]): RangeTest => ({ bounds });

/** A test on where a range begins. */
export const low = (op: Bound['op'], value: number): Bound => ({ of: 'low', op, value });

/** A test on where a range ends. */
export const high = (op: Bound['op'], value: number): Bound => ({ of: 'high', op, value });
