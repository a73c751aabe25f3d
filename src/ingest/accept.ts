import { isFhirId } from '../core/ids.ts';
import { isReference } from '../fhir/references.ts';
import { findDefinition } from '../fhir/registry.ts';
import { checkStructure } from '../fhir/structure.ts';
import type { Resource } from '../fhir/types.ts';

export type Verdict =
  | { readonly resource: Resource }
  /** Of a type that is not stored. */
  | { readonly skipped: string }
  /** Why not, and where; never with a value of the resource. */
  | { readonly rejected: string };

/**
 * Decides whether a piece of JSON becomes part of master. `reviewed` and its companions are no FHIR: review
 * state is the tenants' own, so a source's is taken out.
 */
export function accept(json: unknown): Verdict {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return { rejected: 'not a JSON object' };
  const { resourceType, id } = json as { resourceType?: unknown; id?: unknown };
  if (typeof resourceType !== 'string' || !/^[A-Z][A-Za-z]{0,63}$/.test(resourceType)) {
    return { rejected: 'resourceType: not the name of a resource type' };
  }
  if (findDefinition(resourceType) === undefined) return { skipped: resourceType };
  if (id === undefined) return { rejected: `${resourceType}.id: missing` };
  if (!isFhirId(id)) return { rejected: `${resourceType}.id: not a FHIR id` };
  const { reviewed: _reviewed, reviewTime: _time, reviewedBy: _by, ...resource } = json as Resource;
  const [problem] = checkStructure(resource);
  if (problem !== undefined) return { rejected: `${problem.path}: ${problem.reason}` };
  const reference = wrongReference(resource);
  if (reference !== undefined) return { rejected: `${reference}: not a reference` };
  return { resource };
}

/** The path of the first `reference` that is none. The structure check has bounded the depth. */
function wrongReference(value: object, path = (value as Resource).resourceType): string | undefined {
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'object' && inner !== null) {
      const found = wrongReference(inner, Array.isArray(value) ? `${path}[${name}]` : `${path}.${name}`);
      if (found !== undefined) return found;
    } else if (name === 'reference' && typeof inner === 'string' && !isReference(inner)) {
      return `${path}.reference`;
    }
  }
  return undefined;
}
