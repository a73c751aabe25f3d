import type { ResourceDefinition } from './definition.ts';
import { definitions } from './registry.ts';

/** A type with resources in a compartment, and the reference parameters by which they are. */
export interface CompartmentType {
  readonly definition: ResourceDefinition;
  readonly parameters: readonly string[];
}

/** What the compartments of a type's resources hold, https://hl7.org/fhir/R4/compartmentdefinition.html. */
export function compartmentOf(type: string): readonly CompartmentType[] {
  return definitions.flatMap(definition => {
    const parameters = definition.compartments?.[type];
    return parameters === undefined ? [] : [{ definition, parameters }];
  });
}
