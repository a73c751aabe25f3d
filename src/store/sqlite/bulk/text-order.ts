import { headBytes, type Piece } from './gather.ts';
import type { Record } from './record.ts';

/** A number behind each text of a piece. */
const ridBytes = 4;

/** Resources in the order of a text, which are added in that order. */
export class TextOrder {
  readonly #order: Uint32Array;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  readonly #bytes: Uint8Array;
  #count = 0;
  #start = 0;
  #end = 0;

  /**
   * @param most resources
   * @param pieces all texts come from there, so there are no more bytes than those have
   */
  constructor(most: number, pieces: readonly Pick<Piece, 'extent' | 'texts'>[]) {
    [this.#order, this.#starts, this.#ends] = [0, 1, 2].map(() => new Uint32Array(most)) as [
      ...[Uint32Array, Uint32Array, Uint32Array],
    ];
    const lengths = pieces.map(({ extent, texts }) => extent[1] - texts * (headBytes + ridBytes));
    this.#bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  }

  text(binary: string): void {
    this.#start = this.#end;
    for (let place = 0; place < binary.length; place++) this.#bytes[this.#end++] = binary.charCodeAt(place);
  }

  /** One that has the last text. */
  resource(rid: number): void {
    this.#order[this.#count] = rid;
    this.#starts[this.#count] = this.#start;
    this.#ends[this.#count++] = this.#end;
  }

  get order(): Uint32Array {
    return this.#order.subarray(0, this.#count);
  }

  /** Puts the text of the resource at that place. */
  put(record: Record, place: number): Record {
    return record.utf8(this.#bytes, this.#starts[place]!, this.#ends[place]!);
  }
}
