import { randomInt } from 'node:crypto';
import type { Layout } from './layout.ts';
import { layouts } from './layout.ts';
import type { Extent, SpoolWriter } from './spool.ts';

/** Postings that are gathered before they are sorted and written: 4 MB of a thread. */
const maxPostings = 2 ** 18;
/** Different texts, of perhaps 150 bytes each. */
const maxTexts = 25_000;
/** Characters of them: texts may be long. */
const maxTextChars = 3 * 1024 * 1024;

/** Texts of a space, sorted. */
export interface Piece {
  readonly type: number;
  readonly space: number;
  readonly extent: Extent;
  /** How many; one may be there more than once. */
  readonly texts: number;
  /** The most resources that one of them can have. */
  readonly most: number;
}

/** What was sorted and written at a time. */
export type Run = readonly Piece[];

/** Looked up before it is decided whether to go on with that. */
const lookedUpFirst = 500;

/** How often texts of a space were looked up, and were not known. */
class LookUps {
  #asked = 0;
  #missed = 0;
  /** The text that was found last. */
  last = 0;

  /** Whether nearly every text is another, as identifiers are. */
  get areForNothing(): boolean {
    return this.#asked >= lookedUpFirst && this.#missed > this.#asked * 0.9;
  }

  count(isKnown: boolean): void {
    this.#asked += 1;
    if (!isKnown) this.#missed += 1;
  }
}

/** Another in each thread, so that nobody can write texts that all come to one place. */
const hashSeed = randomInt(2 ** 31);

function hashOf(text: string): number {
  let hash = hashSeed;
  for (let place = 0; place < text.length; place++) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x0100_0193);
  }
  return hash ^ (hash >>> 15);
}

/** The texts of one type. */
class Texts {
  /** By space. */
  readonly lookUps: readonly LookUps[];
  readonly codes: string[] = [];
  readonly systems: string[] = [];
  readonly spaces: number[] = [];
  /** The last resource that had it. */
  readonly last: number[] = [];
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

  constructor({ spaces }: Layout) {
    this.lookUps = spaces.map(() => new LookUps());
  }

  /** Its place, or -1. */
  find(code: string, system: string, space: number): number {
    const hash = (hashOf(code === '' ? system : code) + Math.imul(space, 0x9e37_79b1)) | 0;
    const table = this.#table;
    let slot = this.#slotOf(hash);
    for (; table[slot + 1] !== 0; slot = (slot + 2) & (table.length - 1)) {
      const text = table[slot + 1]! - 1;
      const isIt =
        table[slot] === hash &&
        this.codes[text] === code &&
        this.systems[text] === system &&
        this.spaces[text] === space;
      if (isIt) return text;
    }
    this.#hash = hash;
    this.#slot = slot;
    return -1;
  }

  /** Has the text found that `find` did not find. */
  keep(text: number): void {
    this.#put(this.#slot, this.#hash, text + 1);
    if (++this.#kept * 4 <= this.#table.length) return;
    const before = this.#table;
    this.#table = new Int32Array(before.length * 2);
    for (let at = 0; at < before.length; at += 2) {
      if (before[at + 1] === 0) continue;
      let slot = this.#slotOf(before[at]!);
      while (this.#table[slot + 1] !== 0) slot = (slot + 2) & (this.#table.length - 1);
      this.#put(slot, before[at]!, before[at + 1]!);
    }
  }

  #slotOf(hash: number): number {
    return (hash * 2) & (this.#table.length - 2);
  }

  #put(slot: number, hash: number, placePlusOne: number): void {
    this.#table[slot] = hash;
    this.#table[slot + 1] = placePlusOne;
  }
}

/**
 * Gathers which resources have which texts, sorts them when memory is full, and writes them: sorted pieces, to be merged at
 * the end. Resources come by number.
 */
export class Gatherer {
  readonly #spool: SpoolWriter;
  #types: readonly Texts[] = [];
  #runs: Run[] = [];
  #postings = 0;
  #texts = 0;
  #chars = 0;

  constructor(spool: SpoolWriter) {
    this.#spool = spool;
    this.#clear();
  }

  add(type: number, space: number, code: string, system: string, rid: number): void {
    const texts = this.#types[type]!;
    const lookUps = texts.lookUps[space]!;
    let text = -1;
    if (!lookUps.areForNothing) {
      text = lookUps.last;
      const isLast =
        texts.codes[text] === code && texts.systems[text] === system && texts.spaces[text] === space;
      if (!isLast) text = texts.find(code, system, space);
      lookUps.count(text >= 0);
      if (text < 0) {
        text = this.#newText(texts, code, system, space, rid);
        texts.keep(text);
      } else if (texts.last[text] === rid) return;
      texts.last[text] = rid;
      lookUps.last = text;
    } else text = this.#newText(texts, code, system, space, rid);
    this.#post(texts, text, rid);
  }

  /** Those written since the last call. Nothing is kept back. */
  takeRuns(): readonly Run[] {
    this.#flush();
    const taken = this.#runs;
    this.#runs = [];
    return taken;
  }

  #newText(texts: Texts, code: string, system: string, space: number, rid: number): number {
    const text = texts.codes.length;
    texts.codes.push(code);
    texts.systems.push(system);
    texts.spaces.push(space);
    texts.last.push(rid);
    this.#texts += 1;
    this.#chars += code.length + system.length;
    return text;
  }

  #post(texts: Texts, text: number, rid: number): void {
    if (texts.length === texts.postings.length) {
      const larger = new Uint32Array(texts.length * 2);
      larger.set(texts.postings);
      texts.postings = larger;
    }
    texts.postings[texts.length++] = text;
    texts.postings[texts.length++] = rid;
    this.#postings += 1;
    if (this.#postings >= maxPostings || this.#texts >= maxTexts || this.#chars >= maxTextChars)
      this.#flush();
  }

  #clear(): void {
    this.#types = layouts.map(layout => new Texts(layout));
    this.#postings = 0;
    this.#texts = 0;
    this.#chars = 0;
  }

  #flush(): void {
    if (this.#postings === 0) return;
    const run = this.#types.flatMap((texts, type) =>
      texts.length === 0 ? [] : this.#writeTexts(texts, type),
    );
    this.#runs.push(run);
    this.#clear();
  }

  #writeTexts(texts: Texts, type: number): Piece[] {
    const { codes, systems, spaces, postings, length } = texts;
    for (let text = 0; text < codes.length; text++) {
      codes[text] = toBinary(codes[text]!);
      if (systems[text] !== '') systems[text] = toBinary(systems[text]!);
    }
    const bySpace: number[][] = texts.lookUps.map(() => []);
    for (let text = 0; text < spaces.length; text++) bySpace[spaces[text]!]!.push(text);
    const compare = (a: number, b: number) => {
      const [one, other] = [codes[a]!, codes[b]!];
      if (one !== other) return one < other ? -1 : 1;
      const [system, otherSystem] = [systems[a]!, systems[b]!];
      return system === otherSystem ? a - b : system < otherSystem ? -1 : 1;
    };
    // By text, as they come: which is by number.
    const ends = new Uint32Array(codes.length + 1);
    for (let at = 0; at < length; at += 2) ends[postings[at]! + 1]!++;
    for (let text = 1; text < ends.length; text++) ends[text]! += ends[text - 1]!;
    const rids = new Uint32Array(length / 2);
    const next = ends.slice();
    for (let at = 0; at < length; at += 2) rids[next[postings[at]!]!++] = postings[at + 1]!;
    return bySpace.flatMap((list, space) => {
      if (list.length === 0) return [];
      list.sort(compare);
      const offset = this.#spool.length;
      let most = 0;
      // Of texts that are not looked up one can be there more than once.
      let together = 0;
      for (const [place, text] of list.entries()) {
        const before = list[place - 1];
        const isSame =
          before !== undefined && codes[before] === codes[text] && systems[before] === systems[text];
        const count = ends[text + 1]! - ends[text]!;
        together = isSame ? together + count : count;
        most = Math.max(most, together);
        this.#writeText(codes[text]!, systems[text]!, rids, ends[text]!, ends[text + 1]!);
      }
      const extent: Extent = [offset, this.#spool.length - offset];
      this.#spool.align();
      return [{ type, space, extent, texts: list.length, most }];
    });
  }

  #head = Buffer.alloc(256);

  #writeText(code: string, system: string, rids: Uint32Array, from: number, to: number): void {
    const chars = code.length + system.length;
    const length = headBytes + Math.ceil(chars / 4) * 4;
    if (this.#head.length < length + 4) this.#head = Buffer.alloc(length * 2);
    const head = this.#head;
    head.writeUInt32LE(code.length, 0);
    head.writeUInt32LE(system.length, 4);
    head.writeUInt32LE(to - from, 8);
    head.write(code, headBytes, 'latin1');
    if (system !== '') head.write(system, headBytes + code.length, 'latin1');
    // Most have one.
    if (to - from === 1) {
      head.writeUInt32LE(rids[from]!, length);
      this.#spool.write(head.subarray(0, length + 4));
      return;
    }
    this.#spool.write(head.subarray(0, length));
    this.#spool.write(new Uint8Array(rids.buffer, from * 4, (to - from) * 4));
  }
}

/** Of a text in a run: the lengths of both parts, and how many resources have it. Both parts follow, then the resources. */
export const headBytes = 12;

/** The bytes of a text as the units of another: compared by unit, these are in the order of the database. */
export function toBinary(text: string): string {
  for (let place = 0; place < text.length; place++) {
    if (text.charCodeAt(place) > 0x7f) return Buffer.from(text, 'utf8').toString('latin1');
  }
  return text;
}
