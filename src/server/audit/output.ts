import { close, constants, fstat, open, write } from 'node:fs';
import { mkdir, open as openHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { openStandardOutput, pipeBytes } from '../../core/standard-output.ts';

const opening = promisify(open);
const closing = promisify(close);
const writing = promisify(write);
const examining = promisify(fstat);

const fileBytes = 256 * 1024;

/** Owner reads and writes, group reads: whoever ships logs. */
const fileMode = 0o640;
const folderMode = 0o750;

const newline = Buffer.from('\n');

export interface OutputOptions {
  /** Bytes of one write; a longer line goes by itself. */
  readonly maxWriteBytes: number;
  /** Whether the descriptor is closed in the end. */
  readonly owned: boolean;
  /** Whether what is there already ends within a line. */
  readonly torn: boolean;
}

/**
 * Where whole lines are appended, which other processes may do as well. One write holds whole lines, and Linux mixes
 * no two writes to a file opened with O_APPEND on a local file system. A write that is cut short, as by a full disk,
 * leaves the beginning of a line, and somebody else may have written behind it when there is room again: so the next
 * write begins with a new line and has the line that was cut once more, whole.
 */
export class Output {
  readonly #fd: number;
  readonly #options: OutputOptions;
  #torn: boolean;

  constructor(fd: number, options: OutputOptions) {
    this.#fd = fd;
    this.#options = options;
    this.#torn = options.torn;
  }

  get maxWriteBytes(): number {
    return this.#options.maxWriteBytes;
  }

  /** How many bytes of `lines`, counted in whole lines, the system has taken. Rejects with what the system says. */
  async append(lines: Buffer): Promise<number> {
    const bytes = this.#torn ? Buffer.concat([newline, lines]) : lines;
    const lead = bytes.length - lines.length;
    try {
      const { bytesWritten } = await writing(this.#fd, bytes);
      if (bytesWritten === 0) return 0;
      const whole = bytes.lastIndexOf('\n', bytesWritten - 1) + 1;
      this.#torn = whole < bytesWritten;
      return Math.max(whole - lead, 0);
    } catch (error) {
      // What kept this process from writing may have cut a line of another.
      if (!isBusy(error)) this.#torn = true;
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.#options.owned) await closing(this.#fd);
  }
}

/** Whether a pipe has no room just now. */
export function isBusy(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EAGAIN';
}

/** For as long as the process lives. */
export function standardOutput(): Output {
  return new Output(openStandardOutput(), { maxWriteBytes: pipeBytes, owned: false, torn: false });
}

/** Opens a file, or makes it with its folder. Rejects with what the system says. */
export async function openFile(path: string): Promise<Output> {
  await mkdir(dirname(path), { recursive: true, mode: folderMode });
  // Without O_NONBLOCK a named pipe would hold up the start until somebody reads it.
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK;
  const fd = await opening(path, flags, fileMode);
  const found = await examining(fd);
  const torn = found.isFile() && found.size > 0 && (await endsWithinLine(path, found.size));
  return new Output(fd, { maxWriteBytes: found.isFile() ? fileBytes : pipeBytes, owned: true, torn });
}

/** As a process leaves it that was killed while it wrote. False where it may be written but not read. */
async function endsWithinLine(path: string, size: number): Promise<boolean> {
  try {
    await using file = await openHandle(path, 'r');
    const { bytesRead, buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return bytesRead === 1 && buffer.toString() !== '\n';
  } catch {
    return false;
  }
}
