import { parseDate } from '../../src/fhir/dates.ts';
import { matches, sortValue } from '../../src/fhir/matching.ts';
import { definitionOf } from '../../src/fhir/registry.ts';
import type { Condition, Order, RangeTest, SortBy } from '../../src/fhir/search.ts';
import type { StoredResource } from '../../src/store/port.ts';

/** What a search means, without any index: the slow truth that adapters are compared with. */
export function modelMatches(
  stored: StoredResource,
  where: readonly Condition[],
  all: readonly StoredResource[],
): boolean {
  return where.every(condition => meets(stored, condition, all));
}

function meets(stored: StoredResource, condition: Condition, all: readonly StoredResource[]): boolean {
  const { resource, review } = stored;
  const definition = definitionOf(resource.resourceType);
  switch (condition.kind) {
    case 'reviewed':
      return review.reviewed === condition.is;
    case 'reviewTime':
      return review.reviewTime !== null && condition.anyOf.some(test => reaches(review.reviewTime!, test));
    case 'reviewedBy':
      return review.reviewedBy !== null && condition.anyOf.includes(review.reviewedBy);
    case 'not':
      return !meets(stored, condition.condition, all);
    case 'chain': {
      const parameter = definition.parameters.find(({ name }) => name === condition.parameter);
      if (parameter?.kind !== 'reference') throw new Error('The test asks for a chain that is not there');
      const targets = parameter.values(resource);
      return all.some(
        target =>
          target.resource.resourceType === condition.type &&
          targets.includes(target.key) &&
          modelMatches(target, condition.where, all),
      );
    }
    default:
      return matches(definition, resource, condition);
  }
}

function reaches(time: number, { bounds }: RangeTest): boolean {
  return bounds.every(({ of, op, value }) => {
    const end = of === 'low' ? time : time + 1;
    return op === '<' ? end < value : op === '<=' ? end <= value : op === '>' ? end > value : end >= value;
  });
}

/** Sort values compare by time, number, or code point; resources without one stand lowest. */
export function modelCompare(order: Order, a: StoredResource, b: StoredResource): number {
  for (const sortBy of order) {
    const compared = compareValues(modelSortValue(sortBy, a), modelSortValue(sortBy, b));
    if (compared !== 0) return sortBy.descending ? -compared : compared;
  }
  return 0;
}

function compareValues(left: string | number | undefined, right: string | number | undefined): number {
  if (left === undefined || right === undefined)
    return Number(left !== undefined) - Number(right !== undefined);
  if (typeof left === 'string' && typeof right === 'string')
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
  return left === right ? 0 : left < right ? -1 : 1;
}

function modelSortValue({ by }: SortBy, { resource, review }: StoredResource): string | number | undefined {
  const definition = definitionOf(resource.resourceType);
  const lowest = Number.NEGATIVE_INFINITY;
  if (typeof by !== 'string') return sortValue(definition, resource, by.parameter, by.greatest);
  switch (by) {
    case 'date':
      return definition.date?.(resource) ?? lowest;
    case 'name':
      return definition.name?.(resource) ?? '';
    case 'updated':
      return parseDate(resource.meta?.lastUpdated)?.low ?? lowest;
    case 'reviewTime':
      return review.reviewTime ?? lowest;
    case 'id':
      return resource.id;
  }
}
