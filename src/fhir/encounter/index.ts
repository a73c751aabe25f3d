import { parseDate } from '../dates.ts';
import type { ResourceDefinition } from '../definition.ts';
import type { Period, Reference, Resource } from '../types.ts';
import {
  codeTokens,
  codingTokens,
  conceptTokens,
  identifierTokens,
  listOf,
  periodIntervals,
  referenceValues,
} from '../values.ts';

/** https://hl7.org/fhir/R4/encounter.html#search */
export const encounter: ResourceDefinition = {
  type: 'Encounter',
  reviewable: true,
  parameters: [
    { name: 'identifier', kind: 'token', values: resource => identifierTokens(resource.identifier) },
    { name: 'status', kind: 'token', values: resource => codeTokens(resource.status) },
    { name: 'class', kind: 'token', values: resource => codingTokens(resource.class) },
    { name: 'type', kind: 'token', values: resource => conceptTokens(resource.type) },
    { name: 'date', kind: 'date', values: resource => periodIntervals(resource.period) },
    { name: 'patient', kind: 'reference', values: resource => ofType('Patient', resource.subject) },
    {
      name: 'practitioner',
      kind: 'reference',
      values: resource => ofType('Practitioner', participants(resource)),
    },
  ],
  date: resource => parseDate((resource.period as Period | undefined)?.start)?.low,
  defaultOrder: { by: 'date', descending: true },
};

/** Who took part: `participant.individual`. */
export function participants(encounter: Resource): readonly Reference[] {
  return listOf<{ individual?: Reference }>(encounter.participant)
    .map(participant => participant.individual)
    .filter(individual => individual !== undefined);
}

function ofType(type: string, references: unknown): readonly string[] {
  return [...new Set(referenceValues(references))].filter(value => value.startsWith(`${type}/`));
}
