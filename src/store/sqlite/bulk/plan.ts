import type { SearchTuning } from '../tuning.ts';
import type { Piece } from './gather.ts';
import { rowStream } from './layout.ts';
import type { Segment } from './loader.ts';
import type { SortedPiece } from './merge.ts';
import { readAll } from './pages.ts';
import { readVarint } from './record.ts';

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
  /** By number. */
  readonly segments: readonly (Omit<Segment, 'leaves'> & { readonly spool: number })[];
  /** By space. */
  readonly pieces: readonly (readonly (Piece & { readonly spool: number })[])[];
}

/** The files of a plan, open. */
export class PlanFiles {
  readonly plan: Plan;
  readonly #spools: readonly number[];

  constructor(plan: Plan, spools: readonly number[]) {
    this.plan = plan;
    this.#spools = spools;
  }

  /** @throws Error when there is none of that name */
  root(name: string): number {
    const root = this.plan.roots[name];
    if (root === undefined) throw new Error(`There is no tree ${name}`);
    return root;
  }

  pieces(type: number, space: number): readonly SortedPiece[] {
    const pieces = this.plan.types[type]!.pieces[space]!;
    return pieces.map(({ spool, extent }) => ({ file: this.#spools[spool]!, extent }));
  }

  /** The bytes of a stream, segment by segment, in the order of numbers; each stands where the one before stood. */
  *stream(type: number, stream: number): Generator<Buffer> {
    let memory = new ArrayBuffer(0);
    for (const segment of this.plan.types[type]!.segments) {
      const length = segment.lengths[stream]!;
      const before = segment.lengths.slice(0, stream).reduce((sum, bytes) => sum + aligned(bytes), 0);
      if (memory.byteLength < length) memory = new ArrayBuffer(aligned(length * 2));
      const bytes = Buffer.from(memory, 0, length);
      readAll(this.#spools[segment.spool]!, bytes, segment.offset + before);
      yield bytes;
    }
  }

  /** The same of a stream of numbers. */
  *numbers(type: number, stream: number): Generator<Float64Array> {
    for (const bytes of this.stream(type, stream)) yield new Float64Array(bytes.buffer, 0, bytes.length / 8);
  }

  /** How many bytes a stream has. */
  length(type: number, stream: number): number {
    return this.plan.types[type]!.segments.reduce((sum, { lengths }) => sum + lengths[stream]!, 0);
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
}

/** Of a stream; the object is used again for the next. */
export interface StoredRecord {
  readonly bytes: Buffer;
  readonly start: number;
  readonly length: number;
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
