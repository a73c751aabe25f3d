import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkOptions, type SampleOptions } from './options.ts';
import { type SampleType, sampleResources, sampleTypes } from './resources.ts';

/** Resources a write, about 0.7 MB: the only buffer, so memory does not grow with the sample. */
const batch = 500;

/**
 * Writes `<type>.ndjson` for every sample type into folder `out`, which is made when missing. The files are
 * written as `<type>.ndjson.partial` and renamed when all are complete, so a killed run leaves no half file
 * under a final name; a failed one removes its partial files.
 *
 * @param onProgress called after every write with the count of the type so far
 * @returns how many resources of each type were written
 * @throws RangeError for bad options; the file system's errors
 */
export async function writeSample(
  out: string,
  options: SampleOptions,
  onProgress?: (type: string, written: number) => void,
): Promise<Record<SampleType, number>> {
  checkOptions(options);
  await mkdir(out, { recursive: true });
  const counts: Record<SampleType, number> = {
    Organization: 0,
    Location: 0,
    Practitioner: 0,
    Patient: 0,
    Encounter: 0,
  };
  try {
    for (const type of sampleTypes) {
      counts[type] = await writeType(partial(out, type), type, options, onProgress);
    }
    for (const type of sampleTypes) await rename(partial(out, type), join(out, `${type}.ndjson`));
  } catch (error) {
    for (const type of sampleTypes) await rm(partial(out, type), { force: true });
    throw error;
  }
  return counts;
}

function partial(out: string, type: SampleType): string {
  return join(out, `${type}.ndjson.partial`);
}

async function writeType(
  path: string,
  type: SampleType,
  options: SampleOptions,
  onProgress?: (type: string, written: number) => void,
): Promise<number> {
  const file = await open(path, 'w');
  try {
    let lines: string[] = [];
    let written = 0;
    // Waiting for each write is the back-pressure.
    const flush = async () => {
      await file.appendFile(lines.join(''));
      written += lines.length;
      lines = [];
      onProgress?.(type, written);
    };
    for (const resource of sampleResources(type, options)) {
      lines.push(`${JSON.stringify(resource)}\n`);
      if (lines.length === batch) await flush();
    }
    if (lines.length > 0) await flush();
    await file.sync();
    return written;
  } finally {
    await file.close();
  }
}
