import { isFhirId } from '../core/ids.ts';
import { isReference } from '../fhir/references.ts';
import { findDefinition } from '../fhir/registry.ts';
import { checkStructure } from '../fhir/structure.ts';
import type { Resource } from '../fhir/types.ts';
import { nameToTell, type StructureProblem } from '../fhir/validation/check.ts';

export type Verdict =
  | { readonly resource: Resource }
  /** Of a type that is not stored. */
  | { readonly skipped: string }
  /** Why not, and where; never with a value of the resource. */
  | { readonly rejected: string };

/**
 * Objects and arrays within one another. The structure check bounds the elements it knows; this bounds those it
 * does not, which are stored too, and what is stored is written and read by recursion.
 */
const maxDepth = 256;

/**
 * Decides whether a piece of JSON becomes part of master. `reviewed` and its companions are no FHIR: review
 * state is the tenants' own, so a source's is taken out.
 *
 * @param check compares it with its definition; tells the first problem first
 */
export function accept(
  json: unknown,
  check: (resource: Resource) => StructureProblem[] = checkStructure,
): Verdict {
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
  const [problem] = check(resource);
  if (problem !== undefined) return { rejected: `${problem.path}: ${problem.reason}` };
  const wrong = findWrong(resource, 1);
  return wrong === undefined ? { resource } : { rejected: `${resourceType}${wrong}` };
}

const tooDeep = ': nested too deeply';

/** The path to the first `reference` that is none, and what is wrong; or that the resource nests too deeply. */
function findWrong(value: object, depth: number): string | undefined {
  if (depth > maxDepth) return tooDeep;
  const list = Array.isArray(value);
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'object' && inner !== null) {
      const found = findWrong(inner, depth + 1);
      if (found === tooDeep) return found;
      if (found !== undefined) return `${list ? `[${name}]` : `.${nameToTell(name)}`}${found}`;
    }
    if (!list && name === 'reference' && typeof inner === 'string' && !isReference(inner)) {
      return '.reference: not a reference';
    }
  }
  return undefined;
}
