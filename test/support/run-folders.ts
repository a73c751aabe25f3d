import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

/** Samples that are ingested once a run lie here, see `layMaster`. */
async function shareMasters(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'masters-'));
  process.env.TEST_MASTERS = folder;
  return () => rm(folder, { recursive: true, maxRetries: 10 });
}

/**
 * Processes and threads of one test run compile a module once: the first that ends leaves it to those that follow.
 * Not where coverage is counted, which https://nodejs.org/api/module.html#module-compile-cache would make less exact.
 */
async function shareCompiledModules({ config }: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (config.coverage.enabled) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'compiled-'));
  process.env.NODE_COMPILE_CACHE = folder;
  // Whoever ends last may still be writing.
  return () => rm(folder, { recursive: true, maxRetries: 10 });
}

/** What the files of a run have in common. */
export default async function shareFolders(project: TestProject) {
  const ends = [await shareMasters(), await shareCompiledModules(project)];
  return async () => {
    for (const end of ends) await end?.();
  };
}
