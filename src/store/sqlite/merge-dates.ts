import type { ResourceDefinition } from '../../fhir/definition.ts';
import type { Bound, Condition, RangeTest } from '../../fhir/search.ts';
import { isOfOrder } from './buckets.ts';

/** Alternatives that two conditions may have together: beyond it they stay two. */
const maxAlternatives = 16;

/**
 * Conditions on a date of which a resource has one at most become one: `ge2024-01` and `lt2024-02` is a month, which an
 * index has as it stands, where each alone is half of all there is. What cannot be met by one date is met by none.
 */
export function mergeDates(
  definition: ResourceDefinition,
  where: readonly Condition[],
): readonly Condition[] {
  const merged: Condition[] = [];
  for (const condition of where) {
    const place = merged.findIndex(other => isOnSameDate(definition, condition, other));
    const other = merged[place];
    if (condition.kind !== 'date' || other?.kind !== 'date') merged.push(condition);
    else if (condition.anyOf.length * other.anyOf.length > maxAlternatives) merged.push(condition);
    else
      merged[place] = {
        ...condition,
        anyOf: other.anyOf.flatMap(one => condition.anyOf.map(two => both(one, two))),
      };
  }
  return merged;
}

function isOnSameDate(definition: ResourceDefinition, one: Condition, other: Condition): boolean {
  if (one.kind !== 'date' || other.kind !== 'date' || one.parameter !== other.parameter) return false;
  if (one.parameter === '_lastUpdated') return true;
  const parameter = definition.parameters.find(({ name }) => name === one.parameter);
  return parameter !== undefined && isOfOrder(definition, parameter);
}

/** Of the bounds of an end from one side, the one that leaves less. */
function both(one: RangeTest, other: RangeTest): RangeTest {
  const tightest = new Map<string, Bound>();
  for (const bound of [...one.bounds, ...other.bounds]) {
    const side = bound.of + bound.op[0];
    const known = tightest.get(side);
    if (known === undefined || leavesLess(bound, known)) tightest.set(side, bound);
  }
  return { bounds: [...tightest.values()] };
}

function leavesLess(one: Bound, other: Bound): boolean {
  if (one.value === other.value) return one.op.length < other.op.length;
  return one.op.startsWith('<') ? one.value < other.value : one.value > other.value;
}
