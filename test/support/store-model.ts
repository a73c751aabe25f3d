import { definitionOf } from '../../src/fhir/registry.ts';
import type { Condition, SearchRequest, StoredResource } from '../../src/store/port.ts';

/** What a search means, without any index: the slow truth that adapters are compared with. */
export function modelMatches({ resource, review }: StoredResource, where: readonly Condition[]): boolean {
  return where.every(condition => {
    if (condition.kind === 'reviewed') return review.reviewed === condition.is;
    if (condition.kind === 'reviewedSince')
      return review.reviewTime !== null && review.reviewTime >= condition.time;
    const parameter = definitionOf(resource.resourceType).parameters.find(
      candidate => candidate.name === condition.parameter,
    );
    if (parameter?.kind === 'token' && condition.kind === 'token') {
      return parameter
        .values(resource)
        .some(token =>
          condition.anyOf.some(
            ({ system, code }) => token.code === code && (system === undefined || token.system === system),
          ),
        );
    }
    if (parameter?.kind === 'string' && condition.kind === 'string') {
      return parameter
        .values(resource)
        .some(value => condition.anyOf.some(prefix => value.startsWith(prefix)));
    }
    if (parameter?.kind === 'reference' && condition.kind === 'reference') {
      return parameter.values(resource).some(target => condition.anyOf.includes(target));
    }
    if (parameter?.kind === 'date' && condition.kind === 'date') {
      const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = condition;
      return parameter.values(resource).some(interval => interval.low < high && interval.high > low);
    }
    throw new Error('The test asks for a parameter that is not there');
  });
}

/** Sort values compare by time, or by code point; resources without one stand lowest. */
export function modelCompare(by: SearchRequest['order']['by'], a: StoredResource, b: StoredResource): number {
  const left = sortValue(by, a);
  const right = sortValue(by, b);
  if (typeof left === 'string' && typeof right === 'string')
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
  return left === right ? 0 : left < right ? -1 : 1;
}

function sortValue(by: SearchRequest['order']['by'], { resource, review }: StoredResource): string | number {
  const definition = definitionOf(resource.resourceType);
  const lowest = Number.NEGATIVE_INFINITY;
  switch (by) {
    case 'date':
      return definition.date?.(resource) ?? lowest;
    case 'name':
      return definition.name?.(resource) ?? '';
    case 'updated':
      return resource.meta?.lastUpdated === undefined ? lowest : Date.parse(resource.meta.lastUpdated);
    case 'reviewTime':
      return review.reviewTime ?? lowest;
    case 'id':
      return resource.id;
  }
}
