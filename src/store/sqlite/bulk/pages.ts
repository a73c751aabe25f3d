import { readSync, writeSync } from 'node:fs';

/**
 * Pages of a database file, https://www.sqlite.org/fileformat.html. Of every number one is handed out once, in
 * extents, so that threads write to one file without asking each other for each page.
 */
export const pageBytes = 4096;
const extentPages = 64;
/** The page that the file's locks are in is never used; an extent begins there. */
const lockPage = 2 ** 30 / pageBytes + 1;

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

/** Fewer are copied one by one: to make a view of them takes as long, and leaves it to the collector. */
const fewBytes = 64;

export function copyBytes(from: Uint8Array, start: number, end: number, to: Uint8Array, at: number): void {
  if (end - start > fewBytes) {
    to.set(start === 0 && end === from.length ? from : from.subarray(start, end), at);
    return;
  }
  for (let place = start; place < end; place++) to[at + place - start] = from[place]!;
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
    writeAll(file, endsWithin(numbers, pages) ? Buffer.alloc(1) : new Uint8Array(0), pages * pageBytes - 1);
}

/** Whether nothing was written to the last page. */
function endsWithin(numbers: readonly number[], pages: number): boolean {
  return numbers.includes(pages);
}
