import { readSync, writeSync } from 'node:fs';
import { putVarint, varintLength } from './record.ts';

/**
 * Pages of a database file, https://www.sqlite.org/fileformat.html#b_tree_pages. Of every number one is handed out once, in
 * extents, so that threads write to one file without asking each other for each page.
 */
export const pageBytes = 4096;
const extentPages = 64;
/** The page that the file's locks are in is never used; an extent begins there. */
const lockPage = 2 ** 30 / pageBytes + 1;

/** Largest payload of a cell that has no overflow, and the least that stays with one that has. */
const largestInTable = pageBytes - 35;
const largestInIndex = Math.floor(((pageBytes - 12) * 64) / 255) - 23;
const leastLocal = Math.floor(((pageBytes - 12) * 32) / 255) - 23;

/** Bytes of a payload that stand in its cell; the rest in overflow pages. */
function localBytes(payload: number, largest: number): number {
  if (payload <= largest) return payload;
  const filled = leastLocal + ((payload - leastLocal) % (pageBytes - 4));
  return filled <= largest ? filled : leastLocal;
}

/** Pages that were handed out and hold nothing. */
export type PageRange = readonly [first: number, count: number];

/** Where the pages of one thread go. */
export class PageSink {
  readonly #file: number;
  readonly #extents: Int32Array;
  readonly #bytes = Buffer.allocUnsafe(extentPages * pageBytes);
  /** Number of the first page in `#bytes`; those up to `#written` are on their way to the disk, those up to `#filled` not yet. */
  #first = 0;
  #written = 0;
  #filled = 0;
  #capacity = 0;

  /** @param extents its first number is that of the next extent; shared by all threads */
  constructor(file: number, extents: Int32Array) {
    this.#file = file;
    this.#extents = extents;
  }

  /** Takes a copy. Returns the number of the page. */
  write(page: Uint8Array): number {
    if (this.#filled === this.#capacity) this.#nextExtent();
    this.#bytes.set(page, this.#filled * pageBytes);
    return this.#first + this.#filled++;
  }

  writeAt(number: number, page: Uint8Array): void {
    writeAll(this.#file, page, (number - 1) * pageBytes);
  }

  /** Of a page that was flushed. */
  read(number: number): Buffer {
    const page = Buffer.allocUnsafe(pageBytes);
    readAll(this.#file, page, (number - 1) * pageBytes);
    return page;
  }

  flush(): void {
    const bytes = this.#bytes.subarray(this.#written * pageBytes, this.#filled * pageBytes);
    writeAll(this.#file, bytes, (this.#first + this.#written - 1) * pageBytes);
    this.#written = this.#filled;
  }

  /** What is left of the extent. */
  get rest(): readonly PageRange[] {
    const count = this.#capacity - this.#filled;
    return count === 0 ? [] : [[this.#first + this.#filled, count]];
  }

  #nextExtent(): void {
    this.flush();
    const extent = Atomics.add(this.#extents, 0, 1);
    this.#first = firstOfExtent(extent);
    this.#capacity = firstOfExtent(extent + 1) - this.#first;
    if (this.#first === lockPage) {
      this.#first += 1;
      this.#capacity -= 1;
    }
    this.#written = 0;
    this.#filled = 0;
  }
}

export function firstOfExtent(extent: number): number {
  return extent * extentPages + 1;
}

/** The extent behind so many pages. */
export function extentBehind(pages: number): number {
  return Math.ceil(pages / extentPages);
}

export function writeAll(file: number, bytes: Uint8Array, position: number): void {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(file, bytes, written, bytes.length - written, position + written);
  }
}

/** @throws Error when the file ends before */
export function readAll(file: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    const read = readSync(file, bytes, done, bytes.length - done, position + done);
    if (read === 0) throw new Error('A file of an unfinished ingest is shorter than it should be');
    done += read;
  }
}

/** Kinds of pages. */
const kinds = { table: { leaf: 0x0d, inner: 0x05 }, index: { leaf: 0x0a, inner: 0x02 } } as const;
type Tree = keyof typeof kinds;

/** A page under way: cells are put from its end towards their list. */
class Page {
  readonly bytes = Buffer.alloc(pageBytes);
  readonly #header: number;
  #cells = 0;
  #start = pageBytes;

  constructor(kind: number) {
    this.bytes[0] = kind;
    this.#header = kind === kinds.table.leaf || kind === kinds.index.leaf ? 8 : 12;
  }

  get cells(): number {
    return this.#cells;
  }

  fits(length: number): boolean {
    return this.#start - length >= this.#header + 2 * (this.#cells + 1);
  }

  /** Returns where the cell is to be written. */
  put(length: number): number {
    this.#start -= length;
    const entry = this.#header + 2 * this.#cells++;
    this.bytes[entry] = this.#start >> 8;
    this.bytes[entry + 1] = this.#start & 0xff;
    return this.#start;
  }

  /** The last cell, which is taken away. */
  pop(): Buffer {
    const last = this.#cells - 1;
    const before = last === 0 ? pageBytes : this.bytes.readUInt16BE(this.#header + 2 * (last - 1));
    const cell = Buffer.from(this.bytes.subarray(this.#start, before));
    this.#start = before;
    this.#cells = last;
    return cell;
  }

  /** What stays the same of the header was written by the first. */
  end(right?: number): Buffer {
    const { bytes } = this;
    bytes.writeUInt16BE(0, 1);
    bytes.writeUInt16BE(this.#cells, 3);
    bytes.writeUInt16BE(this.#start, 5);
    bytes[7] = 0;
    if (right !== undefined) bytes.writeUInt32BE(right, 8);
    return bytes;
  }

  clear(): void {
    this.#cells = 0;
    this.#start = pageBytes;
  }
}

/** A level of a tree below its root: pages, and between each two of them a cell without its pointer. */
class Level {
  #pages = new Uint32Array(256);
  #ends = new Float64Array(256);
  #cells: Buffer = Buffer.allocUnsafe(4096);
  #length = 0;
  count = 0;

  /** @param divider what stands between the page and the next; the last one's is never used */
  push(page: number, divider: Uint8Array): void {
    if (this.count === this.#pages.length) {
      const [pages, ends] = [new Uint32Array(this.count * 2), new Float64Array(this.count * 2)];
      pages.set(this.#pages);
      ends.set(this.#ends);
      [this.#pages, this.#ends] = [pages, ends];
    }
    if (this.#length + divider.length > this.#cells.length) {
      const larger = Buffer.allocUnsafe((this.#length + divider.length) * 2);
      this.#cells.copy(larger, 0, 0, this.#length);
      this.#cells = larger;
    }
    this.#cells.set(divider, this.#length);
    this.#length += divider.length;
    this.#pages[this.count] = page;
    this.#ends[this.count++] = this.#length;
  }

  page(place: number): number {
    return this.#pages[place]!;
  }

  divider(place: number): Uint8Array {
    return this.#cells.subarray(place === 0 ? 0 : this.#ends[place - 1], this.#ends[place]);
  }
}

const nothing = new Uint8Array(0);

/** Writes the levels above one of at least two pages, the last of them at `root`. */
function writeAbove(sink: PageSink, tree: Tree, root: number, below: Level): void {
  const above = new Level();
  const page = new Page(kinds[tree].inner);
  const { count } = below;
  for (let place = 0; place < count; ) {
    page.clear();
    // Each child but the last has a cell with what divides it from the next.
    while (place < count - 1 && page.fits(4 + below.divider(place).length)) {
      const divider = below.divider(place);
      const at = page.put(4 + divider.length);
      page.bytes.writeUInt32BE(below.page(place), at);
      page.bytes.set(divider, at + 4);
      place++;
    }
    // One child alone would make a page without a cell, which is none.
    if (place === count - 2) {
      page.pop();
      place--;
    }
    const bytes = page.end(below.page(place));
    if (place === count - 1 && above.count === 0) {
      sink.writeAt(root, bytes);
      return;
    }
    above.push(sink.write(bytes), place === count - 1 ? nothing : below.divider(place));
    place++;
  }
  writeAbove(sink, tree, root, above);
}

/** Pages of what does not fit into its cell. Returns the number of the first. */
function writeOverflow(sink: PageSink, payload: Uint8Array, start: number, end: number): number {
  const page = Buffer.alloc(pageBytes);
  const room = pageBytes - 4;
  let next = 0;
  // From the last to the first, since each names the next.
  for (let at = start + Math.floor((end - start - 1) / room) * room; at >= start; at -= room) {
    page.writeUInt32BE(next, 0);
    const part = payload.subarray(at, Math.min(at + room, end));
    page.set(part, 4);
    page.fill(0, 4 + part.length);
    next = sink.write(page);
  }
  return next;
}

/** Writes an index, or a table without rowid, from records that come in its order, each once. */
export class IndexTree {
  readonly #sink: PageSink;
  readonly #root: number;
  readonly #level = new Level();
  readonly #page = new Page(kinds.index.leaf);
  /** A cell that the page had no room for: it divides it from the next, if there is a next. */
  #divider: Uint8Array | undefined;

  /** @param root the page of the empty tree */
  constructor(sink: PageSink, root: number) {
    this.#sink = sink;
    this.#root = root;
  }

  /** @param payload the record, from `start` on */
  add(payload: Uint8Array, length: number, start = 0): void {
    if (this.#divider !== undefined) this.#endPage(this.#divider);
    const local = localBytes(length, largestInIndex);
    const size = varintLength(length) + local + (local < length ? 4 : 0);
    if (this.#page.fits(size)) {
      this.#putCell(this.#page.bytes, this.#page.put(size), payload, start, length, local);
      return;
    }
    const cell = Buffer.allocUnsafe(size);
    this.#putCell(cell, 0, payload, start, length, local);
    this.#divider = cell;
  }

  finish(): void {
    if (this.#divider !== undefined) {
      // The last page would be empty: the one before gives its last cell away.
      const cell = this.#divider;
      this.#endPage(this.#page.pop());
      this.#page.bytes.set(cell, this.#page.put(cell.length));
    }
    const bytes = this.#page.end();
    if (this.#level.count === 0) {
      this.#sink.writeAt(this.#root, bytes);
      return;
    }
    this.#level.push(this.#sink.write(bytes), nothing);
    writeAbove(this.#sink, 'index', this.#root, this.#level);
  }

  #endPage(divider: Uint8Array): void {
    this.#level.push(this.#sink.write(this.#page.end()), divider);
    this.#page.clear();
    this.#divider = undefined;
  }

  #putCell(
    bytes: Buffer,
    at: number,
    payload: Uint8Array,
    start: number,
    length: number,
    local: number,
  ): void {
    let place = putVarint(bytes, at, length);
    if (local > 64) bytes.set(payload.subarray(start, start + local), place);
    else for (let byte = 0; byte < local; byte++) bytes[place + byte] = payload[start + byte]!;
    place += local;
    if (local < length) {
      bytes.writeUInt32BE(writeOverflow(this.#sink, payload, start + local, start + length), place);
    }
  }
}

/** Writes the leaves of a table with rowid, of rows that come by number; `writeTable` joins them. */
export class TableLeaves {
  readonly #sink: PageSink;
  readonly #page = new Page(kinds.table.leaf);
  #last = 0;
  #leaves: number[] = [];

  constructor(sink: PageSink) {
    this.#sink = sink;
  }

  /** @param payload the record */
  add(rid: number, payload: Uint8Array, length: number): void {
    const local = localBytes(length, largestInTable);
    const size = varintLength(length) + varintLength(rid) + local + (local < length ? 4 : 0);
    if (!this.#page.fits(size)) this.#endPage();
    const { bytes } = this.#page;
    let at = putVarint(bytes, this.#page.put(size), length);
    at = putVarint(bytes, at, rid);
    bytes.set(payload.subarray(0, local), at);
    if (local < length) {
      bytes.writeUInt32BE(writeOverflow(this.#sink, payload, local, length), at + local);
    }
    this.#last = rid;
  }

  /** Those written since the last call, and the greatest number in each, by turns. Nothing is kept back. */
  take(): readonly number[] {
    this.#endPage();
    const taken = this.#leaves;
    this.#leaves = [];
    return taken;
  }

  #endPage(): void {
    if (this.#page.cells === 0) return;
    this.#leaves.push(this.#sink.write(this.#page.end()), this.#last);
    this.#page.clear();
  }
}

/**
 * Joins leaves, by number, to the table at `root`. Returns the pages that are not used.
 * @param pieces of leaves, as `take` returns them
 */
export function writeTable(
  sink: PageSink,
  root: number,
  pieces: readonly ArrayLike<number>[],
): readonly PageRange[] {
  const level = new Level();
  const divider = Buffer.alloc(9);
  for (const leaves of pieces) {
    for (let place = 0; place < leaves.length; place += 2) {
      level.push(leaves[place]!, divider.subarray(0, putVarint(divider, 0, leaves[place + 1]!)));
    }
  }
  if (level.count > 1) writeAbove(sink, 'table', root, level);
  if (level.count !== 1) return [];
  sink.flush();
  sink.writeAt(root, sink.read(level.page(0)));
  return [[level.page(0), 1]];
}

/** Entries of a trunk page of the free list; SQLite itself uses no more. */
const trunkEntries = pageBytes / 4 - 8;

/** Ends a file that trees were written to: its size, and the pages that nothing is in. No connection may be open. */
export function endFile(file: number, extents: number, free: readonly PageRange[]): void {
  const pages = firstOfExtent(extents) - 1;
  const numbers = free.flatMap(([first, count]) =>
    Array.from({ length: count }, (_, place) => first + place),
  );
  let next = 0;
  for (let end = numbers.length; end > 0; ) {
    const start = Math.max(0, end - trunkEntries - 1);
    const trunk = Buffer.alloc(pageBytes);
    trunk.writeUInt32BE(next, 0);
    trunk.writeUInt32BE(end - start - 1, 4);
    for (let place = start + 1; place < end; place++)
      trunk.writeUInt32BE(numbers[place]!, 8 + 4 * (place - start - 1));
    next = numbers[start]!;
    writeAll(file, trunk, (next - 1) * pageBytes);
    end = start;
  }
  const header = Buffer.alloc(12);
  header.writeUInt32BE(pages, 0);
  header.writeUInt32BE(next, 4);
  header.writeUInt32BE(numbers.length, 8);
  writeAll(file, header, 28);
  // A file that is shorter than it says is none.
  if (pages > 0)
    writeAll(file, endsWithin(numbers, pages) ? Buffer.alloc(1) : nothing, pages * pageBytes - 1);
}

/** Whether nothing was written to the last page. */
function endsWithin(numbers: readonly number[], pages: number): boolean {
  return numbers.includes(pages);
}
