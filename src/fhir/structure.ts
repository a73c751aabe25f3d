import { table } from './generated/structure.ts';
import type { Resource } from './types.ts';
import { checkShapes, type StructureProblem } from './validation/check.ts';
import { compileTable } from './validation/shapes.ts';
import { quickTests } from './validation/values.ts';

const shapes = compileTable(table, false, quickTests);

/**
 * Compares a resource with the official R4 definition of its type: required elements, lists and single values,
 * JSON types, one variant a choice, codes of required value sets, dates that exist. What passes is served under
 * `schema/fhir/` with no non-null field found null.
 *
 * Elements that the definition does not know are ignored, since they are not served. Other formats, other codes,
 * references and invariants are not looked at. Of a contained resource of a type that is not spelled out, only what
 * every resource has is compared.
 *
 * @param resource any JSON, in spite of its type: this is what finds out
 * @returns the first 10 problems at most, none when the structure is right; never throws
 * @see https://hl7.org/fhir/R4/json.html
 */
export function checkStructure(resource: Resource): StructureProblem[] {
  return checkShapes(shapes, resource);
}
