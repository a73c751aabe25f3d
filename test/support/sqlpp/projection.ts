import type { Evaluate, Expression, Projection } from './ast.ts';
import { compile } from './compile.ts';
import { refused, syntaxError } from './errors.ts';
import { impliedName } from './parse-expression.ts';
import { isObject, type Value } from './values.ts';

/** A projection with its expressions resolved. */
export interface Result {
  readonly raw?: Expression;
  readonly terms: readonly {
    readonly of: Expression;
    readonly name: string;
    /** Whether its fields are spread. */
    readonly star: boolean;
  }[];
}

/** Names of results are those given, or the last of the path, or $1 and on. */
export function resolveProjection(
  projection: Projection,
  resolved: (of: Expression) => Expression,
  aliases: readonly { readonly alias: string; readonly slot: number }[],
): Result {
  if (projection.kind === 'raw') return { raw: resolved(projection.of), terms: [] };
  let unnamed = 0;
  const names = new Set<string>();
  const terms = projection.terms.flatMap(({ of, star, alias }) => {
    if (of === undefined) {
      if (aliases.length === 0) throw refused('* without FROM');
      return aliases.map(one => ({
        of: { kind: 'variable', slot: one.slot, name: one.alias } as Expression,
        name: one.alias,
        star: false,
      }));
    }
    if (star) return [{ of: resolved(of), name: '', star }];
    const named = alias ?? impliedName(of);
    if (named === undefined) unnamed += 1;
    const name = named ?? `$${unnamed}`;
    if (names.has(name)) throw syntaxError(`Duplicate result alias ${name}.`);
    names.add(name);
    return [{ of: resolved(of), name, star }];
  });
  return { terms };
}

export function expressionsOf({ raw, terms }: Result): Expression[] {
  return raw === undefined ? terms.map(term => term.of) : [raw];
}

export function compileProjection({ raw, terms }: Result): Evaluate {
  if (raw !== undefined) return compile(raw);
  const compiled = terms.map(({ of, name, star }) => ({ evaluate: compile(of), name, star }));
  return frame => {
    const row: { [name: string]: Value } = {};
    for (const { evaluate, name, star } of compiled) {
      const value = evaluate(frame);
      if (star) {
        if (isObject(value)) Object.assign(row, value);
      } else if (value !== undefined) {
        row[name] = value;
      }
    }
    return row;
  };
}
