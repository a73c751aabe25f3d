/**
 * Statements in SQL++, put together from pieces. What is interpolated becomes a named parameter, unless it is a piece
 * itself, so that no value can get into a statement's text: it is the same for all values, and prepared once.
 */

const brand = Symbol('sql');

/** A piece of a statement: fixed text between values. */
export interface Sql {
  readonly [brand]: true;
  /** One more than values. */
  readonly texts: readonly string[];
  readonly values: readonly unknown[];
  /** Whether the plan depends on the values; see `oneOf`. */
  readonly adHoc: boolean;
}

/** What is sent: the text and its named parameters, `$p1`, `$p2`, … in their order in the text. */
export interface Statement {
  readonly text: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Planned anew each time instead of prepared. */
  readonly adHoc: boolean;
}

/** `sql\`a = ${value}\``; a piece that is interpolated becomes part of it. */
export function sql(fixed: TemplateStringsArray, ...interpolated: readonly unknown[]): Sql {
  let piece = raw(fixed[0]!);
  for (const [place, given] of interpolated.entries()) {
    piece = concat(piece, isSql(given) ? given : parameter(given), raw(fixed[place + 1]!));
  }
  return piece;
}

export function join(separator: ' AND ' | ' OR ' | ', ' | ' ', pieces: readonly Sql[]): Sql {
  const [first, ...others] = pieces;
  return first === undefined ? raw('') : concat(first, ...others.flatMap(piece => [raw(separator), piece]));
}

/**
 * ` IN […]`. A prepared statement reads an index from the least of the values to the greatest; one that is planned
 * with them reads it at each.
 */
export function oneOf(values: readonly string[]): Sql {
  return { ...sql` IN ${values}`, adHoc: true };
}

/** True without any; each in parentheses. */
export function allOf(pieces: readonly Sql[]): Sql {
  if (pieces.length === 1) return pieces[0]!;
  return pieces.length === 0 ? sql`TRUE` : join(' AND ', pieces.map(parenthesised));
}

/** False without any; each in parentheses. */
export function anyOf(pieces: readonly Sql[]): Sql {
  if (pieces.length === 1) return pieces[0]!;
  return pieces.length === 0 ? sql`FALSE` : join(' OR ', pieces.map(parenthesised));
}

/**
 * A name of ours: a collection's, an index's, a field's.
 * @throws Error for anything else than what those are made of
 */
export function name(identifier: string): Sql {
  if (!/^[A-Za-z0-9_%-]{1,251}$/.test(identifier)) throw new Error('Not a name of the store');
  return raw(`\`${identifier}\``);
}

/** A word of the language; the type says which there are. */
export function word(keyword: '<' | '<=' | '>' | '>=' | 'ASC' | 'DESC'): Sql {
  return raw(keyword);
}

export function toStatement({ texts, values, adHoc }: Sql): Statement {
  const parameters: Record<string, unknown> = {};
  let text = texts[0]!;
  for (const [place, value] of values.entries()) {
    parameters[`p${place + 1}`] = value;
    text += `$p${place + 1}${texts[place + 1]!}`;
  }
  return { text, parameters, adHoc };
}

function parenthesised(piece: Sql): Sql {
  return sql`(${piece})`;
}

function concat(...pieces: readonly Sql[]): Sql {
  const texts: string[] = [''];
  const values: unknown[] = [];
  for (const piece of pieces) {
    texts[texts.length - 1] += piece.texts[0]!;
    texts.push(...piece.texts.slice(1));
    values.push(...piece.values);
  }
  return { [brand]: true, texts, values, adHoc: pieces.some(piece => piece.adHoc) };
}

function raw(text: string): Sql {
  return { [brand]: true, texts: [text], values: [], adHoc: false };
}

function parameter(value: unknown): Sql {
  if (value === undefined) throw new Error('A parameter without a value');
  return { [brand]: true, texts: ['', ''], values: [value], adHoc: false };
}

/** Values may be objects of any form; none of theirs has the brand. */
function isSql(given: unknown): given is Sql {
  return typeof given === 'object' && given !== null && brand in given;
}
