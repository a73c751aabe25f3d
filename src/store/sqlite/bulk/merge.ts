import { headBytes } from './gather.ts';
import { type Extent, SpoolReader } from './spool.ts';

/** A piece that is sorted, in one of several files. */
export interface SortedPiece {
  readonly file: number;
  readonly extent: Extent;
}

/** Of a piece; there may be a hundred of a space, of which each next one begins anew. */
const readerBytes = 16 * 1024;

/** Reads the texts of a sorted piece. */
class PieceReader {
  readonly #reader: SpoolReader;
  code = '';
  system = '';
  count = 0;

  constructor({ file, extent }: SortedPiece) {
    this.#reader = new SpoolReader(file, extent, readerBytes);
  }

  /** False at the end, behind which nothing is to be asked for. */
  next(): boolean {
    const reader = this.#reader;
    if (reader.ended) {
      reader.close();
      return false;
    }
    const word = reader.take(headBytes) / 4;
    const codeLength = reader.words[word]!;
    const systemLength = reader.words[word + 1]!;
    this.count = reader.words[word + 2]!;
    const at = reader.take(Math.ceil((codeLength + systemLength) / 4) * 4);
    this.code = reader.bytes.toString('latin1', at, at + codeLength);
    this.system =
      systemLength === 0
        ? ''
        : reader.bytes.toString('latin1', at + codeLength, at + codeLength + systemLength);
    return true;
  }

  /** Called once for each text. */
  readRids(into: Uint32Array, from: number): void {
    const word = this.#reader.take(this.count * 4) / 4;
    into.set(this.#reader.words.subarray(word, word + this.count), from);
  }
}

function isBefore(a: PieceReader, b: PieceReader): boolean {
  return a.code === b.code ? a.system < b.system : a.code < b.code;
}

/** Which resources have a text: by number, each once. The list is used again for the next. */
export interface Posted {
  /** Binary, see `toBinary`. */
  readonly code: string;
  readonly system: string;
  readonly rids: Uint32Array;
}

/** A set of numbers, a bit each. */
export type NumberBits = Uint8Array;

export function hasBit(bits: NumberBits, number: number): boolean {
  return (bits[number >>> 3]! & (1 << (number & 7))) !== 0;
}

/**
 * The texts of sorted pieces, in order, each once.
 * @param dead numbers that are left out; a text that only they have is left out too
 */
export function* mergePieces(
  pieces: readonly SortedPiece[],
  dead: NumberBits | undefined,
): Generator<Posted> {
  const heap: PieceReader[] = [];
  for (const piece of pieces) {
    const reader = new PieceReader(piece);
    if (reader.next()) push(heap, reader);
  }
  let gathered = new Uint32Array(1024);
  while (heap.length > 0) {
    const { code, system } = heap[0]!;
    let length = 0;
    let isSorted = true;
    while (heap.length > 0 && heap[0]!.code === code && heap[0]!.system === system) {
      const reader = heap[0]!;
      if (length + reader.count > gathered.length) {
        const larger = new Uint32Array((length + reader.count) * 2);
        larger.set(gathered.subarray(0, length));
        gathered = larger;
      }
      reader.readRids(gathered, length);
      if (length > 0 && gathered[length]! <= gathered[length - 1]!) isSorted = false;
      length += reader.count;
      if (reader.next()) sink(heap);
      else pop(heap);
    }
    let rids = gathered.subarray(0, length);
    if (!isSorted) rids = distinct(rids.sort());
    if (dead !== undefined) rids = without(rids, dead);
    if (rids.length > 0) yield { code, system, rids };
  }
}

/** Of a sorted list, in place. */
function distinct(rids: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  let length = 0;
  for (const rid of rids) if (length === 0 || rids[length - 1] !== rid) rids[length++] = rid;
  return rids.subarray(0, length);
}

function without(rids: Uint32Array<ArrayBuffer>, dead: NumberBits): Uint32Array<ArrayBuffer> {
  let length = 0;
  for (const rid of rids) if (!hasBit(dead, rid)) rids[length++] = rid;
  return rids.subarray(0, length);
}

function push(heap: PieceReader[], reader: PieceReader): void {
  let place = heap.push(reader) - 1;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (!isBefore(reader, heap[parent]!)) break;
    heap[place] = heap[parent]!;
    place = parent;
  }
  heap[place] = reader;
}

function pop(heap: PieceReader[]): void {
  const last = heap.pop()!;
  if (heap.length === 0) return;
  heap[0] = last;
  sink(heap);
}

/** The first has become another. */
function sink(heap: PieceReader[]): void {
  const reader = heap[0]!;
  let place = 0;
  for (;;) {
    let child = place * 2 + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++;
    if (!isBefore(heap[child]!, reader)) break;
    heap[place] = heap[child]!;
    place = child;
  }
  heap[place] = reader;
}
