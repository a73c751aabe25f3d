/** Something read from a source that should be a resource. */
export interface Candidate {
  /** Where it stands, for whoever mends it: a file's name, or what of a server was read; never with values. */
  readonly file: string;
  /** Line of an NDJSON file, or place in a Bundle, from 1. */
  readonly line: number;
  /** The parsed JSON, or why there is none. */
  readonly content: { readonly json: unknown } | Problem;
  /** Length of the text it was parsed from; 0 or nothing where that is in memory anyway. */
  readonly chars?: number;
}

export interface Problem {
  readonly problem: string;
  /** The source has something that it did not give, by its own words: what is missing may not be gone. */
  readonly isLoss?: boolean;
}

/** Lines of NDJSON as they stand, which cost the reader next to nothing: others decode and parse them. */
export interface Block {
  readonly file: string;
  /** How many lines stand before the first. */
  readonly linesBefore: number;
  /** Whole lines; handed over. */
  readonly block: Uint8Array<ArrayBuffer>;
}

/** A resource that the source has no longer. Only where changes are read. */
export interface Deletion {
  readonly deleted: { readonly type: string; readonly id: string };
}

/**
 * A place in the source, in JSON that the source alone understands: what was given before it is dealt with when the
 * reading goes on behind it. Of a few kilobytes at most; no credentials in it, since it is kept.
 */
export type Position =
  | null
  | boolean
  | number
  | string
  | readonly Position[]
  | { readonly [name: string]: Position };

/** A copy of what a source knows of its progress, which goes on. */
export function toPosition(progress: object): Position {
  return JSON.parse(JSON.stringify(progress));
}

export interface Mark {
  readonly position: Position;
}

/**
 * When the source was as it is read, in its own words (a server's time): `since` of the next refresh. Given by a source
 * that can tell what has changed since then, at whatever place of its reading. The first one counts: a reading that is
 * gone on with has part of it from then.
 */
export interface Moment {
  readonly asOf: string;
}

/** What comes of reading a source, in order. */
export type Item = Candidate | Block | Deletion | Mark | Moment;

/** How far a part of a source (a file, a resource type) is read. */
export interface PartProgress {
  /** For people: a file's name or a resource type. */
  readonly part: string;
  readonly unit: 'bytes' | 'resources' | '%';
  readonly done: number;
  /** Undefined where it is not known. It may change. */
  readonly total: number | undefined;
}

export interface ReadOptions {
  /** Where an earlier reading of the same version, with the same `since`, got to; undefined: from the beginning. */
  readonly from: Position | undefined;
  /** Only what has changed or was deleted since that moment; undefined: everything. */
  readonly since: string | undefined;
  /** To be told now and then, which costs next to nothing; at the beginning of every part there is, as far as they are known. */
  readonly onProgress: (progress: PartProgress) => void;
  /** Whether lines may come as blocks. */
  readonly blocks?: boolean;
  /** Aborted when nothing more is wanted: what is waited for should end then. The reader may also just stop reading. */
  readonly signal: AbortSignal;
}

/** Where resources come from. Nothing is opened or asked before `read` or `version`. */
export interface Source {
  /** Tells sources apart from one run to the next. For people too, so without secrets. */
  readonly name: string;
  /**
   * What it holds now: equal for equal contents. Asked before reading; a refresh of what was ingested with the same
   * version does nothing. Missing where that cannot be told beforehand.
   * @throws SourceError
   */
  version?(): Promise<string | undefined>;
  /** How many bytes there are to read, where that is known. */
  readonly bytes?: number | undefined;
  /**
   * Everything there is, unless `since` says otherwise: what does not come is not in the source any more. Reads no
   * further ahead than is asked for. Of one key the last counts. Where it gives no position, a reading that was
   * interrupted begins anew.
   * @throws SourceError, in words for whoever named the source, when it cannot be read to its end
   * @throws PositionExpired before the first item
   */
  read(options: ReadOptions): AsyncIterable<Item>;
  /** Lets go of what it holds, such as connections. Called once, by whoever made the source, whatever came before. */
  close?(): Promise<void>;
}

/** A source that cannot be used, in words for whoever named it. */
export class SourceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SourceError';
  }
}

/** The source does not know the position any more that it was to go on from: the reading begins anew. */
export class PositionExpired extends Error {
  constructor() {
    super('The position is not known to the source any more');
    this.name = 'PositionExpired';
  }
}
