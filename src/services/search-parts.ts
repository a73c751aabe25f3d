import { exactJson } from '../core/exact-json.ts';
import type { Condition } from '../fhir/search.ts';
import type { CountRequest, SearchRequest } from '../store/port.ts';

/** Everything that makes a search: the parts of its key. */
export function searchParts(
  request: CountRequest & Partial<SearchRequest>,
  ...of: readonly string[]
): readonly string[] {
  const { type, where, order, limit, after } = request;
  return [type, exactJson([where, order ?? null, limit ?? null, after ?? null]), ...of];
}

export function dependsOnReviews({
  where,
  order = [] as never,
}: CountRequest & Partial<SearchRequest>): boolean {
  return where.some(isAboutReviews) || order.some(({ by }) => by === 'reviewTime');
}

function isAboutReviews(condition: Condition): boolean {
  switch (condition.kind) {
    case 'reviewed':
    case 'reviewTime':
    case 'reviewedBy':
      return true;
    case 'not':
      return isAboutReviews(condition.condition);
    case 'chain':
      return condition.where.some(isAboutReviews);
    default:
      return false;
  }
}

/** The types whose resources decide as well. */
export function chainedTypes(where: readonly Condition[]): readonly string[] {
  return where.flatMap(condition => {
    if (condition.kind === 'not') return chainedTypes([condition.condition]);
    return condition.kind === 'chain' ? [condition.type, ...chainedTypes(condition.where)] : [];
  });
}
