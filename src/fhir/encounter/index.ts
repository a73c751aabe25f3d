import { storedJsonOf } from '../../core/stored-json.ts';
import { partOf } from '../../core/stored-part.ts';
import type { TypeDefinition } from '../definition.ts';
import type { Reference, Resource } from '../types.ts';
import { listOf, periodIntervals } from '../values.ts';

/** https://hl7.org/fhir/R4/encounter.html */
export const encounter: TypeDefinition = {
  type: 'Encounter',
  reviewable: true,
  date: resource => {
    const low = periodIntervals(resource.period)[0]?.low;
    // Nobody knows when an encounter began that only has an end.
    return low === Number.NEGATIVE_INFINITY ? undefined : low;
  },
  orderedAs: { date: 'date' },
  defaultOrder: [{ by: 'date', descending: true }],
  cacheProfile: 'short',
  // https://hl7.org/fhir/R4/compartmentdefinition-patient.html
  compartments: { Patient: ['patient'] },
};

/** References to those who took part: `participant.individual`, of which nothing but `reference` need be there. */
export function participants(encounter: Resource): readonly Reference[] {
  const individuals: Reference[] = [];
  // Of one that is parsed all is at hand.
  const all =
    storedJsonOf(encounter) === undefined
      ? encounter.participant
      : partOf(encounter, 'participant', ['individual', 'reference']);
  for (const { individual } of listOf<{ individual?: Reference }>(all))
    if (individual !== undefined) individuals.push(individual);
  return individuals;
}
