import { parseDate } from './dates.ts';
import type { ResourceDefinition } from './definition.ts';
import type { HumanName } from './types.ts';
import {
  codeTokens,
  dateIntervals,
  identifierTokens,
  listOf,
  nameStrings,
  personSortName,
  strings,
} from './values.ts';

/** What patients and practitioners have in common: found, ordered and reviewed alike. */
export const person: Omit<ResourceDefinition, 'type'> = {
  reviewable: true,
  parameters: [
    { name: 'identifier', kind: 'token', values: resource => identifierTokens(resource.identifier) },
    { name: 'active', kind: 'token', values: resource => codeTokens(resource.active) },
    { name: 'gender', kind: 'token', values: resource => codeTokens(resource.gender) },
    { name: 'birthdate', kind: 'date', values: resource => dateIntervals(resource.birthDate) },
    { name: 'name', kind: 'string', values: nameStrings },
    {
      name: 'family',
      kind: 'string',
      values: resource => strings(...listOf<HumanName>(resource.name).map(name => name.family)),
    },
    {
      name: 'given',
      kind: 'string',
      values: resource => strings(...listOf<HumanName>(resource.name).map(name => name.given)),
    },
  ],
  date: resource => parseDate(resource.birthDate)?.low,
  name: personSortName,
  defaultOrder: { by: 'name', descending: false },
};
