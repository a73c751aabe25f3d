import type { GraphQLResolveInfo } from 'graphql';
import { resourceKey } from '../../core/ids.ts';
import type { SortKey } from '../../fhir/search.ts';
import type { Resource } from '../../fhir/types.ts';
import type { Page } from '../../services/searching.ts';
import type { GatewayContext } from '../context.ts';
import type {
  PatientencountersArgs,
  PatientFilter,
  PatientOrderField,
  PractitionerFilter,
  PractitionerOrderField,
  Resolvers,
} from '../generated/resolvers.ts';
import { ahead } from './ahead.ts';
import { encounterFollowers, encounterList } from './encounter.ts';
import {
  byId,
  dateRange,
  type FilterFields,
  flag,
  listQuery,
  nothing,
  prefix,
  reviewFields,
  tokens,
} from './lists.ts';
import { isContained, reviewable } from './reviewable.ts';

/** Patients and practitioners are listed alike. */
const personList = {
  filter: {
    name: prefix('name'),
    family: prefix('family'),
    given: prefix('given'),
    identifier: tokens('identifier'),
    gender: tokens('gender'),
    birthDate: dateRange('birthdate'),
    active: flag('active'),
    ...reviewFields,
  } satisfies FilterFields<PatientFilter & PractitionerFilter>,
  order: {
    NAME: 'name',
    BIRTH_DATE: 'date',
    LAST_UPDATED: 'updated',
    REVIEW_TIME: 'reviewTime',
  } satisfies Record<PatientOrderField & PractitionerOrderField, SortKey>,
} as const;
const patientList = { type: 'Patient', ...personList };
const practitionerList = { type: 'Practitioner', ...personList };

/** The encounters that refer to a person by a search parameter: one store call for all persons of a list. */
function encountersOf(parameter: string) {
  return (
    person: Resource,
    args: PatientencountersArgs,
    context: GatewayContext,
    info: GraphQLResolveInfo,
  ): Page | Promise<Page> => {
    const query = listQuery(encounterList, args);
    return context.session.warm.loaders.page(
      isContained(person)
        ? { ...query, where: [nothing] }
        : { ...query, of: { parameter, target: resourceKey(person.resourceType, person.id) } },
      ahead(info, context, encounterFollowers),
    );
  };
}

export const peopleResolvers: Resolvers = {
  Query: {
    patient: byId('Patient'),
    patients: (_, args, { session }) => session.warm.loaders.page(listQuery(patientList, args)),
    practitioner: byId('Practitioner'),
    practitioners: (_, args, { session }) => session.warm.loaders.page(listQuery(practitionerList, args)),
  },
  Patient: { ...reviewable, encounters: encountersOf('patient') },
  Practitioner: { ...reviewable, encounters: encountersOf('practitioner') },
};
