/** Something read from a source that should be a resource. */
export interface Candidate {
  /** Where it stands, for whoever mends it. */
  readonly file: string;
  /** Line of an NDJSON file, or place in a Bundle, from 1. */
  readonly line: number;
  /** The parsed JSON, or why there is none. */
  readonly content: { readonly json: unknown } | { readonly problem: string };
  /** Length of the text it was parsed from; 0 or nothing where that is in memory anyway. */
  readonly chars?: number;
}

/** Where resources come from. */
export interface Source {
  /** Tells sources apart from one run to the next. */
  readonly name: string;
  /** Amount of work in `unit`, if it is known beforehand. */
  readonly total: number | undefined;
  /** In order; `onProgress` is told how much of `total` is done. */
  read(onProgress: (done: number) => void): AsyncIterable<Candidate>;
}

/** A source that cannot be used, in words for whoever named it. */
export class SourceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SourceError';
  }
}
