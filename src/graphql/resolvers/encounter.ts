import type { ResourceKey } from '../../core/ids.ts';
import { participants } from '../../fhir/encounter/index.ts';
import { referencedKey } from '../../fhir/references.ts';
import type { Reference } from '../../fhir/types.ts';
import type { EncounterFilter, EncounterOrderField, Resolvers } from '../generated/resolvers.ts';
import { byId, dateRange, type ListFields, listQuery, references, reviewFields, tokens } from './lists.ts';
import { reviewable } from './reviewable.ts';

export const encounterList: ListFields<EncounterFilter, EncounterOrderField> = {
  type: 'Encounter',
  filter: {
    status: tokens('status'),
    class: tokens('class'),
    type: tokens('type'),
    patient: references('patient', 'Patient'),
    practitioner: references('practitioner', 'Practitioner'),
    period: dateRange('date'),
    ...reviewFields,
  },
  order: { DATE: 'date', LAST_UPDATED: 'updated', REVIEW_TIME: 'reviewTime' },
};

export const encounterResolvers: Resolvers = {
  Query: {
    encounter: byId('Encounter'),
    encounters: (_, args, { session }) => session.warm.loaders.page(listQuery(encounterList, args)),
  },
  Encounter: {
    ...reviewable,
    patient: (encounter, _, { session }) => {
      const key = referencedKey(encounter.subject as Reference | undefined);
      return key?.startsWith('Patient/') ? session.warm.loaders.resource(key) : null;
    },
    practitioners: (encounter, _, { session }) => {
      const keys: ResourceKey[] = [];
      for (const participant of participants(encounter)) {
        const key = referencedKey(participant);
        if (key?.startsWith('Practitioner/') && !keys.includes(key)) keys.push(key);
      }
      return session.warm.loaders.resources(keys);
    },
  },
};
