import { headBytes } from './gather.ts';
import { type Extent, SpoolReader } from './spool.ts';

/** A piece that is sorted, in one of several files. */
export interface SortedPiece {
  readonly file: number;
  readonly extent: Extent;
  /** How many; one may be there more than once. */
  readonly texts: number;
  /** The most resources that one of its texts can have. */
  readonly most: number;
}

/** Of a piece; there may be a hundred of a space, of which each next one begins anew. */
const readerBytes = 16 * 1024;
/** Where there are more pieces, all together take so much, and none less than a page. */
const allReaderBytes = 4 * 1024 * 1024;
const leastReaderBytes = 4 * 1024;

/** Reads the texts of a sorted piece. */
class PieceReader {
  readonly #reader: SpoolReader;
  /** Among the pieces: of equal texts, the one of the first is the first. */
  readonly place: number;
  code = '';
  system = '';
  count = 0;

  constructor({ file, extent }: SortedPiece, place: number, bufferBytes: number) {
    this.#reader = new SpoolReader(file, extent, bufferBytes);
    this.place = place;
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
  if (a.code !== b.code) return a.code < b.code;
  return a.system === b.system ? a.place < b.place : a.system < b.system;
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

/** How many numbers one text of these pieces can have, all of which `mergePieces` has in memory. */
export function mostOf(pieces: readonly SortedPiece[]): number {
  return pieces.reduce((sum, { most }) => sum + most, 0);
}

/**
 * The texts of sorted pieces, in order, each once.
 * @param pieces those of a spool one behind the other, as they were written
 * @param dead numbers that are left out; a text that only they have is left out too
 * @param memory for twice as many numbers as one text can have
 */
export function* mergePieces(
  pieces: readonly SortedPiece[],
  dead: NumberBits | undefined,
  memory: Uint32Array<ArrayBuffer>,
): Generator<Posted> {
  const heap: PieceReader[] = [];
  const share = Math.floor(allReaderBytes / pieces.length / leastReaderBytes) * leastReaderBytes;
  const bufferBytes = Math.max(leastReaderBytes, Math.min(readerBytes, share));
  for (const [place, piece] of pieces.entries()) {
    const reader = new PieceReader(piece, place, bufferBytes);
    if (reader.next()) push(heap, reader);
  }
  const numbers = new AscendingNumbers(memory);
  while (heap.length > 0) {
    const { code, system } = heap[0]!;
    numbers.clear();
    while (heap.length > 0 && heap[0]!.code === code && heap[0]!.system === system) {
      const reader = heap[0]!;
      numbers.add(reader);
      if (reader.next()) sink(heap);
      else pop(heap);
    }
    let rids = numbers.all();
    if (dead !== undefined) rids = without(rids, dead);
    if (rids.length > 0) yield { code, system, rids };
  }
}

/**
 * Numbers that come in lists, each in order: those of a spool follow one another, so that there are few runs to be merged.
 * No number is in two spools.
 */
class AscendingNumbers {
  readonly #numbers: Uint32Array<ArrayBuffer>;
  #length = 0;
  /** Where runs begin, but for the first. */
  #starts: number[] = [];

  /** @param memory for twice as many as there can be */
  constructor(memory: Uint32Array<ArrayBuffer>) {
    this.#numbers = memory;
  }

  clear(): void {
    this.#length = 0;
    this.#starts.length = 0;
  }

  /** The list of the text that the reader stands at. */
  add(reader: PieceReader): void {
    const numbers = this.#numbers;
    const start = this.#length;
    reader.readRids(numbers, start);
    this.#length += reader.count;
    if (start === 0) return;
    const before = numbers[start - 1]!;
    const first = numbers[start]!;
    if (first === before) {
      // A resource that has a text twice which was not looked up.
      numbers.copyWithin(start, start + 1, this.#length);
      this.#length -= 1;
    } else if (first < before) this.#starts.push(start);
  }

  /** In order, each once. */
  all(): Uint32Array<ArrayBuffer> {
    for (let run = 0; run < this.#starts.length; run++) {
      this.#mergeInto(this.#starts[run]!, this.#starts[run + 1] ?? this.#length);
    }
    return this.#numbers.subarray(0, this.#length);
  }

  /** Has the run that begins there merged with what stands before it, from the end, up to where nothing of it is left. */
  #mergeInto(start: number, end: number): void {
    const numbers = this.#numbers;
    const copy = this.#length;
    numbers.copyWithin(copy, start, end);
    let before = start - 1;
    let own = copy + end - start - 1;
    for (let to = end - 1; own >= copy; to--) {
      if (before >= 0 && numbers[before]! > numbers[own]!) numbers[to] = numbers[before--]!;
      else numbers[to] = numbers[own--]!;
    }
  }
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
