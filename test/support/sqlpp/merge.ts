import type { Expression, Frame, Statement } from './ast.ts';
import { compile } from './compile.ts';
import { type CompiledMutation, documentAt, keyOf, returning, storable, withValue } from './dml.ts';
import type { Write } from './documents.ts';
import { editor } from './edit.ts';
import { QueryError, refused } from './errors.ts';
import { countOf, joined, resolveTerm } from './from.ts';
import { type CompileContext, copyOf, metaOf } from './run.ts';
import { resolve, type Scope } from './scope.ts';
import { statementScope } from './select.ts';
import { truth, type Value } from './values.ts';

/** MERGE, by key or by a condition, as a function that says what to write. */
export function merge(statement: Statement & { kind: 'merge' }, context: CompileContext): CompiledMutation {
  const { into, actions, byKey } = statement;
  if (actions.update && actions.remove) throw refused('MERGE with both UPDATE and DELETE');
  const scope = statementScope(context);
  const source = resolveTerm(statement.source, scope, context);
  const key = byKey ? resolve(statement.on, scope) : undefined;
  const sourceScope: Scope = { ...scope, names: new Map(scope.names), terms: [...scope.terms] };
  const target = resolveTerm(into, scope, context);
  if (target.keyspace === undefined) throw refused('MERGE into what is no keyspace');
  const { slot, alias } = target;
  const { collection } = target.keyspace;
  const at = { alias, slot, collection };
  const later = scope.slots.count;
  const whole: Expression = { kind: 'variable', slot, name: alias };
  const on: Expression =
    key !== undefined
      ? {
          kind: 'binary',
          operator: '=',
          left: { kind: 'field', of: { kind: 'meta', slot }, name: 'id' },
          right: key,
        }
      : resolve(statement.on, scope);
  const find = joined(target, on, [], [whole, on], later, context);
  const meets = compile(on);
  const update = actions.update && {
    edit: editor(actions.update, scope, at),
    where: guard(actions.update.where, scope),
  };
  const remove = actions.remove && { where: guard(actions.remove.where, scope) };
  const add = actions.insert && {
    key: actions.insert.key ? compile(resolve(actions.insert.key, sourceScope)) : compile(key!),
    value: compile(resolve(actions.insert.value, sourceScope)),
    where: guard(actions.insert.where, sourceScope),
  };
  const { row } = returning(statement.returning, scope, at);
  const sourceStep = source.plan(
    [],
    [{ kind: 'variable', slot: source.slot, name: source.alias }],
    slot,
  ).step;
  const limit = statement.limit && compile(resolve(statement.limit, scope));
  return outer => {
    const frame = copyOf(outer);
    const most = countOf(limit, frame, 'LIMIT') ?? Number.POSITIVE_INFINITY;
    const writes: Write[] = [];
    const rows: Value[] = [];
    const changed = new Set<string>();
    const inserted = new Set<string>();
    const push = (write: Omit<Write, 'collection'>, after: Value) => {
      writes.push({ collection, ...write });
      if (row === undefined) return;
      const one = withValue(frame, slot, after);
      one.slots[slot + 1] = metaOf({ key: write.key, cas: write.cas ?? '0', value: after });
      rows.push(row(one));
    };
    const matched = () => {
      const document = documentAt(frame, at);
      const { key: id, cas } = document;
      const doomed = remove?.where(frame) === true;
      if (!doomed && update?.where(frame) !== true) return;
      if (changed.has(id)) {
        throw new QueryError(
          5320,
          `Multiple UPDATE/DELETE of the same document (document key '${id}') in a MERGE statement`,
        );
      }
      changed.add(id);
      if (doomed) return push({ key: id, value: document.value, mode: 'delete', cas }, document.value);
      const after = storable(update!.edit(frame));
      push({ key: id, value: after, mode: 'replace', cas }, after);
    };
    sourceStep(frame, () => {
      let found = false;
      find(frame, () => {
        if (!truth(meets(frame))) return true;
        found = true;
        matched();
        return writes.length < most;
      });
      if (!found) {
        frame.slots[slot] = undefined;
        frame.slots[slot + 1] = undefined;
        if (add?.where(frame)) {
          const id = keyOf(add.key(frame));
          if (inserted.has(id)) {
            throw new QueryError(
              5330,
              `Multiple INSERT of the same document (document key '${id}') in a MERGE statement`,
            );
          }
          inserted.add(id);
          const value = storable(add.value(frame));
          push({ key: id, value, mode: 'insert' }, value);
        }
      }
      return writes.length < most;
    });
    return { writes, rows };
  };
}

function guard(where: Expression | undefined, scope: Scope): (frame: Frame) => boolean {
  const evaluate = where && compile(resolve(where, scope));
  return frame => evaluate === undefined || truth(evaluate(frame));
}
