import type { Binding, Expression, Select } from './ast.ts';
import { QueryError, syntaxError } from './errors.ts';
import { mapChildren } from './walk.ts';

interface Known {
  readonly slot: number;
  /** Whether META() is known of it. */
  readonly keyspace: boolean;
}

/** Names that are known at a place of a statement. */
export interface Scope {
  readonly outer: Scope | undefined;
  readonly names: Map<string, Known>;
  /** Terms of FROM so far; names that nobody knows are fields of the only one. */
  readonly terms: string[];
  readonly slots: { count: number };
  readonly subquery: (select: Select, scope: Scope) => Expression;
}

export function topScope(subquery: Scope['subquery']): Scope {
  return { outer: undefined, names: new Map(), terms: [], slots: { count: 0 }, subquery };
}

export function innerScope(outer: Scope): Scope {
  return { ...outer, outer, names: new Map(), terms: [] };
}

/** A new name; a keyspace has the slot after its own for META(). */
export function declare(scope: Scope, name: string, kind: 'keyspace' | 'term' | 'value'): number {
  if (scope.names.has(name)) throw new QueryError(3000, `Duplicate alias or variable: ${name}`);
  const slot = scope.slots.count;
  scope.slots.count += kind === 'keyspace' ? 2 : 1;
  scope.names.set(name, { slot, keyspace: kind === 'keyspace' });
  if (kind !== 'value') scope.terms.push(name);
  return slot;
}

export function lookUp(scope: Scope | undefined, name: string): Known | undefined {
  if (scope === undefined) return undefined;
  return scope.names.get(name) ?? lookUp(scope.outer, name);
}

/** The only term of the nearest FROM. */
function onlyTerm(scope: Scope | undefined): Known | undefined {
  if (scope === undefined) return undefined;
  if (scope.terms.length === 0) return onlyTerm(scope.outer);
  return scope.terms.length === 1 ? scope.names.get(scope.terms[0]!) : undefined;
}

/** The expression with names as variables and subqueries compiled. Error 3000 for names that mean nothing. */
export function resolve(of: Expression, scope: Scope): Expression {
  switch (of.kind) {
    case 'name': {
      const known = lookUp(scope, of.name);
      if (known) return { kind: 'variable', slot: known.slot, name: of.name };
      const only = onlyTerm(scope);
      if (only === undefined) throw syntaxError(`Ambiguous reference to field '${of.name}'.`);
      return { kind: 'field', of: { kind: 'variable', slot: only.slot, name: '' }, name: of.name };
    }
    case 'call':
      return of.name === 'META' ? meta(of.args, scope) : mapChildren(of, part => resolve(part, scope));
    case 'subquery':
      return scope.subquery(of.select, scope);
    case 'quantified': {
      const inner = innerScope(scope);
      const bindings = bind(of.bindings, scope, inner);
      return { ...of, bindings, condition: resolve(of.condition, inner) };
    }
    case 'comprehension': {
      const inner = innerScope(scope);
      const bindings = bind(of.bindings, scope, inner);
      return {
        ...of,
        bindings,
        result: resolve(of.result, inner),
        ...(of.when && { when: resolve(of.when, inner) }),
      };
    }
    default:
      return mapChildren(of, part => resolve(part, scope));
  }
}

function bind(bindings: readonly Binding[], scope: Scope, inner: Scope): Binding[] {
  const over = bindings.map(one => resolve(one.over, scope));
  return bindings.map((one, place) => ({
    name: one.name,
    over: over[place]!,
    slot: declare(inner, one.name, 'value'),
  }));
}

function meta(args: readonly Expression[], scope: Scope): Expression {
  const [of] = args;
  const known = of === undefined ? onlyTerm(scope) : of.kind === 'name' ? lookUp(scope, of.name) : undefined;
  if (!known?.keyspace) throw syntaxError('META() needs the alias of a keyspace');
  return { kind: 'meta', slot: known.slot };
}
