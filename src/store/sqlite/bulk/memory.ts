import { aligned } from './spool.ts';

/**
 * Of each piece of memory that is asked for at a time. So much malloc never keeps: it is pages of the system's (glibc has
 * its limit at 32 MB), which take room only when they are written to, and go back at once.
 */
const mappedBytes = 40 * 1024 * 1024;
/** Less is asked for by itself, and left to the collector. */
const smallBytes = 128 * 1024;

/** What was taken up to some time. */
export interface MemoryMark {
  readonly mapped: number;
  readonly used: number;
}

/**
 * Arrays of a task, which all are given back when it ends. Left to the collector, which does not see how much there is, and
 * then to malloc, which keeps what it once had for each thread, twice as much would be taken. What stands in them at first is
 * not said.
 */
export class TaskMemory {
  readonly #mapped: ArrayBuffer[] = [];
  /** Of the last. */
  #used = mappedBytes;

  uint8(length: number): Uint8Array<ArrayBuffer> {
    const at = this.#take(length);
    return at === undefined ? new Uint8Array(length) : new Uint8Array(this.#last, at, length);
  }

  uint32(length: number): Uint32Array<ArrayBuffer> {
    const at = this.#take(length * 4);
    return at === undefined ? new Uint32Array(length) : new Uint32Array(this.#last, at, length);
  }

  float64(length: number): Float64Array<ArrayBuffer> {
    const at = this.#take(length * 8);
    return at === undefined ? new Float64Array(length) : new Float64Array(this.#last, at, length);
  }

  /** For `release`. */
  mark(): MemoryMark {
    return { mapped: this.#mapped.length, used: this.#used };
  }

  /** Whatever was taken since must not be used any more. */
  release({ mapped, used }: MemoryMark = { mapped: 0, used: mappedBytes }): void {
    for (const memory of this.#mapped.splice(mapped)) memory.transfer(0);
    this.#used = used;
  }

  get #last(): ArrayBuffer {
    return this.#mapped.at(-1)!;
  }

  /** Returns where it begins in the last. */
  #take(bytes: number): number | undefined {
    if (bytes < smallBytes) return undefined;
    if (this.#mapped.length === 0 || this.#used + bytes > this.#last.byteLength) {
      this.#mapped.push(new ArrayBuffer(Math.max(mappedBytes, bytes)));
      this.#used = 0;
    }
    const at = this.#used;
    this.#used += aligned(bytes);
    return at;
  }
}
