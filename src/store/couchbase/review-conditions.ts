import type { Condition, RangeTest } from '../../fhir/search.ts';
import { endOfTime, sortableNumber } from './search-values.ts';
import { allOf, anyOf, name, type Sql, sql, word } from './sql.ts';
import { never, type Scope, type Test } from './tests.ts';

type ReviewCondition = Extract<Condition, { kind: 'reviewed' | 'reviewTime' | 'reviewedBy' }>;

/** A condition on the review state. The order by review time tells apart what is reviewed, and when. */
export function reviewTest(scope: Scope, condition: ReviewCondition): Test {
  if (condition.kind !== 'reviewed' && condition.anyOf.length === 0) return never;
  const look = reviewLook(scope.alias, condition);
  // Without reviews there are no such texts, and all are unreviewed.
  if (!scope.definition.reviewable) return { sql: look };
  const found = foundByReview(scope, condition);
  return { sql: look, found: { index: 'by_review', sql: found } };
}

function reviewLook(alias: Sql, condition: ReviewCondition): Sql {
  switch (condition.kind) {
    case 'reviewed':
      return sql`${alias}.${name('reviewed')} = ${condition.is}`;
    case 'reviewTime':
      return anyOf(condition.anyOf.map(test => reviewTimeTest(alias, test)));
    case 'reviewedBy':
      return sql`IFMISSINGORNULL(${alias}.${name('reviewedBy')} IN ${condition.anyOf}, FALSE)`;
  }
}

/** Ranges of what `reviewKey` writes: 0 for what is not reviewed; 1 and the time. */
function foundByReview({ definition: { type }, alias }: Scope, condition: ReviewCondition): Sql {
  const field = sql`${alias}.${name('_search')}.${name('keys')}.${name('reviewTime')}`;
  const within = (from: string, to: string) =>
    sql`${field} >= ${`${type}/${from}`} AND ${field} < ${`${type}/${to}`}`;
  switch (condition.kind) {
    case 'reviewed':
      return condition.is ? within('1', '2') : within('0', '1');
    case 'reviewedBy':
      return allOf([within('1', '2'), reviewLook(alias, condition)]);
    case 'reviewTime':
      return anyOf(
        condition.anyOf.map(({ bounds }) => {
          const times = bounds.map(wholeBound);
          const from = Math.max(-endOfTime, ...times.map(one => one.from ?? -endOfTime));
          const to = Math.min(endOfTime, ...times.map(one => one.to ?? endOfTime));
          return within(`1${sortableNumber(from)}`, `1${sortableNumber(Math.max(to, from))}`);
        }),
      );
  }
}

/** A bound of a span of one millisecond as one of its beginning: from a whole time on, or up to but without it. */
function wholeBound({ of, op, value }: RangeTest['bounds'][number]): { from?: number; to?: number } {
  const time = Math.min(Math.max(of === 'high' ? value - 1 : value, -endOfTime), endOfTime);
  if (op === '>') return { from: Math.min(Math.floor(time) + 1, endOfTime) };
  if (op === '>=') return { from: Math.ceil(time) };
  return { to: op === '<' ? Math.ceil(time) : Math.floor(time) + 1 };
}

/** Times are texts of one length that compare as the times do; a bound beyond them is one at their end. */
function reviewTimeTest(alias: Sql, { bounds }: RangeTest): Sql {
  const field = sql`${alias}.${name('reviewTime')}`;
  const tests = bounds.map(({ of, op, value }) => {
    // A review time is a span of one millisecond.
    const time = of === 'high' ? value - 1 : value;
    const whole = op === '<' || op === '>=' ? Math.ceil(time) : Math.floor(time);
    return sql`${field} ${word(op)} ${timeText(whole)}`;
  });
  return sql`IFMISSINGORNULL(${allOf([sql`${field} IS VALUED`, ...tests])}, FALSE)`;
}

function timeText(time: number): string {
  if (time < Date.parse('0000-01-01T00:00:00.000Z')) return '';
  return time > Date.parse('9999-12-31T23:59:59.999Z') ? '~' : new Date(time).toISOString();
}
