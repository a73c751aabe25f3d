import { copyBytes } from './pages.ts';
import { putVarint, type Record } from './record.ts';

/** Bytes that are gathered. */
export class Stream {
  bytes: Buffer = Buffer.from(new ArrayBuffer(4096));
  floats = new Float64Array(this.bytes.buffer);
  length = 0;

  reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = Buffer.from(new ArrayBuffer(Math.ceil((this.length + more) / 4) * 8));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
    this.floats = new Float64Array(larger.buffer);
  }

  text(text: string): void {
    this.reserve(text.length * 3);
    this.length += this.bytes.write(text, this.length, 'utf8');
  }

  /** Of a stream of numbers alone: three in a row, or four. */
  numbers(first: number, second: number, third: number, fourth?: number): void {
    this.reserve(4 * 8);
    const at = this.length / 8;
    // Not -0, which would be sorted before 0.
    this.floats[at] = first + 0;
    this.floats[at + 1] = second + 0;
    this.floats[at + 2] = third + 0;
    if (fourth !== undefined) this.floats[at + 3] = fourth + 0;
    this.length += fourth === undefined ? 3 * 8 : 4 * 8;
  }

  record(record: Record): void {
    this.reserve(record.length + 9);
    const at = putVarint(this.bytes, this.length, record.length);
    copyBytes(record.bytes, record.start, record.start + record.length, this.bytes, at);
    this.length = at + record.length;
  }
}
