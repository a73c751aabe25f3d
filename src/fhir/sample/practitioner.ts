import type { Reference, Resource } from '../types.ts';
import { concept, npi, systems } from './codes.ts';
import { communities, placeOf, posts, rankOf } from './community.ts';
import { display, mailbox, type PersonName, personName } from './names.ts';
import type { SampleOptions } from './options.ts';
import { address, phone } from './places.ts';
import { Random, uniqueDigits } from './random.ts';
import { date, day, instant, today, year } from './time.ts';

interface Identity {
  name: PersonName;
  gender: 'female' | 'male';
  degree: keyof typeof degrees;
}

/** Displays of HL7 table v2-0360. */
const degrees = {
  MD: 'Doctor of Medicine',
  DO: 'Doctor of Osteopathy',
  NP: 'Nurse Practitioner',
  RN: 'Registered Nurse',
  PA: 'Physician Assistant',
} as const;

function identity(options: SampleOptions, index: number): Identity {
  const random = new Random(options.seed, 'Practitioner.identity', index);
  const gender = random.chance(0.52) ? 'female' : 'male';
  const name = personName(random, gender);
  const post = posts[rankOf(options, index) % posts.length];
  if (post === 'physician') return { name, gender, degree: random.chance(0.85) ? 'MD' : 'DO' };
  return { name, gender, degree: post === 'nurse' ? 'RN' : post === 'nurse practitioner' ? 'NP' : 'PA' };
}

function isPhysician({ degree }: Identity): boolean {
  return degree === 'MD' || degree === 'DO';
}

function fullName(who: Identity): string {
  return isPhysician(who) ? `Dr. ${display(who.name)}, ${who.degree}` : `${display(who.name)}, ${who.degree}`;
}

export function practitionerReference(options: SampleOptions, index: number): Reference {
  return {
    reference: `Practitioner/practitioner-${index + 1}`,
    display: fullName(identity(options, index)),
  };
}

/** A physician, nurse practitioner, nurse or physician assistant with licence and NPI. */
export function practitioner(options: SampleOptions, index: number): Resource {
  const random = new Random(options.seed, 'Practitioner', index);
  const who = identity(options, index);
  const place = placeOf(index % communities(options));
  // From 42, so that everybody was licensed when the first encounters of the sample took place.
  const birth = today - random.int(Math.floor(42 * year), Math.floor(70 * year));
  return {
    resourceType: 'Practitioner',
    id: `practitioner-${index + 1}`,
    meta: { versionId: '1', lastUpdated: instant(today - random.int(day, 900 * day)) },
    identifier: [
      {
        use: 'official',
        type: concept('identifierType', 'NPI', 'National provider identifier'),
        system: systems.npi,
        value: npi(`1${uniqueDigits(options.seed, index)}`),
      },
    ],
    active: true,
    name: [
      {
        use: 'official',
        text: fullName(who),
        family: who.name.family,
        given: who.name.given,
        ...(isPhysician(who) ? { prefix: ['Dr.'] } : {}),
        suffix: [who.degree],
      },
    ],
    telecom: [
      { system: 'phone', value: phone(random, place), use: 'work' },
      { system: 'email', value: `${mailbox(who.name)}@health.example.org`, use: 'work' },
    ],
    address: [address(random, place, 'work')],
    gender: who.gender,
    birthDate: date(birth),
    qualification: [
      {
        identifier: [
          {
            system: `https://licenses.example.org/${place.state.toLowerCase()}`,
            value: `${place.state}${random.digits(6)}`,
          },
        ],
        code: concept('degree', who.degree, degrees[who.degree]),
        period: { start: date(birth + random.int(Math.floor(25 * year), Math.floor(27 * year))) },
        issuer: {
          display: `${place.stateName} Board of ${who.degree === 'RN' || who.degree === 'NP' ? 'Nursing' : 'Medicine'}`,
        },
      },
    ],
  };
}
