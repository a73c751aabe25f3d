/** All moments are milliseconds since 1970 UTC. */
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
export const year = 365.25 * day;

/** The moment at which the sample was "taken"; nothing reads the clock, or two runs would differ. */
export const today = Date.UTC(2026, 5, 30, 12);

/** A place's hours from UTC in winter, and whether it keeps summer time. */
export interface Zone {
  standard: number;
  summer: boolean;
}

/** Minutes from UTC at a moment, by the US rule since 2007: second Sunday of March to first of November. */
export function offsetMinutes(zone: Zone, at: number): number {
  const standard = zone.standard * 60;
  if (!zone.summer) return standard;
  const calendarYear = new Date(at).getUTCFullYear();
  // Clocks change at 2:00 local time, which is 2:00 standard time in March and 1:00 in November.
  const from = firstSunday(calendarYear, 2) + 7 * day + (2 - zone.standard) * hour;
  const until = firstSunday(calendarYear, 10) + (1 - zone.standard) * hour;
  return at >= from && at < until ? standard + 60 : standard;
}

function firstSunday(calendarYear: number, month: number): number {
  const first = Date.UTC(calendarYear, month, 1);
  return first + ((7 - weekday(first)) % 7) * day;
}

/** 0 is Sunday. */
export function weekday(at: number): number {
  return (Math.floor(at / day) + 4) % 7;
}

/** FHIR dateTime to the second, as a clock of the zone shows it, or in UTC (`Z`) without a zone. */
export function dateTime(at: number, zone?: Zone): string {
  if (!zone) return `${new Date(at).toISOString().slice(0, 19)}Z`;
  const offset = offsetMinutes(zone, at);
  const hours = String(Math.abs(offset) / 60).padStart(2, '0');
  return `${new Date(at + offset * minute).toISOString().slice(0, 19)}${offset < 0 ? '-' : '+'}${hours}:00`;
}

/** FHIR date. */
export function date(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** FHIR instant in UTC with milliseconds. */
export function instant(at: number): string {
  return new Date(at).toISOString();
}
