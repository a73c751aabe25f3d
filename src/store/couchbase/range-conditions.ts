import type { Bound, Condition, QuantityTest, RangeTest } from '../../fhir/search.ts';
import { finite, inTime, qualified, sortableNumber } from './search-values.ts';
import { allOf, anyOf, name, type Sql, sql, word } from './sql.ts';
import { elementTest, type KeyRange, never, type Scope, type Test } from './tests.ts';

type RangeCondition = Extract<Condition, { kind: 'date' | 'quantity' }>;

/** A condition on dates or quantities. */
export function rangeTest({ definition, alias }: Scope, condition: RangeCondition): Test {
  if (condition.anyOf.length === 0) return never;
  const clamp = condition.kind === 'date' ? inTime : (value: number) => finite(value) as number;
  const tests = condition.anyOf.map(test => allOf([...boundTests(test, clamp), ...unitTests(test)]));
  const p = sql`r.${name('p')} = ${qualified(definition.type, condition.parameter)}`;
  const hull = hullOf(condition.anyOf);
  const around = allOf([p, ...boundTests({ bounds: hull }, clamp)]);
  const list = sql`${alias}.${name('_search')}.${name('ranges')}`;
  // Of alternatives no index is read, but of what is around all of them.
  const meets = tests.length === 1 ? allOf([p, tests[0]!]) : allOf([around, anyOf(tests)]);
  const test = elementTest('by_range', list, sql`r`, meets);
  const { found: about } = elementTest('by_range', list, sql`r`, around);
  const isOrder = definition.orderedAs[condition.parameter] === 'date';
  return {
    ...test,
    found: { ...test.found!, about: about!.sql },
    ...(isOrder && { inDates: datesOf(definition.type, hull) }),
  };
}

function boundTests({ bounds }: RangeTest, clamp: (value: number) => number): Sql[] {
  return bounds.map(({ of, op, value }) => sql`r.${name(of)} ${word(op)} ${clamp(value)}`);
}

function unitTests({ system, code }: QuantityTest): Sql[] {
  const isCode = (field: 'c' | 'u') => sql`r.${name(field)} = ${code}`;
  return [
    ...(system === undefined ? [] : [sql`r.${name('s')} = ${system}`]),
    ...(code === undefined ? [] : [system === undefined ? anyOf([isCode('c'), isCode('u')]) : isCode('c')]),
  ];
}

/** Bounds that whatever meets any of the tests meets. */
function hullOf(tests: readonly RangeTest[]): readonly Bound[] {
  return (['low', 'high'] as const).flatMap(of =>
    (['<', '>'] as const).flatMap((side): Bound[] => {
      const tightest = tests.map(({ bounds }) => {
        const values = bounds.filter(bound => bound.of === of && bound.op.startsWith(side));
        const own = values.map(({ value }) => value);
        return side === '<' ? Math.min(Infinity, ...own) : Math.max(-Infinity, ...own);
      });
      const value = side === '<' ? Math.max(...tightest) : Math.min(...tightest);
      return Number.isFinite(value) ? [{ of, op: `${side}=`, value }] : [];
    }),
  );
}

/** Where the order by date has what begins within the bounds. What has no beginning stands before all that has. */
function datesOf(type: string, hull: readonly Bound[]): KeyRange {
  const text = (time: number) => `${type}/${sortableNumber(inTime(time))}`;
  const low = (op: Bound['op']) => hull.find(bound => bound.of === 'low' && bound.op === op);
  const [least, most] = [low('>='), low('<=')];
  return {
    ...(least && { from: text(Math.floor(least.value)) }),
    ...(most && { to: `${text(Math.ceil(most.value))}\x01` }),
  };
}
