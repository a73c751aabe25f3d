import type { CodeableConcept, Reference, Resource } from '../types.ts';
import { concept } from './codes.ts';
import { locationsEach, organizationAt, placeOf } from './community.ts';
import type { SampleOptions } from './options.ts';
import { organizationName, organizationReference } from './organization.ts';
import { address, phone } from './places.ts';
import { Random } from './random.ts';
import { day, instant, today } from './time.ts';

const building = concept('physicalType', 'bu', 'Building');
const ward = concept('physicalType', 'wa', 'Ward');
const room = concept('physicalType', 'ro', 'Room');

interface Plan {
  /** 0 is the community's hospital, 1 and 2 its clinics. */
  house: number;
  name: string;
  physicalType: CodeableConcept;
  /** v3-RoleCode. */
  type: CodeableConcept;
  /** The offset of the location it is part of. */
  partOf?: number;
}

const hospitalUnit = concept('roleCode', 'HU', 'Hospital unit');
const primaryCare = concept('roleCode', 'PC', 'Primary care clinic');

function rooms(house: number, partOf: number, numbers: readonly number[], type: CodeableConcept): Plan[] {
  return numbers.map(number => ({ house, name: `Room ${number}`, physicalType: room, type, partOf }));
}

function clinic(house: number, offset: number): Plan[] {
  const whole: Plan = { house, name: 'Clinic', physicalType: building, type: primaryCare };
  return [whole, ...rooms(house, offset, [1, 2, 3], primaryCare)];
}

/** The same locations in every community; their offsets are what {@link site} names. */
const plans: readonly Plan[] = [
  { house: 0, name: 'Main Building', physicalType: building, type: concept('roleCode', 'HOSP', 'Hospital') },
  {
    house: 0,
    name: 'Emergency Department',
    physicalType: ward,
    type: concept('roleCode', 'ER', 'Emergency room'),
    partOf: 0,
  },
  { house: 0, name: 'Medical Ward', physicalType: ward, type: hospitalUnit, partOf: 0 },
  { house: 0, name: 'Surgical Ward', physicalType: ward, type: hospitalUnit, partOf: 0 },
  { house: 0, name: 'Maternity Ward', physicalType: ward, type: hospitalUnit, partOf: 0 },
  {
    house: 0,
    name: 'Outpatient Department',
    physicalType: ward,
    type: concept('roleCode', 'OF', 'Outpatient facility'),
    partOf: 0,
  },
  ...rooms(0, 2, [201, 202, 203, 204], hospitalUnit),
  ...rooms(0, 3, [301, 302, 303, 304], hospitalUnit),
  ...rooms(0, 4, [401, 402], hospitalUnit),
  ...clinic(1, 16),
  ...clinic(2, 20),
];

/** Where in a community something happens: offsets of wards, and for each the offsets of its rooms. */
export const site = {
  emergency: { ward: 1, rooms: [] },
  medical: { ward: 2, rooms: [6, 7, 8, 9] },
  surgical: { ward: 3, rooms: [10, 11, 12, 13] },
  maternity: { ward: 4, rooms: [14, 15] },
  outpatient: { ward: 5, rooms: [] },
  clinic: [
    { ward: 16, rooms: [17, 18, 19] },
    { ward: 20, rooms: [21, 22, 23] },
  ],
} as const;

export function locationAt(community: number, offset: number): number {
  return community * locationsEach + offset;
}

function locationName(options: SampleOptions, index: number): string {
  const plan = plans[index % locationsEach] as Plan;
  const house = organizationAt(Math.floor(index / locationsEach), plan.house);
  return `${organizationName(options, house)}, ${plan.name}`;
}

export function locationReference(options: SampleOptions, index: number): Reference {
  return { reference: `Location/location-${index + 1}`, display: locationName(options, index) };
}

/** location-physical-type of a location. */
export function physicalType(index: number): CodeableConcept {
  return (plans[index % locationsEach] as Plan).physicalType;
}

/** A building, ward or room of a hospital or clinic. */
export function location(options: SampleOptions, index: number): Resource {
  const random = new Random(options.seed, 'Location', index);
  const community = Math.floor(index / locationsEach);
  const plan = plans[index % locationsEach] as Plan;
  const place = placeOf(community);
  // One house, one address and position: drawn from the house's own stream.
  const house = new Random(options.seed, 'Location.house', organizationAt(community, plan.house));
  return {
    resourceType: 'Location',
    id: `location-${index + 1}`,
    meta: { versionId: '1', lastUpdated: instant(today - random.int(30 * day, 900 * day)) },
    identifier: [
      { system: 'https://locations.example.org', value: `L${String(index + 1).padStart(5, '0')}` },
    ],
    status: 'active',
    name: locationName(options, index),
    mode: 'instance',
    type: [plan.type],
    telecom: [{ system: 'phone', value: phone(random, place), use: 'work' }],
    address: address(house, place, 'work'),
    physicalType: plan.physicalType,
    position: {
      longitude: Math.round(place.longitude * 1e4 + house.int(-500, 500)) / 1e4,
      latitude: Math.round(place.latitude * 1e4 + house.int(-500, 500)) / 1e4,
    },
    managingOrganization: organizationReference(options, organizationAt(community, plan.house)),
    ...(plan.partOf === undefined
      ? {}
      : { partOf: locationReference(options, locationAt(community, plan.partOf)) }),
  };
}
