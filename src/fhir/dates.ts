import type { Interval } from './definition.ts';

/** date, dateTime and instant of https://hl7.org/fhir/R4/datatypes.html; seconds may be left out. */
const pattern =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/;

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const dayMs = 24 * 60 * minuteMs;

/**
 * The span a FHIR date, dateTime or instant covers: `2020` is the whole year, `2020-02-29` the whole day
 * (https://hl7.org/fhir/R4/search.html#date). What names no time zone is read as UTC.
 * Undefined for what is no date, or a day that does not exist.
 */
export function parseDate(text: unknown): Interval | undefined {
  const match = typeof text === 'string' ? pattern.exec(text) : null;
  if (match === null) return undefined;
  const [, yearText, monthText, dayText, hourText, minuteText, secondText, fraction, zone] = match;
  const year = Number(yearText);
  const month = Number(monthText ?? '1');
  const day = Number(dayText ?? '1');
  if (year === 0 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (monthText === undefined) return { low: utc(year, 1, 1), high: utc(year + 1, 1, 1) };
  if (dayText === undefined) return { low: utc(year, month, 1), high: utc(year, month + 1, 1) };
  const midnight = utc(year, month, day);
  if (hourText === undefined) return { low: midnight, high: midnight + dayMs };
  const hour = Number(hourText);
  const minute = Number(minuteText);
  const second = Number(secondText ?? '0');
  const offset = zoneOffsetMs(zone ?? 'Z');
  // 60 is a leap second; 24:00 is not allowed.
  if (hour > 23 || minute > 59 || second > 60 || offset === undefined) return undefined;
  const low = midnight + (hour * 60 + minute) * minuteMs + second * secondMs - offset;
  if (secondText === undefined) return { low, high: low + minuteMs };
  if (fraction === undefined) return { low, high: low + secondMs };
  const fractionMs = Math.floor(Number(`0.${fraction}`) * 1000);
  const widthMs = fraction.length === 1 ? 100 : fraction.length === 2 ? 10 : 1;
  return { low: low + fractionMs, high: low + fractionMs + widthMs };
}

function utc(year: number, month: number, day: number): number {
  // Date.UTC takes years below 100 for 19xx.
  return year >= 100 ? Date.UTC(year, month - 1, day) : new Date(0).setUTCFullYear(year, month - 1, day);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function zoneOffsetMs(zone: string): number | undefined {
  if (zone === 'Z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours * 60 + minutes > 14 * 60 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * minuteMs;
}
