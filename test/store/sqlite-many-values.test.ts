import { describe } from 'vitest';
import { defaultTuning } from '../../src/store/sqlite/tuning.ts';
import { manyValuesContract } from '../contract/store-many-values.ts';
import { temporarySqliteStore } from '../support/store-sqlite.ts';
import { useWorld } from '../support/store-world.ts';

describe.each([
  ['few resources', defaultTuning],
  ['many resources', { ...defaultTuning, sortableRows: 3 }],
])('with %s', (_size, tuning) => {
  manyValuesContract(useWorld(clock => temporarySqliteStore(clock, tuning)));
});
