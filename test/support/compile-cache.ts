import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

/**
 * Processes and threads of one test run compile a module once: the first that ends leaves it to those that follow.
 * Not where coverage is counted, which https://nodejs.org/api/module.html#module-compile-cache would make less exact.
 */
export default async function shareCompiledModules({ config }: TestProject) {
  if (config.coverage.enabled) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'compiled-'));
  process.env.NODE_COMPILE_CACHE = folder;
  // Whoever ends last may still be writing.
  return () => rm(folder, { recursive: true, maxRetries: 10 });
}
