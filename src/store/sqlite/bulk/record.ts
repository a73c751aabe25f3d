/**
 * SQLite's record format, https://www.sqlite.org/fileformat.html#record_format: written here where millions of rows
 * are, each of which would cost a call of the database ten times as much.
 */

const maxColumns = 16;

/** How long a number is as a varint. */
export function varintLength(n: number): number {
  let length = 1;
  for (let rest = n; rest >= 0x80; rest = Math.floor(rest / 0x80)) length++;
  return length;
}

/** Returns the place behind it. `n`: whole, not negative, below 2^53. */
export function putVarint(bytes: Uint8Array, at: number, n: number): number {
  if (n < 0x80) {
    bytes[at] = n;
    return at + 1;
  }
  const length = varintLength(n);
  let rest = n;
  for (let place = at + length - 1; place >= at; place--) {
    const high = Math.floor(rest / 0x80);
    bytes[place] = (rest - high * 0x80) | (place === at + length - 1 ? 0 : 0x80);
    rest = high;
  }
  return at + length;
}

/** Before the values there is so much room for the header. */
const headerRoom = maxColumns * 5 + 2;

/** A record, written column by column and used again for the next. */
export class Record {
  /** From `start`, so many as `length`, once it was ended. */
  bytes: Buffer = Buffer.allocUnsafe(4096);
  start = 0;
  length = 0;
  readonly #types = new Uint8Array(headerRoom);
  #typesLength = 0;
  /** Where the next value goes. */
  #end = headerRoom;
  readonly #float = new DataView(new ArrayBuffer(8));

  begin(): this {
    this.#typesLength = 0;
    this.#end = headerRoom;
    return this;
  }

  null(): this {
    this.#types[this.#typesLength++] = 0;
    return this;
  }

  /** A whole number of at most 53 bits. */
  int(n: number): this {
    const types = this.#types;
    if (n === 0 || n === 1) {
      types[this.#typesLength++] = 8 + n;
      return this;
    }
    const body = this.bytes;
    const at = this.#end;
    if (n === (n | 0)) {
      if (n >= -0x80 && n < 0x80) {
        types[this.#typesLength++] = 1;
        body[at] = n;
        this.#end = at + 1;
      } else if (n >= -0x8000 && n < 0x8000) {
        types[this.#typesLength++] = 2;
        body[at] = n >> 8;
        body[at + 1] = n;
        this.#end = at + 2;
      } else if (n >= -0x80_0000 && n < 0x80_0000) {
        types[this.#typesLength++] = 3;
        body[at] = n >> 16;
        body[at + 1] = n >> 8;
        body[at + 2] = n;
        this.#end = at + 3;
      } else {
        types[this.#typesLength++] = 4;
        put32(body, at, n);
        this.#end = at + 4;
      }
      return this;
    }
    const high = Math.floor(n / 0x1_0000_0000);
    if (high >= -0x8000 && high < 0x8000) {
      types[this.#typesLength++] = 5;
      body[at] = high >> 8;
      body[at + 1] = high;
      put32(body, at + 2, n >>> 0);
      this.#end = at + 6;
    } else {
      types[this.#typesLength++] = 6;
      put32(body, at, high);
      put32(body, at + 4, n >>> 0);
      this.#end = at + 8;
    }
    return this;
  }

  /** Of a column of kind REAL; a whole number takes less as one, as SQLite has it too. */
  real(n: number): this {
    if (Number.isInteger(n) && Math.abs(n) < 2 ** 47) return this.int(n + 0);
    this.#types[this.#typesLength++] = 7;
    this.#float.setFloat64(0, n);
    for (let place = 0; place < 8; place++) this.bytes[this.#end++] = this.#float.getUint8(place);
    return this;
  }

  text(text: string): this {
    // Three bytes a unit are the most that UTF-8 takes.
    this.#reserve(text.length * 3);
    const at = this.#end;
    const { length } = text;
    let place = 0;
    if (length <= 32) {
      for (; place < length; place++) {
        const unit = text.charCodeAt(place);
        if (unit > 0x7f) break;
        this.bytes[at + place] = unit;
      }
    }
    const written = place === length ? length : this.bytes.write(text, at, 'utf8');
    return this.#endText(written);
  }

  /** A text whose bytes are the units of `binary`. */
  binary(binary: string): this {
    this.#reserve(binary.length);
    this.bytes.write(binary, this.#end, 'latin1');
    return this.#endText(binary.length);
  }

  /** A text by its bytes. */
  utf8(bytes: Uint8Array, start: number, end: number): this {
    this.#reserve(end - start);
    const at = this.#end;
    for (let place = start; place < end; place++) this.bytes[at + place - start] = bytes[place]!;
    return this.#endText(end - start);
  }

  blob(bytes: Uint8Array): this {
    this.#reserve(bytes.length);
    this.bytes.set(bytes, this.#end);
    this.#typesLength = putVarint(this.#types, this.#typesLength, bytes.length * 2 + 12);
    this.#end += bytes.length;
    return this;
  }

  end(): this {
    const header = this.#typesLength + 1;
    const start = headerRoom - header;
    const { bytes } = this;
    bytes[start] = header;
    for (let place = 0; place < this.#typesLength; place++) bytes[start + 1 + place] = this.#types[place]!;
    this.start = start;
    this.length = this.#end - start;
    return this;
  }

  #endText(length: number): this {
    this.#typesLength = putVarint(this.#types, this.#typesLength, length * 2 + 13);
    this.#end += length;
    return this;
  }

  #reserve(length: number): void {
    // A few bytes more for the numbers behind it.
    const needed = this.#end + length + maxColumns * 8;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(needed * 2);
    this.bytes.copy(larger, 0, 0, this.#end);
    this.bytes = larger;
  }
}

function put32(bytes: Uint8Array, at: number, n: number): void {
  bytes[at] = n >> 24;
  bytes[at + 1] = n >> 16;
  bytes[at + 2] = n >> 8;
  bytes[at + 3] = n;
}

/** Returns the number and the place behind it. */
export function readVarint(bytes: Uint8Array, at: number): readonly [number: number, behind: number] {
  let number = 0;
  for (let place = at; ; place++) {
    const byte = bytes[place]!;
    number = number * 0x80 + (byte & 0x7f);
    if (byte < 0x80) return [number, place + 1];
  }
}

/** The first column of a record, which is a whole number of at most 32 bits. */
export function firstInt(bytes: Uint8Array, start: number): number {
  const header = bytes[start]!;
  const kind = bytes[start + 1]!;
  if (kind >= 8) return kind - 8;
  let number = 0;
  for (let byte = 0; byte < intBytes[kind]!; byte++) number = number * 256 + bytes[start + header + byte]!;
  return number;
}

/** By type: how many bytes a whole number has. */
const intBytes = [0, 1, 2, 3, 4, 6, 8];
