import { closeSync, fstatSync, openSync } from 'node:fs';
import type { PlanFiles } from './plan.ts';
import { aligned, SpoolReader, SpoolWriter } from './spool.ts';

/** Of a term: its number, and how many resources have it, which follow. */
const headBytes = 8;

/** The terms of a type that are kept in order, and who has them: written with the dictionary, read for each order. */
export class FrequentTerms {
  readonly #file: number;
  readonly #writer: SpoolWriter;
  readonly #head = new Uint32Array(2);

  constructor(files: PlanFiles, type: number) {
    this.#file = openSync(pathOf(files, type), 'w');
    this.#writer = new SpoolWriter(this.#file);
  }

  add(term: number, rids: Uint32Array): void {
    this.#head[0] = term;
    this.#head[1] = rids.length;
    this.#writer.write(new Uint8Array(this.#head.buffer));
    this.#writer.write(new Uint8Array(rids.buffer, rids.byteOffset, rids.byteLength));
    this.#writer.align();
  }

  close(): void {
    this.#writer.flush();
    closeSync(this.#file);
  }
}

/** A term; the list may be changed, and is used again for the next. */
export interface FrequentTerm {
  readonly term: number;
  readonly rids: Uint32Array;
}

/** What was written, in the order of the terms. */
export function* frequentTerms(files: PlanFiles, type: number): Generator<FrequentTerm> {
  const file = openSync(pathOf(files, type), 'r');
  try {
    const reader = new SpoolReader(file, [0, fstatSync(file).size]);
    while (!reader.ended) {
      const head = reader.take(headBytes) / 4;
      const term = reader.words[head]!;
      const count = reader.words[head + 1]!;
      const start = reader.take(aligned(count * 4)) / 4;
      yield { term, rids: reader.words.subarray(start, start + count) };
    }
    reader.close();
  } finally {
    closeSync(file);
  }
}

function pathOf({ plan }: PlanFiles, type: number): string {
  return `${plan.path}-spool-frequent-${type}`;
}
