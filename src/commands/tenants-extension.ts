import { toIso } from '../core/clock.ts';
import type { Resource } from '../fhir/types.ts';
import type { ReviewState, StoredResource } from '../store/port.ts';

/**
 * Names the extension that a review is exported as. A reserved domain (RFC 2606), which nobody can take over: it is to
 * be compared, there is nothing to be found. Never to change, since data that was exported carries it.
 */
export const reviewUrl = 'https://fhir-graphql-gateway.example/StructureDefinition/review';

interface Extension {
  readonly url: string;
  readonly [value: string]: unknown;
}

/**
 * The resource as it leaves the gateway: with its review as an extension, https://hl7.org/fhir/R4/extensibility.html,
 * in place of one that an earlier export has put there. What is not reviewed has none.
 */
export function withReview({ resource, review }: Pick<StoredResource, 'resource' | 'review'>): Resource {
  const present = (resource.extension ?? []) as readonly Extension[];
  const others = present.filter(({ url }) => url !== reviewUrl);
  if (!review.reviewed && others.length === present.length) return resource;
  const { extension: _, ...rest } = resource;
  const extension = review.reviewed ? [...others, toExtension(review)] : others;
  // An empty list would be no FHIR.
  return (extension.length > 0 ? { ...rest, extension } : rest) as Resource;
}

function toExtension({ reviewTime, reviewedBy }: ReviewState): Extension {
  return {
    url: reviewUrl,
    extension: [
      { url: 'reviewed', valueBoolean: true },
      ...(reviewTime === null ? [] : [{ url: 'reviewTime', valueInstant: toIso(reviewTime) }]),
      // Nor would be an empty text.
      ...(reviewedBy === null || reviewedBy.trim() === ''
        ? []
        : [{ url: 'reviewedBy', valueString: reviewedBy }]),
    ],
  };
}
