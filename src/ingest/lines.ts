/** Longest line that is read; a resource of that size is none. Bounds memory whatever a file holds. */
export const maxLineBytes = 16 * 1024 * 1024;

export interface Line {
  readonly number: number;
  /** Undefined when the line is too long or no UTF-8. */
  readonly text: string | undefined;
  readonly problem?: string;
}

const newline = 0x0a;

/**
 * Splits bytes into lines, without blank ones. Never holds more than one line.
 *
 * @param maxBytes a longer line is told of instead of kept
 */
export async function* readLines(
  chunks: AsyncIterable<Buffer>,
  maxBytes = maxLineBytes,
): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let number = 0;
  let parts: Buffer[] = [];
  let length = 0;

  const finish = (): Line | undefined => {
    number += 1;
    const bytes = parts;
    const tooLong = length > maxBytes;
    parts = [];
    length = 0;
    if (tooLong) return { number, text: undefined, problem: `longer than ${maxBytes} bytes` };
    try {
      // The decoder drops a byte order mark by itself.
      const text = decoder.decode(bytes.length === 1 ? bytes[0] : Buffer.concat(bytes));
      return text.trim() === '' ? undefined : { number, text };
    } catch {
      return { number, text: undefined, problem: 'not UTF-8' };
    }
  };

  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      if (end === start && length === 0) number += 1;
      else {
        keep(chunk.subarray(start, end));
        const line = finish();
        if (line !== undefined) yield line;
      }
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  if (length > 0) {
    const line = finish();
    if (line !== undefined) yield line;
  }

  function keep(part: Buffer): void {
    length += part.length;
    if (part.length > 0 && length <= maxBytes) parts.push(part);
    else if (length > maxBytes) parts = [];
  }
}
