import type { ResourceKey } from '../../core/ids.ts';
import { storedJsonOf } from '../../core/stored-json.ts';
import { partOf } from '../../core/stored-part.ts';
import { participants } from '../../fhir/encounter/index.ts';
import { referencedKey } from '../../fhir/references.ts';
import type { Reference, Resource } from '../../fhir/types.ts';
import type { EncounterFilter, EncounterOrderField, Resolvers } from '../generated/resolvers.ts';
import type { Follower } from '../loaders/loaders.ts';
import { ahead } from './ahead.ts';
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

/** Fields of an encounter that are other resources. */
export const encounterFollowers = {
  patient: { type: 'Patient', keys: patientKeys },
  practitioners: { type: 'Practitioner', keys: practitionerKeys },
} satisfies Record<string, Follower>;

function patientKeys(encounter: Resource): readonly ResourceKey[] {
  const key = referencedKey(
    (storedJsonOf(encounter) === undefined
      ? encounter.subject
      : partOf(encounter, 'subject', ['reference'])) as Reference | undefined,
  );
  return key?.startsWith('Patient/') ? [key] : [];
}

/** Each once. */
function practitionerKeys(encounter: Resource): readonly ResourceKey[] {
  const keys: ResourceKey[] = [];
  for (const participant of participants(encounter)) {
    const key = referencedKey(participant);
    if (key?.startsWith('Practitioner/') && !keys.includes(key)) keys.push(key);
  }
  return keys;
}

export const encounterResolvers: Resolvers = {
  Query: {
    encounter: byId('Encounter'),
    encounters: (_, args, context, info) =>
      context.session.warm.loaders.page(
        listQuery(encounterList, args),
        ahead(info, context, encounterFollowers),
      ),
  },
  Encounter: {
    ...reviewable,
    patient: (encounter, _, { session }) => {
      const { loaders } = session.warm;
      const [key] = loaders.followed(encounterFollowers.patient, encounter);
      return key === undefined ? null : loaders.resource(key);
    },
    practitioners: (encounter, _, { session }) => {
      const { loaders } = session.warm;
      return loaders.resources(loaders.followed(encounterFollowers.practitioners, encounter));
    },
  },
};
