import { closeSync, openSync, rmSync } from 'node:fs';
import { IndexTree } from './b-trees.ts';
import { frequentTerms } from './frequent.ts';
import type { PageSink } from './pages.ts';
import type { PlanFiles } from './plan.ts';
import { Record } from './record.ts';
import { aligned, type Extent, SpoolReader, SpoolWriter } from './spool.ts';

/** Resources that come one behind the other in an order. */
export interface OrderRange {
  /** Their numbers. */
  readonly order: Uint32Array;
  /** Puts what the one at that place is ordered by. */
  putKey(record: Record, place: number): Record;
}

/** From so many on, a list is put in order by going through the whole range rather than by sorting it. */
const denseShare = 16;

/**
 * The postings of frequent terms in an order: by term, and by place. Where the order comes in several ranges, those of each are
 * kept in a file until the last, and then joined term by term.
 */
export class OrderedPostings {
  readonly #files: PlanFiles;
  readonly #type: number;
  readonly #tree: IndexTree;
  readonly #record = new Record();
  /** By number, from 1: 0 is not in the range. */
  readonly #places: Uint32Array;
  #marked = new Uint8Array(0);
  #sorted = new Uint32Array(0);
  readonly #keptPath: string;
  #kept: KeptRanges | undefined;

  /** @param name of the tree */
  constructor(files: PlanFiles, sink: PageSink, type: number, name: string) {
    this.#files = files;
    this.#type = type;
    this.#tree = new IndexTree(sink, files.root(name));
    this.#places = files.memory.uint32(files.plan.types[type]!.rids + 1).fill(0);
    this.#keptPath = `${files.plan.path}-spool-${name}`;
  }

  /** The next range. */
  add({ order, putKey }: OrderRange, isLast: boolean): void {
    const places = this.#places;
    for (let place = 0; place < order.length; place++) places[order[place]!] = place + 1;
    const isOnly = isLast && this.#kept === undefined;
    if (!isOnly) this.#kept ??= new KeptRanges(this.#keptPath);
    if (this.#marked.length < order.length) {
      this.#marked = this.#files.memory.uint8(order.length).fill(0);
      this.#sorted = this.#files.memory.uint32(Math.ceil(order.length / denseShare));
    }
    for (const { term, rids } of frequentTerms(this.#files, this.#type)) {
      this.#inOrder(isOnly ? rids : this.#within(rids), order.length, place => {
        const record = putKey(this.#record.begin().int(term), place).int(order[place]!).end();
        if (isOnly) this.#tree.add(record.bytes, record.length, record.start);
        else this.#kept!.write(term, record);
      });
    }
    if (isOnly) return;
    this.#kept!.endRange();
    for (const rid of order) places[rid] = 0;
  }

  finish(): void {
    this.#kept?.join(this.#tree);
    this.#tree.finish();
  }

  /** In place. */
  #within(rids: Uint32Array): Uint32Array {
    let length = 0;
    for (const rid of rids) if (this.#places[rid] !== 0) rids[length++] = rid;
    return rids.subarray(0, length);
  }

  #inOrder(rids: Uint32Array, most: number, put: (place: number) => void): void {
    const places = this.#places;
    if (rids.length * denseShare > most) {
      const marked = this.#marked;
      for (const rid of rids) marked[places[rid]! - 1] = 1;
      for (let place = 0; place < most; place++) {
        if (marked[place] === 0) continue;
        marked[place] = 0;
        put(place);
      }
      return;
    }
    for (let at = 0; at < rids.length; at++) this.#sorted[at] = places[rids[at]!]! - 1;
    for (const place of this.#sorted.subarray(0, rids.length).sort()) put(place);
  }
}

/** Of a record that is kept: the term it is of, and its length. */
const headBytes = 8;

/** Records by range and term, on the disk. */
class KeptRanges {
  readonly #path: string;
  readonly #file: number;
  readonly #writer: SpoolWriter;
  readonly #head = Buffer.alloc(headBytes);
  readonly #ranges: Extent[] = [];
  #start = 0;

  /** @param path of a file that is there as long as this is used */
  constructor(path: string) {
    this.#path = path;
    this.#file = openSync(path, 'w+');
    this.#writer = new SpoolWriter(this.#file);
  }

  write(term: number, { bytes, start, length }: Record): void {
    this.#head.writeUInt32LE(term, 0);
    this.#head.writeUInt32LE(length, 4);
    this.#writer.write(this.#head);
    this.#writer.write(bytes.subarray(start, start + length));
    this.#writer.align();
  }

  endRange(): void {
    this.#ranges.push([this.#start, this.#writer.length - this.#start]);
    this.#start = this.#writer.length;
  }

  /** By term, and of each range by range. Nothing is left of the file. */
  join(tree: IndexTree): void {
    this.#writer.flush();
    const ranges = this.#ranges.map(extent => new KeptRange(new SpoolReader(this.#file, extent)));
    for (;;) {
      const term = Math.min(...ranges.map(range => range.term));
      if (term === Number.POSITIVE_INFINITY) break;
      for (const range of ranges) range.give(term, tree);
    }
    closeSync(this.#file);
    rmSync(this.#path);
  }
}

class KeptRange {
  readonly #reader: SpoolReader;
  #length = 0;
  /** Of the next record; infinite at the end. */
  term = 0;

  constructor(reader: SpoolReader) {
    this.#reader = reader;
    this.#next();
  }

  /** Gives all that it has of a term. */
  give(term: number, tree: IndexTree): void {
    while (this.term === term) {
      const start = this.#reader.take(aligned(this.#length));
      tree.add(this.#reader.bytes, this.#length, start);
      this.#next();
    }
  }

  #next(): void {
    if (this.#reader.ended) {
      this.#reader.close();
      this.term = Number.POSITIVE_INFINITY;
      return;
    }
    const word = this.#reader.take(headBytes) / 4;
    this.term = this.#reader.words[word]!;
    this.#length = this.#reader.words[word + 1]!;
  }
}
