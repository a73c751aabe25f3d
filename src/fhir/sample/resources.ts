import type { Resource } from '../types.ts';
import { communities, locationsEach, organizationsEach, practitioners } from './community.ts';
import { encounters } from './encounter.ts';
import { location } from './location.ts';
import { checkOptions, type SampleOptions } from './options.ts';
import { organization } from './organization.ts';
import { patient } from './patient.ts';
import { practitioner } from './practitioner.ts';

/** In an order in which references lead back, apart from those within a type. */
export const sampleTypes = ['Organization', 'Location', 'Practitioner', 'Patient', 'Encounter'] as const;

export type SampleType = (typeof sampleTypes)[number];

/**
 * The synthetic R4 resources of one type, one at a time: nothing is kept, each resource is a pure function of
 * the options and its number. References lead to resources of the same options. Datatypes and elements are
 * those of https://hl7.org/fhir/R4/; codes come from HL7 terminology and SNOMED CT. No resource is about
 * a real person: telephone numbers, social-security numbers and domains are of ranges kept from use.
 * Parts of resources are shared between them, so a resource must not be changed in place.
 *
 * @throws RangeError at the first step, for options out of range
 */
export function* sampleResources(type: SampleType, options: SampleOptions): Generator<Resource> {
  checkOptions(options);
  switch (type) {
    case 'Organization':
      yield* each(communities(options) * organizationsEach, i => organization(options, i));
      break;
    case 'Location':
      yield* each(communities(options) * locationsEach, i => location(options, i));
      break;
    case 'Practitioner':
      yield* each(practitioners(options), i => practitioner(options, i));
      break;
    case 'Patient':
      yield* each(options.patients, i => patient(options, i));
      break;
    case 'Encounter':
      for (let i = 0; i < options.patients; i++) yield* encounters(options, i);
  }
}

function* each(count: number, make: (index: number) => Resource): Generator<Resource> {
  for (let i = 0; i < count; i++) yield make(i);
}
