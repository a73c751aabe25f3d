import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import { isSample, sampleSource } from '../../src/ingest/sample.ts';
import type { Source } from '../../src/ingest/source.ts';

export const smallSample = sampleSource({ patients: 40, seed: 1 });

/** Of one run, see run-folders.ts. */
const masters = process.env.TEST_RUN_FOLDER;

/**
 * Makes the sample the master of a store that is not open, as an ingest by that clock does; but the run ingests each
 * sample once, and copies its files. Their generation and time of ingest are alike.
 *
 * @param folder of the store, empty or not there yet
 * @returns false where nothing was done: the source is no sample, or the run has no folder for them
 */
export async function layMaster(
  folder: string,
  source: Source,
  clock: Clock = systemClock,
): Promise<boolean> {
  if (masters === undefined || !isSample(source.name)) return false;
  const time = clock === systemClock ? '' : clock.now();
  const name = createHash('sha256').update(`${source.name} ${time}`).digest('hex');
  const made = join(masters, name);
  if (!(await isThere(made))) await make(made, source, clock);
  await cp(made, folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
  return true;
}

async function make(made: string, source: Source, clock: Clock): Promise<void> {
  // Most find it made, and need none of this.
  const { SqliteStore } = await import('../../src/store/sqlite/store.ts');
  const { ingestInto } = await import('./ingest-into.ts');
  const { threads } = await import('./store-sqlite.ts');
  const folder = await mkdtemp(join(masters!, 'making-'));
  const store = new SqliteStore(folder, clock, { runner: threads });
  await ingestInto(store, source, folder, clock);
  await store.close();
  // Another worker may have been faster.
  await rename(folder, made).catch(() => rm(folder, { recursive: true }));
}

const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
