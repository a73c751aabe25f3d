import { aPhysician, communities, organizationAt, placeOf } from './community.ts';
import { type PersonName, personName } from './names.ts';
import type { SampleOptions } from './options.ts';
import type { Place } from './places.ts';
import { Random } from './random.ts';
import { day, minute, today, year } from './time.ts';

/** What Patient i and the Encounters of Patient i must agree on. Moments are milliseconds since 1970 UTC. */
export interface Person {
  index: number;
  community: number;
  place: Place;
  /** 0 or 1: which of the community's clinics. */
  clinic: 0 | 1;
  clinicOrganization: number;
  physician: number;
  gender: 'female' | 'male' | 'other' | 'unknown';
  name: PersonName;
  /** UTC midnight of the date of birth. */
  birth: number;
  death?: number;
}

/** From age, share: roughly the ages of people who see a doctor in the US. The last band ends at 98. */
const ageBands = [
  [0, 0.06],
  [5, 0.13],
  [18, 0.21],
  [35, 0.24],
  [55, 0.2],
  [70, 0.12],
  [85, 0.04],
  [98, 0],
] as const;

/** A newborn enters the sample when there is room for a first visit between birth and today. */
const youngest = 22 * day;

const genders = [
  ['female', 0.505],
  ['male', 0.487],
  ['other', 0.005],
  ['unknown', 0.003],
] as const;

export function personAt(options: SampleOptions, index: number): Person {
  const random = new Random(options.seed, 'Person', index);
  const community = index % communities(options);
  const gender = random.weighted(genders, ([, share]) => share)[0];
  const band = random.weighted(ageBands, ([, share]) => share);
  const from = band[0];
  const to = ageBands[ageBands.indexOf(band) + 1]![0];
  const age = Math.max(youngest, Math.floor((from + random.next() * (to - from)) * year));
  const clinic = random.chance(0.5) ? 0 : 1;
  const person: Person = {
    index,
    community,
    place: placeOf(community),
    clinic,
    clinicOrganization: organizationAt(community, clinic + 1),
    physician: aPhysician(options, community, random),
    gender,
    name: personName(random, gender),
    birth: Math.floor((today - age) / day) * day,
  };
  if (random.chance(mortality(age))) {
    // Within the last eight years, and late in life: a child of two died at over twenty months.
    const ago = Math.max(day, random.next() * Math.min(8 * year, age * 0.15));
    person.death = Math.floor((today - ago) / minute) * minute;
  }
  return person;
}

function mortality(age: number): number {
  if (age < year) return 0;
  return age < 40 * year ? 0.004 : age < 65 * year ? 0.025 : 0.13;
}

/** Full years of life at a moment. */
export function ageAt(person: Person, at: number): number {
  return Math.floor((at - person.birth) / year);
}
