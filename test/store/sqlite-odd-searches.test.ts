import { describe } from 'vitest';
import { defaultTuning } from '../../src/store/sqlite/tuning.ts';
import { oddSearchesContract } from '../contract/store-odd-searches.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { useWorld } from '../support/store-world.ts';

describe.each([
  ['as they are', defaultTuning],
  ['as of many', { ...defaultTuning, sortableRows: 8, firstSlice: 8, firstReadSlice: 4 }],
])('odd data %s', (_name, tuning) => {
  oddSearchesContract(
    useWorld(clock => temporarySqliteStore(clock, tuning)),
    20,
  );
});
