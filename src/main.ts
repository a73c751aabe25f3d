import { keepCompiled } from './compiled.ts';

// Imports are loaded before anything runs, so everything else is imported behind this.
keepCompiled();
await import('./command-line.ts');
