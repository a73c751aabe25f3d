/** A set of resources by their numbers, a bit each: so that sets are intersected and looked into without reading rows. */
export class Bits {
  readonly #words: Uint32Array;

  /** `rids`: the greatest number there is. */
  constructor(rids: number) {
    this.#words = new Uint32Array((rids >>> 5) + 1);
  }

  has(rid: number): boolean {
    return ((this.#words[rid >>> 5] ?? 0) & (1 << (rid & 31))) !== 0;
  }

  add(rid: number): void {
    this.#words[rid >>> 5]! |= 1 << (rid & 31);
  }

  /** Keeps what the other has too. */
  intersect(other: Bits): void {
    const [words, others] = [this.#words, other.#words];
    for (let place = 0; place < words.length; place++) words[place]! &= others[place]!;
  }

  unite(other: Bits): void {
    const [words, others] = [this.#words, other.#words];
    for (let place = 0; place < words.length; place++) words[place]! |= others[place]!;
  }

  /** Adds what a chunk holds; see `encodeChunk`. */
  addChunk(chunk: number, blob: Uint8Array): void {
    const words = this.#words;
    const first = chunk * wordsPerChunk;
    if (blob.length === bytesPerChunk) {
      const others = new Uint32Array(aligned(blob));
      const end = Math.min(others.length, words.length - first);
      for (let place = 0; place < end; place++) words[first + place]! |= others[place]!;
      return;
    }
    for (const rest of new Uint16Array(aligned(blob))) words[first + (rest >>> 5)]! |= 1 << (rest & 31);
  }

  get size(): number {
    let n = 0;
    for (const word of this.#words) if (word !== 0) n += ones(word);
    return n;
  }

  /** The numbers from one on, in their order, `limit` at most. */
  from(rid: number, limit: number): number[] {
    const words = this.#words;
    const rids: number[] = [];
    // Of the first word only what is not before `rid`.
    let mask = -1 << (rid & 31);
    for (let place = rid >>> 5; place < words.length; place++) {
      for (let word = words[place]! & mask; word !== 0; word &= word - 1) {
        if (rids.length >= limit) return rids;
        rids.push(place * 32 + 31 - Math.clz32(word & -word));
      }
      mask = -1;
    }
    return rids;
  }
}

/** How a set is stored: in chunks of as many numbers, of which a set of few has few. */
export const ridsPerChunk = 2 ** 16;
const wordsPerChunk = ridsPerChunk / 32;
const bytesPerChunk = ridsPerChunk / 8;

/**
 * A chunk as it is stored: the numbers less `chunk * ridsPerChunk` as 16 bits each, or a bit for every one where that
 * takes less. The length tells which. In the byte order of all processors that Node runs on but one.
 */
export function encodeChunk(rests: Uint16Array<ArrayBuffer>): Uint8Array {
  if (rests.byteLength < bytesPerChunk) return new Uint8Array(rests.buffer);
  const words = new Uint32Array(wordsPerChunk);
  for (const rest of rests) words[rest >>> 5]! |= 1 << (rest & 31);
  return new Uint8Array(words.buffer);
}

export function decodeChunk(blob: Uint8Array): number[] {
  if (blob.length < bytesPerChunk) return [...new Uint16Array(aligned(blob))];
  const bits = new Bits(ridsPerChunk - 1);
  bits.addChunk(0, blob);
  return bits.from(0, ridsPerChunk);
}

/** A blob's bytes as a buffer of their own, which may be read as larger numbers. */
function aligned({ buffer, byteOffset, byteLength }: Uint8Array): ArrayBuffer {
  if (byteOffset === 0 && byteLength === buffer.byteLength) return buffer as ArrayBuffer;
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
}

/** How many bits of a word are set. */
function ones(word: number): number {
  let n = word - ((word >>> 1) & 0x5555_5555);
  n = (n & 0x3333_3333) + ((n >>> 2) & 0x3333_3333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
