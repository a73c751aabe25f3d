import fc from 'fast-check';
import { expect, it } from 'vitest';
import { places } from '../../src/fhir/sample/places.ts';
import { dateTime } from '../../src/fhir/sample/time.ts';

/** What the time zone database says of each place; the generator itself must not depend on a locale. */
const names: Record<string, string> = {
  MA: 'America/New_York',
  PA: 'America/New_York',
  GA: 'America/New_York',
  FL: 'America/New_York',
  OH: 'America/New_York',
  MD: 'America/New_York',
  IL: 'America/Chicago',
  TX: 'America/Chicago',
  MN: 'America/Chicago',
  MO: 'America/Chicago',
  TN: 'America/Chicago',
  CO: 'America/Denver',
  NM: 'America/Denver',
  UT: 'America/Denver',
  AZ: 'America/Phoenix',
  WA: 'America/Los_Angeles',
  OR: 'America/Los_Angeles',
  CA: 'America/Los_Angeles',
  HI: 'Pacific/Honolulu',
};

it('writes a moment as the clocks of each place show it, summer time included', () => {
  const clocks = new Map(
    [...new Set(Object.values(names))].map(timeZone => [
      timeZone,
      new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }),
    ]),
  );
  const moment = fc.integer({ min: Date.UTC(2012, 0) / 1000, max: Date.UTC(2027, 0) / 1000 });
  fc.assert(
    fc.property(fc.constantFrom(...places), moment, (place, seconds) => {
      const written = dateTime(seconds * 1000, place.zone);
      expect(Date.parse(written)).toBe(seconds * 1000);
      const clock = clocks.get(names[place.state]!)!;
      expect(written.slice(0, 19)).toBe(clock.format(seconds * 1000).replace(' ', 'T'));
    }),
    { numRuns: 3_000 },
  );
  expect(dateTime(0)).toBe('1970-01-01T00:00:00Z');
});

it('changes clocks in the very second', () => {
  const boston = places[0]!.zone;
  expect(dateTime(Date.parse('2026-03-08T06:59:59Z'), boston)).toBe('2026-03-08T01:59:59-05:00');
  expect(dateTime(Date.parse('2026-03-08T07:00:00Z'), boston)).toBe('2026-03-08T03:00:00-04:00');
  expect(dateTime(Date.parse('2026-11-01T05:59:59Z'), boston)).toBe('2026-11-01T01:59:59-04:00');
  expect(dateTime(Date.parse('2026-11-01T06:00:00Z'), boston)).toBe('2026-11-01T01:00:00-05:00');
});
