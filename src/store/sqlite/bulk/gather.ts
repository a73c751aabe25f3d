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

/** The texts of a space that are known, by their second part. */
class KnownTexts {
  readonly #bySystem = new Map<string, Map<string, number>>();
  #system: string | undefined;
  #codes = new Map<string, number>();
  #asked = 0;
  #missed = 0;

  /** Of that system. Most resources have the one that the one before has. */
  of(system: string): Map<string, number> {
    if (system === this.#system) return this.#codes;
    let codes = this.#bySystem.get(system);
    if (codes === undefined) {
      codes = new Map();
      this.#bySystem.set(system, codes);
    }
    this.#system = system;
    this.#codes = codes;
    return codes;
  }

  /** Whether nearly every text is another, as identifiers are: then to look them up is for nothing. */
  get areUnique(): boolean {
    return this.#asked >= lookedUpFirst && this.#missed > this.#asked * 0.9;
  }

  count(wasKnown: boolean): void {
    this.#asked += 1;
    if (!wasKnown) this.#missed += 1;
  }
}

/** The texts of one type. */
class Texts {
  /** By space. */
  readonly known: readonly KnownTexts[];
  readonly codes: string[] = [];
  readonly systems: string[] = [];
  readonly spaces: number[] = [];
  /** The last resource that had it. */
  readonly last: number[] = [];
  postings = new Uint32Array(2 ** 12);
  /** Twice as many as there are postings. */
  length = 0;

  constructor({ spaces }: Layout) {
    this.known = spaces.map(() => new KnownTexts());
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
    const known = texts.known[space]!;
    if (known.areUnique) this.#post(texts, this.#newText(texts, code, system, space, rid), rid);
    else this.#addTo(texts, known, known.of(system), code, code, system, space, rid);
  }

  /** The same where nearly every pair has a second part of its own. */
  addPair(type: number, space: number, code: string, system: string, rid: number): void {
    const texts = this.#types[type]!;
    const known = texts.known[space]!;
    // The length keeps apart what the two could otherwise make together.
    const key = `${code.length}\n${code}${system}`;
    this.#addTo(texts, known, known.of(''), key, code, system, space, rid);
  }

  /** Those written since the last call. Nothing is kept back. */
  takeRuns(): readonly Run[] {
    this.#flush();
    const taken = this.#runs;
    this.#runs = [];
    return taken;
  }

  #addTo(
    texts: Texts,
    known: KnownTexts,
    codes: Map<string, number>,
    key: string,
    code: string,
    system: string,
    space: number,
    rid: number,
  ): void {
    let text = codes.get(key);
    known.count(text !== undefined);
    if (text === undefined) {
      text = this.#newText(texts, code, system, space, rid);
      codes.set(key, text);
    } else {
      if (texts.last[text] === rid) return;
      texts.last[text] = rid;
    }
    this.#post(texts, text, rid);
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
    const bySpace: number[][] = texts.known.map(() => []);
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
