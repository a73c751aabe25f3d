import type { TypeDefinition } from '../definition.ts';
import { place } from '../place.ts';

/** https://hl7.org/fhir/R4/organization.html */
export const organization: TypeDefinition = { type: 'Organization', ...place };
