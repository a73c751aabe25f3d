import { createHash } from 'node:crypto';
import type { ResourceKey } from '../../core/ids.ts';
import { definitionOf } from '../../fhir/registry.ts';
import type { Resource } from '../../fhir/types.ts';
import type { ReviewState, StoredResource } from '../port.ts';
import { type SearchValues, searchValues } from './search-values.ts';

/**
 * A document: the resource as it came, its review state beside it, and what it is found by in one field that never
 * leaves the store.
 */
export interface ResourceDocument extends Resource {
  reviewed: boolean;
  /** ISO 8601 in UTC with milliseconds. */
  reviewTime: string | null;
  reviewedBy: string | null;
  _search: SearchValues & {
    /** Equal for equal content: what a refresh compares. */
    readonly hash: string;
    /** The stretch of a master's build that it was first written in, see build.ts; of no meaning elsewhere. */
    readonly build?: string;
  };
}

/** Of a resource as it is written first: unreviewed. */
export function toDocument(resource: Resource, build?: string): ResourceDocument {
  const hash = createHash('sha256').update(JSON.stringify(resource)).digest('base64url').slice(0, 22);
  return {
    ...resource,
    ...reviewFields({ reviewed: false, reviewTime: null, reviewedBy: null }),
    _search: {
      hash,
      ...(build !== undefined && { build }),
      ...searchValues(definitionOf(resource.resourceType), resource),
    },
  };
}

export function toStored(key: ResourceKey, document: ResourceDocument): StoredResource {
  const { reviewed: _reviewed, reviewTime: _time, reviewedBy: _by, _search, ...resource } = document;
  return { key, resource, review: reviewOf(document) };
}

type ReviewFields = Pick<ResourceDocument, 'reviewed' | 'reviewTime' | 'reviewedBy'>;

export function reviewOf({ reviewed, reviewTime, reviewedBy }: ReviewFields): ReviewState {
  return { reviewed, reviewTime: reviewTime === null ? null : Date.parse(reviewTime), reviewedBy };
}

export function reviewFields({ reviewed, reviewTime, reviewedBy }: ReviewState): ReviewFields {
  return {
    reviewed,
    reviewTime: reviewTime === null ? null : new Date(reviewTime).toISOString(),
    reviewedBy,
  };
}
