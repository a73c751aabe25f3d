import { describe, expect, it } from 'vitest';
import { history } from '../../src/fhir/sample/history.ts';
import { sampleResources } from '../../src/fhir/sample/index.ts';
import { personAt } from '../../src/fhir/sample/person.ts';
import type { Period } from '../../src/fhir/types.ts';
import { big, code, encounters, forSeeds, patients, today, year } from '../support/sample.ts';

describe('sample encounters', () => {
  it('lie between birth and death', () => {
    forSeeds(options => {
      const people = patients(options);
      for (const { id, subject, period, status } of encounters(options)) {
        const patient = people.get(subject.reference!)!;
        expect(period.start.slice(0, 10) > patient.birthDate, id).toBe(true);
        if (patient.deceasedDateTime) {
          expect(Date.parse(period.end!), id).toBeLessThanOrEqual(Date.parse(patient.deceasedDateTime));
          expect(['finished', 'cancelled'], id).toContain(status);
        }
      }
    });
  });

  it('have periods in order, inside which their parts lie', () => {
    forSeeds(options => {
      for (const encounter of encounters(options)) {
        const { id, period, statusHistory = [], participant, location = [], length } = encounter;
        const start = Date.parse(period.start);
        const end = period.end ? Date.parse(period.end) : Number.POSITIVE_INFINITY;
        expect(start, id).toBeLessThan(end);
        for (const part of [...statusHistory, ...participant, ...location]) {
          expect(Date.parse(part.period.start!), id).toBeGreaterThanOrEqual(start);
          if (part.period.end) expect(Date.parse(part.period.end), id).toBeLessThanOrEqual(end);
        }
        for (const [at, part] of statusHistory.entries()) {
          expect(Date.parse(part.period.start), id).toBeLessThan(Date.parse(part.period.end));
          if (at > 0) expect(part.period.start, id).toBe(statusHistory[at - 1]!.period.end);
        }
        if (length) {
          const unit = { min: 60_000, h: 3_600_000 }[length.code]!;
          expect(length.value * unit, id).toBe(end - start);
        }
      }
    });
  });

  it('have a status that agrees with today', () => {
    forSeeds(options => {
      for (const { id, status, period, meta, length } of encounters(options)) {
        const start = Date.parse(period.start);
        expect(Date.parse(meta!.lastUpdated!), id).toBeLessThanOrEqual(today);
        expect(length !== undefined, id).toBe(status === 'finished');
        if (status === 'finished') {
          expect(Date.parse(period.end!), id).toBeLessThanOrEqual(today);
          expect(Date.parse(meta!.lastUpdated!), id).toBeGreaterThanOrEqual(Date.parse(period.end!));
        } else if (status === 'planned') {
          expect(start, id).toBeGreaterThan(today);
          expect(period.end, id).toBeUndefined();
        } else if (status === 'in-progress' || status === 'arrived') {
          expect(start, id).toBeLessThan(today);
          expect(start, id).toBeGreaterThan(today - 7 * 24 * 3_600_000);
          expect(period.end, id).toBeUndefined();
        } else {
          expect(status, id).toBe('cancelled');
        }
      }
    });
  });

  it('agree in class, stay, place and time', () => {
    forSeeds(options => {
      for (const {
        id,
        class: kind,
        hospitalization,
        location,
        priority,
        period,
        status,
        length,
      } of encounters(options)) {
        expect(kind.system, id).toBe('http://terminology.hl7.org/CodeSystem/v3-ActCode');
        expect(hospitalization !== undefined, id).toBe(kind.code === 'IMP');
        if (kind.code === 'IMP') {
          expect(hospitalization!.admitSource, id).toBeDefined();
          expect(hospitalization!.dischargeDisposition !== undefined, id).toBe(status === 'finished');
        }
        if (kind.code === 'EMER') expect(code(priority), id).toBe('EM');
        if (kind.code === 'VR') {
          expect(period.start.slice(0, 4) >= '2016', id).toBe(true);
          expect(period.start, id).toMatch(/Z$/);
          expect(location, id).toBeUndefined();
        } else {
          expect(period.start, id).toMatch(/-\d\d:00$/);
          expect(location !== undefined, id).toBe(status !== 'cancelled');
        }
        if (length) {
          const minutes = length.value * (length.code === 'h' ? 60 : 1);
          const [least, most] = { AMB: [10, 60], VR: [5, 30], EMER: [60, 480], IMP: [360, 7 * 1440] }[
            kind.code!
          ]!;
          expect(minutes, id).toBeGreaterThanOrEqual(least!);
          expect(minutes, id).toBeLessThanOrEqual(most!);
        }
      }
    });
  });

  it('take place in working hours of a weekday when by appointment', () => {
    for (const { id, class: kind, period } of encounters(big)) {
      if (kind.code !== 'AMB') continue;
      // Read as the wall clock that the offset shows.
      const wall = new Date(`${period.start.slice(0, 19)}Z`);
      expect(wall.getUTCDay() % 6, id).not.toBe(0);
      expect(wall.getUTCHours(), id).toBeGreaterThanOrEqual(8);
      expect(wall.getUTCHours(), id).toBeLessThan(17);
    }
  });

  it('fit the age and gender', () => {
    const maternity = new Set(['72892002']);
    const rules: Record<string, (age: number, gender: string) => boolean> = {
      '410620009': age => age < 18,
      '268565007': age => age >= 18,
      '65363002': age => age < 13,
      '52448006': age => age >= 72,
      '22298006': age => age >= 42,
      '266569009': (age, gender) => age >= 50 && gender === 'male',
      '64859006': (age, gender) => age >= 55 && gender === 'female',
    };
    const seen = new Set<string>();
    const people = patients(big);
    for (const { id, subject, period, reasonCode, type, location } of encounters(big)) {
      const { birthDate, gender } = people.get(subject.reference!)!;
      const age = Math.floor((Date.parse(period.start) - Date.parse(birthDate)) / year);
      const reason = code(reasonCode[0])!;
      seen.add(reason);
      if (
        maternity.has(reason) ||
        code(type[0]) === '424619006' ||
        /Maternity/.test(JSON.stringify(location))
      ) {
        expect(gender, id).toBe('female');
        expect(age, id).toBeGreaterThanOrEqual(18);
        expect(age, id).toBeLessThan(45);
      }
      expect(rules[reason]?.(age, gender) ?? true, `${id} ${reason} at ${age}`).toBe(true);
    }
    for (const reason of [...maternity, ...Object.keys(rules)]) expect(seen).toContain(reason);
  });

  it('follow one another without overlap, numbered from 1, at most 25 a person', () => {
    forSeeds(options => {
      const last = new Map<string, { number: number; end: number }>();
      for (const { id, subject, period } of encounters(options)) {
        const before = last.get(subject.reference!) ?? { number: 0, end: 0 };
        const number = Number(id.split('-')[2]);
        if (number !== before.number + 1) throw new Error(`${id} is out of turn`);
        if (number > 25) throw new Error(`${id} is one too many`);
        if (Date.parse(period.start) <= before.end) throw new Error(`${id} overlaps the one before`);
        last.set(subject.reference!, { number, end: Date.parse(period.end ?? period.start) });
      }
      expect(last.size).toBe(options.patients);
    });
  });

  it('do not overlap even where many come in a short life', () => {
    forSeeds(options => {
      for (let index = 0; index < options.patients; index++) {
        const person = { ...personAt(options, index), birth: Date.UTC(2026, 2, 1) };
        delete person.death;
        let before = 0;
        for (const { start, end } of history(options, person)) {
          if (start <= before) throw new Error(`${index} overlaps at ${new Date(start).toISOString()}`);
          before = end ?? start;
        }
      }
    });
  });

  it('are about six a patient, of every class and status', () => {
    const all = encounters(big);
    expect(all.length / big.patients).toBeGreaterThan(5.5);
    expect(all.length / big.patients).toBeLessThan(6.7);
    expect(new Set(all.map(encounter => encounter.class.code))).toEqual(
      new Set(['AMB', 'VR', 'EMER', 'IMP']),
    );
    const statuses = new Set(['planned', 'arrived', 'in-progress', 'finished', 'cancelled']);
    expect(new Set(all.map(encounter => encounter.status))).toEqual(statuses);
    expect(all.filter(({ status }) => status === 'finished').length / all.length).toBeGreaterThan(0.85);
    expect(all.some(({ statusHistory }) => statusHistory)).toBe(true);
  });

  it('end in "expired" exactly when they end with death', () => {
    const people = patients(big);
    let expired = 0;
    for (const { id, subject, period, hospitalization } of encounters(big)) {
      const { deceasedDateTime } = people.get(subject.reference!)!;
      const died = code(hospitalization?.dischargeDisposition) === 'exp';
      if (died) expired++;
      expect(died, id).toBe(deceasedDateTime !== undefined && period.end === deceasedDateTime);
    }
    expect(expired).toBeGreaterThan(0);
  });

  it('have different participants, the first one responsible, each licensed at the time', () => {
    const licensed = new Map<string, string>();
    for (const practitioner of sampleResources('Practitioner', big)) {
      const [qualification] = practitioner.qualification as { period: Period }[];
      licensed.set(`Practitioner/${practitioner.id}`, qualification!.period.start!);
    }
    for (const { id, class: kind, participant, period } of encounters(big)) {
      expect(participant.length, id).toBeLessThanOrEqual(3);
      const who = participant.map(({ individual }) => individual.reference!);
      expect(new Set(who).size, id).toBe(who.length);
      const responsible = kind.code === 'AMB' || kind.code === 'VR' ? 'PPRF' : 'ATND';
      expect(code(participant[0]!.type[0]), id).toBe(responsible);
      for (const one of who) expect(licensed.get(one)! < period.start, id).toBe(true);
    }
  });

  it('show the names of what they refer to', () => {
    const people = patients(big);
    const houses = new Map([...sampleResources('Organization', big)].map(({ id, name }) => [id, name]));
    for (const { id, subject, serviceProvider } of encounters(big)) {
      const [official] = people.get(subject.reference!)!.name;
      expect(subject.display, id).toBe(`${official!.given[0]} ${official!.family}`);
      expect(serviceProvider.display, id).toBe(houses.get(serviceProvider.reference!.split('/')[1]!));
    }
  });
});
