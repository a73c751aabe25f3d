import type { Evaluate, Expression, Frame, Select, SelectCore, SortTerm } from './ast.ts';
import { compile } from './compile.ts';
import { refused, syntaxError } from './errors.ts';
import { countOf, resolveFrom, type Source, type Step } from './from.ts';
import { type Grouping, grouping, hasAggregate } from './group.ts';
import { compareSort } from './operators.ts';
import { compileProjection, expressionsOf, type Result, resolveProjection } from './projection.ts';
import { type CompileContext, copyOf } from './run.ts';
import { declare, innerScope, resolve, type Scope, topScope } from './scope.ts';
import { identity, truth, type Value } from './values.ts';
import { addReads, conjuncts, mapChildren } from './walk.ts';

/** A SELECT as a function of the row it stands in. */
export interface CompiledSelect {
  readonly run: (frame: Frame) => Value[];
  /** What it reads, of itself and of rows outside. */
  readonly reads: ReadonlySet<number>;
}

/** A scope for a statement, whose subqueries are compiled where they stand. */
export function statementScope(context: CompileContext): Scope {
  return topScope((select, scope) => {
    const first = scope.slots.count;
    const { run, reads } = compileSelect(select, scope, context);
    const correlated = [...reads].some(slot => slot < first);
    return { kind: 'compiled', run: correlated ? run : onceEach(run), reads };
  });
}

/** A subquery that reads nothing of the rows around it is evaluated once for the statement. */
function onceEach(run: Evaluate): Evaluate {
  const known = new WeakMap<object, Value>();
  return frame => {
    const execution = frame.run as object;
    if (!known.has(execution)) known.set(execution, run(frame));
    return known.get(execution);
  };
}

export function compileSelect(select: Select, outer: Scope, context: CompileContext): CompiledSelect {
  const limit = select.limit && compile(resolve(select.limit, outer));
  const offset = select.offset && compile(resolve(select.offset, outer));
  const ends = (frame: Frame) => ({
    offset: countOf(offset, frame, 'OFFSET') ?? 0,
    limit: countOf(limit, frame, 'LIMIT') ?? Number.POSITIVE_INFINITY,
  });
  if (select.cores.length > 1) return union(select, outer, context, ends);
  const core = compileCore(select.cores[0]!, select.orderBy, outer, context);
  return {
    reads: core.reads,
    run: frame => {
      const { offset: skipped, limit: most } = ends(frame);
      return most === 0 ? [] : core.rows(frame, skipped + most).slice(skipped, skipped + most);
    },
  };
}

/** ORDER BY of a union sees the fields of its results alone. */
function union(
  select: Select,
  outer: Scope,
  context: CompileContext,
  ends: (frame: Frame) => { offset: number; limit: number },
): CompiledSelect {
  const cores = select.cores.map(core => compileCore(core, [], outer, context));
  const scope = innerScope(outer);
  const slot = declare(scope, '\u0000result', 'term');
  const order = select.orderBy.map(term => ({ ...term, evaluate: compile(resolve(term.of, scope)) }));
  if (order.length > 0) context.orders.sorted = true;
  return {
    reads: new Set(cores.flatMap(core => [...core.reads])),
    run: frame => {
      let rows = cores.flatMap(core => core.rows(frame, Number.POSITIVE_INFINITY));
      if (order.length > 0) {
        const keyed = rows.map(row => {
          frame.slots[slot] = row;
          return { row, keys: order.map(term => term.evaluate(frame)) };
        });
        rows = sortRows(keyed, order).map(({ row }) => row);
      }
      const { offset, limit } = ends(frame);
      return rows.slice(offset, offset + limit);
    },
  };
}

function sortRows<T extends { readonly keys: readonly Value[] }>(rows: T[], order: readonly SortTerm[]): T[] {
  return rows.sort((a, b) => {
    for (const [place, { descending, nulls }] of order.entries()) {
      const compared = compareSort(a.keys[place], b.keys[place], descending, nulls);
      if (compared !== 0) return compared;
    }
    return 0;
  });
}

interface CompiledCore {
  readonly reads: ReadonlySet<number>;
  /** At least the first `most` rows in order. */
  readonly rows: (frame: Frame, most: number) => Value[];
}

function compileCore(
  core: SelectCore,
  orderBy: readonly SortTerm[],
  outer: Scope,
  context: CompileContext,
): CompiledCore {
  const scope = innerScope(outer);
  const first = scope.slots.count;
  const sources = core.from ? resolveFrom(core.from, scope, context) : [];
  const lets = core.lets.map(({ name, of }) => {
    const resolved = resolve(of, scope);
    return { of: resolved, slot: declare(scope, name, 'value') };
  });
  const later = scope.slots.count;
  const where = core.where && resolve(core.where, scope);
  const by = (core.groupBy ?? []).map(term => {
    if (term.alias !== undefined) throw refused('aliases of GROUP BY');
    return resolve(term.of, scope);
  });
  const having = core.having && resolve(core.having, scope);
  if (lets.length > 0 && stars(core)) throw refused('* with LET');
  const result = resolveProjection(core.projection, of => resolve(of, scope), sources);
  const order = orderBy.map(term => ({ ...term, of: resolve(byAlias(term.of, core, sources), scope) }));
  const shown = [...expressionsOf(result), ...order.map(term => term.of)];
  if (where && hasAggregate(where)) throw syntaxError('Aggregates not allowed in WHERE');
  const grouped = core.groupBy !== undefined || [...shown, ...(having ? [having] : [])].some(hasAggregate);
  const references = [
    ...sources.flatMap(source => source.reads),
    ...lets.map(one => one.of),
    ...(where ? [where] : []),
    ...by,
    ...(having ? [having] : []),
    ...shown,
  ];
  const reads = new Set<number>();
  for (const reference of references) addReads(reference, reads);
  const conditions = conjuncts(where);
  const planned = sources.map(source => source.plan(conditions, references, later));
  const ordered = sources.length === 1 && !grouped && planned[0]!.scan?.satisfies(order) === true;
  const sorts = order.length > 0 && !ordered;
  if (order.length > 0) {
    if (sorts) context.orders.sorted = true;
    else context.orders.byIndex = true;
  }
  const walk = walker(
    planned.map(one => one.step),
    lets.map(one => ({ slot: one.slot, evaluate: compile(one.of) })),
    where && compile(where),
  );
  const own = new Set(Array.from({ length: later - first }, (_, place) => first + place));
  const group = grouped ? grouping(by, own, scope.slots) : undefined;
  const rewritten = group ? rewriteAll(group, result, order, having) : { result, order, having };
  return {
    reads,
    rows: output({
      walk,
      group,
      having: rewritten.having && compile(rewritten.having),
      project: compileProjection(rewritten.result),
      order: rewritten.order.map(term => ({ ...term, evaluate: compile(term.of) })),
      sorts,
      distinct: core.distinct,
    }),
  };
}

function stars({ projection }: SelectCore): boolean {
  return projection.kind === 'terms' && projection.terms.some(term => term.of === undefined);
}

/** Names in ORDER BY that are aliases of results stand for what these are of. */
function byAlias(of: Expression, core: SelectCore, sources: readonly Source[]): Expression {
  const { projection } = core;
  if (
    of.kind === 'name' &&
    projection.kind === 'terms' &&
    !sources.some(source => source.alias === of.name)
  ) {
    const term = projection.terms.find(one => one.alias === of.name);
    if (term?.of) return term.of;
  }
  return mapChildren(of, part => byAlias(part, core, sources));
}

function rewriteAll(
  group: Grouping,
  result: Result,
  order: readonly SortTerm[],
  having: Expression | undefined,
) {
  return {
    result: {
      ...(result.raw && { raw: group.rewrite(result.raw) }),
      terms: result.terms.map(term => ({ ...term, of: group.rewrite(term.of) })),
    },
    order: order.map(term => ({ ...term, of: group.rewrite(term.of) })),
    having: having && group.rewrite(having),
  };
}

/** Goes through the rows of FROM that meet WHERE; what `visit` is given is overwritten with the next row. */
export type Walk = (frame: Frame, visit: (frame: Frame) => boolean) => void;

export function walker(
  steps: readonly Step[],
  lets: readonly { readonly slot: number; readonly evaluate: Evaluate }[],
  where: Evaluate | undefined,
): Walk {
  return (frame, visit) => {
    const last = () => {
      for (const { slot, evaluate } of lets) frame.slots[slot] = evaluate(frame);
      return where === undefined || truth(where(frame)) ? visit(frame) : true;
    };
    const nested = steps.reduceRight<() => boolean>((next, step) => () => step(frame, next), last);
    nested();
  };
}

interface Output {
  readonly walk: Walk;
  readonly group: Grouping | undefined;
  readonly having: Evaluate | undefined;
  readonly project: Evaluate;
  readonly order: readonly (SortTerm & { readonly evaluate: Evaluate })[];
  readonly sorts: boolean;
  readonly distinct: boolean;
}

function output({ walk, group, having, project, order, sorts, distinct }: Output): CompiledCore['rows'] {
  return (outer, most) => {
    const frame = copyOf(outer);
    const rows: { row: Value; keys: readonly Value[] }[] = [];
    const seen = new Set<string>();
    const add = (one: Frame): boolean => {
      const row = project(one);
      if (distinct) {
        const text = identity(row);
        if (seen.has(text)) return true;
        seen.add(text);
      }
      rows.push({ row, keys: sorts ? order.map(term => term.evaluate(one)) : [] });
      return sorts || rows.length < most;
    };
    if (group === undefined) {
      walk(frame, add);
    } else {
      const collector = group.collector();
      walk(frame, one => {
        collector.add(one);
        return true;
      });
      for (const one of collector.rows(frame)) {
        if (having !== undefined && !truth(having(one))) continue;
        if (!add(one)) break;
      }
    }
    return (sorts ? sortRows(rows, order) : rows).map(({ row }) => row);
  };
}
