import { setFlagsFromString } from 'node:v8';

/**
 * By how much the heap may grow over what lives in it until all of it is collected, in percent. Left to itself V8 waits for
 * up to four times as much, where memory is plenty: caches of 250 MB would make a process of over a gigabyte.
 */
const growingPercent = 100;

/** Bounds this process's heap by what it keeps: about twice as much, and the young generation. */
export function boundHeap(): void {
  setFlagsFromString(`--heap-growing-percent=${growingPercent}`);
}
