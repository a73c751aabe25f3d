import { setFlagsFromString } from 'node:v8';

/**
 * By how much the heap may grow over what lives in it until all of it is collected, in percent. Left to itself V8 waits for
 * up to four times as much, where memory is plenty: caches of 250 MB would make a process of over a gigabyte.
 */
const growingPercent = 100;

/**
 * Bounds this process's heap by what it keeps: about twice as much, and the young generation. To be called when the program is
 * loaded: the young generation has grown to some 25 MB by then, and stays so. V8 would go on to 64 MB while schemas are built
 * and tenants warmed up, and keep them for good. (The flag is read whenever it might grow; the greatest size itself is read
 * once, when a process begins, so only its command line can tell it.)
 */
export function boundHeap(): void {
  setFlagsFromString(`--heap-growing-percent=${growingPercent}`);
  setFlagsFromString('--semi-space-growth-factor=1');
}

/** Two halves and what is on its way between them: three times as much is the young generation of a thread of an ingest. */
const semiSpaceOfThreadMegabytes = 4;

/**
 * The same for a process that ingests, before it does. The thread that reads keeps the small young generation that it has, and
 * those that load, which have many short-lived objects, begin with as much as they may have at most, as none grows.
 */
export function boundHeapOfIngest(): void {
  boundHeap();
  setFlagsFromString(`--min-semi-space-size=${semiSpaceOfThreadMegabytes}`);
}
