import { copyBytes, type PageRange, type PageSink, pageBytes } from './pages.ts';
import { putVarint, varintLength } from './record.ts';

// Tables and indexes, https://www.sqlite.org/fileformat.html#b_tree_pages, written from their beginning to their end.

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

/** A page of the level below, and what stands between it and the next. */
interface Child {
  readonly page: number;
  readonly divider: Uint8Array;
}

const nothing = new Uint8Array(0);

/** A level of a tree above its leaves, of which one page at a time is in memory, and as many of the levels above. */
class Level {
  readonly #sink: PageSink;
  readonly #tree: Tree;
  readonly #page: Page;
  #above: Level | undefined;
  /** The last two: what becomes of a page depends on what comes behind it. */
  readonly #waiting: Child[] = [];

  constructor(sink: PageSink, tree: Tree) {
    this.#sink = sink;
    this.#tree = tree;
    this.#page = new Page(kinds[tree].inner);
  }

  /** @param divider the last one's is never used; it must stay as it is */
  push(page: number, divider: Uint8Array): void {
    this.#waiting.push({ page, divider });
    if (this.#waiting.length > 2) this.#place(this.#waiting.shift()!);
  }

  /** Of at least two pages; the topmost stands at `root` then. */
  finish(root: number): void {
    const [one, last] = this.#waiting as [Child, Child];
    if (!this.#put(one)) {
      // The last alone would make a page without a cell, which is none; with this one there is one.
      const cell = this.#page.pop();
      this.#endPage({ page: cell.readUInt32BE(0), divider: cell.subarray(4) });
      this.#put(one);
    }
    if (this.#above === undefined) this.#sink.writeAt(root, this.#page.end(last.page));
    else {
      this.#endPage({ page: last.page, divider: nothing });
      this.#above.finish(root);
    }
  }

  /** Each child of a page but the last has a cell with what divides it from the next. */
  #place(child: Child): void {
    if (!this.#put(child)) this.#endPage(child);
  }

  /** False when there is no room. */
  #put({ page, divider }: Child): boolean {
    if (!this.#page.fits(4 + divider.length)) return false;
    const at = this.#page.put(4 + divider.length);
    this.#page.bytes.writeUInt32BE(page, at);
    this.#page.bytes.set(divider, at + 4);
    return true;
  }

  #endPage({ page, divider }: Child): void {
    this.#above ??= new Level(this.#sink, this.#tree);
    this.#above.push(this.#sink.write(this.#page.end(page)), divider);
    this.#page.clear();
  }
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
  readonly #level: Level;
  #isAlone = true;
  readonly #page = new Page(kinds.index.leaf);
  /** A cell that the page had no room for: it divides it from the next, if there is a next. */
  #divider: Uint8Array | undefined;

  /** @param root the page of the empty tree */
  constructor(sink: PageSink, root: number) {
    this.#sink = sink;
    this.#root = root;
    this.#level = new Level(sink, 'index');
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
    if (this.#isAlone) {
      this.#sink.writeAt(this.#root, bytes);
      return;
    }
    this.#level.push(this.#sink.write(bytes), nothing);
    this.#level.finish(this.#root);
  }

  #endPage(divider: Uint8Array): void {
    this.#level.push(this.#sink.write(this.#page.end()), divider);
    this.#isAlone = false;
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
    copyBytes(payload, start, start + local, bytes, place);
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

  /** @param payload the record, from `start` on */
  add(rid: number, payload: Uint8Array, length: number, start = 0): void {
    const local = localBytes(length, largestInTable);
    const size = varintLength(length) + varintLength(rid) + local + (local < length ? 4 : 0);
    if (!this.#page.fits(size)) this.#endPage();
    const { bytes } = this.#page;
    let at = putVarint(bytes, this.#page.put(size), length);
    at = putVarint(bytes, at, rid);
    copyBytes(payload, start, start + local, bytes, at);
    if (local < length) {
      bytes.writeUInt32BE(writeOverflow(this.#sink, payload, start + local, start + length), at + local);
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
  pieces: Iterable<ArrayLike<number>>,
): readonly PageRange[] {
  const level = new Level(sink, 'table');
  let [count, last] = [0, 0];
  for (const leaves of pieces) {
    for (let place = 0; place < leaves.length; place += 2) {
      last = leaves[place]!;
      count += 1;
      const number = leaves[place + 1]!;
      const divider = new Uint8Array(varintLength(number));
      putVarint(divider, 0, number);
      level.push(last, divider);
    }
  }
  if (count > 1) level.finish(root);
  if (count !== 1) return [];
  sink.flush();
  sink.writeAt(root, sink.read(last));
  return [[last, 1]];
}
