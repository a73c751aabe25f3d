import type { ReviewState } from './port.ts';

export function isSameReview(one: ReviewState, other: ReviewState): boolean {
  return (
    one.reviewed === other.reviewed &&
    one.reviewTime === other.reviewTime &&
    one.reviewedBy === other.reviewedBy
  );
}
