import type { Reference, Resource } from '../types.ts';
import { concept, npi, systems } from './codes.ts';
import { organizationAt, organizationsEach, placeOf } from './community.ts';
import type { SampleOptions } from './options.ts';
import { address, phone } from './places.ts';
import { Random, uniqueDigits } from './random.ts';
import { day, instant, today } from './time.ts';

const hospitals = [
  'General Hospital',
  'Medical Center',
  'Memorial Hospital',
  'Mercy & Grace Hospital',
  'University Hospital',
] as const;
const clinics = [
  'Family Practice',
  'Community Health Center',
  'Primary Care Associates',
  'Internal Medicine & Pediatrics',
  'Neighborhood Clinic',
] as const;
const quarters = ['North', 'South', 'East', 'West', 'Downtown', 'Riverside', 'Lakeview', 'Hillside'] as const;

export function organizationName({ seed }: SampleOptions, index: number): string {
  const { city } = placeOf(Math.floor(index / organizationsEach));
  const random = new Random(seed, 'Organization.name', index);
  if (index % organizationsEach === 0) return `${city} ${random.pick(hospitals)}`;
  return `${random.pick(quarters)} ${city} ${random.pick(clinics)}`;
}

export function organizationReference(options: SampleOptions, index: number): Reference {
  return { reference: `Organization/organization-${index + 1}`, display: organizationName(options, index) };
}

/** A hospital, or a clinic that is part of one. */
export function organization(options: SampleOptions, index: number): Resource {
  const random = new Random(options.seed, 'Organization', index);
  const community = Math.floor(index / organizationsEach);
  const isHospital = index % organizationsEach === 0;
  const place = placeOf(community);
  return {
    resourceType: 'Organization',
    id: `organization-${index + 1}`,
    meta: { versionId: '1', lastUpdated: instant(today - random.int(30 * day, 900 * day)) },
    identifier: [
      // Numbers of practitioners begin with 1, so the two kinds never meet.
      { use: 'official', system: systems.npi, value: npi(`2${uniqueDigits(options.seed, index)}`) },
    ],
    active: true,
    type: [concept('organizationType', 'prov', 'Healthcare Provider')],
    name: organizationName(options, index),
    telecom: [
      { system: 'phone', value: phone(random, place), use: 'work' },
      { system: 'url', value: `https://organization-${index + 1}.example.org`, use: 'work' },
    ],
    address: [address(random, place, 'work')],
    ...(isHospital ? {} : { partOf: organizationReference(options, organizationAt(community, 0)) }),
  };
}
