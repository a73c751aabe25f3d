import { copyBytes, readAll, writeAll } from './pages.ts';

/** A piece of a spool: where it is, in bytes. */
export type Extent = readonly [offset: number, length: number];

const chunkBytes = 256 * 1024;

/** As many bytes or up to 7 more: numbers of 64 bits may begin behind them. */
export function aligned(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

/** A file that is written from its beginning to its end: what was gathered and has no place in the data file yet. */
export class SpoolWriter {
  readonly #file: number;
  readonly #chunk = Buffer.allocUnsafe(chunkBytes);
  #buffered = 0;
  #flushed = 0;

  /** @param file an empty one */
  constructor(file: number) {
    this.#file = file;
  }

  get length(): number {
    return this.#flushed + this.#buffered;
  }

  write(bytes: Uint8Array, length = bytes.length): void {
    if (length > chunkBytes - this.#buffered) this.flush();
    if (length >= chunkBytes) {
      writeAll(this.#file, length === bytes.length ? bytes : bytes.subarray(0, length), this.#flushed);
      this.#flushed += length;
      return;
    }
    copyBytes(bytes, 0, length, this.#chunk, this.#buffered);
    this.#buffered += length;
  }

  /** Fills up to the next place that a number of 64 bits may begin at. */
  align(): void {
    const missing = aligned(this.length) - this.length;
    if (missing > 0) this.write(new Uint8Array(missing));
  }

  flush(): void {
    writeAll(this.#file, this.#chunk.subarray(0, this.#buffered), this.#flushed);
    this.#flushed += this.#buffered;
    this.#buffered = 0;
  }
}

/** Reads a piece of a spool from its beginning to its end. It begins at a multiple of 4, and so does all in it that is asked for. */
export class SpoolReader {
  readonly #file: number;
  #offset: number;
  readonly #end: number;
  #buffer: Buffer<ArrayBuffer>;
  #words: Uint32Array<ArrayBuffer>;
  #from = 0;
  #to = 0;

  constructor(file: number, [offset, length]: Extent, bufferBytes = chunkBytes) {
    this.#file = file;
    this.#offset = offset;
    this.#end = offset + length;
    this.#buffer = Buffer.from(
      new ArrayBuffer(Math.min(bufferBytes, Math.max(4, Math.ceil(length / 4) * 4))),
    );
    this.#words = new Uint32Array(this.#buffer.buffer);
  }

  get ended(): boolean {
    return this.#from === this.#to && this.#offset === this.#end;
  }

  /** So many bytes, which stand in `bytes` from the place that is returned, until the next call. */
  take(length: number): number {
    if (this.#to - this.#from < length) this.#fill(length);
    const at = this.#from;
    this.#from += length;
    return at;
  }

  get bytes(): Buffer {
    return this.#buffer;
  }

  get words(): Uint32Array {
    return this.#words;
  }

  /** Frees its memory at once: of a merge, thousands are read one behind the other. */
  close(): void {
    this.#words.buffer.transfer(0);
  }

  #fill(length: number): void {
    const kept: Buffer = this.#buffer.subarray(this.#from, this.#to);
    if (length > this.#buffer.length) {
      const larger = Buffer.from(new ArrayBuffer(Math.ceil(length / 4) * 4));
      larger.set(kept);
      this.#buffer = larger;
      this.#words = new Uint32Array(larger.buffer);
    } else this.#buffer.copyWithin(0, this.#from, this.#to);
    this.#from = 0;
    this.#to = kept.length;
    const more = Math.min(this.#buffer.length - this.#to, this.#end - this.#offset);
    readAll(this.#file, this.#buffer.subarray(this.#to, this.#to + more), this.#offset);
    this.#to += more;
    this.#offset += more;
    if (this.#to < length) throw new Error('A piece of an unfinished ingest is shorter than it should be');
  }
}
