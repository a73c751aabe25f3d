import type { ResourceDefinition } from '../definition.ts';
import { person } from '../person.ts';

/** https://hl7.org/fhir/R4/practitioner.html#search */
export const practitioner: ResourceDefinition = { type: 'Practitioner', ...person };
