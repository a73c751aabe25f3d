import { availableParallelism } from 'node:os';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/**
 * By how much the heap may grow over what lives in it until all of it is collected, in percent. Left to itself V8 waits for
 * up to four times as much, where memory is plenty: caches of 250 MB would make a process of over a gigabyte.
 */
const growingPercent = 100;

/** What the young generation grows to, and no further: enough for what requests under way leave. */
const youngBytes = 24 * 1024 * 1024;
/** How often it is looked at, which takes some 10 µs. */
const lookMs = 250;

/**
 * Bounds this process's heap by what it keeps: about twice as much, and the young generation, which V8 would let grow to
 * 64 MB while schemas are built and tenants warmed up, and keep. In an idle process V8 shrinks it to 1 MB; so it may grow
 * again whenever it is smaller than it should be. In so small a one, what requests under way need looks as if it lived
 * long: lists took twice as long, with pauses of 50 ms. (The flag is read whenever it might grow; the sizes themselves are
 * read once, when a process begins, so only its command line can tell them.)
 *
 * Objects are young wherever they are made. Left to itself V8 makes those old at once that are made where, at the start, most were kept:
 * each that a request makes there keeps what it points to until all of the heap is collected, and so on from
 * request to request. Of some starts lists took twice as long, and the heap three times as much.
 */
export function boundHeap(): void {
  boundOld();
  setFlagsFromString('--no-allocation-site-pretenuring');
  let isGrowing: boolean | undefined;
  const look = () => {
    const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    const grows = (young?.space_size ?? 0) < youngBytes;
    if (grows !== isGrowing) growYoung(grows);
    isGrowing = grows;
  };
  look();
  setInterval(look, lookMs).unref();
}

/**
 * What V8 is told on the command line of each process that serves, where so many of them share the processors. Where there
 * is one for each, the threads that V8 collects with do not work beside the one that answers requests but take turns with it, and
 * they are several: it got a fifth of its processor for 70 ms while they marked 60 MB. Alone it marks in steps of some ms, all
 * of which take no more time of the processor; only the end of marking is long where many requests are under way.
 */
export function flagsOfServing(processes: number): readonly string[] {
  return availableParallelism() / processes < 2 ? ['--single-threaded-gc'] : [];
}

/**
 * Begins this process anew with such flags, unless it has them: V8 reads them once. Same id, same streams. Nothing must have
 * been opened. A process that its parent talks to stays as it is, since that line would be lost, as it does on Windows.
 */
export function beginWith(flags: readonly string[]): void {
  const { execArgv, execPath, argv, env, platform } = process;
  const missing = flags.filter(flag => !execArgv.includes(flag));
  if (missing.length === 0 || process.send !== undefined || platform === 'win32') return;
  process.execve!(execPath, [execPath, ...execArgv, ...missing, ...argv.slice(1)], env);
}

/** Two halves and what is on its way between them: three times as much is the young generation of a thread that loads. */
const semiSpaceOfThreadMegabytes = 8;

/**
 * The same for a process that ingests, before it does. The thread that reads keeps the small young generation that it has, and
 * those that load, which have many short-lived objects, begin with as much as they may have at most, as none grows.
 */
export function boundHeapOfIngest(): void {
  boundOld();
  growYoung(false);
  setFlagsFromString(`--min-semi-space-size=${semiSpaceOfThreadMegabytes}`);
}

function boundOld(): void {
  setFlagsFromString(`--heap-growing-percent=${growingPercent}`);
}

/** To twice as much whenever it is full, or not at all. */
function growYoung(grows: boolean): void {
  setFlagsFromString(`--semi-space-growth-factor=${grows ? 2 : 1}`);
}
