import type { Evaluate, Expression, Frame } from './ast.ts';
import { compile } from './compile.ts';
import { QueryError } from './errors.ts';
import { copyOf } from './run.ts';
import { collate, identity, type Value } from './values.ts';
import { eachChild, mapChildren, show } from './walk.ts';

/** GROUP BY with the aggregates of a SELECT: rows in, one row for each group out. */
export interface Grouping {
  /** The expression with aggregates and what is grouped by as variables. Error 4210 for anything else of a row. */
  readonly rewrite: (of: Expression) => Expression;
  readonly collector: () => Collector;
}

export interface Collector {
  readonly add: (frame: Frame) => void;
  readonly rows: (empty: Frame) => Frame[];
}

export function hasAggregate(of: Expression): boolean {
  if (of.kind === 'aggregate') return true;
  let found = false;
  eachChild(of, part => {
    found ||= hasAggregate(part);
  });
  return found;
}

interface Aggregate {
  readonly slot: number;
  readonly of: Expression & { kind: 'aggregate' };
  readonly evaluate: Evaluate | undefined;
}

/** `own` are the slots of the rows that are grouped. */
export function grouping(
  by: readonly Expression[],
  own: ReadonlySet<number>,
  slots: { count: number },
): Grouping {
  const aggregates = new Map<string, Aggregate>();
  const keys = by.map(of => ({ text: show(of, new Map()), slot: slots.count++, evaluate: compile(of) }));
  const rewrite = (of: Expression): Expression => {
    const text = show(of, new Map());
    const key = keys.find(one => one.text === text);
    if (key) return { kind: 'variable', slot: key.slot, name: '' };
    if (of.kind === 'aggregate') {
      if (of.of && hasAggregate(of.of)) throw new QueryError(4210, 'Nested aggregates are not allowed');
      const known = aggregates.get(text) ?? { slot: slots.count++, of, evaluate: of.of && compile(of.of) };
      aggregates.set(text, known);
      return { kind: 'variable', slot: known.slot, name: '' };
    }
    const outside =
      ((of.kind === 'variable' || of.kind === 'meta') && own.has(of.slot)) ||
      (of.kind === 'compiled' && [...of.reads].some(slot => own.has(slot)));
    if (outside) {
      throw new QueryError(4210, 'Expression (in projection) must depend only on group keys or aggregates.');
    }
    return mapChildren(of, rewrite);
  };
  const collector = () => collect(keys, [...aggregates.values()], by.length === 0);
  return { rewrite, collector };
}

interface Group {
  readonly frame: Frame;
  readonly values: Value[][];
  readonly seen: Set<string>[];
  count: number;
}

function collect(
  keys: readonly { readonly slot: number; readonly evaluate: Evaluate }[],
  aggregates: readonly Aggregate[],
  always: boolean,
): Collector {
  const groups = new Map<string, Group>();
  const groupOf = (frame: Frame): Group => {
    const values = keys.map(key => key.evaluate(frame));
    const text = values.map(identity).join();
    let group = groups.get(text);
    if (group === undefined) {
      const copy = copyOf(frame);
      for (const [place, key] of keys.entries()) copy.slots[key.slot] = values[place];
      group = {
        frame: copy,
        values: aggregates.map(() => []),
        seen: aggregates.map(() => new Set()),
        count: 0,
      };
      groups.set(text, group);
    }
    return group;
  };
  return {
    add: frame => {
      const group = groupOf(frame);
      group.count += 1;
      for (const [place, { of, evaluate }] of aggregates.entries()) {
        if (evaluate === undefined) continue;
        const value = evaluate(frame);
        if (value === undefined || (value === null && of.name !== 'ARRAY_AGG')) continue;
        if (of.distinct) {
          const text = identity(value);
          if (group.seen[place]!.has(text)) continue;
          group.seen[place]!.add(text);
        }
        group.values[place]!.push(value);
      }
    },
    rows: empty => {
      if (groups.size === 0 && always) groupOf(empty);
      return [...groups.values()].map(({ frame, values, count }) => {
        for (const [place, { slot, of, evaluate }] of aggregates.entries()) {
          frame.slots[slot] = evaluate === undefined ? count : aggregated(of.name, values[place]!);
        }
        return frame;
      });
    },
  };
}

function aggregated(name: string, values: readonly Value[]): Value {
  switch (name) {
    case 'COUNT':
      return values.length;
    case 'SUM': {
      const numbers = values.filter(value => typeof value === 'number');
      return numbers.length === 0 ? null : numbers.reduce((sum, value) => sum + value, 0);
    }
    case 'ARRAY_AGG':
      return values.length === 0 ? null : [...values].sort(collate);
    default: {
      if (values.length === 0) return null;
      const sign = name === 'MIN' ? 1 : -1;
      return values.reduce((best, value) => (collate(value, best) * sign < 0 ? value : best));
    }
  }
}
