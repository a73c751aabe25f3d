/** A line of bytes, with its line feed. */
export interface Line {
  /** Bytes. */
  readonly length: number;
  copyTo(bytes: Buffer, at: number): void;
}

/** More than so much is written at once. */
export const gatherBytes = 256 * 1024;

/** Whole lines that are to be written together, in order. */
export class LineBuffer {
  readonly #bytes: Buffer;
  /** Where each line ends. */
  #ends: number[] = [];
  #used = 0;

  /** @param length of what has to find room in any case */
  constructor(length: number) {
    // One of the usual size is used again and again: pages that are new to the process cost more than what is copied.
    this.#bytes = Buffer.allocUnsafeSlow(Math.max(length, gatherBytes));
  }

  get lines(): number {
    return this.#ends.length;
  }

  get isUsual(): boolean {
    return this.#bytes.length === gatherBytes;
  }

  hasRoom(length: number): boolean {
    return this.#used + length <= this.#bytes.length;
  }

  add(line: Line): void {
    line.copyTo(this.#bytes, this.#used);
    this.#used += line.length;
    this.#ends.push(this.#used);
  }

  /** In pieces of whole lines, cut where one would become too long. A longer line goes by itself. */
  *batches(maxBytes: number): Iterable<{ readonly bytes: Buffer; readonly lines: number }> {
    let [from, lines, end] = [0, 0, 0];
    for (const next of this.#ends) {
      if (lines > 0 && next - from > maxBytes) {
        yield { bytes: this.#bytes.subarray(from, end), lines };
        [from, lines] = [end, 0];
      }
      lines += 1;
      end = next;
    }
    if (lines > 0) yield { bytes: this.#bytes.subarray(from, end), lines };
  }

  clear(): void {
    this.#ends = [];
    this.#used = 0;
  }
}
