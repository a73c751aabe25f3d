/** What determines a sample: the same options give the same bytes on every machine and at every time. */
export interface SampleOptions {
  /** How many patients, 1 to {@link maxPatients}; the other counts follow from it. */
  patients: number;
  /** Any 32-bit integer, signed or unsigned; `-1` and `0xffffffff` are the same seed. */
  seed: number;
}

/** Record and social-security numbers have 8 free digits; half of them keeps the numbers sparse. */
export const maxPatients = 50_000_000;

/** @throws RangeError naming the option that is out of its range. */
export function checkOptions({ patients, seed }: SampleOptions): void {
  if (!Number.isInteger(patients) || patients < 1 || patients > maxPatients) {
    throw new RangeError(`patients must be a whole number from 1 to ${maxPatients}, not ${patients}`);
  }
  if (!Number.isInteger(seed) || seed < -(2 ** 31) || seed >= 2 ** 32) {
    throw new RangeError(`seed must be a 32-bit integer, not ${seed}`);
  }
}
