#!/usr/bin/env node
// Runs the command line on a Node that can: this one, or the one that is installed beside the project.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const oldestMajor = 24;
const main = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../src/main.ts');

if (Number(process.versions.node.split('.')[0]) >= oldestMajor) {
  process.argv[1] = main;
  await import(main);
} else {
  const node = join(main, '../../node_modules/.bin/node');
  if (!existsSync(node)) {
    process.stderr.write(`Node ${oldestMajor} or later is needed; this is ${process.version}.\n`);
    process.exit(1);
  }
  const { status, signal } = spawnSync(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(status ?? (signal === null ? 1 : 128));
}
