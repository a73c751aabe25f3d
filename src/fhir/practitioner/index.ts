import type { TypeDefinition } from '../definition.ts';
import type { ParameterRow } from '../parameter-row.ts';
import { person } from '../person.ts';

/** https://hl7.org/fhir/R4/practitioner.html */
export const practitioner: TypeDefinition = {
  type: 'Practitioner',
  cacheProfile: 'medium',
  ...person,
};

/** R4 has no search by birth date of practitioners; here they are filtered and ordered by it as patients are. */
export const practitionerParameters: readonly ParameterRow[] = [
  {
    name: 'birthdate',
    kind: 'date',
    url: '',
    description: "The practitioner's date of birth; a search parameter of this gateway's own",
    elements: { birthDate: 'date' },
  },
];
