import fc from 'fast-check';
import { seed } from './seed.ts';

/** What tests get as `fast-check`, see `vitest.config.ts`. A property that fails tells its seed. */
fc.configureGlobal({ seed });

export * from 'fast-check';
export default fc;
