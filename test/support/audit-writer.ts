import { type Clock, systemClock } from '../../src/core/clock.ts';
import { type Logger, silentLogger } from '../../src/core/log.ts';
import { EventLine } from '../../src/server/audit/event.ts';
import type { Line } from '../../src/server/audit/line-buffer.ts';
import { LineWriter } from '../../src/server/audit/line-writer.ts';
import { openFile } from '../../src/server/audit/output.ts';

export interface WriterOptions {
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly maxWaitingBytes?: number;
}

/** A writer of lines to a file. */
export async function writerTo(path: string, options: WriterOptions = {}): Promise<LineWriter> {
  const open = () => openFile(path);
  return new LineWriter({
    ...{ output: await open(), open, clock: systemClock, logger: silentLogger },
    maxWaitingBytes: 64 * 1024 * 1024,
    ...options,
  });
}

/** A line of about that length that says which one it is, and whether it is whole. */
export function numberedLine(writer: string, number: number, length: number): Line {
  return asLine(JSON.stringify({ writer, number, text: 'x'.repeat(length), end: true }));
}

export function asLine(text: string): Line {
  return new EventLine(text.slice(0, 2), Buffer.from(`${text.slice(2)}\n`));
}
