import { headBytes } from './gather.ts';
import type { TaskMemory } from './memory.ts';
import type { Posted, SortedPiece } from './merge.ts';
import { putVarint, type Record, readVarint } from './record.ts';

/** Of the texts that are in memory at a time: of ids and names most are shorter. */
const bytesEach = 48;

/** Resources that come one behind the other in the order of a text. */
export class TextOrder {
  readonly #order: Uint32Array;
  /** Of the text of each. */
  readonly #starts: Uint32Array;
  /** The length of each text, and the text. */
  readonly #bytes: Uint8Array;
  readonly #mostBytes: number;
  #count = 0;
  #start = 0;
  #end = 0;

  private constructor(memory: TaskMemory, most: number, pieces: readonly SortedPiece[]) {
    this.#order = memory.uint32(most);
    this.#starts = memory.uint32(most);
    // What stands before a text there takes more than its length here.
    const all = pieces.reduce((sum, { extent, texts }) => sum + extent[1] - texts * headBytes, 0);
    this.#mostBytes = most * bytesEach;
    // No text is longer than a piece. Of this only what is written to takes room.
    const longest = Math.max(0, ...pieces.map(({ extent }) => extent[1]));
    this.#bytes = memory.uint8(Math.min(all, this.#mostBytes + longest));
  }

  /**
   * As many at a time as fit into the memory there is for them; each stand where those before stood.
   * @param most resources
   * @param pieces all texts come from there
   */
  static *ranges(
    memory: TaskMemory,
    most: number,
    pieces: readonly SortedPiece[],
    texts: Iterable<Posted>,
  ): Generator<{ readonly range: TextOrder; readonly isLast: boolean }> {
    const range = new TextOrder(memory, most, pieces);
    for (const { code, rids } of texts) {
      let isPut = false;
      for (const rid of rids) {
        if (range.#isFull) {
          yield { range, isLast: false };
          range.#clear();
          isPut = false;
        }
        if (!isPut) range.#text(code);
        isPut = true;
        range.#resource(rid);
      }
    }
    yield { range, isLast: true };
  }

  /** Their numbers. */
  get order(): Uint32Array {
    return this.#order.subarray(0, this.#count);
  }

  /** Puts the text of the resource at that place. */
  put(record: Record, place: number): Record {
    const [length, start] = readVarint(this.#bytes, this.#starts[place]!);
    return record.utf8(this.#bytes, start, start + length);
  }

  get #isFull(): boolean {
    return this.#count === this.#order.length || this.#end > this.#mostBytes;
  }

  #clear(): void {
    this.#count = 0;
    this.#end = 0;
  }

  #text(binary: string): void {
    this.#start = this.#end;
    this.#end = putVarint(this.#bytes, this.#end, binary.length);
    for (let place = 0; place < binary.length; place++) this.#bytes[this.#end++] = binary.charCodeAt(place);
  }

  /** One that has the last text. */
  #resource(rid: number): void {
    this.#order[this.#count] = rid;
    this.#starts[this.#count++] = this.#start;
  }
}
