/** A walk through values of a JSON text that is known to be sound: finds where they end, without parsing them. */
export class JsonWalk {
  json = '';
  /** Behind the value that was read last. */
  end = 0;
  /** The first backslash at or behind `#escapeFrom`. */
  #escape = -1;
  #escapeFrom = 0;

  begin(json: string): void {
    this.json = json;
    this.#escape = -1;
    this.#escapeFrom = 0;
  }

  /** Where the value that begins there ends. */
  behind(at: number): number {
    const json = this.json;
    let depth = 0;
    let next = at;
    while (next < json.length) {
      const first = json.charCodeAt(next);
      if (first === letter.quote) next = this.stringEnd(next);
      else if (first === letter.brace || first === letter.bracket) {
        depth += 1;
        next += 1;
      } else if (first === letter.endBrace || first === letter.endBracket) {
        depth -= 1;
        next += 1;
      } else if (depth === 0) next = this.wordEnd(next);
      else next += 1;
      if (depth === 0) return next;
    }
    throw new SyntaxError('A value has no end');
  }

  stringEnd(at: number): number {
    const json = this.json;
    let end = json.indexOf('"', at + 1);
    // A quote is no end behind an odd number of backslashes.
    while (end > 0 && json.charCodeAt(end - 1) === letter.backslash && this.#isEscaped(end)) {
      end = json.indexOf('"', end + 1);
    }
    if (end < 0) throw new SyntaxError('A string has no end');
    return end + 1;
  }

  #isEscaped(at: number): boolean {
    let first = at;
    while (this.json.charCodeAt(first - 1) === letter.backslash) first -= 1;
    return (at - first) % 2 === 1;
  }

  /** Of a number, a boolean or null. */
  wordEnd(at: number): number {
    const json = this.json;
    let end = at;
    for (; end < json.length; end++) {
      const next = json.charCodeAt(end);
      if (next === letter.comma || next === letter.endBrace || next === letter.endBracket) break;
    }
    return end;
  }

  /** Whether there is a backslash from there to before there. */
  hasEscape(from: number, end: number): boolean {
    if (from < this.#escapeFrom || from > this.#escape) {
      const found = this.json.indexOf('\\', from);
      this.#escapeFrom = from;
      this.#escape = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return this.#escape < end;
  }
}

/** UTF-16 units. */
const letter = {
  ...{ quote: 0x22, comma: 0x2c, colon: 0x3a, backslash: 0x5c, n: 0x6e },
  ...{ bracket: 0x5b, endBracket: 0x5d, brace: 0x7b, endBrace: 0x7d },
} as const;

/** The same for other modules. What a module exports or imports V8 looks up each time, so each has a constant of its own. */
export const letters = letter;
