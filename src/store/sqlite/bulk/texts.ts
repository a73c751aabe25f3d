import { randomInt } from 'node:crypto';
import type { Layout } from './layout.ts';

/** Looked up before it is decided whether to go on with that. */
const lookedUpFirst = 500;
/** Bytes that are kept for the next texts. */
const mostKeptBytes = 4 * 1024 * 1024;

/** Another in each thread, so that nobody can write texts that all come to one place. */
const hashSeed = randomInt(2 ** 31);

/** What was looked up in a space, and how often it was not known. */
export class LookUps {
  #asked = 0;
  #missed = 0;
  /** The text that was found last: its place, or -1. */
  last = -1;
  code = '';
  system = '';
  /** The place of that system. */
  systemPlace = -1;

  /** Whether nearly every text is another, as identifiers are. */
  get areForNothing(): boolean {
    return this.#asked >= lookedUpFirst && this.#missed > this.#asked * 0.9;
  }

  count(isKnown: boolean): void {
    this.#asked += 1;
    if (!isKnown) this.#missed += 1;
  }

  clear(): void {
    this.#asked = 0;
    this.#missed = 0;
    this.last = -1;
    this.code = '';
    this.system = '';
    this.systemPlace = -1;
  }
}

/**
 * The texts of one type, each with its space: a code and a system. Codes are bytes, one behind the other: as strings, a hundred
 * thousand of them would be copied by the collector again and again.
 */
export class Texts {
  /** By space. */
  readonly lookUps: readonly LookUps[];
  /** The bytes of the codes; behind them stands what is looked for. */
  bytes: Buffer = Buffer.allocUnsafeSlow(64 * 1024);
  /** Where the code of each begins; it ends where the next one begins. */
  starts = new Uint32Array(2 ** 10);
  spaces = new Uint16Array(2 ** 10);
  /** Places in `systems`. */
  systemPlaces = new Uint32Array(2 ** 10);
  /** Binary, see `toBinary`. */
  readonly systems: string[] = [];
  /** Of systems as they come. */
  readonly #systemPlaces = new Map<string, number>();
  /** The last resource that had it. */
  last = new Uint32Array(2 ** 10);
  count = 0;
  /** By turns a text and a resource. */
  postings = new Uint32Array(2 ** 12);
  /** Twice as many as there are postings. */
  length = 0;
  /**
   * Hashes of texts and their places plus one, by turns. Not a Map, which makes V8 look in the table of all strings for each text
   * that it is asked by.
   */
  #table = new Int32Array(2 ** 10);
  #kept = 0;
  /** Of what was looked for last. */
  #hash = 0;
  #slot = 0;
  #end = 0;

  constructor({ spaces }: Layout) {
    this.lookUps = spaces.map(() => new LookUps());
  }

  /** As if nothing had been added. */
  clear(): void {
    for (const lookUps of this.lookUps) lookUps.clear();
    if (this.bytes.length > mostKeptBytes) this.bytes = Buffer.allocUnsafeSlow(64 * 1024);
    this.systems.length = 0;
    this.#systemPlaces.clear();
    this.#table.fill(0);
    this.#kept = 0;
    this.count = 0;
    this.length = 0;
    this.starts[0] = 0;
  }

  /** Binary. */
  systemOf(text: number): string {
    return this.systems[this.systemPlaces[text]!]!;
  }

  /** The place of a system. */
  systemPlace(system: string): number {
    let place = this.#systemPlaces.get(system);
    if (place === undefined) {
      place = this.systems.length;
      this.systems.push(toBinary(system));
      this.#systemPlaces.set(system, place);
    }
    return place;
  }

  /** Puts a code behind the others, where `find` and `keep` look at it. */
  put(code: string): void {
    const start = this.starts[this.count]!;
    const { length } = code;
    // Three bytes a unit are the most that UTF-8 takes.
    if (start + length * 3 > this.bytes.length) this.#growBytes(start + length * 3);
    const bytes = this.bytes;
    let hash = hashSeed;
    let place = 0;
    for (; place < length; place++) {
      const unit = code.charCodeAt(place);
      if (unit > 0x7f) break;
      bytes[start + place] = unit;
      hash = Math.imul(hash ^ unit, 0x0100_0193);
    }
    if (place < length) {
      place = bytes.write(code, start, 'utf8');
      hash = hashSeed;
      for (let at = start; at < start + place; at++) hash = Math.imul(hash ^ bytes[at]!, 0x0100_0193);
    }
    this.#end = start + place;
    this.#hash = hash ^ (hash >>> 15);
  }

  /** The place of the text with the code that was put, or -1. */
  find(systemPlace: number, space: number): number {
    const hash = (this.#hash + Math.imul(space, 0x9e37_79b1) + Math.imul(systemPlace, 0x85eb_ca6b)) | 0;
    const table = this.#table;
    let slot = this.#slotOf(hash);
    for (; table[slot + 1] !== 0; slot = (slot + 2) & (table.length - 1)) {
      const text = table[slot + 1]! - 1;
      const isIt =
        table[slot] === hash &&
        this.spaces[text] === space &&
        this.systemPlaces[text] === systemPlace &&
        this.#hasCode(text);
      if (isIt) return text;
    }
    this.#hash = hash;
    this.#slot = slot;
    return -1;
  }

  /** Keeps the code that was put, as a text that `find` does not find. Returns its place. */
  add(systemPlace: number, space: number): number {
    const text = this.count++;
    if (this.count === this.starts.length) this.#growTexts();
    this.starts[this.count] = this.#end;
    this.spaces[text] = space;
    this.systemPlaces[text] = systemPlace;
    return text;
  }

  /** Has the text found from now on that was added after `find` had not found it. */
  keep(text: number): void {
    this.#enter(this.#slot, this.#hash, text + 1);
    if (++this.#kept * 4 <= this.#table.length) return;
    const before = this.#table;
    this.#table = new Int32Array(before.length * 2);
    for (let at = 0; at < before.length; at += 2) {
      if (before[at + 1] === 0) continue;
      let slot = this.#slotOf(before[at]!);
      while (this.#table[slot + 1] !== 0) slot = (slot + 2) & (this.#table.length - 1);
      this.#enter(slot, before[at]!, before[at + 1]!);
    }
  }

  post(text: number, rid: number): void {
    if (this.length === this.postings.length) this.postings = larger(this.postings);
    this.postings[this.length++] = text;
    this.postings[this.length++] = rid;
  }

  /** Below 0 when the first comes first; the same text stands there in the order of its places. */
  compare(a: number, b: number): number {
    const { bytes, starts } = this;
    const start = starts[a]!;
    const other = starts[b]!;
    const length = starts[a + 1]! - start;
    const otherLength = starts[b + 1]! - other;
    const shared = length < otherLength ? length : otherLength;
    for (let place = 0; place < shared; place++) {
      const difference = bytes[start + place]! - bytes[other + place]!;
      if (difference !== 0) return difference;
    }
    if (length !== otherLength) return length - otherLength;
    const system = this.systemOf(a);
    const otherSystem = this.systemOf(b);
    return system === otherSystem ? a - b : system < otherSystem ? -1 : 1;
  }

  /** Whether both, of one space, are the same text. */
  areSame(a: number, b: number): boolean {
    const length = this.starts[a + 1]! - this.starts[a]!;
    return (
      this.systemOf(a) === this.systemOf(b) &&
      length === this.starts[b + 1]! - this.starts[b]! &&
      areEqual(this.bytes, this.starts[a]!, this.starts[b]!, length)
    );
  }

  #hasCode(text: number): boolean {
    const start = this.starts[this.count]!;
    const length = this.#end - start;
    return (
      length === this.starts[text + 1]! - this.starts[text]! &&
      areEqual(this.bytes, start, this.starts[text]!, length)
    );
  }

  #slotOf(hash: number): number {
    return (hash * 2) & (this.#table.length - 2);
  }

  #enter(slot: number, hash: number, placePlusOne: number): void {
    this.#table[slot] = hash;
    this.#table[slot + 1] = placePlusOne;
  }

  #growBytes(needed: number): void {
    const bytes = Buffer.allocUnsafeSlow(needed * 2);
    this.bytes.copy(bytes, 0, 0, this.starts[this.count]!);
    this.bytes = bytes;
  }

  #growTexts(): void {
    this.starts = larger(this.starts);
    this.systemPlaces = larger(this.systemPlaces);
    this.last = larger(this.last);
    const spaces = new Uint16Array(this.spaces.length * 2);
    spaces.set(this.spaces);
    this.spaces = spaces;
  }
}

function areEqual(bytes: Uint8Array, one: number, other: number, length: number): boolean {
  for (let place = 0; place < length; place++) {
    if (bytes[one + place] !== bytes[other + place]) return false;
  }
  return true;
}

function larger(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const twice = new Uint32Array(numbers.length * 2);
  twice.set(numbers);
  return twice;
}

/** The bytes of a text as the units of another: compared by unit, these are in the order of the database. */
export function toBinary(text: string): string {
  for (let place = 0; place < text.length; place++) {
    if (text.charCodeAt(place) > 0x7f) return Buffer.from(text, 'utf8').toString('latin1');
  }
  return text;
}
