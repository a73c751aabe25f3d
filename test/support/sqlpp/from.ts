import type { Evaluate, Expression, Frame, From, FromTerm, JoinTerm } from './ast.ts';
import { compile } from './compile.ts';
import { QueryError, refused } from './errors.ts';
import { idText } from './index-definition.ts';
import { planScan, type Scan } from './plan.ts';
import { type CompileContext, fetchDocument, type Keyspace, runOf, setDocument } from './run.ts';
import { declare, lookUp, resolve, type Scope } from './scope.ts';
import { isArray, truth, type Value } from './values.ts';
import { conjuncts, reads, show } from './walk.ts';

/** Sets the places of a term in the row for each of its items; false ends the walk. */
export type Step = (frame: Frame, next: () => boolean) => boolean;

/** A term whose names are known, waiting for the conditions that it may be read by. */
export interface Source {
  readonly alias: string;
  readonly slot: number;
  readonly keyspace: Keyspace | undefined;
  /** What it says of itself, for the covering of others. */
  readonly reads: readonly Expression[];
  /** `references` is all that the statement says; the scan is told where an index is read. */
  readonly plan: (
    conditions: readonly Expression[],
    references: readonly Expression[],
    later: number,
  ) => {
    readonly step: Step;
    readonly scan?: Scan;
  };
}

/** Resolves FROM in order, each term seeing those before it. */
export function resolveFrom(from: From, scope: Scope, context: CompileContext): Source[] {
  return [
    resolveTerm(from.term, scope, context),
    ...from.joins.map(join => resolveJoin(join, scope, context)),
  ];
}

export function resolveTerm(term: FromTerm, scope: Scope, context: CompileContext): Source {
  if (term.kind === 'keyspace') {
    const root = lookUp(scope, term.path.parts[0]!);
    if (root === undefined || term.path.system) return keyspaceSource(term, scope, context);
    if (term.keys || term.indexes) throw refused('USE on a path of a variable');
    const of = term.path.parts
      .slice(1)
      .reduce<Expression>((parent, name) => ({ kind: 'field', of: parent, name }), {
        kind: 'name',
        name: term.path.parts[0]!,
      });
    return resolveTerm({ kind: 'expression', of, alias: term.alias }, scope, context);
  }
  const of = term.kind === 'subquery' ? scope.subquery(term.select, scope) : resolve(term.of, scope);
  const slot = declare(scope, term.alias, 'term');
  const evaluate = compile(of);
  return {
    alias: term.alias,
    slot,
    keyspace: undefined,
    reads: [of],
    plan: () => ({ step: each(slot, frame => itemsOf(evaluate(frame))) }),
  };
}

function itemsOf(value: Value): readonly Value[] {
  if (value === undefined || value === null) return [];
  return isArray(value) ? value : [value];
}

function each(slot: number, items: (frame: Frame) => readonly Value[]): Step {
  return (frame, next) => {
    for (const item of items(frame)) {
      frame.slots[slot] = item;
      if (!next()) return false;
    }
    return true;
  };
}

function keyspaceSource(
  term: FromTerm & { kind: 'keyspace' },
  scope: Scope,
  context: CompileContext,
): Source {
  const { alias, path } = term;
  if (path.system) {
    if (path.parts.join('.') !== 'indexes') throw refused(`system:${path.parts.join('.')}`);
    const slot = declare(scope, alias, 'term');
    context.scans.push({ keyspace: 'system:indexes', alias, by: 'system', indexes: [], covered: false });
    return {
      alias,
      slot,
      keyspace: undefined,
      reads: [],
      plan: () => ({ step: each(slot, frame => runOf(frame).systemIndexes()) }),
    };
  }
  const keyspace = context.keyspace(path);
  const keys = term.keys && resolve(term.keys, scope);
  const slot = declare(scope, alias, 'keyspace');
  if (keys !== undefined) {
    return {
      alias,
      slot,
      keyspace,
      reads: [keys],
      plan: () => ({ step: byKeys(context, keyspace, alias, slot, compile(keys)) }),
    };
  }
  const plan: Source['plan'] = (conditions, references, later) => {
    const unknown = new Set<number>();
    for (let other = slot; other < later; other += 1) unknown.add(other);
    const scan = planScan({
      keyspace: keyspace.collection,
      slot,
      unknown,
      conditions,
      references,
      hints: term.indexes,
      indexes: keyspace.indexes,
    });
    context.scans.push({
      keyspace: keyspace.collection,
      alias,
      by: scan.primary ? 'primary' : 'index',
      indexes: scan.indexes,
      covered: scan.covered,
    });
    return { scan, step: byScan(keyspace, slot, scan) };
  };
  return { alias, slot, keyspace, reads: [], plan };
}

function byScan({ collection }: Keyspace, slot: number, scan: Scan): Step {
  return (frame, next) => {
    for (const indexed of scan.run(frame)) {
      runOf(frame).scanned += 1;
      const document = scan.covered ? indexed : fetchDocument(frame, collection, indexed.key);
      if (document === undefined) continue;
      setDocument(frame, slot, document);
      if (!next()) return false;
    }
    return true;
  };
}

function byKeys(
  context: CompileContext,
  { collection }: Keyspace,
  alias: string,
  slot: number,
  keys: Evaluate,
): Step {
  context.scans.push({ keyspace: collection, alias, by: 'keys', indexes: [], covered: false });
  return (frame, next) => {
    for (const key of itemsOf(keys(frame))) {
      if (typeof key !== 'string') continue;
      const document = fetchDocument(frame, collection, key);
      if (document === undefined) continue;
      setDocument(frame, slot, document);
      if (!next()) return false;
    }
    return true;
  };
}

function resolveJoin(join: JoinTerm, scope: Scope, context: CompileContext): Source {
  if (join.kind === 'unnest') {
    const of = resolve(join.of, scope);
    const slot = declare(scope, join.alias, 'term');
    const evaluate = compile(of);
    const step = each(slot, frame => {
      const value = evaluate(frame);
      return isArray(value) ? value : [];
    });
    return {
      alias: join.alias,
      slot,
      keyspace: undefined,
      reads: [of],
      plan: () => ({ step: join.left ? outer(step, [slot]) : step }),
    };
  }
  if (join.kind === 'lookup') {
    if (join.term.kind !== 'keyspace' || join.term.keys || join.term.indexes)
      throw refused('USE in a lookup join');
    const keys = resolve(join.keys, scope);
    const keyspace = context.keyspace(join.term.path);
    const slot = declare(scope, join.term.alias, 'keyspace');
    return {
      alias: join.term.alias,
      slot,
      keyspace,
      reads: [keys],
      plan: () => {
        const step = byKeys(context, keyspace, join.term.alias, slot, compile(keys));
        return { step: join.left ? outer(step, [slot, slot + 1]) : step };
      },
    };
  }
  return ansiJoin(join, scope, context);
}

function ansiJoin(join: JoinTerm & { kind: 'ansi' }, scope: Scope, context: CompileContext): Source {
  const source = resolveTerm(join.term, scope, context);
  const on = resolve(join.on, scope);
  return {
    ...source,
    reads: [...source.reads, on],
    plan: (conditions, references, later) => {
      const inner = joined(source, on, join.left ? [] : conditions, references, later, context);
      const matches = compile(on);
      const step: Step = (frame, next) => inner(frame, () => (truth(matches(frame)) ? next() : true));
      const slots = source.keyspace ? [source.slot, source.slot + 1] : [source.slot];
      return { step: join.left ? outer(step, slots) : step };
    },
  };
}

/** A join on META().id alone needs no index: the server makes look-ups of it. */
export function joined(
  source: Source,
  on: Expression,
  conditions: readonly Expression[],
  references: readonly Expression[],
  later: number,
  context: CompileContext,
): Step {
  const keys = source.keyspace && keysOf(source.slot, on);
  if (keys === undefined) return source.plan([...conjuncts(on), ...conditions], references, later).step;
  return byKeys(context, source.keyspace!, source.alias, source.slot, compile(keys));
}

function keysOf(slot: number, on: Expression): Expression | undefined {
  const own = new Set([slot]);
  const isId = (of: Expression) => show(of, new Map([[slot, 'document']])) === idText;
  for (const part of conjuncts(on)) {
    if (part.kind === 'binary' && part.operator === '=') {
      if (isId(part.left) && !reads(part.right, own)) return part.right;
      if (isId(part.right) && !reads(part.left, own)) return part.left;
    }
    if (part.kind === 'in' && isId(part.of) && !reads(part.list, own)) return part.list;
  }
  return undefined;
}

/** LEFT: a row of its own where nothing matches. */
function outer(step: Step, slots: readonly number[]): Step {
  return (frame, next) => {
    let matched = false;
    const went = step(frame, () => {
      matched = true;
      return next();
    });
    if (matched || !went) return went;
    for (const slot of slots) frame.slots[slot] = undefined;
    return next();
  };
}

/** LIMIT or OFFSET as a number of rows. */
export function countOf(evaluate: Evaluate | undefined, frame: Frame, what: string): number | undefined {
  if (evaluate === undefined) return undefined;
  const value = evaluate(frame);
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw new QueryError(5010, `${what} value must be an integer`);
  }
  return Math.max(value, 0);
}
