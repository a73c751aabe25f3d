import type { ResourceDefinition } from '../definition.ts';
import { person } from '../person.ts';

/** https://hl7.org/fhir/R4/patient.html#search */
export const patient: ResourceDefinition = { type: 'Patient', ...person };
