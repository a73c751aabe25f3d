import type { Evaluate, Expression, Frame, Projection, Statement } from './ast.ts';
import { compile } from './compile.ts';
import type { Write } from './documents.ts';
import { editor } from './edit.ts';
import { QueryError, refused } from './errors.ts';
import { countOf, resolveTerm } from './from.ts';
import type { Document } from './index-structure.ts';
import { merge } from './merge.ts';
import { impliedName } from './parse-expression.ts';
import { compileProjection, expressionsOf, resolveProjection } from './projection.ts';
import { type CompileContext, copyOf, runOf, setDocument } from './run.ts';
import { declare, resolve, type Scope } from './scope.ts';
import { compileSelect, statementScope, walker } from './select.ts';
import { field, type Value } from './values.ts';
import { conjuncts } from './walk.ts';

/** What a statement writes, and what it returns once that is written. */
export interface Mutation {
  readonly writes: readonly Write[];
  readonly rows: Value[];
}

export type CompiledMutation = (frame: Frame) => Mutation;

type Dml = Statement & { kind: 'insert' | 'update' | 'delete' | 'merge' };

/** INSERT, UPSERT, UPDATE, DELETE or MERGE as a function that says what to write. */
export function compileMutation(statement: Dml, context: CompileContext): CompiledMutation {
  switch (statement.kind) {
    case 'insert':
      return insert(statement, context);
    case 'merge':
      return merge(statement, context);
    default:
      return change(statement, context);
  }
}

export interface Returning {
  readonly expressions: readonly Expression[];
  readonly row: Evaluate | undefined;
}

export function returning(
  projection: Projection | undefined,
  scope: Scope,
  source: { alias: string; slot: number },
): Returning {
  if (projection === undefined) return { expressions: [], row: undefined };
  const result = resolveProjection(projection, of => resolve(of, scope), [source]);
  return { expressions: expressionsOf(result), row: compileProjection(result) };
}

export function keyOf(value: Value): string {
  if (typeof value === 'string') return value;
  throw new QueryError(5073, 'Cannot INSERT non-string key');
}

export function storable(value: Value): Value {
  if (value === undefined) throw new QueryError(5074, 'No value to INSERT for key');
  // A document that is null reads like one that is gone.
  if (value === null) throw refused('documents that are NULL');
  return value;
}

function insert(statement: Dml & { kind: 'insert' }, context: CompileContext): CompiledMutation {
  const { into, mode } = statement;
  const { collection } = context.keyspace(into.path);
  const scope = statementScope(context);
  const pairs = statement.values?.map(
    ({ key, value }) => [resolve(key, scope), resolve(value, scope)] as const,
  );
  const from = statement.from && insertedRows(statement.from, scope, context);
  const inner = statementScope(context);
  inner.slots.count = scope.slots.count;
  const slot = declare(inner, into.alias, 'keyspace');
  const { row } = returning(statement.returning, inner, { alias: into.alias, slot });
  const compiled = pairs?.map(([key, value]) => [compile(key), compile(value)] as const);
  return frame => {
    const made = compiled
      ? compiled.map(([key, value]) => ({ key: keyOf(key(frame)), value: storable(value(frame)) }))
      : from!(frame);
    const rows = row
      ? made.map(document => {
          const one = copyOf(frame);
          setDocument(one, slot, { ...document, cas: '0' });
          return row(one);
        })
      : [];
    return { writes: made.map(one => ({ collection, ...one, mode })), rows };
  };
}

/** KEY and VALUE see the fields of each row of the SELECT; without VALUE the row is the document. */
function insertedRows(
  from: NonNullable<(Dml & { kind: 'insert' })['from']>,
  scope: Scope,
  context: CompileContext,
): (frame: Frame) => { key: string; value: Value }[] {
  const select = compileSelect(from.select, scope, context);
  const projection = from.select.cores[0]!.projection;
  const terms = projection.kind === 'terms' ? projection.terms : [];
  const names = terms.map(({ alias, of }) => alias ?? (of && impliedName(of)));
  const fields = new Map<string, number>();
  const rowScope: Scope = { ...scope, names: new Map(), terms: [] };
  const whole = declare(rowScope, '\u0000row', 'term');
  for (const name of names) if (name !== undefined) fields.set(name, declare(rowScope, name, 'value'));
  const key = compile(resolve(from.key, rowScope));
  const value = from.value && compile(resolve(from.value, rowScope));
  return frame => {
    const one = copyOf(frame);
    return select.run(frame).map(row => {
      one.slots[whole] = row;
      for (const [name, slot] of fields) one.slots[slot] = field(row, name);
      return { key: keyOf(key(one)), value: storable(value === undefined ? row : value(one)) };
    });
  };
}

/** The keyspace that a statement changes. */
export interface Matched {
  readonly alias: string;
  readonly slot: number;
  readonly collection: string;
}

export function documentAt(frame: Frame, { slot, collection }: Matched): Document {
  const key = field(frame.slots[slot + 1], 'id') as string;
  return runOf(frame).current(collection).get(key)!;
}

function change(statement: Dml & { kind: 'update' | 'delete' }, context: CompileContext): CompiledMutation {
  const scope = statementScope(context);
  const source = resolveTerm(statement.term, scope, context);
  if (source.keyspace === undefined) throw refused('changes of what is no keyspace');
  const target: Matched = { alias: source.alias, slot: source.slot, collection: source.keyspace.collection };
  const later = scope.slots.count;
  const where = statement.where && resolve(statement.where, scope);
  const edit = statement.kind === 'update' ? editor(statement, scope, target) : undefined;
  const { row } = returning(statement.returning, scope, target);
  // A document that is changed is fetched, whatever an index knows of it.
  const whole: Expression = { kind: 'variable', slot: target.slot, name: target.alias };
  const { step } = source.plan(conjuncts(where), [whole], later);
  const walk = walker([step], [], where && compile(where));
  const limit = statement.limit && compile(resolve(statement.limit, scope));
  const offset =
    statement.kind === 'delete' && statement.offset ? compile(resolve(statement.offset, scope)) : undefined;
  return outer => {
    const frame = copyOf(outer);
    const most = countOf(limit, frame, 'LIMIT') ?? Number.POSITIVE_INFINITY;
    let skipped = countOf(offset, frame, 'OFFSET') ?? 0;
    const writes: Write[] = [];
    const rows: Value[] = [];
    if (most === 0) return { writes, rows };
    walk(frame, one => {
      if (skipped > 0) {
        skipped -= 1;
        return true;
      }
      const { key, cas, value } = documentAt(one, target);
      const changed = edit?.(one);
      const mode = edit ? 'replace' : 'delete';
      writes.push({ collection: target.collection, key, value: edit ? storable(changed) : value, mode, cas });
      if (row !== undefined) rows.push(row(withValue(one, target.slot, edit ? changed : value)));
      return writes.length < most;
    });
    return { writes, rows };
  };
}

export function withValue(frame: Frame, slot: number, value: Value): Frame {
  const copy = copyOf(frame);
  copy.slots[slot] = value;
  return copy;
}
