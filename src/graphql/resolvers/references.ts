import { GatewayError } from '../../core/errors.ts';
import { splitKey } from '../../core/ids.ts';
import { referencedKey } from '../../fhir/references.ts';
import { findDefinition } from '../../fhir/registry.ts';
import type { Reference, Resource } from '../../fhir/types.ts';
import { listOf } from '../../fhir/values.ts';
import type { Permissions } from '../../services/permissions.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { Loaders } from '../loaders/loaders.ts';
import { markContained } from './reviewable.ts';

/** The type and id that the URL of a resource ends with, here or elsewhere. */
const ending = /(?:^|\/)([A-Z][A-Za-z]{1,63})\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

export const referenceResolvers: Resolvers = {
  Reference: {
    resource: (reference, { optional, type }, { session, permissions }) => {
      const expected = type ?? undefined;
      if (expected !== undefined && (typeOf(reference) ?? expected) !== expected) return null;
      const target = resolve(reference, session.warm.loaders, permissions);
      return target instanceof Promise
        ? target.then(found => ofType(found, expected, optional, reference))
        : ofType(target, expected, optional, reference);
    },
  },
};

/** @throws GatewayError UNRESOLVED_REFERENCE where the reference leads to nothing and has to */
function ofType(
  target: Resource | null,
  expected: string | undefined,
  optional: boolean | null | undefined,
  reference: Reference,
): Resource | null {
  if (target !== null) return expected === undefined || target.resourceType === expected ? target : null;
  if (optional) return null;
  throw unresolved(typeOf(reference));
}

/** What the reference leads to: a stored resource, or one that stands in the same resource. Else null. */
function resolve(
  reference: Reference,
  loaders: Loaders,
  permissions: Permissions,
): Resource | null | Promise<Resource | null> {
  const key = referencedKey(reference);
  if (key !== undefined) {
    const { type } = splitKey(key);
    if (findDefinition(type) === undefined) return null;
    permissions.require('read', type);
    return loaders.resource(key);
  }
  if (reference.reference?.startsWith('#')) return within(reference.reference.slice(1), reference, loaders);
  return null;
}

/** `#` alone is the resource around it, https://hl7.org/fhir/R4/references.html#contained. */
function within(id: string, reference: Reference, loaders: Loaders): Resource | null {
  const container = loaders.containing(reference);
  if (container === undefined || id === '') return container ?? null;
  const inner = listOf<Resource>(container.contained).find(candidate => candidate.id === id);
  return inner === undefined ? null : markContained(inner);
}

/** The target's type as the reference tells it; undefined when it does not, as for contained resources. */
function typeOf({ reference, type }: Reference): string | undefined {
  const match = typeof reference === 'string' ? ending.exec(reference) : null;
  return match?.[1] ?? type;
}

/** Says no more than the type, and that only when it is one of ours: anything else may be any text. */
function unresolved(type: string | undefined): GatewayError {
  const target = type !== undefined && findDefinition(type) ? `reference to a ${type}` : 'reference';
  return new GatewayError(
    'UNRESOLVED_REFERENCE',
    `The ${target} leads to no resource here; ask with "optional: true" to get null instead.`,
  );
}
