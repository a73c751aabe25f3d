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

export function allOf(tests: readonly Sql[]): Sql {
  if (tests.length === 0) return sql('1');
  return { text: tests.map(test => test.text).join(' AND '), values: tests.flatMap(test => test.values) };
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
