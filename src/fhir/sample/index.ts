export type { SampleOptions } from './options.ts';
export { type SampleType, sampleResources, sampleTypes } from './resources.ts';
export { writeSample } from './write.ts';
