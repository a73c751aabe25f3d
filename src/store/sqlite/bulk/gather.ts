import type { Layout } from './layout.ts';
import { layouts } from './layout.ts';
import type { Extent, SpoolWriter } from './spool.ts';

/** Postings that are gathered before they are sorted and written: 8 MB of a thread. */
const maxPostings = 2 ** 20;
/** Different texts, of perhaps 150 bytes each. */
const maxTexts = 120_000;
/** Characters of them: texts may be long. */
const maxTextChars = 12 * 1024 * 1024;

/** What was sorted and written at a time: by type and space, where it is. */
export type Run = readonly { readonly type: number; readonly space: number; readonly extent: Extent }[];

/** The texts of one type. */
class Texts {
  /** By space and second part; by space alone where the two are one. */
  readonly bySystem: readonly Map<string, Map<string, number>>[];
  readonly codes: string[] = [];
  readonly systems: string[] = [];
  readonly spaces: number[] = [];
  /** The last resource that had it. */
  readonly last: number[] = [];
  postings = new Uint32Array(2 ** 12);
  /** Twice as many as there are postings. */
  length = 0;

  constructor({ spaces }: Layout) {
    this.bySystem = spaces.map(() => new Map());
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
    const maps = texts.bySystem[space]!;
    let codes = maps.get(system);
    if (codes === undefined) {
      codes = new Map();
      maps.set(system, codes);
    }
    this.#addTo(texts, codes, code, code, system, space, rid);
  }

  /** The same where nearly every pair has a second part of its own. */
  addPair(type: number, space: number, code: string, system: string, rid: number): void {
    const texts = this.#types[type]!;
    const maps = texts.bySystem[space]!;
    let codes = maps.get('');
    if (codes === undefined) {
      codes = new Map();
      maps.set('', codes);
    }
    // The length keeps apart what the two could otherwise make together.
    this.#addTo(texts, codes, `${code.length}\n${code}${system}`, code, system, space, rid);
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
    known: Map<string, number>,
    key: string,
    code: string,
    system: string,
    space: number,
    rid: number,
  ): void {
    let text = known.get(key);
    if (text === undefined) {
      text = texts.codes.length;
      known.set(key, text);
      texts.codes.push(code);
      texts.systems.push(system);
      texts.spaces.push(space);
      texts.last.push(rid);
      this.#texts += 1;
      this.#chars += code.length + system.length;
    } else {
      if (texts.last[text] === rid) return;
      texts.last[text] = rid;
    }
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

  #writeTexts(texts: Texts, type: number): { type: number; space: number; extent: Extent }[] {
    const { codes, systems, spaces, postings, length } = texts;
    for (let text = 0; text < codes.length; text++) {
      codes[text] = toBinary(codes[text]!);
      if (systems[text] !== '') systems[text] = toBinary(systems[text]!);
    }
    const bySpace: number[][] = texts.bySystem.map(() => []);
    for (let text = 0; text < spaces.length; text++) bySpace[spaces[text]!]!.push(text);
    const compare = (a: number, b: number) => {
      const [one, other] = [codes[a]!, codes[b]!];
      if (one !== other) return one < other ? -1 : 1;
      return systems[a]! < systems[b]! ? -1 : 1;
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
      for (const text of list) {
        this.#writeText(codes[text]!, systems[text]!, rids.subarray(ends[text]!, ends[text + 1]!));
      }
      const extent: Extent = [offset, this.#spool.length - offset];
      this.#spool.align();
      return [{ type, space, extent }];
    });
  }

  #head = Buffer.alloc(256);

  #writeText(code: string, system: string, rids: Uint32Array): void {
    const chars = code.length + system.length;
    const length = headBytes + Math.ceil(chars / 4) * 4;
    if (this.#head.length < length) this.#head = Buffer.alloc(length * 2);
    const head = this.#head;
    head.writeUInt32LE(code.length, 0);
    head.writeUInt32LE(system.length, 4);
    head.writeUInt32LE(rids.length, 8);
    head.write(code, headBytes, 'latin1');
    head.write(system, headBytes + code.length, 'latin1');
    this.#spool.write(head.subarray(0, length));
    this.#spool.write(new Uint8Array(rids.buffer, rids.byteOffset, rids.byteLength));
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
