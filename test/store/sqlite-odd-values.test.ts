import { describe } from 'vitest';
import { defaultTuning } from '../../src/store/sqlite/tuning.ts';
import { oddValuesContract } from '../contract/store-odd-values.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { useWorld } from '../support/store-world.ts';

describe.each([
  ['as they are', defaultTuning],
  ['as of many', { ...defaultTuning, sortableRows: 2, firstSlice: 3, firstReadSlice: 2 }],
])('searching few resources %s', (_name, tuning) => {
  oddValuesContract(
    useWorld(clock => temporarySqliteStore(clock, tuning)),
    8,
  );
});
