import type { Resource } from '../types.ts';
import { concept, systems } from './codes.ts';
import { display, familyName, givenName, mailbox, nickname, type PersonName } from './names.ts';
import type { SampleOptions } from './options.ts';
import { organizationName, organizationReference } from './organization.ts';
import { ageAt, type Person, personAt } from './person.ts';
import { address, phone } from './places.ts';
import { practitionerReference } from './practitioner.ts';
import { Random, uniqueDigits } from './random.ts';
import { date, dateTime, day, instant, today, year } from './time.ts';

const single = concept('maritalStatus', 'S', 'Never Married');
const maritalStatuses = [
  { status: single, young: 12, old: 4 },
  { status: concept('maritalStatus', 'M', 'Married'), young: 6, old: 13 },
  { status: concept('maritalStatus', 'D', 'Divorced'), young: 1, old: 4 },
  { status: concept('maritalStatus', 'W', 'Widowed'), young: 0, old: 3 },
  { status: concept('maritalStatus', 'T', 'Domestic partner'), young: 2, old: 1 },
];

const languages = [
  ['en', 'English', 80],
  ['es', 'Spanish', 13],
  ['zh', 'Chinese', 2],
  ['fr', 'French', 2],
  ['ar', 'Arabic', 1],
  ['ru', 'Russian', 1],
] as const;

/** Patient `index` with a generated narrative. */
export function patient(options: SampleOptions, index: number): Resource {
  const person = personAt(options, index);
  const random = new Random(options.seed, 'Patient', index);
  const age = ageAt(person, person.death ?? today);
  const marital = age < 18 ? undefined : maritalStatus(random, age);
  const recorded = Math.max(person.death ?? person.birth, today - 3 * year) + day;
  const spoken = random.weighted(languages, ([, , share]) => share);
  const nextOfKin = contact(random, person, age);
  return {
    resourceType: 'Patient',
    id: `patient-${index + 1}`,
    meta: {
      versionId: '1',
      lastUpdated: instant(Math.min(today, recorded + Math.floor(random.next() * (today - recorded)))),
    },
    text: { status: 'generated', div: narrative(options, person) },
    identifier: [
      {
        use: 'usual',
        type: concept('identifierType', 'MR', 'Medical record number'),
        system: `https://organization-${person.clinicOrganization + 1}.example.org/mrn`,
        value: `MRN${uniqueDigits(options.seed, index)}`,
      },
      {
        use: 'official',
        type: concept('identifierType', 'SS', 'Social Security number'),
        system: systems.ssn,
        value: socialSecurityNumber(options, index),
      },
    ],
    active: person.death === undefined && random.chance(0.98),
    name: names(random, person, age, marital !== undefined && marital !== single),
    telecom: [
      { system: 'phone', value: phone(random, person.place), use: 'home', rank: 1 },
      ...(age < 14
        ? []
        : [
            { system: 'phone', value: phone(random, person.place), use: 'mobile', rank: 2 },
            {
              system: 'email',
              value: `${mailbox(person.name)}${index + 1}@${random.pick(['example.org', 'example.com', 'mail.example.net'])}`,
              use: 'home',
            },
          ]),
    ],
    gender: person.gender,
    birthDate: date(person.birth),
    ...(person.death === undefined ? {} : { deceasedDateTime: dateTime(person.death, person.place.zone) }),
    address: [address(random, person.place, 'home', true)],
    ...(marital ? { maritalStatus: marital } : {}),
    ...(nextOfKin ? { contact: [nextOfKin] } : {}),
    communication: [{ language: concept('language', spoken[0], spoken[1]), preferred: true }],
    generalPractitioner: [practitionerReference(options, person.physician)],
    managingOrganization: organizationReference(options, person.clinicOrganization),
  };
}

function maritalStatus(random: Random, age: number) {
  return random.weighted(maritalStatuses, ({ young, old }) => (age < 30 ? young : old)).status;
}

/** Numbers from 900 on were never issued by the Social Security Administration. */
function socialSecurityNumber({ seed }: SampleOptions, index: number): string {
  const digits = `9${uniqueDigits(seed, index)}`;
  return `${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`;
}

function names(random: Random, person: Person, age: number, wasMarried: boolean) {
  const { given, family } = person.name;
  const prefix = person.gender === 'male' ? 'Mr.' : person.gender === 'female' ? 'Ms.' : undefined;
  const all: Record<string, unknown>[] = [
    {
      use: 'official',
      text: [...given, family].join(' '),
      family,
      given,
      ...(prefix && age >= 18 ? { prefix: [prefix] } : {}),
      ...(person.gender === 'male' && random.chance(0.03) ? { suffix: ['Jr.'] } : {}),
    },
  ];
  if (person.gender === 'female' && wasMarried && random.chance(0.4)) {
    all.push({ use: 'maiden', family: familyName(random), given });
  }
  const called = nickname(given[0]!);
  if (called && random.chance(0.5)) all.push({ use: 'nickname', given: [called] });
  return all;
}

/** A parent for every child, an emergency contact for half of the adults. */
function contact(random: Random, person: Person, age: number) {
  if (age >= 18 && random.chance(0.5)) return undefined;
  const gender = random.chance(0.5) ? ('female' as const) : ('male' as const);
  const name: PersonName = { given: [givenName(random, gender)], family: person.name.family };
  return {
    relationship: [
      age < 18
        ? concept('contactRole', 'N', 'Next-of-Kin')
        : concept('contactRole', 'C', 'Emergency Contact'),
    ],
    name: { use: 'usual', text: display(name), ...name },
    telecom: [{ system: 'phone', value: phone(random, person.place), use: 'mobile' }],
    gender,
  };
}

function narrative(options: SampleOptions, person: Person): string {
  const { given, family } = person.name;
  const clinic = organizationName(options, person.clinicOrganization);
  const life =
    person.death === undefined
      ? `born ${date(person.birth)}`
      : `born ${date(person.birth)}, died ${dateTime(person.death, person.place.zone).slice(0, 10)}`;
  const who = `${[...given, family].join(' ')} (${person.gender}), ${life}`;
  return `<div xmlns="http://www.w3.org/1999/xhtml"><p><b>${escapeXml(who)}</b></p><p>Registered at ${escapeXml(clinic)}.</p></div>`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
