import { type LinesBefore, maxLineBytes, newline, problemOfLongLine } from './lines.ts';

/** Some 150 resources: what is done once a block weighs little, and blocks under way take little memory. */
const defaultBlockBytes = 256 * 1024;

/** Whole lines, with their ends but for the last of all. */
export interface LineBlock {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What stands before the next. */
  readonly next: LinesBefore;
}

/** A line that is not kept. */
export interface LongLine {
  readonly problem: string;
  readonly next: LinesBefore;
}

/**
 * Cuts bytes into blocks of whole lines. Never holds more than a block, or the longest line.
 *
 * @param chunks each is copied before the next is asked for, so they may share memory
 * @param maxBytes a longer line is told of instead of kept, if no block is as long
 */
export async function* readBlocks(
  chunks: AsyncIterable<Buffer>,
  before: LinesBefore = { offset: 0, line: 0 },
  { blockBytes = defaultBlockBytes, maxBytes = maxLineBytes } = {},
): AsyncGenerator<LineBlock | LongLine> {
  let { offset, line } = before;
  /** One piece of memory for all: those of each chunk would be there until they are collected. */
  let gathered = new Uint8Array(blockBytes * 2);
  let length = 0;
  /** Behind the last whole line. */
  let end = 0;
  let isSkipping = false;

  /** Has memory of its own, which can be handed to another thread. */
  const cut = (to: number): LineBlock => {
    const bytes = gathered.slice(0, to);
    gathered.copyWithin(0, to, length);
    length -= to;
    end = 0;
    offset += to;
    line += countLines(bytes);
    return { bytes, next: { offset, line } };
  };
  const long = (): LongLine => {
    line += 1;
    isSkipping = false;
    return { problem: problemOfLongLine(maxBytes), next: { offset, line } };
  };

  for await (const chunk of chunks) {
    let rest = chunk;
    if (isSkipping) {
      const ending = chunk.indexOf(newline) + 1;
      offset += ending === 0 ? chunk.length : ending;
      if (ending === 0) continue;
      yield long();
      rest = chunk.subarray(ending);
    }
    if (rest.length === 0) continue;
    const found = rest.lastIndexOf(newline) + 1;
    if (found > 0) end = length + found;
    if (length + rest.length > gathered.length) {
      const larger = new Uint8Array((length + rest.length) * 2);
      larger.set(gathered.subarray(0, length));
      gathered = larger;
    }
    gathered.set(rest, length);
    length += rest.length;
    if (length < blockBytes) continue;
    if (end > 0) yield cut(end);
    if (length <= maxBytes) continue;
    offset += length;
    length = 0;
    isSkipping = true;
  }
  if (isSkipping) yield long();
  if (length > 0) yield cut(length);
}

/** The last counts without an end too. */
export function countLines(bytes: Uint8Array): number {
  let lines = bytes.length > 0 && bytes[bytes.length - 1] !== newline ? 1 : 0;
  // Of a Buffer, which looks through many bytes at a time.
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = buffer.indexOf(newline); at >= 0; at = buffer.indexOf(newline, at + 1)) lines += 1;
  return lines;
}
