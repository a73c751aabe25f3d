import type { Bindable } from './database.ts';

/** Text and what is bound to its question marks. Values never stand in the text. */
export interface Sql {
  readonly text: string;
  readonly values: readonly Bindable[];
}

export function sql(text: string, ...values: readonly Bindable[]): Sql {
  return { text, values };
}

/** One behind the other. */
export function join(...parts: readonly (Sql | string)[]): Sql {
  const all = parts.map(part => (typeof part === 'string' ? sql(part) : part));
  return { text: all.map(part => part.text).join(''), values: all.flatMap(part => part.values) };
}

/** Parts with a separator between them. */
export function joinBy(separator: string, parts: readonly Sql[]): Sql {
  return {
    text: parts.map(part => part.text).join(separator),
    values: parts.flatMap(part => part.values),
  };
}

export function allOf(tests: readonly Sql[]): Sql {
  if (tests.length === 0) return sql('1');
  return joinBy(' AND ', tests);
}

export function anyOf(tests: readonly Sql[]): Sql {
  if (tests.length === 0) return sql('0');
  return {
    text: `(${tests.map(test => `(${test.text})`).join(' OR ')})`,
    values: tests.flatMap(test => test.values),
  };
}

export function negate(test: Sql): Sql {
  return { text: `NOT (${test.text})`, values: test.values };
}

/** True of texts that begin so, in a form that an index is entered by. */
export function beginsWith(column: string, prefix: string): Sql {
  const end = successor(prefix);
  return end === undefined
    ? sql(`${column} >= ?`, prefix)
    : sql(`${column} >= ? AND ${column} < ?`, prefix, end);
}

/** The first text behind all that begin so, by code point; undefined when there is none. */
function successor(prefix: string): string | undefined {
  const points = [...prefix];
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    const point = last.codePointAt(0)!;
    if (point === 0x10_ff_ff) continue;
    // Surrogates are no characters of their own.
    return points.join('') + String.fromCodePoint(point === 0xd7_ff ? 0xe0_00 : point + 1);
  }
  return undefined;
}

/**
 * A limit that is bound. One that stands by itself SQLite looks at while it plans, and so prepares the statement anew whenever it is bound
 * (`sqlite3ExprIsInteger`).
 */
export const limited = 'LIMIT (? + 0)';

/** A statement as `Database` takes it. */
export function flat({ text, values }: Sql): [text: string, values: Sql['values']] {
  return [text, values];
}
