import { shared } from '../cache/keys.ts';
import type { Kind } from '../cache/lookup.ts';
import { bytesOf } from '../cache/size.ts';
import { type Tag, tags } from '../cache/tags.ts';
import type { ResourceKey } from '../core/ids.ts';
import { definitionOf } from '../fhir/registry.ts';
import type { Resource } from '../fhir/types.ts';
import type { CountRequest, ReviewState, SearchRequest } from '../store/port.ts';
import { chainedTypes } from './search-parts.ts';

/** A resource as it was read. */
export interface ReadResource {
  readonly key: ResourceKey;
  /** Shared between readers: never changed. */
  readonly resource: Resource;
  /** Undefined while it is not known: the content was at hand, and the store was not asked. */
  review?: ReviewState | undefined;
}

export interface ReadPage {
  readonly entries: readonly ReadResource[];
  readonly hasMore: boolean;
}

/** A page as it is kept: its resources are kept by themselves. */
export interface KeptPage {
  readonly ids: readonly string[];
  readonly hasMore: boolean;
}

const kinds = new Map<string, Kind<Resource | null>>();

/** How a type's resources are kept. @throws Error when the type is not stored */
export function resourceKind(type: string): Kind<Resource | null> {
  let kind = kinds.get(type);
  if (kind === undefined) {
    const profile = definitionOf(type).cacheProfile;
    kind = { domain: 'resource', scope: shared, profile, shareable: true, bytes: bytesOf };
    kinds.set(type, kind);
  }
  return kind;
}

/** What a list or a count depends on. @param target of a reverse look-up: what the resources refer to */
export function listTags(
  { type, where }: CountRequest & Partial<SearchRequest>,
  reviewed: boolean,
  target: ResourceKey | undefined,
): readonly Tag[] {
  const found = [type, ...chainedTypes(where)];
  const aspects = reviewed ? (['content', 'review'] as const) : (['content'] as const);
  return aspects.flatMap(aspect => [
    ...found.map(each => tags.type(aspect, each)),
    ...(target === undefined ? [] : [tags.related(aspect, type, target)]),
  ]);
}
