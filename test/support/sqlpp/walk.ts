import type { Binding, Expression } from './ast.ts';

/** The same expression with `change` applied to what it directly consists of. */
export function mapChildren(of: Expression, change: (part: Expression) => Expression): Expression {
  const bindings = (all: readonly Binding[]) => all.map(one => ({ ...one, over: change(one.over) }));
  switch (of.kind) {
    case 'field':
    case 'not':
    case 'minus':
    case 'exists':
    case 'is':
      return { ...of, of: change(of.of) };
    case 'dynamicField':
      return { ...of, of: change(of.of), name: change(of.name) };
    case 'element':
      return { ...of, of: change(of.of), index: change(of.index) };
    case 'slice':
      return {
        ...of,
        of: change(of.of),
        ...(of.from && { from: change(of.from) }),
        ...(of.to && { to: change(of.to) }),
      };
    case 'object':
      return { ...of, members: of.members.map(([key, value]) => [change(key), change(value)] as const) };
    case 'array':
      return { ...of, items: of.items.map(change) };
    case 'binary':
      return { ...of, left: change(of.left), right: change(of.right) };
    case 'between':
      return { ...of, of: change(of.of), low: change(of.low), high: change(of.high) };
    case 'in':
      return { ...of, of: change(of.of), list: change(of.list) };
    case 'like':
      return { ...of, of: change(of.of), pattern: change(of.pattern) };
    case 'case':
      return {
        ...of,
        ...(of.of && { of: change(of.of) }),
        branches: of.branches.map(([when, then]) => [change(when), change(then)] as const),
        ...(of.otherwise && { otherwise: change(of.otherwise) }),
      };
    case 'quantified':
      return { ...of, bindings: bindings(of.bindings), condition: change(of.condition) };
    case 'comprehension':
      return {
        ...of,
        bindings: bindings(of.bindings),
        result: change(of.result),
        ...(of.when && { when: change(of.when) }),
      };
    case 'call':
      return { ...of, args: of.args.map(change) };
    case 'aggregate':
      return of.of === undefined ? of : { ...of, of: change(of.of) };
    default:
      return of;
  }
}

/** Calls `visit` on what the expression directly consists of. */
export function eachChild(of: Expression, visit: (part: Expression) => void): void {
  mapChildren(of, part => {
    visit(part);
    return part;
  });
}

/** Whether the expression reads one of these slots. */
export function reads(of: Expression, slots: ReadonlySet<number>): boolean {
  if (of.kind === 'variable' || of.kind === 'meta') return slots.has(of.slot);
  if (of.kind === 'compiled') return [...of.reads].some(slot => slots.has(slot));
  let found = false;
  eachChild(of, part => {
    found ||= reads(part, slots);
  });
  return found;
}

/** Adds the slots that the expression reads. */
export function addReads(of: Expression, to: Set<number>): void {
  if (of.kind === 'variable' || of.kind === 'meta') to.add(of.slot);
  else if (of.kind === 'compiled') for (const slot of of.reads) to.add(slot);
  else eachChild(of, part => addReads(part, to));
}

/** Names for slots under which expressions of different statements are compared. */
export type SlotNames = ReadonlyMap<number, string>;

/** A text that is the same for expressions that mean the same: bound variables go by their place. */
export function show(of: Expression, names: SlotNames): string {
  switch (of.kind) {
    case 'variable':
      return names.get(of.slot) ?? `#${of.slot}`;
    case 'meta':
      return `META(${names.get(of.slot) ?? `#${of.slot}`})`;
    case 'literal':
      return of.value === undefined ? 'MISSING' : JSON.stringify(of.value);
    case 'compiled':
      return `subquery(${[...of.reads].join()})`;
    case 'quantified':
    case 'comprehension': {
      const inner = new Map(names);
      for (const bound of of.bindings) inner.set(bound.slot!, `bound${inner.size}`);
      const over = of.bindings.map(bound => show(bound.over, names)).join();
      const rest =
        of.kind === 'quantified'
          ? [of.quantifier, show(of.condition, inner)]
          : [of.form, show(of.result, inner), of.when ? show(of.when, inner) : ''];
      return `${of.kind}(${over};${rest.join(';')})`;
    }
    default: {
      const parts: string[] = [];
      eachChild(of, part => parts.push(show(part, names)));
      return `${of.kind}${attributes(of)}(${parts.join()})`;
    }
  }
}

function attributes(of: Expression): string {
  switch (of.kind) {
    case 'field':
    case 'parameter':
    case 'name':
    case 'call':
      return `:${of.name}`;
    case 'binary':
      return `:${of.operator}`;
    case 'is':
      return `:${of.negated ? 'not ' : ''}${of.what}`;
    case 'aggregate':
      return `:${of.name}${of.distinct ? ' distinct' : ''}`;
    case 'slice':
      return `:${of.from ? 1 : 0}${of.to ? 1 : 0}`;
    case 'case':
      return `:${of.of ? 1 : 0}${of.otherwise ? 1 : 0}`;
    default:
      return '';
  }
}

/** What AND joins, taken apart. */
export function conjuncts(of: Expression | undefined): Expression[] {
  if (of === undefined) return [];
  if (of.kind === 'binary' && of.operator === 'and') return [...conjuncts(of.left), ...conjuncts(of.right)];
  return [of];
}

/** What OR joins, taken apart. */
export function disjuncts(of: Expression): Expression[] {
  if (of.kind === 'binary' && of.operator === 'or') return [...disjuncts(of.left), ...disjuncts(of.right)];
  return [of];
}
