import type { Interval } from './definition.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
const dayMs = 24 * 60 * minuteMs;

const [dash, point, colon, letterT] = ['-', '.', ':', 'T'].map(sign => sign.charCodeAt(0));

/**
 * The span a FHIR date, dateTime or instant (https://hl7.org/fhir/R4/datatypes.html) covers: `2020` is the whole
 * year, `2020-02-29` the whole day (https://hl7.org/fhir/R4/search.html#date). Seconds may be left out. What names no
 * time zone is read as UTC. Undefined for what is no date, or a day that does not exist.
 *
 * Read by place and not by a pattern, which takes three times as long: an ingest reads millions.
 */
export function parseDate(text: unknown): Interval | undefined {
  if (typeof text !== 'string') return undefined;
  const { length } = text;
  const year = digits(text, 0, 4);
  if (year < 1) return undefined;
  if (length === 4) return { low: utc(year, 1, 1), high: utc(year + 1, 1, 1) };
  const month = text.charCodeAt(4) === dash ? digits(text, 5, 2) : -1;
  if (month < 1 || month > 12) return undefined;
  if (length === 7) return { low: utc(year, month, 1), high: utc(year, month + 1, 1) };
  const day = text.charCodeAt(7) === dash ? digits(text, 8, 2) : -1;
  if (day < 1 || day > daysInMonth(year, month)) return undefined;
  const midnight = utc(year, month, day);
  if (length === 10) return { low: midnight, high: midnight + dayMs };
  return text.charCodeAt(10) === letterT ? parseTime(text, midnight) : undefined;
}

/** The same with a time of day, which begins behind the `T`. */
function parseTime(text: string, midnight: number): Interval | undefined {
  const hour = digits(text, 11, 2);
  const minute = text.charCodeAt(13) === colon ? digits(text, 14, 2) : -1;
  // 24:00 is not allowed.
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return undefined;
  let low = midnight + (hour * 60 + minute) * minuteMs;
  let widthMs = minuteMs;
  let end = 16;
  if (text.charCodeAt(end) === colon) {
    const second = digits(text, 17, 2);
    // 60 is a leap second.
    if (second < 0 || second > 60) return undefined;
    low += second * secondMs;
    widthMs = secondMs;
    end = 19;
    if (text.charCodeAt(end) === point) {
      const start = end + 1;
      for (end = start; digits(text, end, 1) >= 0; ) end++;
      const places = end - start;
      if (places < 1 || places > 9) return undefined;
      widthMs = places === 1 ? 100 : places === 2 ? 10 : 1;
      low += digits(text, start, Math.min(places, 3)) * widthMs;
    }
  }
  const offset = zoneOffsetMs(text, end);
  return offset === undefined ? undefined : { low: low - offset, high: low - offset + widthMs };
}

/** The number that so many digits write; -1 where there are other characters, or the text ends. */
function digits(text: string, at: number, count: number): number {
  let number = 0;
  for (let place = at; place < at + count; place++) {
    const digit = text.charCodeAt(place) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return -1;
    number = number * 10 + digit;
  }
  return number;
}

function utc(year: number, month: number, day: number): number {
  // Date.UTC takes years below 100 for 19xx.
  return year >= 100 ? Date.UTC(year, month - 1, day) : new Date(0).setUTCFullYear(year, month - 1, day);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Of the zone that ends the text: none, `Z` or `+hh:mm`. */
function zoneOffsetMs(text: string, at: number): number | undefined {
  const zone = text.slice(at);
  if (zone === '' || zone === 'Z') return 0;
  if (zone.length !== 6 || (zone[0] !== '+' && zone[0] !== '-') || zone[3] !== ':') return undefined;
  const hours = digits(zone, 1, 2);
  const minutes = digits(zone, 4, 2);
  if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 14 * 60) return undefined;
  return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes) * minuteMs;
}
