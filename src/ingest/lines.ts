/** Longest line that is read; a resource of that size is none. Bounds memory whatever a file holds. */
export const maxLineBytes = 16 * 1024 * 1024;

export interface Line {
  readonly number: number;
  /** Where the next line begins, in bytes. */
  readonly end: number;
  /** Undefined when the line is too long or no UTF-8. */
  readonly text: string | undefined;
  readonly problem?: string;
}

export const newline = 0x0a;

export const problemOfLongLine = (maxBytes: number) => `longer than ${maxBytes} bytes`;

/** What stands before the first chunk: as many bytes and lines. */
export interface LinesBefore {
  readonly offset: number;
  readonly line: number;
}

/**
 * Splits bytes into lines, without blank ones. Never holds more than one line.
 *
 * @param maxBytes a longer line is told of instead of kept
 */
export async function* readLines(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  maxBytes = maxLineBytes,
  before: LinesBefore = { offset: 0, line: 0 },
): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let number = before.line;
  let read = before.offset;
  let parts: Buffer[] = [];
  let length = 0;

  const finish = (end: number): Line | undefined => {
    number += 1;
    const bytes = parts;
    const tooLong = length > maxBytes;
    parts = [];
    length = 0;
    if (tooLong) return { number, end, text: undefined, problem: problemOfLongLine(maxBytes) };
    try {
      // The decoder drops a byte order mark by itself.
      const text = decoder.decode(bytes.length === 1 ? bytes[0] : Buffer.concat(bytes));
      return text.trim() === '' ? undefined : { number, end, text };
    } catch {
      return { number, end, text: undefined, problem: 'not UTF-8' };
    }
  };

  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      if (end === start && length === 0) number += 1;
      else {
        keep(chunk.subarray(start, end));
        const line = finish(read + end + 1);
        if (line !== undefined) yield line;
      }
      start = end + 1;
    }
    keep(chunk.subarray(start));
    read += chunk.length;
  }
  if (length > 0) {
    const line = finish(read);
    if (line !== undefined) yield line;
  }

  function keep(part: Buffer): void {
    length += part.length;
    if (part.length > 0 && length <= maxBytes) parts.push(part);
    else if (length > maxBytes) parts = [];
  }
}
