import { exactJson } from '../core/exact-json.ts';
import { type Condition, isAboutReviews } from '../fhir/search.ts';
import type { CountRequest, SearchRequest } from '../store/port.ts';

/** Everything that makes a search: the parts of its key. */
export function searchParts(
  request: CountRequest & Partial<SearchRequest>,
  ...of: readonly string[]
): readonly string[] {
  const { type, where, order, limit, after } = request;
  const rest = [where, order ?? null, limit ?? null, after ?? null];
  // Conditions alone have numbers that may be infinite, and to look for those takes three times as long.
  return [type, where.length === 0 ? JSON.stringify(rest) : exactJson(rest), ...of];
}

export function dependsOnReviews({
  where,
  order = [] as never,
}: CountRequest & Partial<SearchRequest>): boolean {
  return where.some(isAboutReviews) || order.some(({ by }) => by === 'reviewTime');
}

/** The types whose resources decide as well. */
export function chainedTypes(where: readonly Condition[]): readonly string[] {
  return where.flatMap(condition => {
    if (condition.kind === 'not') return chainedTypes([condition.condition]);
    return condition.kind === 'chain' ? [condition.type, ...chainedTypes(condition.where)] : [];
  });
}
