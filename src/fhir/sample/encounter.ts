import type { CodeableConcept, Period, Reference, Resource } from '../types.ts';
import { concept, systems } from './codes.ts';
import { anAssistant, aPhysician, organizationAt } from './community.ts';
import { type Entry, history } from './history.ts';
import { locationAt, locationReference, physicalType, site } from './location.ts';
import { display } from './names.ts';
import type { SampleOptions } from './options.ts';
import { organizationReference } from './organization.ts';
import { ageAt, type Person, personAt } from './person.ts';
import { practitionerReference } from './practitioner.ts';
import { Random } from './random.ts';
import { dateTime, day, hour, instant, minute, today, type Zone } from './time.ts';
import { aReason, classes } from './visits.ts';

const roles = {
  PPRF: concept('participation', 'PPRF', 'primary performer'),
  SPRF: concept('participation', 'SPRF', 'secondary performer'),
  ATND: concept('participation', 'ATND', 'attender'),
  ADM: concept('participation', 'ADM', 'admitter'),
  CON: concept('participation', 'CON', 'consultant'),
} as const;

const home = concept('dischargeDisposition', 'home', 'Home');
const expired = concept('dischargeDisposition', 'exp', 'Expired');
const dispositions = [
  { to: home, adult: 93, elder: 62 },
  { to: concept('dischargeDisposition', 'rehab', 'Rehabilitation'), adult: 4, elder: 12 },
  { to: concept('dischargeDisposition', 'snf', 'Skilled nursing facility'), adult: 1, elder: 18 },
  { to: concept('dischargeDisposition', 'long', 'Long-term care'), adult: 0, elder: 7 },
  { to: concept('dischargeDisposition', 'aadvice', 'Left against advice'), adult: 2, elder: 1 },
];
const nursingHome = concept('admitSource', 'nursing', 'From nursing home');

/** All encounters of patient `index`, in the order of time. */
export function* encounters(options: SampleOptions, index: number): Generator<Resource> {
  const person = personAt(options, index);
  const subject = { reference: `Patient/patient-${index + 1}`, display: display(person.name) };
  let number = 0;
  for (const entry of history(options, person)) yield encounter(options, person, subject, entry, ++number);
}

function encounter(
  options: SampleOptions,
  person: Person,
  subject: Reference,
  entry: Entry,
  number: number,
): Resource {
  const random = new Random(options.seed, 'Encounter', person.index, number);
  const { visit, status, start, end } = entry;
  // Telehealth systems log in UTC, houses in their own time.
  const zone = visit.class === 'VR' ? undefined : person.place.zone;
  const atClinic = visit.site === 'clinic' || visit.site === 'none';
  const house = atClinic ? person.clinicOrganization : organizationAt(person.community, 0);
  const age = ageAt(person, start);
  const earlier = status === 'finished' ? statusHistory(random, entry, zone) : undefined;
  const locations = status === 'cancelled' ? [] : locationsOf(options, random, person, entry, zone);
  return {
    resourceType: 'Encounter',
    id: `encounter-${person.index + 1}-${number}`,
    meta: { versionId: '1', lastUpdated: instant(lastUpdated(random, entry)) },
    identifier: [
      {
        use: 'official',
        system: `https://organization-${house + 1}.example.org/encounters`,
        value: `E${person.index + 1}-${number}`,
      },
    ],
    status,
    ...(earlier ? { statusHistory: earlier } : {}),
    class: classes[visit.class],
    type: [visit.type],
    ...(visit.priority ? { priority: visit.priority } : {}),
    subject,
    participant: participants(options, random, person, entry, zone),
    period: period(zone, start, end),
    ...(end !== undefined && status === 'finished' ? { length: duration(end - start) } : {}),
    reasonCode: [aReason(random, visit, age, person.gender)],
    ...(visit.class === 'IMP' ? { hospitalization: hospitalization(random, person, entry, age) } : {}),
    ...(locations.length > 0 ? { location: locations } : {}),
    serviceProvider: organizationReference(options, house),
  };
}

function period(zone: Zone | undefined, start: number, end: number | undefined): Period {
  return { start: dateTime(start, zone), ...(end === undefined ? {} : { end: dateTime(end, zone) }) };
}

/** The record is closed within hours after the end; a booking or cancellation is made before the start. */
function lastUpdated(random: Random, { status, start, end }: Entry): number {
  const within = (span: number) => Math.floor(random.next() * span);
  if (status === 'cancelled') return start - within(20 * hour);
  if (status === 'planned') return today - within(30 * day);
  if (end === undefined) return start + within(today - start);
  return Math.min(today, end + within(3 * hour));
}

/** A Duration in minutes, or from a day on in hours. */
function duration(span: number) {
  const unit = span < day ? 'min' : 'h';
  return {
    value: Math.round(span / (unit === 'h' ? hour : minute)),
    unit: unit === 'h' ? 'hours' : 'minutes',
    system: systems.ucum,
    code: unit,
  };
}

function statusHistory(random: Random, { visit, start, end }: Entry, zone: Zone | undefined) {
  if (end === undefined || visit.site === 'clinic' || !random.chance(0.3)) return undefined;
  if (visit.class === 'EMER') {
    const triaged = start + random.int(5, 20) * minute;
    const seen = triaged + random.int(5, 30) * minute;
    return [
      { status: 'arrived', period: period(zone, start, triaged) },
      { status: 'triaged', period: period(zone, triaged, seen) },
      { status: 'in-progress', period: period(zone, seen, end) },
    ];
  }
  if (visit.class !== 'IMP') return undefined;
  const admitted = start + random.int(20, 120) * minute;
  return [
    { status: 'arrived', period: period(zone, start, admitted) },
    { status: 'in-progress', period: period(zone, admitted, end) },
  ];
}

function participants(
  options: SampleOptions,
  random: Random,
  person: Person,
  { visit, status, start, end }: Entry,
  zone: Zone | undefined,
) {
  const present = new Set<number>();
  const list: { type: CodeableConcept[]; period: Period; individual: Reference }[] = [];
  const add = (role: keyof typeof roles, who: number | undefined, when: Period) => {
    if (who === undefined || present.has(who)) return;
    present.add(who);
    list.push({ type: [roles[role]], period: when, individual: practitionerReference(options, who) });
  };
  const colleague = () => aPhysician(options, person.community, random);
  const whole = period(zone, start, end);
  const hospital = visit.class === 'EMER' || visit.class === 'IMP';
  if (!hospital) add('PPRF', random.chance(0.75) ? person.physician : colleague(), whole);
  else add('ATND', colleague(), whole);
  if (status === 'cancelled' || status === 'planned') return list;
  if (random.chance(hospital ? 0.6 : 0.35))
    add('SPRF', anAssistant(options, person.community, random), whole);
  if (visit.class === 'IMP' && random.chance(0.4)) {
    add('ADM', colleague(), period(zone, start, start + 30 * minute));
  } else if (hospital && end !== undefined && random.chance(0.3)) {
    const called = start + Math.floor((end - start) / 4 / minute) * minute;
    add('CON', colleague(), period(zone, called, called + 30 * minute));
  }
  return list;
}

function hospitalization(random: Random, person: Person, { visit, end }: Entry, age: number) {
  const admitSource: CodeableConcept | undefined =
    age > 85 && visit.site === 'medical' && random.chance(0.3) ? nursingHome : visit.admitSource;
  const dischargeDisposition =
    end === undefined
      ? undefined
      : end === person.death
        ? expired
        : age < 18 || visit.site === 'maternity'
          ? home
          : random.weighted(dispositions, ({ adult, elder }) => (age < 75 ? adult : elder)).to;
  return {
    ...(admitSource ? { admitSource } : {}),
    ...(dischargeDisposition ? { dischargeDisposition } : {}),
  };
}

/** A room of the clinic; the department of the hospital; or a ward and one of its rooms for inpatients. */
function locationsOf(
  options: SampleOptions,
  random: Random,
  person: Person,
  { visit, status, start, end }: Entry,
  zone: Zone | undefined,
) {
  if (visit.site === 'none') return [];
  const where = visit.site === 'clinic' ? site.clinic[person.clinic] : site[visit.site];
  const offsets: number[] = visit.site === 'clinic' ? [] : [where.ward];
  if (where.rooms.length > 0) offsets.push(random.pick<number>(where.rooms));
  const present = status === 'finished' ? 'completed' : status === 'planned' ? 'planned' : 'active';
  return offsets.map(offset => {
    const index = locationAt(person.community, offset);
    return {
      location: locationReference(options, index),
      status: present,
      physicalType: physicalType(index),
      period: period(zone, start, end),
    };
  });
}
