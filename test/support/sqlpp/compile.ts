import type { Binding, Evaluate, Expression, Frame } from './ast.ts';
import { QueryError, refused } from './errors.ts';
import { functions } from './functions.ts';
import { collate, compare, equals, field, isArray, truth, type Value } from './values.ts';

/** A closure that evaluates a resolved expression on a row. */
export function compile(of: Expression): Evaluate {
  switch (of.kind) {
    case 'literal': {
      const { value } = of;
      return () => value;
    }
    case 'parameter': {
      const { name } = of;
      return ({ parameters }) => {
        if (!Object.hasOwn(parameters, name)) throw new QueryError(5010, `No value for named parameter: $${name}`);
        return parameters[name];
      };
    }
    case 'variable': {
      const { slot } = of;
      return frame => frame.slots[slot];
    }
    case 'meta': {
      const slot = of.slot + 1;
      return frame => frame.slots[slot];
    }
    case 'field': {
      const { name } = of;
      const parent = compile(of.of);
      return frame => field(parent(frame), name);
    }
    case 'compiled':
      return of.run;
    case 'binary':
      return binary(of.operator, compile(of.left), compile(of.right));
    case 'not': {
      const inner = compile(of.of);
      return frame => {
        const value = inner(frame);
        return value === undefined || value === null ? value : !truth(value);
      };
    }
    case 'in':
      return inList(compile(of.of), compile(of.list), of.list.kind === 'literal' || of.list.kind === 'parameter');
    case 'between': {
      const [value, low, high] = [of.of, of.low, of.high].map(compile) as [Evaluate, Evaluate, Evaluate];
      return frame => {
        const one = value(frame);
        const above = holds(compare(one, low(frame)), order => order >= 0);
        return and(
          above,
          holds(compare(one, high(frame)), order => order <= 0),
        );
      };
    }
    case 'like':
      return like(compile(of.of), compile(of.pattern));
    case 'is':
      return isTest(of.what, of.negated, compile(of.of));
    case 'case':
      return caseOf(of);
    case 'quantified':
      return quantified(of);
    case 'comprehension':
      return comprehension(of);
    case 'object':
      return object(of.members.map(([key, value]) => [compile(key), compile(value)] as const));
    case 'array': {
      const items = of.items.map(compile);
      return frame => items.map(item => item(frame));
    }
    case 'exists': {
      const inner = compile(of.of);
      return frame => {
        const value = inner(frame);
        if (value === undefined || value === null) return value;
        return isArray(value) ? value.length > 0 : false;
      };
    }
    case 'call': {
      const called = functions[of.name];
      if (called === undefined) throw refused(`${of.name} here`);
      const args = of.args.map(compile);
      return frame => called(args.map(arg => arg(frame)));
    }
    case 'minus': {
      const inner = compile(of.of);
      return frame => numeric(inner(frame), 0, value => -value);
    }
    case 'dynamicField':
    case 'element':
    case 'slice':
      return part(of);
    case 'aggregate':
      throw new QueryError(4210, 'Aggregates are not allowed here');
    default:
      throw new Error(`The stand-in has not resolved ${of.kind}`);
  }
}

function part(of: Expression & { kind: 'dynamicField' | 'element' | 'slice' }): Evaluate {
  const parent = compile(of.of);
  if (of.kind === 'dynamicField') {
    const name = compile(of.name);
    return frame => {
      const [value, key] = [parent(frame), name(frame)];
      if (value === undefined || key === undefined) return undefined;
      return typeof key === 'string' ? field(value, key) : null;
    };
  }
  if (of.kind === 'element') {
    const index = compile(of.index);
    return frame => {
      const [value, place] = [parent(frame), index(frame)];
      if (value === undefined || place === undefined) return undefined;
      if (typeof place === 'string') throw refused('elements by name: write .[name]');
      if (value === null || typeof place !== 'number' || !Number.isInteger(place)) return null;
      return isArray(value) ? value[place < 0 ? value.length + place : place] : undefined;
    };
  }
  const ends = [of.from, of.to].map(end => (end === undefined ? undefined : compile(end)));
  return frame => {
    const value = parent(frame);
    const [from, to] = ends.map(end => end?.(frame));
    if (value === undefined) return undefined;
    for (const [place, bound] of [from, to].entries()) {
      if (ends[place] === undefined) continue;
      if (bound === undefined) return undefined;
      if (typeof bound !== 'number' || !Number.isInteger(bound)) return null;
    }
    if (!isArray(value)) return null;
    const start = absolute((from as number | undefined) ?? 0, value.length);
    const end = absolute((to as number | undefined) ?? value.length, value.length);
    // Out of range is MISSING on the server, not an empty array.
    return start < 0 || start > end || end > value.length ? undefined : value.slice(start, end);
  };
}

function absolute(place: number, length: number): number {
  return place < 0 ? length + place : place;
}

function holds(
  compared: number | null | undefined,
  test: (order: number) => boolean,
): boolean | null | undefined {
  return compared === undefined || compared === null ? compared : test(compared);
}

/** FALSE before MISSING before NULL before TRUE. */
function and(left: Value, right: Value): Value {
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

function binary(operator: string, left: Evaluate, right: Evaluate): Evaluate {
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

function numeric(a: Value, b: Value, operate: (a: number, b: number) => number | null): Value {
  if (a === undefined || b === undefined) return undefined;
  return typeof a === 'number' && typeof b === 'number' ? operate(a, b) : null;
}

/** Long lists that do not change from row to row are looked up, as the server does. */
function inList(of: Evaluate, list: Evaluate, constant: boolean): Evaluate {
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

function like(of: Evaluate, pattern: Evaluate): Evaluate {
  let known: string | undefined;
  let expression = /^$/;
  return frame => {
    const [value, text] = [of(frame), pattern(frame)];
    if (value === undefined || text === undefined) return undefined;
    if (typeof value !== 'string' || typeof text !== 'string') return null;
    if (text !== known) {
      const parts = likePieces(text).map(piece =>
        piece === 'any' ? '.*' : piece === 'one' ? '.' : piece.literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
      );
      expression = new RegExp(`^${parts.join('')}$`, 'su');
      known = text;
    }
    return expression.test(value);
  };
}

function isTest(what: 'null' | 'missing' | 'valued', negated: boolean, of: Evaluate): Evaluate {
  return frame => {
    const value = of(frame);
    if (what === 'missing') return (value === undefined) !== negated;
    if (what === 'valued') return (value !== undefined && value !== null) !== negated;
    return value === undefined ? undefined : (value === null) !== negated;
  };
}

function caseOf(of: Expression & { kind: 'case' }): Evaluate {
  const subject = of.of && compile(of.of);
  const branches = of.branches.map(([when, then]) => [compile(when), compile(then)] as const);
  const otherwise = of.otherwise && compile(of.otherwise);
  return frame => {
    const value = subject?.(frame);
    for (const [when, then] of branches) {
      const met = subject ? equals(value, when(frame)) === true : truth(when(frame));
      if (met) return then(frame);
    }
    return otherwise === undefined ? null : otherwise(frame);
  };
}

interface Loop {
  readonly slot: number;
  readonly over: Evaluate;
}

function loops(bindings: readonly Binding[]): Loop[] {
  return bindings.map(({ slot, over }) => ({ slot: slot!, over: compile(over) }));
}

/** The arrays that are gone through side by side; what is none makes the whole MISSING or NULL. */
function arrays(all: readonly Loop[], frame: Frame): (readonly Value[])[] | null | undefined {
  const values = all.map(({ over }) => over(frame));
  if (values.includes(undefined)) return undefined;
  return values.every(isArray) ? values : null;
}

function quantified(of: Expression & { kind: 'quantified' }): Evaluate {
  const all = loops(of.bindings);
  const condition = compile(of.condition);
  const every = of.quantifier !== 'any';
  const empty = of.quantifier === 'every';
  return frame => {
    const values = arrays(all, frame);
    if (values === undefined || values === null) return values;
    const length = Math.min(...values.map(one => one.length));
    if (length === 0) return empty;
    for (let place = 0; place < length; place += 1) {
      for (const [which, { slot }] of all.entries()) frame.slots[slot] = values[which]![place];
      if (truth(condition(frame)) !== every) return !every;
    }
    return every;
  };
}

function comprehension(of: Expression & { kind: 'comprehension' }): Evaluate {
  const all = loops(of.bindings);
  const result = compile(of.result);
  const when = of.when && compile(of.when);
  const first = of.form === 'first';
  return frame => {
    const values = arrays(all, frame);
    if (values === undefined || values === null) return values;
    const found: Value[] = [];
    const length = Math.min(...values.map(one => one.length));
    for (let place = 0; place < length; place += 1) {
      for (const [which, { slot }] of all.entries()) frame.slots[slot] = values[which]![place];
      if (when !== undefined && !truth(when(frame))) continue;
      const value = result(frame);
      if (first) return value;
      if (value !== undefined) found.push(value);
    }
    return first ? undefined : found;
  };
}

function object(members: readonly (readonly [Evaluate, Evaluate])[]): Evaluate {
  return frame => {
    const made: { [name: string]: Value } = {};
    for (const [key, value] of members) {
      const name = key(frame);
      if (name === undefined || name === null) continue;
      if (typeof name !== 'string') return null;
      const one = value(frame);
      if (one !== undefined) made[name] = one;
    }
    return made;
  };
}

/** Orders rows by ORDER BY: collation, NULLS FIRST or LAST where said. */
export function compareSort(a: Value, b: Value, descending: boolean, nulls: 'first' | 'last' | undefined): number {
  if (nulls !== undefined) {
    const [left, right] = [a === undefined || a === null, b === undefined || b === null];
    if (left !== right) return (nulls === 'first') === left ? -1 : 1;
  }
  return descending ? collate(b, a) : collate(a, b);
}
