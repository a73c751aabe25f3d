import { headBytes } from './gather.ts';
import type { TaskMemory } from './memory.ts';
import type { SortedPiece } from './merge.ts';
import { putVarint, type Record, readVarint } from './record.ts';

/** Resources in the order of a text, which are added in that order. */
export class TextOrder {
  readonly #order: Uint32Array;
  /** Of the text of each. */
  readonly #starts: Uint32Array;
  /** The length of each text, and the text. */
  readonly #bytes: Uint8Array;
  #count = 0;
  #start = 0;
  #end = 0;

  /**
   * @param most resources
   * @param pieces all texts come from there, so there are no more bytes than those have
   */
  constructor(memory: TaskMemory, most: number, pieces: readonly SortedPiece[]) {
    this.#order = memory.uint32(most);
    this.#starts = memory.uint32(most);
    // What stands before a text there takes more than its length here.
    this.#bytes = memory.uint8(
      pieces.reduce((sum, { extent, texts }) => sum + extent[1] - texts * headBytes, 0),
    );
  }

  text(binary: string): void {
    this.#start = this.#end;
    this.#end = putVarint(this.#bytes, this.#end, binary.length);
    for (let place = 0; place < binary.length; place++) this.#bytes[this.#end++] = binary.charCodeAt(place);
  }

  /** One that has the last text. */
  resource(rid: number): void {
    this.#order[this.#count] = rid;
    this.#starts[this.#count++] = this.#start;
  }

  get order(): Uint32Array {
    return this.#order.subarray(0, this.#count);
  }

  /** Puts the text of the resource at that place. */
  put(record: Record, place: number): Record {
    const [length, start] = readVarint(this.#bytes, this.#starts[place]!);
    return record.utf8(this.#bytes, start, start + length);
  }
}
