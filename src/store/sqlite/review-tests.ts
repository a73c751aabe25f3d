/** Tests of the review state, which stands in the row. */
import type { Condition } from '../../fhir/search.ts';
import { estimateRows, never, type Scope, type Test } from './condition-test.ts';
import { reviewTimeTests } from './ranges.ts';
import { noTime, table } from './schema.ts';
import { anyOf, join, joinBy, sql } from './sql.ts';

export function reviewTest(
  scope: Scope,
  condition: Condition & { kind: 'reviewed' | 'reviewTime' | 'reviewedBy' },
): Test {
  const name = table(scope.definition);
  switch (condition.kind) {
    case 'reviewed': {
      const is = condition.is ? 1 : 0;
      return {
        probe: sql('r.reviewed = ?', is),
        rows: sql(`SELECT rid FROM ${name} WHERE reviewed = ?`, is),
        readsRow: true,
        estimate: reviewedCount(scope, condition.is),
        reviewed: condition.is,
      };
    }
    case 'reviewTime': {
      if (condition.anyOf.length === 0) return never;
      const tests = reviewTimeTests(condition.anyOf);
      const rows = joinBy(
        ' UNION ALL ',
        tests.map(test => join(`SELECT r.rid FROM ${name} r WHERE `, test)),
      );
      return { probe: anyOf(tests), rows, readsRow: true, estimate: estimateRows(scope, rows) };
    }
    case 'reviewedBy': {
      const names = sql('SELECT value FROM json_each(?)', JSON.stringify(condition.anyOf));
      // Compared with NULL it would be neither true nor false.
      const probe = join('r.reviewed_by IS NOT NULL AND r.reviewed_by IN (', names, ')');
      return {
        probe,
        rows: join(`SELECT r.rid FROM ${name} r WHERE r.review_time > ${noTime} AND `, probe),
        readsRow: true,
        estimate: reviewedCount(scope, true),
      };
    }
  }
}

function reviewedCount(scope: Scope, is: boolean): number {
  const tally = scope.database.get('SELECT total, reviewed FROM tally WHERE type = ?', [
    scope.definition.type,
  ])!;
  const reviewed = tally.reviewed as number;
  return is ? reviewed : (tally.total as number) - reviewed;
}
