import type { Binding, Evaluate, Expression, Frame } from './ast.ts';
import { QueryError, refused } from './errors.ts';
import { functions } from './functions.ts';
import { and, binary, holds, inList, like, numeric } from './operators.ts';
import { compare, equals, field, isArray, truth, type Value } from './values.ts';

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
        if (!Object.hasOwn(parameters, name))
          throw new QueryError(5010, `No value for named parameter: $${name}`);
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
      return inList(
        compile(of.of),
        compile(of.list),
        of.list.kind === 'literal' || of.list.kind === 'parameter',
      );
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
    // Out of range is MISSING, not an empty array; without an end, so is what starts at the length.
    if (start < 0 || start > end || end > value.length) return undefined;
    return ends[1] === undefined && start === value.length ? undefined : value.slice(start, end);
  };
}

function absolute(place: number, length: number): number {
  return place < 0 ? length + place : place;
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
