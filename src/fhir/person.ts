import { parseDate } from './dates.ts';
import type { TypeDefinition } from './definition.ts';
import { personSortName } from './values.ts';

/** What patients and practitioners have in common: ordered and reviewed alike. */
export const person: Omit<TypeDefinition, 'type' | 'cacheProfile'> = {
  reviewable: true,
  date: resource => parseDate(resource.birthDate)?.low,
  name: personSortName,
  orderedAs: { birthdate: 'date', name: 'name', family: 'name' },
  defaultOrder: [{ by: 'name', descending: false }],
  sensitive: [
    'address',
    'address-city',
    'address-country',
    'address-postalcode',
    'address-state',
    'birthdate',
    'death-date',
    'email',
    'family',
    'given',
    'name',
    'phone',
    'phonetic',
    'telecom',
  ],
};
