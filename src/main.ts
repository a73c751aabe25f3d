import { keepCompiled } from './compiled.ts';
import { beginWith, flagsOfServing } from './heap.ts';

// Before anything is loaded twice. The parent of several serves nothing itself.
if (process.argv[2] === 'serve' && (process.env.WORKERS ?? '1') === '1') beginWith(flagsOfServing(1));

// Imports are loaded before anything runs, so everything else is imported behind this.
keepCompiled();
await import('./command-line.ts');
