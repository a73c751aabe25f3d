import { type SampleOptions, sampleResources, sampleTypes } from '../fhir/sample/index.ts';
import type { Source } from './source.ts';

const prefix = 'sample ';

/** The synthetic data of `sample`, without files. */
export function sampleSource(options: SampleOptions): Source {
  return {
    name: `${prefix}patients=${options.patients} seed=${options.seed}`,
    async *read() {
      for (const type of sampleTypes) {
        let line = 0;
        for (const json of sampleResources(type, options)) {
          line += 1;
          yield { file: `${type}.ndjson`, line, content: { json } };
        }
      }
    },
  };
}

/** Sample data gives way to any other source. */
export function isSample(source: string): boolean {
  return source.startsWith(prefix);
}
