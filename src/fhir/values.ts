import { parseDate } from './dates.ts';
import type { Interval } from './definition.ts';
import type { HumanName, Period, Resource } from './types.ts';

/** An element that may be absent, single or a list, as a list without nulls. */
export function listOf<Element>(element: unknown): readonly Element[] {
  if (element === undefined || element === null) return [];
  if (!Array.isArray(element)) return [element as Element];
  return element.includes(null) ? element.filter(entry => entry !== null) : element;
}

/**
 * Text as string searches compare it: without case and without diacritics
 * (https://hl7.org/fhir/R4/search.html#string), runs of white space as one blank.
 */
export function fold(text: string): string {
  if (isPlain(text)) return text.toLowerCase();
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Most text is: printable ASCII, with single blanks only inside. Then case is all there is to fold. */
function isPlain(text: string): boolean {
  let blank = true;
  for (let place = 0; place < text.length; place++) {
    const unit = text.charCodeAt(place);
    if (unit > 0x7e || unit < 0x20 || (blank && unit === 0x20)) return false;
    blank = unit === 0x20;
  }
  return !blank;
}

/**
 * A code as token searches compare it: without case, which R4 recommends
 * (https://hl7.org/fhir/R4/search.html#token), and without white space around it.
 */
export function foldCode(text: string): string {
  const folded = text.trim().toLowerCase();
  return isPlain(folded) ? folded : folded.toWellFormed().normalize('NFC');
}

/** By code point, which is the order of UTF-8 bytes; `<` compares UTF-16 units, of which surrogates break it. */
export function compareText(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let place = 0; place < shared; place++) {
    const [left, right] = [a.charCodeAt(place), b.charCodeAt(place)];
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above every other unit. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** Folded, without empty ones. */
export function strings(...elements: readonly unknown[]): readonly string[] {
  return elements
    .flatMap(element => listOf<unknown>(element))
    .filter(text => typeof text === 'string')
    .map(fold)
    .filter(text => text !== '');
}

/**
 * A period without a start or an end is open on that side. One with an end that is no date, or that ends before it
 * begins, is none.
 */
export function periodIntervals(element: unknown): readonly Interval[] {
  return listOf<Period>(element).flatMap(period => periodInterval(period) ?? []);
}

/** The same of a single period. */
export function periodInterval({ start, end }: Period): Interval | undefined {
  const first = parseDate(start);
  const last = parseDate(end);
  if (first === undefined && last === undefined) return undefined;
  if ((first === undefined && isGiven(start)) || (last === undefined && isGiven(end))) return undefined;
  const low = first?.low ?? Number.NEGATIVE_INFINITY;
  const high = last?.high ?? Number.POSITIVE_INFINITY;
  return low < high ? { low, high } : undefined;
}

function isGiven(element: unknown): boolean {
  return element !== undefined && element !== null;
}

/** Below every character that text is made of, so that what stands before it decides first. */
const separator = '\u0001';

/**
 * Family and given names of the official name, or of the first there is: what lists of people are ordered by.
 * To order by it is to order by family.
 */
export function personSortName(resource: Resource): string | undefined {
  const names = listOf<HumanName>(resource.name);
  const name = names.find(candidate => candidate.use === 'official') ?? names[0];
  if (name === undefined) return undefined;
  const [family] = strings(name.family);
  const given = strings(name.given);
  if (family === undefined && given.length === 0) return strings(name.text)[0];
  return [family ?? '', ...given].join(separator);
}
