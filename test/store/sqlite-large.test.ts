import { storeContract } from '../contract/store.ts';
import { isLong } from '../support/long.ts';
import { temporarySqliteStore, withoutThreads } from '../support/store-sqlite.ts';

/** Sizes at which sixty resources are searched as a million are otherwise. */
const asIfLarge = {
  sortableRows: 4,
  frequentShare: 1 / 2,
  firstSlice: 3,
  largestSlice: 11,
  firstReadSlice: 2,
  largestReadSlice: 7,
  rowsInOrder: 5,
};

storeContract(
  'SqliteStore, searching as in a large collection, and without threads,',
  clock => temporarySqliteStore(clock, asIfLarge, withoutThreads),
  // Lines that threads go through are counted here alone.
  !isLong && !process.env.COVERAGE,
);
