import type { IndexName } from './indexes.ts';
import type { Ordering } from './orders.ts';
import type { Sql } from './sql.ts';
import { inAll, type KeyRange, type Test } from './tests.ts';

/** By which index a statement reads, and what it must look at. The first of `where` is what the index is read for. */
export interface Plan {
  readonly index: IndexName;
  readonly where: readonly Sql[];
}

interface Question {
  readonly tests: readonly Test[];
  /** How many resources each test finds by its index, infinite where that is not known. */
  readonly estimates: readonly number[];
  readonly order: Ordering;
  /** Resources of the type. */
  readonly total: number;
  readonly limit: number;
  /** Where in the order the page is, as far as that is known. */
  readonly within?: KeyRange;
}

/**
 * Reads either what the rarest condition finds, and sorts it; or the type in the order that is asked for, until the
 * page is full. The first costs as much as the condition finds, the second as many resources as it takes to meet a
 * page's worth of it: `limit * total / estimate` where they are spread evenly. The lesser is taken.
 */
export function planSearch({ tests, estimates, order, total, limit, within = {} }: Question): Plan {
  const rarest = rarestOf(tests, estimates);
  const estimate = rarest === undefined ? Number.POSITIVE_INFINITY : estimates[rarest]!;
  const { listed, behind } = order;
  const isListed = listed?.inOrder === true && estimate > Math.sqrt((limit + 1) * total);
  if (rarest === undefined || isListed) {
    const dates = order.isByDate ? tests.flatMap(({ inDates }) => inDates ?? []) : [];
    const range = order.ofType(inAll([within, ...dates]));
    return { index: listed?.index ?? 'by_id', where: [range, ...sqlOf(tests)] };
  }
  const { index, where } = foundBy(tests, rarest);
  return { index, where: behind === undefined ? where : [...where, behind] };
}

export function planCount(tests: readonly Test[], estimates: readonly number[], ofType: Sql): Plan {
  const rarest = rarestOf(tests, estimates);
  if (rarest === undefined) return { index: 'by_id', where: [ofType, ...sqlOf(tests)] };
  return foundBy(tests, rarest);
}

/** Undefined where no index finds what meets any test. */
function rarestOf(tests: readonly Test[], estimates: readonly number[]): number | undefined {
  let rarest: number | undefined;
  for (const [place, { found }] of tests.entries()) {
    if (found === undefined) continue;
    if (rarest === undefined || estimates[place]! < estimates[rarest]!) rarest = place;
  }
  return rarest;
}

function foundBy(tests: readonly Test[], place: number): Plan {
  const { index, sql } = tests[place]!.found!;
  return { index, where: [sql, ...sqlOf(tests.toSpliced(place, 1))] };
}

function sqlOf(tests: readonly Test[]): Sql[] {
  return tests.map(test => test.sql);
}
