import { closeSync, fsyncSync, openSync, readFileSync } from 'node:fs';
import { isRecord } from '../../../core/record.ts';
import { layouts } from './layout.ts';
import type { Loaded } from './loader.ts';
import { type PageRange, writeAll } from './pages.ts';
import { TypeInventory } from './plan.ts';

/** Raised with every change of what stands in the files of an unfinished ingest: those of another version are forgotten. */
const version = 2;

/** What an unfinished build is, and where the empty trees of its data file stand. */
export interface Beginning {
  readonly name: string;
  readonly layout: string;
  readonly roots: Readonly<Record<string, number>>;
  /** How many pages it has. */
  readonly pages: number;
}

/** What was durable at a checkpoint, besides what was so before. */
export interface Checkpoint {
  readonly mark: string;
  readonly extents: number;
  /** The last number given out of each type. */
  readonly numbers: readonly number[];
  readonly loaded: {
    /** The spool of the first. */
    readonly first: number;
    readonly list: readonly Loaded[];
  };
}

/** All that is known of what was loaded. */
export interface Inventory {
  readonly types: readonly TypeInventory[];
  /** By spool: how long it is. */
  readonly spools: number[];
  /** By spool: pages that its hand has and has not used. */
  readonly rests: (readonly PageRange[])[];
}

export function emptyInventory(): Inventory {
  return {
    types: layouts.map((_, type) => new TypeInventory(type)),
    spools: [],
    rests: [],
  };
}

/** @param first the spool of the first */
export function addLoaded(inventory: Inventory, all: readonly Loaded[], first: number): void {
  for (const [place, loaded] of all.entries()) {
    const spool = first + place;
    inventory.spools[spool] = loaded.spoolLength;
    inventory.rests[spool] = loaded.rest;
    for (const segment of loaded.segments) inventory.types[segment.type]!.addSegment(segment, spool);
    for (const piece of loaded.runs.flat()) inventory.types[piece.type]!.addPiece(piece, spool);
  }
}

/** The list of what is durable: a line when the build begins, and one a checkpoint. */
export class PlanLog {
  readonly #file: number;
  #length: number;

  private constructor(file: number, length: number) {
    this.#file = file;
    this.#length = length;
  }

  static begin(path: string, beginning: Beginning): PlanLog {
    const log = new PlanLog(openSync(path, 'w'), 0);
    log.#append({ version, ...beginning });
    return log;
  }

  /** Undefined when it is not there, or is of another build, or has no checkpoint. */
  static resume(
    path: string,
    { name, layout }: Pick<Beginning, 'name' | 'layout'>,
  ): { log: PlanLog; beginning: Beginning; checkpoints: readonly [Checkpoint, ...Checkpoint[]] } | undefined {
    const { lines, length } = readLines(path);
    const [beginning, first, ...others] = lines as [Beginning & { version: number }, ...Checkpoint[]];
    const isOurs =
      isRecord(beginning) &&
      beginning.version === version &&
      beginning.name === name &&
      beginning.layout === layout;
    if (!isOurs || first === undefined) return undefined;
    return { log: new PlanLog(openSync(path, 'r+'), length), beginning, checkpoints: [first, ...others] };
  }

  add(checkpoint: Checkpoint): void {
    this.#append(checkpoint);
  }

  close(): void {
    closeSync(this.#file);
  }

  #append(line: object): void {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    writeAll(this.#file, bytes, this.#length);
    fsyncSync(this.#file);
    this.#length += bytes.length;
  }
}

/** The whole ones: a crash may leave a part of one. */
function readLines(path: string): { readonly lines: readonly unknown[]; readonly length: number } {
  const lines: unknown[] = [];
  let length = 0;
  try {
    const bytes = readFileSync(path);
    for (let end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n', length)) {
      lines.push(JSON.parse(bytes.toString('utf8', length, end)));
      length = end + 1;
    }
  } catch {
    // Nothing is lost but time.
  }
  return { lines, length };
}
