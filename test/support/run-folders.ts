import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

/** What is made once a run lies here, see `layMaster` and `r4Schema`. */
async function shareFolder(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'test-run-'));
  process.env.TEST_RUN_FOLDER = folder;
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
  const ends = [await shareFolder(), await shareCompiledModules(project)];
  return async () => {
    for (const end of ends) await end?.();
  };
}
