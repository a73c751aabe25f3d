import type { Clock } from '../core/clock.ts';
import { GatewayError } from '../core/errors.ts';
import type { ResourceKey } from '../core/ids.ts';
import { splitKey } from '../core/ids.ts';
import type { Collection, ReviewState, StoredResource } from '../store/port.ts';

export interface ReviewOrder {
  readonly key: ResourceKey;
  /** False takes a review back. */
  readonly reviewed: boolean;
  /** The `meta.versionId` that the reviewer has read; undefined to review whatever is stored. */
  readonly expectedVersion: string | undefined;
}

/**
 * Carries out reviews in order, all in one store call; each succeeds or fails by itself. What is reviewed
 * already keeps its first time and reviewer. Durable when it resolves.
 * Entries: the resource with its new review state, or GatewayError NOT_FOUND or CONFLICT.
 */
export async function review(
  collection: Collection,
  orders: readonly ReviewOrder[],
  reviewer: string | null,
  clock: Clock,
): Promise<readonly (StoredResource | Error)[]> {
  const reviewTime = clock.now();
  const outcomes = await collection.updateReviews(
    orders.map(order => ({
      key: order.key,
      decide: (current, version) => decide(order, current, version, { reviewTime, reviewedBy: reviewer }),
    })),
  );
  return outcomes.map((outcome, place) => outcome ?? notFound(orders[place]!.key));
}

function decide(
  order: ReviewOrder,
  current: ReviewState,
  version: string | null,
  by: { readonly reviewTime: number; readonly reviewedBy: string | null },
): ReviewState | undefined {
  if (order.expectedVersion !== undefined && order.expectedVersion !== version) throw conflict(order.key);
  if (current.reviewed === order.reviewed) return undefined;
  return order.reviewed ? { reviewed: true, ...by } : { reviewed: false, reviewTime: null, reviewedBy: null };
}

function notFound(key: ResourceKey): GatewayError {
  const { type, id } = splitKey(key);
  return new GatewayError('NOT_FOUND', `There is no such ${type}.`, {
    extensions: { resourceType: type, id },
  });
}

function conflict(key: ResourceKey): GatewayError {
  const { type, id } = splitKey(key);
  return new GatewayError('CONFLICT', `The ${type} is not of the expected version; read it again.`, {
    extensions: { resourceType: type, id },
  });
}
