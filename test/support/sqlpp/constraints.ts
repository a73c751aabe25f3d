import type { Evaluate, Expression, Frame } from './ast.ts';
import { compile } from './compile.ts';
import { isPoint, type Range, within } from './index-structure.ts';
import { likePieces } from './operators.ts';
import { collate, identity, isArray, type Value } from './values.ts';
import { conjuncts, disjuncts, reads, type SlotNames, show } from './walk.ts';

/** What a condition says of one index key. */
export interface Constraint {
  readonly ranges: (frame: Frame) => readonly Range[];
  /** Whether it is a single value, known to be one before the statement runs. */
  readonly equality: boolean;
  /** Whether it is one range, so that a scan of it is in order of the index. */
  readonly single: boolean;
  /** Whether everything in the ranges meets the condition. */
  readonly exact: boolean;
}

/** How a keyspace is looked at while its conditions are matched with index keys. */
export interface View {
  readonly names: SlotNames;
  /** What is not known before the keyspace is read. */
  readonly unknown: ReadonlySet<number>;
  /** Whether the index has entries where the key is MISSING. */
  readonly missing: boolean;
}

const valued: Range = { low: { value: null, inclusive: false } };

/** What the condition says of the key with this text; undefined when nothing that a scan could use. */
export function constrain(condition: Expression, key: string, view: View): Constraint | undefined {
  const isKey = (of: Expression) => show(of, view.names) === key;
  const known = (of: Expression) => !reads(of, view.unknown);
  switch (condition.kind) {
    case 'binary': {
      if (condition.operator === 'or') return either(disjuncts(condition), key, view);
      const { left, right } = condition;
      if (isKey(left) && known(right)) return comparison(condition.operator, compile(right));
      if (isKey(right) && known(left)) return comparison(flipped[condition.operator], compile(left));
      return undefined;
    }
    case 'between': {
      if (!isKey(condition.of) || !known(condition.low) || !known(condition.high)) return undefined;
      const [low, high] = [compile(condition.low), compile(condition.high)];
      return {
        ranges: frame => {
          const [from, to] = [low(frame), high(frame)];
          if (isUnknown(from) || isUnknown(to)) return [];
          return [{ low: { value: from, inclusive: true }, high: { value: to, inclusive: true } }];
        },
        equality: false,
        single: true,
        exact: true,
      };
    }
    case 'in': {
      if (!isKey(condition.of) || !known(condition.list)) return undefined;
      const list = compile(condition.list);
      return { ranges: frame => points(list(frame)), equality: false, single: false, exact: true };
    }
    case 'like': {
      if (!isKey(condition.of) || !known(condition.pattern)) return undefined;
      const { pattern } = condition;
      const prefixOnly =
        pattern.kind === 'literal' &&
        typeof pattern.value === 'string' &&
        /^[^%_]*%?$/.test(pattern.value.replace(/\\./g, 'x'));
      const evaluate = compile(pattern);
      return {
        ranges: frame => likeRanges(evaluate(frame)),
        equality: false,
        single: true,
        exact: prefixOnly,
      };
    }
    case 'is':
      if (condition.what === 'missing' && !condition.negated && !view.missing) return undefined;
      return isKey(condition.of) ? presence(condition.what, condition.negated) : undefined;
    default:
      return undefined;
  }
}

const flipped: { readonly [operator: string]: string } = {
  '=': '=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

function isUnknown(value: Value): boolean {
  return value === undefined || value === null;
}

function point(value: Value): Range {
  return { low: { value, inclusive: true }, high: { value, inclusive: true } };
}

function comparison(operator: string | undefined, value: Evaluate): Constraint | undefined {
  const range = (make: (value: Value) => Range, equality = false): Constraint => ({
    ranges: frame => {
      const known = value(frame);
      return isUnknown(known) ? [] : [make(known)];
    },
    equality,
    single: true,
    exact: true,
  });
  switch (operator) {
    case '=':
      return range(point, true);
    case '<':
      return range(high => ({ ...valued, high: { value: high, inclusive: false } }));
    case '<=':
      return range(high => ({ ...valued, high: { value: high, inclusive: true } }));
    case '>':
      return range(low => ({ low: { value: low, inclusive: false } }));
    case '>=':
      return range(low => ({ low: { value: low, inclusive: true } }));
    default:
      return undefined;
  }
}

function points(list: Value): Range[] {
  if (!isArray(list)) return [];
  const values = new Map(list.filter(item => !isUnknown(item)).map(item => [identity(item), item]));
  return [...values.values()].sort(collate).map(point);
}

function likeRanges(pattern: Value): Range[] {
  if (typeof pattern !== 'string') return [];
  const pieces = likePieces(pattern);
  const [first] = pieces;
  const prefix = typeof first === 'object' ? first.literal : '';
  if (pieces.length === 1 && typeof first === 'object') return [point(prefix)];
  // After every string that starts with the prefix: arrays, where there is no prefix.
  const high: Value = prefix === '' ? [] : successor(prefix);
  return [{ low: { value: prefix, inclusive: true }, high: { value: high, inclusive: false } }];
}

/** The least string that is above all with this prefix; arrays are above all strings. */
function successor(prefix: string): Value {
  const letters = [...prefix];
  while (letters.length > 0) {
    const last = letters.pop()!.codePointAt(0)!;
    if (last === 0x10ffff) continue;
    const next = last + 1 >= 0xd800 && last + 1 <= 0xdfff ? 0xe000 : last + 1;
    return letters.join('') + String.fromCodePoint(next);
  }
  return [];
}

function presence(what: 'null' | 'missing' | 'valued', negated: boolean): Constraint | undefined {
  const one = (range: Range): Constraint => ({
    ranges: () => [range],
    equality: false,
    single: true,
    exact: true,
  });
  if (what === 'null') return negated ? one(valued) : one(point(null));
  if (what === 'missing') {
    return negated ? one({ low: { value: undefined, inclusive: false } }) : one(point(undefined));
  }
  return negated ? undefined : one(valued);
}

/** Every alternative must constrain the key. */
function either(alternatives: readonly Expression[], key: string, view: View): Constraint | undefined {
  const all: Constraint[] = [];
  let exact = true;
  for (const alternative of alternatives) {
    const parts = conjuncts(alternative).map(part => constrain(part, key, view));
    const found = parts.filter(part => part !== undefined);
    if (found.length === 0) return undefined;
    exact &&= found.length === parts.length;
    all.push(both(found));
  }
  return {
    ranges: frame => all.flatMap(one => one.ranges(frame)),
    equality: false,
    single: false,
    exact: exact && all.every(one => one.exact),
  };
}

/** What several conditions say together. */
export function both(all: readonly Constraint[]): Constraint {
  if (all.length === 1) return all[0]!;
  return {
    ranges: frame => all.map(one => one.ranges(frame)).reduce(intersect),
    equality: all.some(one => one.equality),
    single: all.some(one => one.equality) || all.every(one => one.single),
    exact: all.every(one => one.exact),
  };
}

function intersect(left: readonly Range[], right: readonly Range[]): Range[] {
  return left.flatMap(a => {
    if (isPoint(a)) return right.some(b => within(a.low!.value, b)) ? [a] : [];
    return right.flatMap(b => {
      const range = { ...tighter('low', a, b, 1), ...tighter('high', a, b, -1) };
      return isEmpty(range) ? [] : [range];
    });
  });
}

function tighter(end: 'low' | 'high', a: Range, b: Range, sign: number): Range {
  const [one, other] = [a[end], b[end]];
  if (one === undefined || other === undefined) {
    const only = one ?? other;
    return only === undefined ? {} : { [end]: only };
  }
  const order = collate(one.value, other.value) * sign;
  if (order === 0) return { [end]: { value: one.value, inclusive: one.inclusive && other.inclusive } };
  return { [end]: order > 0 ? one : other };
}

function isEmpty({ low, high }: Range): boolean {
  if (low === undefined || high === undefined) return false;
  const order = collate(low.value, high.value);
  return order > 0 || (order === 0 && !(low.inclusive && high.inclusive));
}
