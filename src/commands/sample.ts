import { writeSample } from '../fhir/sample/index.ts';
import { showProgress } from './progress.ts';

/** `sample --patients N --seed S --out DIR`. */
export async function runSample(options: { patients: number; seed: number; out: string }): Promise<void> {
  const progress = showProgress('sample', undefined);
  const counts = await writeSample(options.out, options, (_, written) => progress.update(0, written));
  progress.stop();
  const rows = Object.entries(counts).map(([type, count]) => `  ${`${type}.ndjson`.padEnd(22)}${count}\n`);
  process.stdout.write(`Wrote to ${options.out}\n${rows.join('')}`);
}
