/**
 * A stream of pseudo-random numbers that depends only on (seed, stream, i, j), so any resource can be made
 * without making the ones before it. Mulberry32, started from a murmur3-finalised hash of the four.
 */
export class Random {
  private state: number;

  constructor(seed: number, stream: string, i: number, j = 0) {
    // FNV-1a of the stream's name keeps equal indices of different streams apart.
    let hash = 0x811c9dc5;
    for (let at = 0; at < stream.length; at++) hash = Math.imul(hash ^ stream.charCodeAt(at), 0x01000193);
    this.state = mix(mix(mix(mix(seed) ^ hash) + i) + j);
  }

  /** A number in [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of `list`, which must not be empty. */
  pick<T>(list: readonly T[]): T {
    return list[this.int(0, list.length - 1)] as T;
  }

  /** One of `list`, each as likely as its weight; an entry of weight 0 is never taken. */
  weighted<T>(list: readonly T[], weight: (entry: T) => number): T {
    let total = 0;
    for (const entry of list) total += weight(entry);
    let left = this.next() * total;
    for (const entry of list) {
      left -= weight(entry);
      if (left < 0) return entry;
    }
    throw new RangeError('no entry has a weight');
  }

  /** `length` decimal digits. */
  digits(length: number): string {
    return String(this.int(0, 10 ** length - 1)).padStart(length, '0');
  }
}

function mix(value: number): number {
  let h = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** The largest prime below 10^8: multiplying modulo it permutes the indices. */
const prime = 99_999_989;

/** Eight digits that look random, different for every index below 99,999,989 of the same seed. */
export function uniqueDigits(seed: number, index: number): string {
  const shift = (mix(seed) >>> 0) % prime;
  // The product of two numbers below the prime has at most 54 bits, and with maxPatients at most 52.
  return String((index * 61_803_397 + shift) % prime).padStart(8, '0');
}
