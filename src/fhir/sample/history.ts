import type { SampleOptions } from './options.ts';
import { ageAt, type Person } from './person.ts';
import { Random } from './random.ts';
import { day, hour, minute, offsetMinutes, today, weekday, type Zone } from './time.ts';
import { aVisit, checkUp, emergency, emergencyAdmission, followUp, type Visit } from './visits.ts';

/** An encounter as an entry in a person's calendar; no `end` while it is going on or ahead. */
export interface Entry {
  visit: Visit;
  status: 'planned' | 'arrived' | 'in-progress' | 'finished' | 'cancelled';
  start: number;
  end?: number;
}

/** Records begin here. */
const recordsFrom = Date.UTC(2012, 0, 1);
/** Past entries end this long before today or death, which leaves room for a stay at that time. */
const closing = { today: 6 * day, death: 9 * day };
/** Every past entry has a slot of its own of at least 14 days... */
const shortestSlot = 14 * day;
/** ...and begins no later than this before the slot's end: a stay of 7 days, a weekend, and time zones. */
const slotReserve = 12 * day;
const mostEntries = 25;

/** The encounters of a person in the order of time; at least one, at most 25, and no two at once. */
export function history(options: SampleOptions, person: Person): Entry[] {
  const random = new Random(options.seed, 'History', person.index);
  const from = Math.max(person.birth + 2 * day, recordsFrom);
  const until = person.death === undefined ? today - closing.today : person.death - closing.death;
  // The product of two draws makes few visits usual and many rare; its mean is a quarter.
  const wanted = 1 + Math.round(4 * (usualCount(ageAt(person, until)) - 1) * random.next() * random.next());
  const room = Math.max(1, Math.floor((until - from) / shortestSlot));
  // Two entries more may follow: a current and a planned one.
  const count = Math.min(wanted, room, mostEntries - 2);
  const slot = (until - from) / count;
  const entries: Entry[] = [];
  for (let at = 0; at < count; at++) {
    const moment = from + slot * at + random.next() * Math.max(0, slot - slotReserve);
    entries.push(past(random, person, moment));
  }
  if (person.death !== undefined) {
    if (random.chance(0.45)) {
      const start = person.death - random.int(6, 168) * hour;
      entries.push({ visit: emergencyAdmission, status: 'finished', start, end: person.death });
    }
    return entries;
  }
  if (random.chance(0.012)) {
    const start = today - random.int(6, 120) * hour;
    entries.push({ visit: emergencyAdmission, status: 'in-progress', start });
  } else if (random.chance(0.006)) {
    entries.push({ visit: emergency, status: 'arrived', start: today - random.int(5, 40) * minute });
  }
  if (random.chance(0.13)) {
    const start = workingHours(random, person.place.zone, today + random.int(2, 90) * day);
    entries.push({ visit: random.pick([checkUp, followUp]), status: 'planned', start });
  }
  return entries;
}

/** How many past entries are usual at an age. */
function usualCount(age: number): number {
  return age < 5 ? 6 : age < 18 ? 4.5 : age < 40 ? 5 : age < 65 ? 6 : 8.5;
}

function past(random: Random, person: Person, moment: number): Entry {
  const visit = aVisit(random, person, moment);
  const byAppointment = visit.class === 'AMB' || visit.class === 'VR';
  const start = byAppointment
    ? workingHours(random, person.place.zone, moment)
    : Math.floor(moment / minute) * minute;
  const end = start + random.int(...visit.lasts) * (visit.class === 'IMP' ? hour : minute);
  return { visit, status: byAppointment && random.chance(0.05) ? 'cancelled' : 'finished', start, end };
}

/** A quarter of an hour between 8:00 and 16:45 in the zone, on the moment's day or the Monday after. */
function workingHours(random: Random, zone: Zone, moment: number): number {
  let midnight = Math.floor((moment + offsetMinutes(zone, moment) * minute) / day) * day;
  if (weekday(midnight) === 6) midnight += 2 * day;
  if (weekday(midnight) === 0) midnight += day;
  const local = midnight + random.int(8 * 4, 17 * 4 - 1) * 15 * minute;
  // Clocks change at night, so the offset at noon is that of the whole working day.
  return local - offsetMinutes(zone, midnight + 12 * hour - zone.standard * hour) * minute;
}
