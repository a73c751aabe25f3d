import type { Clock } from '../../core/clock.ts';
import { wait, within } from '../../core/clock.ts';
import type { Logger } from '../../core/log.ts';
import { gatherBytes, type Line, LineBuffer } from './line-buffer.ts';
import { isBusy, type Output } from './output.ts';
import { Tally } from './tally.ts';

/** Lines that come within so long are written together. */
const gatherMs = 10;
/** When a pipe is asked again whether it has room, and when a disk is. */
const busyRetryMs = 10;
const failedRetryMs = 250;
/** Buffers that wait empty for the next lines, 256 kB each: as many as fill up while others are written. */
const maxSpare = 8;
/** At the end what is left has so long to get out. */
const closeMs = 1_000;

export interface LineWriterOptions {
  readonly output: Output;
  /** Opens the same place anew, which may be another file by then. Rejects with what the system says. */
  readonly open: () => Promise<Output>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Memory for lines that are not written yet. */
  readonly maxWaitingBytes: number;
}

/**
 * Writes lines in order, beside the event loop, and keeps them while they cannot be written. Nothing is lost while memory
 * lasts; what has no room is counted and told.
 */
export class LineWriter {
  readonly #options: LineWriterOptions;
  readonly #dropped: Tally;
  #output: Output;
  /** Opened meanwhile; taken between two writes. */
  #next: Output | undefined;
  #waiting: LineBuffer[] = [];
  /** Were written, and are there for the next lines. */
  readonly #spare: LineBuffer[] = [];
  #waitingBytes = 0;
  #taken = 0;
  #written = 0;
  #running = false;
  #closed = false;
  #cancelStart: (() => void) | undefined;
  /** In the order of their lines. */
  #listeners: { readonly line: number; readonly tell: () => void }[] = [];
  #failure: string | undefined;
  #reopenFailure: string | undefined;

  constructor(options: LineWriterOptions) {
    const { output, clock, logger } = options;
    this.#options = options;
    this.#output = output;
    this.#dropped = new Tally(clock, logger, 'lines of the audit log were dropped');
  }

  get figures() {
    return { written: this.#written, dropped: this.#dropped.total, waitingBytes: this.#waitingBytes };
  }

  /** What is wrong, in words for whoever runs the gateway. */
  get trouble(): string | undefined {
    if (this.#failure !== undefined) return `The audit log cannot be written: ${this.#failure}.`;
    if (this.#dropped.lately) return `Lines of the audit log were dropped: ${this.#dropped.total}.`;
    if (this.#reopenFailure !== undefined)
      return `The audit log cannot be opened anew: ${this.#reopenFailure}.`;
    return undefined;
  }

  /** Takes a line. False when there is no room for it. */
  write(line: Line): boolean {
    const { length } = line;
    if (this.#closed || this.#waitingBytes + length > this.#options.maxWaitingBytes) {
      this.#dropped.add();
      return false;
    }
    this.#bufferFor(length).add(line);
    this.#waitingBytes += length;
    this.#taken += 1;
    if (this.#running) return true;
    if (this.#waitingBytes > gatherBytes) this.#start();
    else this.#startSoon();
    return true;
  }

  #bufferFor(length: number): LineBuffer {
    const last = this.#waiting.at(-1);
    if (last?.hasRoom(length)) return last;
    const next = (length <= gatherBytes && this.#spare.pop()) || new LineBuffer(length);
    this.#waiting.push(next);
    return next;
  }

  #startSoon(): void {
    this.#cancelStart ??= this.#options.clock.after(gatherMs, () => this.#start());
  }

  /** Resolves when the system has every line that was taken until now; begins to write at once. */
  handed(): Promise<void> {
    if (this.#written === this.#taken) return Promise.resolve();
    this.#start();
    return new Promise(tell => this.#listeners.push({ line: this.#taken, tell }));
  }

  /** Goes on in what is at the place by then. Where that cannot be opened it goes on in what it has. */
  async reopen(): Promise<void> {
    const { open, logger } = this.#options;
    try {
      const opened = await open();
      const unused = this.#closed ? opened : this.#next;
      if (!this.#closed) this.#next = opened;
      await unused?.close();
      this.#reopenFailure = undefined;
      if (!this.#running) await this.#useNext();
      logger.info({}, 'the audit log was opened anew');
    } catch (error) {
      this.#reopenFailure = codeOf(error);
      logger.error({ err: error }, 'the audit log cannot be opened anew; it goes on where it was');
    }
  }

  /** Writes what is left, for a second at most. Takes no further lines. */
  async close(): Promise<void> {
    // Waiting for the next try alone keeps no process from ending.
    const alive = setInterval(() => undefined, closeMs);
    await within(closeMs, this.#options.clock, this.handed());
    clearInterval(alive);
    this.#closed = true;
    this.#cancelStart?.();
    if (this.#taken > this.#written) this.#dropped.add(this.#taken - this.#written);
    this.#dropped.close();
    // A write that is still under way must not find another file under its number.
    if (!this.#running) await Promise.all([this.#output.close(), this.#next?.close()]);
  }

  #start(): void {
    this.#cancelStart?.();
    this.#cancelStart = undefined;
    if (this.#running) return;
    this.#running = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0 && !this.#closed) {
      const buffers = this.#waiting;
      this.#waiting = [];
      for (const buffer of buffers) {
        for (const batch of buffer.batches(this.#output.maxWriteBytes)) await this.#writeWhole(batch);
        if (!buffer.isUsual || this.#closed || this.#spare.length >= maxSpare) continue;
        buffer.clear();
        this.#spare.push(buffer);
      }
      // What came meanwhile is gathered too, unless there is much of it or somebody waits for it.
      if (this.#waitingBytes <= gatherBytes && this.#listeners.length === 0) break;
    }
    this.#running = false;
    await this.#useNext();
    if (this.#waiting.length > 0 && !this.#running && !this.#closed) this.#startSoon();
  }

  async #writeWhole({ bytes, lines }: { readonly bytes: Buffer; readonly lines: number }): Promise<void> {
    const { length } = bytes;
    let left = bytes;
    while (left.length > 0 && !this.#closed) {
      await this.#useNext();
      try {
        left = left.subarray(await this.#output.append(left));
        this.#succeeded();
      } catch (error) {
        this.#failed(error);
        await wait(this.#options.clock, isBusy(error) ? busyRetryMs : failedRetryMs);
      }
    }
    if (left.length > 0) return;
    this.#waitingBytes -= length;
    this.#written += lines;
    while (this.#listeners[0] !== undefined && this.#listeners[0].line <= this.#written)
      this.#listeners.shift()!.tell();
  }

  async #useNext(): Promise<void> {
    if (this.#next === undefined) return;
    const former = this.#output;
    this.#output = this.#next;
    this.#next = undefined;
    await former.close();
  }

  #failed(error: unknown): void {
    if (isBusy(error) || this.#failure !== undefined) return;
    this.#failure = codeOf(error);
    this.#options.logger.error({ err: error }, 'the audit log cannot be written; lines wait in memory');
  }

  #succeeded(): void {
    if (this.#failure === undefined) return;
    this.#failure = undefined;
    this.#options.logger.info({}, 'the audit log is written again');
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}
