import { closeSync, openSync } from 'node:fs';
import type { SearchTuning } from '../tuning.ts';
import type { Piece } from './gather.ts';
import { layouts, rowStream } from './layout.ts';
import type { Segment } from './loader.ts';
import { TaskMemory } from './memory.ts';
import type { SortedPiece } from './merge.ts';
import { NumberTable } from './number-table.ts';
import { readAll } from './pages.ts';
import { readVarint } from './record.ts';
import { aligned } from './spool.ts';

/** All that was gathered, as the threads are told that make trees of it. */
export interface Plan {
  readonly path: string;
  readonly spools: readonly string[];
  readonly tuning: SearchTuning;
  /** The pages that the empty trees stand at, by the name of the table or index. */
  readonly roots: Readonly<Record<string, number>>;
  readonly types: readonly TypePlan[];
}

export interface TypePlan {
  /** The last number that was given out. */
  readonly rids: number;
  /** By number, of each: its first number, spool and offset; and the bytes of each stream. */
  readonly segments: Float64Array<SharedArrayBuffer>;
  /** By space, of each: spool, offset and length; how many texts; and the most resources of one. */
  readonly pieces: readonly Float64Array<SharedArrayBuffer>[];
}

const segmentHead = 3;
const pieceWidth = 5;

/** What is known of the segments and pieces of a type while they are made. */
export class TypeInventory {
  readonly #segments: NumberTable;
  readonly #pieces: readonly NumberTable[];

  constructor(type: number) {
    const { spaces, streams } = layouts[type]!;
    this.#segments = new NumberTable(segmentHead + streams);
    this.#pieces = spaces.map(() => new NumberTable(pieceWidth));
  }

  addSegment({ first, offset, lengths }: Segment, spool: number): void {
    this.#segments.push(first, spool, offset, ...lengths);
  }

  addPiece({ space, extent, texts, most }: Piece, spool: number): void {
    this.#pieces[space]!.push(spool, ...extent, texts, most);
  }

  plan(rids: number): TypePlan {
    return { rids, segments: this.#segments.shared(), pieces: this.#pieces.map(table => table.shared()) };
  }
}

/** The files of a plan, open, and memory to work on them: of a task. */
export class PlanFiles {
  readonly plan: Plan;
  readonly memory = new TaskMemory();
  readonly #spools: readonly number[];

  constructor(plan: Plan) {
    this.plan = plan;
    this.#spools = plan.spools.map(path => openSync(path, 'r'));
  }

  /** Of what came from here, nothing may be used any more. */
  close(): void {
    for (const spool of this.#spools) closeSync(spool);
    this.memory.release();
  }

  /** @throws Error when there is none of that name */
  root(name: string): number {
    const root = this.plan.roots[name];
    if (root === undefined) throw new Error(`There is no tree ${name}`);
    return root;
  }

  pieces(type: number, space: number): readonly SortedPiece[] {
    const rows = this.plan.types[type]!.pieces[space]!;
    return Array.from({ length: rows.length / pieceWidth }, (_, place) => {
      const [spool, offset, length, texts, most] = rows.subarray(place * pieceWidth) as unknown as [
        ...[number, number, number, number, number],
      ];
      return { file: this.#spools[spool]!, extent: [offset, length], texts, most };
    });
  }

  /** The bytes of a stream, segment by segment, in the order of numbers; each stands where the one before stood. */
  *stream(type: number, stream: number): Generator<Buffer> {
    let memory = new ArrayBuffer(0);
    for (const { spool, offset, lengths } of this.#segments(type)) {
      const length = lengths[stream]!;
      const before = lengths.subarray(0, stream).reduce((sum, bytes) => sum + aligned(bytes), 0);
      if (memory.byteLength < length) {
        memory.transfer(0);
        memory = new ArrayBuffer(aligned(length * 2));
      }
      const bytes = Buffer.from(memory, 0, length);
      readAll(this.#spools[spool]!, bytes, offset + before);
      yield bytes;
    }
    memory.transfer(0);
  }

  /** The same of a stream of numbers. */
  *numbers(type: number, stream: number): Generator<Float64Array> {
    for (const bytes of this.stream(type, stream)) yield new Float64Array(bytes.buffer, 0, bytes.length / 8);
  }

  /** Pages of contents, and the greatest number in each, by turns. */
  *leaves(type: number): Generator<Uint32Array> {
    for (const bytes of this.stream(type, layouts[type]!.leafStream))
      yield new Uint32Array(bytes.buffer, 0, bytes.length / 4);
  }

  /** How many bytes a stream has. */
  length(type: number, stream: number): number {
    let sum = 0;
    for (const { lengths } of this.#segments(type)) sum += lengths[stream]!;
    return sum;
  }

  /** The records of a stream, which stand in `bytes` from `start`. */
  *records(type: number, stream: number = rowStream): Generator<StoredRecord> {
    const record: { -readonly [Key in keyof StoredRecord]: StoredRecord[Key] } = {
      bytes: Buffer.alloc(0),
      start: 0,
      length: 0,
    };
    for (const bytes of this.stream(type, stream)) {
      record.bytes = bytes;
      for (let at = 0; at < bytes.length; ) {
        const [length, start] = readVarint(bytes, at);
        record.start = start;
        record.length = length;
        at = start + length;
        yield record;
      }
    }
  }

  *#segments(type: number): Generator<{ spool: number; offset: number; lengths: Float64Array }> {
    const rows = this.plan.types[type]!.segments;
    const width = segmentHead + layouts[type]!.streams;
    for (let at = 0; at < rows.length; at += width) {
      const lengths = rows.subarray(at + segmentHead, at + width);
      yield { spool: rows[at + 1]!, offset: rows[at + 2]!, lengths };
    }
  }
}

/** Of a stream; the object is used again for the next. */
export interface StoredRecord {
  readonly bytes: Buffer;
  readonly start: number;
  readonly length: number;
}
