import { parseDate } from './dates.ts';
import type { Amount, Interval, SearchParameter, Token } from './definition.ts';
import { referenceValue } from './references.ts';
import type { Period, Reference } from './types.ts';
import { foldCode, periodInterval } from './values.ts';

/** Adds what an element is found by to `out`. Takes any JSON but null, and adds nothing where it has no use for it. */
export type Read<Value> = (element: unknown, out: Value[]) => void;
type Readers<Value> = Readonly<Record<string, Read<Value>>>;
type Fields = Readonly<Record<string, unknown>>;

export function isFields(element: unknown): element is Fields {
  return typeof element === 'object' && element !== null && !Array.isArray(element);
}

/** Reads each entry of an element that may be absent, single or a list with nulls. */
export function readEach<Value>(element: unknown, read: Read<Value>, out: Value[]): void {
  if (element === undefined || element === null) return;
  if (!Array.isArray(element)) read(element, out);
  else for (const entry of element) if (entry !== null && entry !== undefined) read(entry, out);
}

const readText: Read<string> = (element, out) => {
  // What is no text in UTF-8 would be another text in a store.
  if (typeof element === 'string' && element !== '') out.push(element.toWellFormed());
};

function pushToken(system: unknown, code: unknown, out: Token[]): void {
  if (typeof code !== 'string') return;
  const folded = foldCode(code);
  if (folded !== '')
    out.push({ system: typeof system === 'string' ? system.toWellFormed() : '', code: folded });
}

const readCode: Read<Token> = (element, out) => pushToken('', element, out);
const readCoding: Read<Token> = (element, out) => {
  if (isFields(element)) pushToken(element.system, element.code, out);
};
/** Identifiers and contact points: of the latter, the system is `phone`, `email` and so on. */
const readSystemAndValue: Read<Token> = (element, out) => {
  if (isFields(element)) pushToken(element.system, element.value, out);
};

/** https://hl7.org/fhir/R4/search.html#token, by the type of the element, as all below. */
const tokens: Readers<Token> = {
  code: readCode,
  id: readCode,
  string: readCode,
  uri: readCode,
  boolean: (element, out) => {
    if (typeof element === 'boolean') out.push({ system: '', code: String(element) });
  },
  Coding: readCoding,
  CodeableConcept: (element, out) => {
    if (isFields(element)) readEach(element.coding, readCoding, out);
  },
  Identifier: readSystemAndValue,
  ContactPoint: readSystemAndValue,
};

const readDisplay: Read<string> = (element, out) => {
  if (isFields(element)) readText(element.display, out);
};

/** What `:text` looks at; types that have no text are left out. */
export const tokenTexts: Readers<string> = {
  Coding: readDisplay,
  CodeableConcept: (element, out) => {
    if (!isFields(element)) return;
    readText(element.text, out);
    readEach(element.coding, readDisplay, out);
  },
  Identifier: (element, out) => {
    if (isFields(element) && isFields(element.type)) readText(element.type.text, out);
  },
};

const readParts =
  (...parts: readonly string[]): Read<string> =>
  (element, out) => {
    if (isFields(element)) for (const part of parts) readEach(element[part], readText, out);
  };

/** https://hl7.org/fhir/R4/search.html#string */
const strings: Readers<string> = {
  string: readText,
  markdown: readText,
  HumanName: readParts('family', 'given', 'prefix', 'suffix', 'text'),
  Address: readParts('text', 'line', 'city', 'district', 'state', 'postalCode', 'country'),
};

/** By sound, only the family and given names of a person are looked at. */
export const soundingStrings: Readers<string> = {
  string: readText,
  HumanName: readParts('family', 'given'),
};

const references: Readers<string> = {
  canonical: readText,
  uri: readText,
  Reference: (element, out) => {
    if (isFields(element)) readText(referenceValue(element as Reference), out);
  },
};

/** What `:identifier` looks at. */
export const referenceIdentifiers: Readers<Token> = {
  Reference: (element, out) => {
    if (isFields(element) && isFields(element.identifier)) readSystemAndValue(element.identifier, out);
  },
};

const uris: Readers<string> = { uri: readText, canonical: readText, url: readText, oid: readText };

const readDate: Read<Interval> = (element, out) => {
  const interval = parseDate(element);
  if (interval !== undefined) out.push(interval);
};
const readPeriod: Read<Interval> = (element, out) => {
  const interval = isFields(element) ? periodInterval(element as Period) : undefined;
  if (interval !== undefined) out.push(interval);
};

/** https://hl7.org/fhir/R4/search.html#date */
const dates: Readers<Interval> = {
  date: readDate,
  dateTime: readDate,
  instant: readDate,
  Period: readPeriod,
  // "the outer limits of the schedule"
  Timing: (element, out) => {
    if (!isFields(element)) return;
    const found: Interval[] = [];
    readEach(element.event, readDate, found);
    if (isFields(element.repeat)) readEach(element.repeat.boundsPeriod, readPeriod, found);
    if (found.length === 0) return;
    out.push({
      low: found.reduce((least, { low }) => Math.min(least, low), Number.POSITIVE_INFINITY),
      high: found.reduce((most, { high }) => Math.max(most, high), Number.NEGATIVE_INFINITY),
    });
  },
};

const textOf = (element: unknown) => (typeof element === 'string' ? element : '');
const codeOf = (element: unknown) => foldCode(textOf(element));

const readQuantity: Read<Amount> = (element, out) => {
  if (!isFields(element)) return;
  const { value, comparator } = element;
  if (typeof value !== 'number' || !Number.isFinite(value)) return;
  out.push({
    low: comparator === '<' || comparator === '<=' ? Number.NEGATIVE_INFINITY : value,
    high: comparator === '>' || comparator === '>=' ? Number.POSITIVE_INFINITY : value,
    system: textOf(element.system).toWellFormed(),
    code: codeOf(element.code),
    unit: codeOf(element.unit),
  });
};

/** https://hl7.org/fhir/R4/search.html#quantity */
const quantities: Readers<Amount> = {
  Quantity: readQuantity,
  Age: readQuantity,
  Count: readQuantity,
  Distance: readQuantity,
  Duration: readQuantity,
  SimpleQuantity: readQuantity,
  // "just search on the bounds of the values in sampled data"
  SampledData: (element, out) => {
    if (!isFields(element)) return;
    const { lowerLimit, upperLimit } = element;
    const [origin] = amounts(element.origin);
    if (origin === undefined || typeof lowerLimit !== 'number' || typeof upperLimit !== 'number') return;
    out.push({ ...origin, low: lowerLimit, high: upperLimit });
  },
  // Either end may be missing; what it is measured in stands on each.
  Range: (element, out) => {
    if (!isFields(element)) return;
    const [low] = amounts(element.low);
    const [high] = amounts(element.high);
    const either = low ?? high;
    if (either === undefined) return;
    out.push({
      ...either,
      low: low?.low ?? Number.NEGATIVE_INFINITY,
      high: high?.high ?? Number.POSITIVE_INFINITY,
    });
  },
};

function amounts(element: unknown): readonly Amount[] {
  const out: Amount[] = [];
  readQuantity(element, out);
  return out;
}

/** By the kind of the search parameter and the FHIR type of the element; what is not here cannot be searched. */
export const readers = {
  token: tokens,
  string: strings,
  reference: references,
  uri: uris,
  date: dates,
  quantity: quantities,
} satisfies Record<SearchParameter['kind'], Readers<never>>;
