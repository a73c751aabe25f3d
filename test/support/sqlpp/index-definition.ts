import type { Evaluate, Expression, IndexKey, Statement } from './ast.ts';
import { compile } from './compile.ts';
import { QueryError, refused } from './errors.ts';
import { flattenKeys } from './parse-index.ts';
import { declare, resolve, topScope } from './scope.ts';
import { conjuncts, type SlotNames, show } from './walk.ts';

/** One key of an index, as scans see it: a flattened key is one of its own. */
export interface IndexPosition {
  /** What it is of, as `show` writes it. */
  readonly text: string;
  readonly evaluate: Evaluate;
  /** Whether it is of an element of the array. */
  readonly element: boolean;
  readonly descending: boolean;
  readonly includeMissing: boolean;
}

export interface IndexDefinition {
  readonly name: string;
  readonly collection: string;
  readonly primary: boolean;
  readonly positions: readonly IndexPosition[];
  readonly array?: {
    readonly over: string;
    readonly each: 'distinct' | 'all';
    readonly evaluate: Evaluate;
    readonly slot: number;
    readonly when?: { readonly evaluate: Evaluate; readonly parts: readonly string[] };
  };
  readonly where?: { readonly evaluate: Evaluate; readonly parts: readonly Expression[] };
  readonly slotCount: number;
  /** What system:indexes tells of it. */
  readonly keyTexts: readonly string[];
}

/** The names that documents and elements have in texts of expressions. */
export const documentName = 'document';
export const elementName = 'element';
export const idText = `field:id(META(${documentName}))`;

const documentSlot = 0;

/** What an index is made of. Errors for keys that no index may have. */
export function defineIndex(
  statement: Statement & { kind: 'createIndex' },
  collection: string,
): IndexDefinition {
  const scope = topScope(() => {
    throw refused('subqueries in an index');
  });
  declare(scope, documentName, 'keyspace');
  const names: SlotNames = new Map([[documentSlot, documentName]]);
  const positions: IndexPosition[] = [];
  let array: IndexDefinition['array'];
  for (const key of statement.keys) {
    if (key.each === undefined) {
      positions.push(position(resolve(key.of, scope), names, false, key));
      continue;
    }
    if (array !== undefined) throw new QueryError(4000, 'Multiple array index keys are not allowed');
    const made = arrayKey(key, expression => resolve(expression, scope), names, scope.slots);
    array = { ...made.array, each: key.each };
    positions.push(...made.positions);
  }
  const where = statement.where && resolve(statement.where, scope);
  return {
    name: statement.name,
    collection,
    primary: statement.primary,
    positions,
    slotCount: scope.slots.count,
    keyTexts: positions.map(one => one.text),
    ...(array && { array }),
    ...(where && { where: { evaluate: compile(where), parts: conjuncts(where) } }),
  };
}

function position(
  of: Expression,
  names: SlotNames,
  element: boolean,
  { descending, includeMissing }: { descending: boolean; includeMissing: boolean },
): IndexPosition {
  return { text: show(of, names), evaluate: compile(of), element, descending, includeMissing };
}

type ArrayPart = Omit<NonNullable<IndexDefinition['array']>, 'each'>;

function arrayKey(
  key: IndexKey,
  resolved: (of: Expression) => Expression,
  names: SlotNames,
  slots: { count: number },
): { array: ArrayPart; positions: IndexPosition[] } {
  if (key.of.kind !== 'comprehension') {
    // DISTINCT tags is short for DISTINCT ARRAY t FOR t IN tags END.
    const over = resolved(key.of);
    const slot = slots.count;
    slots.count += 1;
    const of: Expression = { kind: 'variable', slot, name: elementName };
    const inner = new Map(names).set(slot, elementName);
    return {
      array: { over: show(over, names), evaluate: compile(over), slot },
      positions: [position(of, inner, true, key)],
    };
  }
  const of = resolved(key.of);
  if (of.kind !== 'comprehension' || of.bindings.length !== 1)
    throw refused('array keys of several bindings');
  const { slot, over } = of.bindings[0]!;
  const inner = new Map(names).set(slot!, elementName);
  const when = of.when && {
    evaluate: compile(of.when),
    parts: conjuncts(of.when).map(part => show(part, inner)),
  };
  return {
    array: { over: show(over, names), evaluate: compile(over), slot: slot!, ...(when && { when }) },
    positions: elementKeys(of.result, key).map(one => position(one.of, inner, true, one)),
  };
}

function elementKeys(result: Expression, key: IndexKey) {
  if (result.kind !== 'call' || result.name !== flattenKeys) return [{ ...key, of: result }];
  return result.args.map(one => {
    if (one.kind !== 'call') throw new Error('A flattened key is not one');
    const [of, descending, includeMissing] = one.args;
    const is = (flag: Expression | undefined) => flag?.kind === 'literal' && flag.value === true;
    return { of: of!, descending: is(descending), includeMissing: is(includeMissing) };
  });
}
