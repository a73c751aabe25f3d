import type { Evaluate } from './ast.ts';
import { QueryError } from './errors.ts';
import { collate, compare, equals, isArray, truth, type Value } from './values.ts';

/** A comparison's answer, where there is one. */
export function holds(
  compared: number | null | undefined,
  test: (order: number) => boolean,
): boolean | null | undefined {
  return compared === undefined || compared === null ? compared : test(compared);
}

/** FALSE before MISSING before NULL before TRUE. */
export function and(left: Value, right: Value): Value {
  if (left !== undefined && left !== null && !truth(left)) return false;
  if (right !== undefined && right !== null && !truth(right)) return false;
  if (left === undefined || right === undefined) return undefined;
  return left === null || right === null ? null : true;
}

/** TRUE before NULL before MISSING before FALSE. */
function or(left: Value, right: Value): Value {
  if (truth(left) || truth(right)) return true;
  if (left === null || right === null) return null;
  return left === undefined || right === undefined ? undefined : false;
}

export function binary(operator: string, left: Evaluate, right: Evaluate): Evaluate {
  switch (operator) {
    case 'and':
      return frame => {
        const one = left(frame);
        return one !== undefined && one !== null && !truth(one) ? false : and(one, right(frame));
      };
    case 'or':
      return frame => {
        const one = left(frame);
        return truth(one) ? true : or(one, right(frame));
      };
    case '=':
      return frame => equals(left(frame), right(frame));
    case '!=':
      return frame => {
        const same = equals(left(frame), right(frame));
        return same === undefined || same === null ? same : !same;
      };
    case '<':
      return frame => holds(compare(left(frame), right(frame)), order => order < 0);
    case '<=':
      return frame => holds(compare(left(frame), right(frame)), order => order <= 0);
    case '>':
      return frame => holds(compare(left(frame), right(frame)), order => order > 0);
    case '>=':
      return frame => holds(compare(left(frame), right(frame)), order => order >= 0);
    case '||':
      return frame => {
        const [one, other] = [left(frame), right(frame)];
        if (one === undefined || other === undefined) return undefined;
        return typeof one === 'string' && typeof other === 'string' ? one + other : null;
      };
    default: {
      const operate = arithmetic[operator]!;
      return frame => numeric(left(frame), right(frame), operate);
    }
  }
}

const arithmetic: { readonly [operator: string]: (a: number, b: number) => number | null } = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0 ? null : a / b),
  '%': (a, b) => (b === 0 ? null : a % b),
};

export function numeric(a: Value, b: Value, operate: (a: number, b: number) => number | null): Value {
  if (a === undefined || b === undefined) return undefined;
  return typeof a === 'number' && typeof b === 'number' ? operate(a, b) : null;
}

/** Long lists that do not change from row to row are looked up, as the server does. */
export function inList(of: Evaluate, list: Evaluate, constant: boolean): Evaluate {
  let known: Value;
  let strings = new Set<Value>();
  return frame => {
    const [value, all] = [of(frame), list(frame)];
    if (value === undefined || all === undefined) return undefined;
    if (!isArray(all)) return null;
    if (constant && typeof value === 'string' && all.length > 8) {
      if (known !== all) {
        known = all;
        strings = new Set(all);
      }
      if (strings.has(value)) return true;
    }
    let unknown: null | undefined | false = false;
    for (const item of all) {
      const same = value === null ? null : equals(value, item);
      if (same === true) return true;
      if (item === null || value === null) unknown = null;
      else if (item === undefined && unknown !== null) unknown = undefined;
    }
    return unknown;
  };
}

/** A pattern of LIKE taken apart: its pieces, where a string is literal. */
export function likePieces(pattern: string): ('any' | 'one' | { literal: string })[] {
  const pieces: ('any' | 'one' | { literal: string })[] = [];
  const letters = [...pattern];
  for (let place = 0; place < letters.length; place += 1) {
    const letter = letters[place]!;
    if (letter === '%' || letter === '_') {
      pieces.push(letter === '%' ? 'any' : 'one');
      continue;
    }
    if (letter === '\\') place += 1;
    if (place >= letters.length) throw new QueryError(5010, 'Trailing escape character (\\) in pattern');
    const last = pieces.at(-1);
    if (typeof last === 'object') last.literal += letters[place];
    else pieces.push({ literal: letters[place]! });
  }
  return pieces;
}

export function like(of: Evaluate, pattern: Evaluate): Evaluate {
  let known: string | undefined;
  let expression = /^$/;
  return frame => {
    const [value, text] = [of(frame), pattern(frame)];
    if (value === undefined || text === undefined) return undefined;
    if (typeof value !== 'string' || typeof text !== 'string') return null;
    if (text !== known) {
      const parts = likePieces(text).map(piece =>
        piece === 'any'
          ? '.*'
          : piece === 'one'
            ? '.'
            : piece.literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
      );
      expression = new RegExp(`^${parts.join('')}$`, 'su');
      known = text;
    }
    return expression.test(value);
  };
}

/** Orders rows by ORDER BY: collation, NULLS FIRST or LAST where said. */
export function compareSort(
  a: Value,
  b: Value,
  descending: boolean,
  nulls: 'first' | 'last' | undefined,
): number {
  if (nulls !== undefined) {
    const [left, right] = [a === undefined || a === null, b === undefined || b === null];
    if (left !== right) return (nulls === 'first') === left ? -1 : 1;
  }
  return descending ? collate(b, a) : collate(a, b);
}
