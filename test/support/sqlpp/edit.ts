import type { Assignment, Evaluate, Expression, Frame } from './ast.ts';
import { compile } from './compile.ts';
import { refused } from './errors.ts';
import { copyOf } from './run.ts';
import { resolve, type Scope } from './scope.ts';
import { isArray, isObject, type Value } from './values.ts';

/** What SET and UNSET make of the document in the row; each sees what those before it did. */
export function editor(
  { set, unset }: { readonly set: readonly Assignment[]; readonly unset: readonly Expression[] },
  scope: Scope,
  { alias, slot }: { readonly alias: string; readonly slot: number },
): (frame: Frame) => Value {
  const changes = [
    ...set.map(({ path, value }) => ({
      path: pathOf(path, alias, scope),
      value: compile(resolve(value, scope)),
    })),
    ...unset.map(path => ({ path: pathOf(path, alias, scope), value: undefined })),
  ];
  return outer => {
    const frame = copyOf(outer);
    let document = frame.slots[slot];
    for (const { path, value } of changes) {
      const put = value?.(frame);
      if (value !== undefined && put === undefined) throw refused('SET to MISSING: write UNSET');
      document = edited(
        document,
        path.map(part => part(frame)),
        put,
      );
      frame.slots[slot] = document;
    }
    return document;
  };
}

/** The parts of a path below the document; the alias in front of it may be left out. */
function pathOf(path: Expression, alias: string, scope: Scope): Evaluate[] {
  switch (path.kind) {
    case 'name':
      return path.name === alias ? [] : [() => path.name];
    case 'field':
      return [...pathOf(path.of, alias, scope), () => path.name];
    case 'dynamicField':
      return [...pathOf(path.of, alias, scope), compile(resolve(path.name, scope))];
    case 'element':
      return [...pathOf(path.of, alias, scope), compile(resolve(path.index, scope))];
    default:
      throw refused('such a path in SET or UNSET');
  }
}

function edited(value: Value, path: readonly Value[], put: Value): Value {
  const [part, ...rest] = path;
  if (path.length === 0) throw refused('changes of a whole document: use UPSERT');
  if (isArray(value)) {
    if (
      typeof part !== 'number' ||
      part < 0 ||
      part >= value.length ||
      (put === undefined && rest.length === 0)
    ) {
      throw refused('SET or UNSET of an element that is not there');
    }
    return value.with(part, rest.length === 0 ? put : edited(value[part], rest, put));
  }
  if (!isObject(value) || typeof part !== 'string') throw refused('SET or UNSET below what is no object');
  if (rest.length > 0) {
    if (value[part] === undefined) {
      if (put === undefined) return value;
      throw refused('SET below a field that is not there');
    }
    return { ...value, [part]: edited(value[part], rest, put) };
  }
  const { [part]: _, ...others } = value;
  return put === undefined ? others : { ...value, [part]: put };
}
