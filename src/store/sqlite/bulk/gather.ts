import { layouts } from './layout.ts';
import { copyBytes } from './pages.ts';
import type { Extent, SpoolWriter } from './spool.ts';
import { Texts } from './texts.ts';

/** Postings that are gathered before they are sorted and written: 4 MB of a thread. */
const maxPostings = 2 ** 18;
/** Different texts. */
const maxTexts = 25_000;
/** Bytes of them: texts may be long. */
const maxTextBytes = 3 * 1024 * 1024;

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

/**
 * Gathers which resources have which texts, sorts them when memory is full, and writes them: sorted pieces, to be merged at
 * the end. Resources come by number.
 */
export class Gatherer {
  readonly #spool: SpoolWriter;
  readonly #types: readonly Texts[] = layouts.map(layout => new Texts(layout));
  #runs: Run[] = [];
  #postings = 0;
  #texts = 0;
  #textBytes = 0;

  constructor(spool: SpoolWriter) {
    this.#spool = spool;
  }

  add(type: number, space: number, code: string, system: string, rid: number): void {
    const texts = this.#types[type]!;
    const lookUps = texts.lookUps[space]!;
    const isSameSystem = lookUps.systemPlace >= 0 && lookUps.system === system;
    if (!isSameSystem) {
      const before = texts.systems.length;
      lookUps.system = system;
      lookUps.systemPlace = texts.systemPlace(system);
      if (texts.systems.length > before) this.#textBytes += system.length;
    }
    const { systemPlace } = lookUps;
    let text = -1;
    if (lookUps.areForNothing) {
      texts.put(code);
      text = this.#newText(texts, systemPlace, space);
    } else {
      if (isSameSystem && lookUps.last >= 0 && lookUps.code === code) text = lookUps.last;
      else {
        texts.put(code);
        text = texts.find(systemPlace, space);
      }
      const isKnown = text >= 0;
      lookUps.count(isKnown);
      if (!isKnown) {
        text = this.#newText(texts, systemPlace, space);
        texts.keep(text);
      }
      lookUps.code = code;
      lookUps.last = text;
      if (isKnown && texts.last[text] === rid) return;
      texts.last[text] = rid;
    }
    texts.post(text, rid);
    this.#postings += 1;
    if (this.#postings >= maxPostings || this.#texts >= maxTexts || this.#textBytes >= maxTextBytes)
      this.#flush();
  }

  /** Those written since the last call. Nothing is kept back. */
  takeRuns(): readonly Run[] {
    this.#flush();
    const taken = this.#runs;
    this.#runs = [];
    return taken;
  }

  #newText(texts: Texts, systemPlace: number, space: number): number {
    const text = texts.add(systemPlace, space);
    this.#texts += 1;
    this.#textBytes += texts.starts[text + 1]! - texts.starts[text]!;
    return text;
  }

  #flush(): void {
    if (this.#postings === 0) return;
    const run = this.#types.flatMap((texts, type) =>
      texts.length === 0 ? [] : this.#writeTexts(texts, type),
    );
    this.#runs.push(run);
    for (const texts of this.#types) texts.clear();
    this.#postings = 0;
    this.#texts = 0;
    this.#textBytes = 0;
  }

  #writeTexts(texts: Texts, type: number): Piece[] {
    const { count, spaces, postings, length } = texts;
    const bySpace: number[][] = texts.lookUps.map(() => []);
    for (let text = 0; text < count; text++) bySpace[spaces[text]!]!.push(text);
    // By text, as they come: which is by number.
    const ends = new Uint32Array(count + 1);
    for (let at = 0; at < length; at += 2) ends[postings[at]! + 1]!++;
    for (let text = 1; text < ends.length; text++) ends[text]! += ends[text - 1]!;
    const rids = new Uint32Array(length / 2);
    const next = ends.slice();
    for (let at = 0; at < length; at += 2) rids[next[postings[at]!]!++] = postings[at + 1]!;
    const compare = (a: number, b: number) => texts.compare(a, b);
    return bySpace.flatMap((list, space) => {
      if (list.length === 0) return [];
      list.sort(compare);
      const offset = this.#spool.length;
      let most = 0;
      // Of texts that are not looked up one can be there more than once.
      let together = 0;
      for (let place = 0; place < list.length; place++) {
        const text = list[place]!;
        const isSame = place > 0 && texts.areSame(list[place - 1]!, text);
        const count = ends[text + 1]! - ends[text]!;
        together = isSame ? together + count : count;
        most = Math.max(most, together);
        this.#writeText(texts, text, rids, ends[text]!, ends[text + 1]!);
      }
      const extent: Extent = [offset, this.#spool.length - offset];
      this.#spool.align();
      return [{ type, space, extent, texts: list.length, most }];
    });
  }

  #head = Buffer.alloc(256);

  #writeText(texts: Texts, text: number, rids: Uint32Array, from: number, to: number): void {
    const start = texts.starts[text]!;
    const codeLength = texts.starts[text + 1]! - start;
    const system = texts.systemOf(text);
    const length = headBytes + Math.ceil((codeLength + system.length) / 4) * 4;
    if (this.#head.length < length + 4) this.#head = Buffer.alloc(length * 2);
    const head = this.#head;
    put32(head, 0, codeLength);
    put32(head, 4, system.length);
    put32(head, 8, to - from);
    copyBytes(texts.bytes, start, start + codeLength, head, headBytes);
    if (system !== '') head.write(system, headBytes + codeLength, 'latin1');
    // Most have one.
    if (to - from === 1) {
      put32(head, length, rids[from]!);
      this.#spool.write(head, length + 4);
      return;
    }
    this.#spool.write(head, length);
    this.#spool.write(new Uint8Array(rids.buffer, from * 4, (to - from) * 4));
  }
}

function put32(bytes: Uint8Array, at: number, number: number): void {
  bytes[at] = number;
  bytes[at + 1] = number >>> 8;
  bytes[at + 2] = number >>> 16;
  bytes[at + 3] = number >>> 24;
}

/** Of a text in a run: the lengths of both parts, and how many resources have it. Both parts follow, then the resources. */
export const headBytes = 12;
