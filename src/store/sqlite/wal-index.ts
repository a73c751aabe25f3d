import { fstatSync, readdirSync, readlinkSync, readSync, realpathSync, statSync } from 'node:fs';

/**
 * The head of a WAL's index, twice as SQLite writes it: https://www.sqlite.org/walformat.html#the_wal_index_file_format.
 * Every commit of every process changes it, both copies before the commit returns.
 */
const headBytes = 96;
/** Of 32 bits each: pages that the log holds (in the first copy), and behind both copies how many of them are in the file. */
const heldAt = 4;
const copiedAt = headBytes / 4;
/** What each copy begins with. Where it does not, the file is not what SQLite sees of it in memory. */
const version = 3_007_000;
/** To look through more open files takes too long. */
const maxFiles = 4_096;

/**
 * Tells whether a file was written to, by what SQLite itself tells it by: a connection that finds the head of the
 * index as it was reads the same snapshot as before. To read it takes no lock, and so a third of the time that the shortest
 * statement takes.
 */
export class WalIndex {
  readonly #file: number;
  #seen = new Int32Array(headBytes / 4);
  #read = new Int32Array(headBytes / 4);
  readonly #numbers = new Uint32Array(copiedAt + 1);

  private constructor(file: number) {
    this.#file = file;
  }

  /**
   * Of a database that is open and was read; undefined where the system does not say which files are open. It may be used as
   * long as that connection is open.
   */
  static of(path: string): WalIndex | undefined {
    const file = fileOf(path);
    if (file === undefined) return undefined;
    const index = new WalIndex(file);
    index.isAsBefore();
    const copies = [0, headBytes / 8];
    return copies.every(at => index.#seen[at] === version) ? index : undefined;
  }

  /** Pages of the log that are not in the file yet. About: another process may be writing. */
  pagesToCopy(): number {
    const numbers = this.#numbers;
    readSync(this.#file, numbers, 0, numbers.byteLength, 0);
    return Math.max(numbers[heldAt]! - numbers[copiedAt]!, 0);
  }

  /** Whether nothing was committed since this was asked before. */
  isAsBefore(): boolean {
    const read = this.#read;
    const isWhole = readSync(this.#file, read, 0, headBytes, 0) === headBytes;
    const seen = this.#seen;
    if (isWhole && isSame(seen, read)) return true;
    this.#read = seen;
    this.#seen = read;
    return false;
  }
}

function isSame(one: Int32Array, other: Int32Array): boolean {
  for (let place = 0; place < one.length; place++) {
    if (one[place] !== other[place]) return false;
  }
  return true;
}

/**
 * The very file that SQLite has open, and never one opened here: closing that would take SQLite's locks away, which are the
 * process's: https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
 */
function fileOf(path: string): number | undefined {
  try {
    const index = `${realpathSync(path)}-shm`;
    const { dev, ino } = statSync(index);
    const names = readdirSync('/proc/self/fd');
    if (names.length > maxFiles) return undefined;
    for (const name of names) {
      if (linkOf(name) !== index) continue;
      const open = fstatSync(Number(name));
      if (open.dev === dev && open.ino === ino) return Number(name);
    }
  } catch {
    // No such system: the statement is asked every time.
  }
  return undefined;
}

function linkOf(name: string): string | undefined {
  try {
    return readlinkSync(`/proc/self/fd/${name}`);
  } catch {
    // Closed meanwhile, as the folder that is read is itself.
    return undefined;
  }
}
