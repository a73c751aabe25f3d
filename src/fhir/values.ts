import { parseDate } from './dates.ts';
import type { Interval, Token } from './definition.ts';
import { referenceValue } from './references.ts';
import type { CodeableConcept, Coding, HumanName, Identifier, Period, Reference, Resource } from './types.ts';

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
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

export function codeTokens(element: unknown): readonly Token[] {
  return listOf<unknown>(element)
    .filter(code => typeof code === 'string' || typeof code === 'boolean')
    .map(code => ({ system: '', code: String(code) }));
}

export function codingTokens(element: unknown): readonly Token[] {
  return listOf<Coding>(element)
    .filter(coding => coding.code !== undefined)
    .map(coding => ({ system: coding.system ?? '', code: coding.code! }));
}

export function conceptTokens(element: unknown): readonly Token[] {
  return listOf<CodeableConcept>(element).flatMap(concept => codingTokens(concept.coding));
}

export function identifierTokens(element: unknown): readonly Token[] {
  return listOf<Identifier>(element)
    .filter(identifier => identifier.value !== undefined)
    .map(identifier => ({ system: identifier.system ?? '', code: identifier.value! }));
}

export function referenceValues(element: unknown): readonly string[] {
  return listOf<Reference>(element)
    .map(referenceValue)
    .filter(value => value !== undefined);
}

/** Folded, without empty ones. */
export function strings(...elements: readonly unknown[]): readonly string[] {
  return elements
    .flatMap(element => listOf<unknown>(element))
    .filter(text => typeof text === 'string')
    .map(fold)
    .filter(text => text !== '');
}

export function dateIntervals(element: unknown): readonly Interval[] {
  return listOf<unknown>(element)
    .map(parseDate)
    .filter(interval => interval !== undefined);
}

/** A period without a start or an end is open on that side; one with an end that is no date is none. */
export function periodIntervals(element: unknown): readonly Interval[] {
  return listOf<Period>(element).flatMap(({ start, end }) => {
    const first = parseDate(start);
    const last = parseDate(end);
    const unreadable =
      (start !== undefined && first === undefined) || (end !== undefined && last === undefined);
    if (unreadable || (first === undefined && last === undefined)) return [];
    return [{ low: first?.low ?? Number.NEGATIVE_INFINITY, high: last?.high ?? Number.POSITIVE_INFINITY }];
  });
}

/** Every part of every name, so that a prefix of any of them finds the resource. */
export function nameStrings(resource: Resource): readonly string[] {
  return listOf<HumanName>(resource.name).flatMap(name =>
    strings(name.family, name.given, name.prefix, name.suffix, name.text),
  );
}

/** `family given` of the official name, or of the first there is: what lists of people are ordered by. */
export function personSortName(resource: Resource): string | undefined {
  const names = listOf<HumanName>(resource.name);
  const name = names.find(candidate => candidate.use === 'official') ?? names[0];
  if (name === undefined) return undefined;
  const parts = strings(name.family, name.given);
  return parts.length > 0 ? parts.join(' ') : strings(name.text)[0];
}
