const [newline, quote, comma, minus, zero, nine] = [0x0a, 0x22, 0x2c, 0x2d, 0x30, 0x39];
const [colon, leftBracket, backslash, rightBracket] = [0x3a, 0x5b, 0x5c, 0x5d];
const [leftBrace, rightBrace] = [0x7b, 0x7d];
/** Whole numbers of so many digits are always written so, and none is written longer than so many signs. */
const plainDigits = 15;
const mostNumberSigns = 25;
/** Of what follows a backslash: characters that may be written otherwise, and mostly are. */
const [slash, letterU] = [0x2f, 0x75];

/**
 * Copies the JSON of a resource so that it is what `toContent` would make of it, which takes three times as long: a line
 * begins before every element. That is all there is to do where the JSON is written as `JSON.stringify` writes it.
 *
 * @param json valid, in UTF-8, from `start` to `end`
 * @param names how many the resource has, at every depth: JSON may have the same one twice in an object
 * @param to has room for twice as much
 * @returns the place behind the copy, or -1 where the JSON is written otherwise
 */
export function copyContent(
  json: Uint8Array,
  start: number,
  end: number,
  names: number,
  to: Uint8Array,
  at: number,
): number {
  if (json[start] !== leftBrace) return -1;
  let place = start;
  let out = at;
  let depth = 0;
  let found = 0;
  /** The last text. */
  let text = start;
  while (place < end) {
    const byte = json[place++]!;
    to[out++] = byte;
    if (byte === quote) {
      text = place;
      for (let inner = 0; inner !== quote; ) {
        inner = json[place++]!;
        to[out++] = inner;
        if (inner !== backslash) continue;
        const escaped = json[place++]!;
        if (escaped === slash || escaped === letterU) return -1;
        to[out++] = escaped;
      }
    } else if (byte === comma) {
      if (depth === 1) to[out++] = newline;
    } else if (byte === colon) {
      found += 1;
      // Names that are numbers come first, wherever they stand.
      if (isDigit(json[text]!)) return -1;
    } else if (byte === leftBrace || byte === leftBracket) {
      if (++depth === 1) to[out++] = newline;
    } else if (byte === rightBrace || byte === rightBracket) depth -= 1;
    else if (byte === minus || isDigit(byte)) {
      const behind = numberEnd(json, place - 1);
      if (behind < 0) return -1;
      while (place < behind) to[out++] = json[place++]!;
    } else if (byte <= 0x20) return -1;
  }
  return found === names && names > 0 ? out : -1;
}

/** Where the number ends that begins there, or -1 where it would be written otherwise. */
function numberEnd(json: Uint8Array, start: number): number {
  let end = start;
  while (isDigit(json[end]!)) end += 1;
  if (isEndOfNumber(json[end]!) && end - start <= plainDigits) return end;
  while (!isEndOfNumber(json[end]!)) end += 1;
  if (end - start > mostNumberSigns) return -1;
  const number = String.fromCharCode(...json.subarray(start, end));
  return String(Number(number)) === number ? end : -1;
}

function isDigit(byte: number): boolean {
  return byte >= zero && byte <= nine;
}

function isEndOfNumber(byte: number): boolean {
  return byte === comma || byte === rightBrace || byte === rightBracket || byte <= 0x20;
}
