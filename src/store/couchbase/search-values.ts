import { createHash } from 'node:crypto';
import { parseDate } from '../../fhir/dates.ts';
import type { ResourceDefinition, SearchParameter, Token } from '../../fhir/definition.ts';
import { sortValue } from '../../fhir/matching.ts';
import type { SortKey } from '../../fhir/search.ts';
import type { Resource } from '../../fhir/types.ts';
import { fold } from '../../fhir/values.ts';
import type { ReviewState } from '../port.ts';

/**
 * What a document is found by, kept beside the content in `_search`. It is made so that few indexes serve every
 * search parameter of every type: a cluster holds 10,000 indexes, which is ten a tenant.
 */
export interface SearchValues {
  /** Codes, references, URIs and texts: `Encounter.status=…`; see `term`. */
  readonly terms: readonly string[];
  /** Dates and quantities. */
  readonly ranges: readonly RangeValue[];
  /** The native orders, each a text that is unique in the collection: type, what it is ordered by, id. */
  readonly keys: Readonly<Partial<Record<KeyedOrder, string>>>;
  /** The parameters whose element is there. No index has them: most resources have most. */
  readonly present: readonly string[];
  /** By parameter: the least and the greatest of its values, or the only one. */
  readonly sorts: Readonly<Record<string, readonly (string | number)[]>>;
}

interface RangeValue {
  /** `Encounter.date` */
  readonly p: string;
  readonly low: number;
  readonly high: number;
  /** Of a quantity: system, code, unit. */
  readonly s?: string;
  readonly c?: string;
  readonly u?: string;
}

/** Those that have a text of their own; the order by id is that of the documents' keys. */
type KeyedOrder = Exclude<SortKey, 'id'>;

/** JSON knows no infinity. Beyond every time there can be. */
export const endOfTime = 8_640_000_000_000_001;
const endOfNumbers = 1.7e308;
/** Below every value there is: what stands for none. */
export const lowestNumber = -Number.MAX_VALUE;

/** A term, and a range, that every document has: so what an index leaves out can be told by counting. */
export const everyone = '*';

/** What a term says, by the character between the parameter and the value. */
const termKinds = {
  /** `system|code`; all of a system begin alike. */
  token: '=',
  /** `code`, of whatever system */
  code: '.',
  /** A text or display, folded. */
  text: ':',
  reference: '>',
  uri: '<',
  /** A form of a text; see StringParameter.forms. */
  form: '~',
  /** What a long text goes on with; directly behind `form`, for what is contained in either. */
  inside: '\x7f',
  /** A text as it stands. */
  exact: '"',
} as const;

export type TermKind = keyof typeof termKinds;

/** Of an index's entry, in UTF-16 units: longer values are cut. */
const longestValue = 600;

/** Of what no index has: as long as what can be searched for. */
const longestSorted = 2_000;

/** Of what is looked for within texts: each piece of a long one begins so much behind the one before. */
export const longestSought = longestValue / 2;

export function qualified(type: string, parameter: string): string {
  return `${type}.${parameter}`;
}

/** The term of an exact value. */
export function term(type: string, parameter: string, kind: TermKind, value: string): string {
  return termStart(type, parameter, kind) + told(value);
}

/** The term of a code in a system; without a code, what all codes of the system begin with. */
export function tokenTerm(type: string, parameter: string, system: string, code?: string): string {
  // Whatever stands in the system, it ends at the first "|".
  const start = `${termStart(type, parameter, 'token')}${told(system).replace(/[%|]/g, encodeURIComponent)}|`;
  return code === undefined ? start : start + told(code);
}

/** A long value, and one that is no text in UTF-8, is told by its hash. */
function told(value: string): string {
  return value.length <= longestValue && value.isWellFormed() ? value : `#${sha256(value)}`;
}

/**
 * The terms of what is sought by its beginning, or within: one, and of what is cut those of the pieces it goes on
 * with. What begins with a text has terms that begin with all of the text's.
 */
export function beginnings(type: string, parameter: string, kind: TermKind, value: string): string[] {
  const text = value.toWellFormed();
  const terms = [termStart(type, parameter, kind) + pieceOf(text, 0, longestValue)];
  for (let place = longestSought; text.length > longestValue; place += longestSought) {
    if (place + longestSought >= text.length) break;
    terms.push(termStart(type, parameter, 'inside') + pieceOf(text, place, longestValue));
  }
  return terms;
}

export function termStart(type: string, parameter: string, kind: TermKind): string {
  return `${qualified(type, parameter)}${termKinds[kind]}`;
}

/** `:identifier` looks at another thing than the reference's own parameter. */
export function identifierOf(parameter: string): string {
  return `${parameter}:identifier`;
}

export function searchValues(definition: ResourceDefinition, resource: Resource): SearchValues {
  const terms = new Set<string>([everyone]);
  const ranges: RangeValue[] = [{ p: everyone, low: 0, high: 0 }];
  const sorts: Record<string, readonly (string | number)[]> = {};
  const present: string[] = [];
  for (const parameter of definition.parameters) {
    if (parameter.present(resource)) present.push(parameter.name);
    for (const one of termsOf(definition.type, parameter, resource)) terms.add(one);
    ranges.push(...rangesOf(definition.type, parameter, resource));
    const ends = [false, true].map(greatest => sortValue(definition, resource, parameter.name, greatest));
    const [least, greatest] = ends.map(value => (value === undefined ? undefined : finite(value)));
    if (least !== undefined) sorts[parameter.name] = least === greatest ? [least] : [least, greatest!];
  }
  return { terms: [...terms], ranges, keys: orderKeys(definition, resource), present, sorts };
}

/** The text that stands for a resource in the order by review time: what is not reviewed stands lowest. */
export function reviewKey(type: string, id: string, { reviewed, reviewTime }: ReviewState): string {
  const time = reviewTime === null ? '' : sortableNumber(reviewTime);
  return `${type}/${reviewed ? 1 : 0}${time}\0${id}`;
}

/** Of the same length for all, so that they compare as the numbers do. */
export function sortableNumber(value: number): string {
  return (BigInt(Math.trunc(value)) + BigInt(endOfTime)).toString().padStart(17, '0');
}

/** A number or text that JSON can tell. */
export function finite(value: string | number): string | number {
  if (typeof value === 'string') return cut(value, longestSorted);
  return Math.min(Math.max(value, -endOfNumbers), endOfNumbers);
}

function orderKeys(definition: ResourceDefinition, resource: Resource): SearchValues['keys'] {
  const { type, reviewable } = definition;
  const { id } = resource;
  const key = (value: string) => `${type}/${ended(value)}\0${id}`;
  const time = (value: number | undefined) => key(value === undefined ? '' : sortableNumber(value));
  return {
    date: time(definition.date?.(resource)),
    name: key(cut(definition.name?.(resource) ?? '', longestValue)),
    updated: time(parseDate(resource.meta?.lastUpdated)?.low),
    ...(reviewable && {
      reviewTime: reviewKey(type, id, { reviewed: false, reviewTime: null, reviewedBy: null }),
    }),
  };
}

function* termsOf(type: string, parameter: SearchParameter, resource: Resource): Generator<string> {
  const { kind, name } = parameter;
  if (kind === 'token') {
    yield* tokenTerms(type, name, parameter.values(resource));
    for (const text of parameter.texts(resource)) yield* beginnings(type, name, 'text', fold(text));
  }
  if (kind === 'reference') {
    for (const value of parameter.values(resource)) yield term(type, name, 'reference', value);
    yield* tokenTerms(type, identifierOf(name), parameter.identifiers(resource));
  }
  if (kind === 'uri')
    for (const value of parameter.values(resource)) {
      yield term(type, name, 'uri', value);
      if (value.length > longestValue) yield* beginnings(type, name, 'uri', value);
    }
  if (kind === 'string') {
    for (const text of parameter.values(resource)) {
      yield term(type, name, 'exact', text);
      for (const form of parameter.forms(text)) yield* beginnings(type, name, 'form', form);
    }
  }
}

function* tokenTerms(type: string, name: string, tokens: readonly Token[]): Generator<string> {
  for (const { system, code } of tokens) {
    yield tokenTerm(type, name, system, code);
    yield term(type, name, 'code', code);
  }
}

function rangesOf(type: string, parameter: SearchParameter, resource: Resource): readonly RangeValue[] {
  const p = qualified(type, parameter.name);
  if (parameter.kind === 'date') {
    return parameter.values(resource).map(({ low, high }) => ({ p, low: inTime(low), high: inTime(high) }));
  }
  if (parameter.kind !== 'quantity') return [];
  return parameter.values(resource).map(({ low, high, system, code, unit }) => ({
    ...{ p, low: finite(low) as number, high: finite(high) as number },
    ...{ s: system, c: code, u: unit },
  }));
}

export function inTime(value: number): number {
  return Math.min(Math.max(value, -endOfTime), endOfTime);
}

/** What ends a value comes before every character: those that would not let it become two, which compare alike. */
function ended(value: string): string {
  return value.replaceAll('\x01', '\x01\x02').replaceAll('\0', '\x01\x01');
}

function cut(value: string, longest: number): string {
  return pieceOf(value.toWellFormed(), 0, longest);
}

/** Of a well-formed text: without the halves of characters at its ends. */
export function pieceOf(text: string, from: number, length: number): string {
  return text.slice(from, from + length).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf16le').digest('base64url');
}
