import type { TypeDefinition } from '../definition.ts';
import { place } from '../place.ts';

/** https://hl7.org/fhir/R4/location.html */
export const location: TypeDefinition = { type: 'Location', ...place };
