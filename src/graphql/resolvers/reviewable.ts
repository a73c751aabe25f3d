import type { Resource } from '../../fhir/types.ts';
import { listOf } from '../../fhir/values.ts';
import { type ReviewState, unreviewed } from '../../services/workspace.ts';
import type { GatewayContext } from '../context.ts';

/**
 * Resources that stand inside another one. Their ids mean something only there, so nothing is looked up by
 * them, and they are never reviewed by themselves.
 */
const containedResources = new WeakSet<Resource>();

export function isContained(resource: Resource): boolean {
  return containedResources.has(resource);
}

export function markContained(resource: Resource): Resource {
  containedResources.add(resource);
  return resource;
}

/** `contained` of any resource. */
export function contained(resource: Resource): readonly Resource[] | null {
  return resource.contained === undefined ? null : listOf<Resource>(resource.contained).map(markContained);
}

/** The fields of the interface Reviewable but `id`. */
export const reviewable = {
  reviewed: (resource: Resource, _: unknown, context: GatewayContext) =>
    readState(resource, context, 'reviewed'),
  reviewTime: (resource: Resource, _: unknown, context: GatewayContext) =>
    readState(resource, context, 'reviewTime'),
  reviewedBy: (resource: Resource, _: unknown, context: GatewayContext) =>
    readState(resource, context, 'reviewedBy'),
};

/** Without a promise where the state is at hand, as for whole lists it mostly is. */
function readState<Name extends keyof ReviewState>(
  resource: Resource,
  { session }: GatewayContext,
  name: Name,
): ReviewState[Name] | Promise<ReviewState[Name]> {
  if (isContained(resource)) return unreviewed[name];
  const state = session.warm.loaders.reviewState(resource);
  return state instanceof Promise ? state.then(read => read[name]) : state[name];
}
