/** The arithmetic of the benchmarks. */

/** The middle of some values, or the mean of the two in the middle; NaN for none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The value that such a share of them is below; NaN for none. */
export function quantile(values: readonly number[], share: number): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length * share)] ?? Number.NaN;
}

/** What several rounds measured of one thing. */
export interface Measured {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

export function measured(values: readonly number[]): Measured {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/** How far apart the rounds were, as a share of the median. */
export function spread({ median, min, max }: Measured): number {
  return (max - min) / median;
}

/**
 * One contestant's figure over another's, round by round, of which the median: what slows a machine for a while slows
 * both of a round. Where they have not as many rounds, the ratio of their medians.
 */
export function ratio(one: readonly number[], other: readonly number[]): number {
  if (one.length !== other.length) return median(one) / median(other);
  return median(one.map((value, round) => value / other[round]!));
}

/** Three digits that tell something: 12,345 is 12,300, 0.01234 is 0.0123. */
export function round(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(3)) : value;
}
