/** The sizes at which a search, or the building of a collection, takes another way. What comes of it is the same whatever they are. */
export interface SearchTuning {
  /** A condition with fewer rows is answered by reading and sorting them: about 2 µs a row where many. */
  readonly sortableRows: number;
  /** A term that more than this share of all has is met soon on the way through any order. */
  readonly frequentShare: number;
  /** Candidates looked at before others get their turn; twice as many each time, as the search proves long. */
  readonly firstSlice: number;
  readonly largestSlice: number;
  /** The same where each candidate's content has to be read: about 10 µs each. */
  readonly firstReadSlice: number;
  readonly largestReadSlice: number;
  /** Rows of a large collection that are put in order at a time, which takes some 50 bytes of memory each. */
  readonly rowsInOrder: number;
}

export const defaultTuning: SearchTuning = {
  sortableRows: 512,
  frequentShare: 0.95,
  firstSlice: 1_024,
  largestSlice: 16_384,
  firstReadSlice: 256,
  largestReadSlice: 512,
  rowsInOrder: 1_000_000,
};
