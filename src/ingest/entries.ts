/** What a JSON text is made of when the elements of its object's list `entry` are taken out. */
export interface Frame {
  /** The text with a 0 for each element; undefined: longer than it may be. */
  readonly text: Buffer | undefined;
  /** How many lists of that name the object has. */
  readonly lists: number;
}

const [quote, backslash, comma, colon] = Buffer.from('"\\,:');
const [openObject, closeObject, openList, closeList] = Buffer.from('{}[]');
const zero = Buffer.from('0');
const name = Buffer.from('"entry"');

/**
 * Cuts a JSON text into the elements of its object's list `entry`, which may be many, and the frame around them, without
 * holding more than one of them. It is not checked here: whoever parses elements and frame checks all of it.
 *
 * @yields an element, good until the next is asked for; undefined for one that is too long
 * @param chunks each is copied before the next is asked for, so they may share memory
 * @param maxBytes of an element, and of the frame; of a longer element nothing is given
 */
export async function* splitEntries(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<Buffer | undefined, Frame> {
  const frame = new Gathered(maxBytes);
  const element = new Gathered(maxBytes);
  /** The last string of the object itself, and whether a colon came behind it. */
  const key = new Gathered(name.length);
  let isNamed = false;
  let [depth, lists] = [0, 0];
  let [isText, isEscaped, isListed] = [false, false, false];
  let isBlank = true;
  for await (const chunk of chunks) {
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at]!;
      if (isText) {
        if (isEscaped) isEscaped = false;
        else if (byte === backslash) isEscaped = true;
        else if (byte === quote) isText = false;
        if (depth === 1) key.add(chunk.subarray(at, at + 1));
        continue;
      }
      if (isListed && byte > 0x20 && !(depth === 2 && byte === closeList)) isBlank = false;
      if (byte === quote) {
        isText = true;
        if (depth === 1) {
          key.clear();
          key.add(chunk.subarray(at, at + 1));
        }
      } else if (byte === openObject || byte === openList) {
        depth += 1;
        if (byte === openList && depth === 2 && isNamed && key.equals(name)) {
          frame.add(chunk.subarray(start, at + 1));
          start = at + 1;
          [isListed, isBlank] = [true, true];
          lists += 1;
        }
      } else if (byte === closeObject || byte === closeList) {
        depth -= 1;
        if (isListed && depth === 1) {
          // Nothing stands in an empty list.
          if (!isBlank) {
            element.add(chunk.subarray(start, at));
            frame.add(zero);
            yield element.taken();
          }
          element.clear();
          start = at;
          isListed = false;
        }
      } else if (byte === comma) {
        if (depth === 1) isNamed = false;
        if (isListed && depth === 2) {
          element.add(chunk.subarray(start, at));
          frame.add(zero);
          yield element.taken();
          frame.add(chunk.subarray(at, at + 1));
          start = at + 1;
        }
      } else if (byte === colon && depth === 1) isNamed = true;
    }
    (isListed ? element : frame).add(chunk.subarray(start));
  }
  return { text: frame.taken(), lists };
}

/** Bytes, as long as they are not too many. */
class Gathered {
  readonly #maxBytes: number;
  #memory: Buffer = Buffer.alloc(64);
  #length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Copies them. */
  add(bytes: Buffer): void {
    const length = this.#length + bytes.length;
    if (length <= this.#maxBytes) {
      if (length > this.#memory.length) {
        const more = Buffer.allocUnsafe(Math.min(2 * length, this.#maxBytes));
        this.#memory.copy(more, 0, 0, this.#length);
        this.#memory = more;
      }
      bytes.copy(this.#memory, this.#length);
    }
    this.#length = length;
  }

  /** All of them, and none from then on; undefined: they were too many. Good until more is added. */
  taken(): Buffer | undefined {
    const all = this.#length > this.#maxBytes ? undefined : this.#memory.subarray(0, this.#length);
    this.clear();
    return all;
  }

  clear(): void {
    this.#length = 0;
  }

  equals(bytes: Buffer): boolean {
    return this.#length === bytes.length && this.#memory.subarray(0, this.#length).equals(bytes);
  }
}
