import type { TypeDefinition } from '../definition.ts';
import { person } from '../person.ts';

/** https://hl7.org/fhir/R4/patient.html */
export const patient: TypeDefinition = { type: 'Patient', cacheProfile: 'short', ...person };
