import { parseDate } from '../dates.ts';
import { isReference } from '../references.ts';
import type { ValueTest } from './shapes.ts';

const notThere = 'must be a date that exists';

/**
 * True for a date that the calendar has, to whatever precision. More decimals than a search tells apart are legal.
 */
function exists(text: string): boolean {
  return (
    parseDate(text) !== undefined ||
    (text.length > 29 && parseDate(text.replace(/(\.[0-9]{9})[0-9]+/, '$1')) !== undefined)
  );
}

const isDate: ValueTest = value => (exists(value as string) ? undefined : notThere);
const isNotEmpty: ValueTest = value => (value === '' ? 'must not be empty' : undefined);

/** What every ingest looks at. */
export const quickTests: ReadonlyMap<string, ValueTest> = new Map([
  ['date', isDate],
  ['dateTime', isDate],
  ['instant', isDate],
  ['Reference.reference', isNotEmpty],
]);

/**
 * The official patterns of `base64Binary` and `code` take years over some texts and overflow the stack over others:
 * hence these two.
 */
const isBase64: ValueTest = value => {
  const text = value as string;
  let signs = 0;
  for (let place = 0; place < text.length; place++) {
    const unit = text.charCodeAt(place);
    if (isBase64Sign(unit)) signs++;
    // Blanks are allowed between groups of four.
    else if (signs % 4 !== 0 || !/\s/.test(text.charAt(place))) return 'must be base64';
  }
  return signs > 0 && signs % 4 === 0 ? undefined : 'must be base64';
};
const isCode: ValueTest = value =>
  /^$|^\s|\s\s|\s$/.test(value as string)
    ? 'must be a code: no blanks around it, single ones inside'
    : undefined;

function isBase64Sign(unit: number): boolean {
  if (unit >= 0x61) return unit <= 0x7a;
  if (unit >= 0x41) return unit <= 0x5a;
  // From / over the digits; = and +.
  return (unit >= 0x2f && unit <= 0x39) || unit === 0x3d || unit === 0x2b;
}

/** Pattern and words of each primitive whose text is of a form, https://hl7.org/fhir/R4/datatypes.html#primitive. */
const forms: Readonly<Record<string, readonly [pattern: RegExp, reason: string]>> = {
  canonical: [/^\S*$/, 'must be a URI, without blanks'],
  id: [/^[A-Za-z0-9\-.]{1,64}$/, 'must be an id: 1 to 64 of A-Z, a-z, 0-9, "-" and "."'],
  oid: [/^urn:oid:[0-2](?:\.(?:0|[1-9][0-9]{0,99})){1,99}$/, 'must be an OID, as urn:oid:1.2.3'],
  time: [
    /^(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?$/,
    'must be a time of day, as 08:30:00',
  ],
  uri: [/^\S*$/, 'must be a URI, without blanks'],
  url: [/^\S*$/, 'must be a URL, without blanks'],
  uuid: [
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    'must be a UUID, as urn:uuid:c757873d-ec9a-4326-a141-556f43239520',
  ],
};

/** To the second and with a time zone, once there is a time. */
const timeOfDay = String.raw`T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})`;
const day = '[0-9]{4}-[0-9]{2}-[0-9]{2}';
const dateForms: Readonly<Record<string, readonly [pattern: RegExp, reason: string]>> = {
  date: [/^[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?$/, 'must be a date, as 2020, 2020-02 or 2020-02-29'],
  dateTime: [
    new RegExp(`^[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:${timeOfDay})?)?)?$`),
    'must be a date, with a time as 2020-02-29T08:30:15+01:00 or without',
  ],
  instant: [new RegExp(`^${day}${timeOfDay}$`), 'must be an instant, as 2020-02-29T08:30:15+01:00'],
};

/**
 * Blanks, line ends, tabs and what is none of Unicode's control characters below 32. The official pattern says `\S`,
 * which shuts out no-break spaces in some languages' patterns and lets them pass in others'; R4's text has them pass.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\x00-\x08\x0b\x0c\x0e-\x1f]/;
/** Bytes of UTF-8 at most, https://hl7.org/fhir/R4/datatypes.html#string */
const maxStringBytes = 1024 * 1024;

const isString: ValueTest = value => {
  const text = value as string;
  if (text === '') return 'must not be empty';
  if (control.test(text)) return 'must be without control characters';
  return text.length * 3 > maxStringBytes && Buffer.byteLength(text) > maxStringBytes
    ? 'must be 1 MB at most'
    : undefined;
};
const isMarkdown: ValueTest = value =>
  value === ''
    ? 'must not be empty'
    : control.test(value as string)
      ? 'must be without control characters'
      : undefined;
const isDecimal: ValueTest = value => (Number.isFinite(value) ? undefined : 'must be a number');

/** All that R4 says of the primitives' values. */
export const fullTests: ReadonlyMap<string, ValueTest> = new Map<string, ValueTest>([
  ...Object.entries(forms).map(([name, form]): [string, ValueTest] => [name, formTest(...form)]),
  ...Object.entries(dateForms).map(([name, form]): [string, ValueTest] => {
    const isOfForm = formTest(...form);
    return [name, value => isOfForm(value) ?? isDate(value)];
  }),
  ['base64Binary', isBase64],
  ['code', isCode],
  ['string', isString],
  ['markdown', isMarkdown],
  ['decimal', isDecimal],
  ['positiveInt', value => ((value as number) > 0 ? undefined : 'must be 1 or more')],
  ['unsignedInt', value => ((value as number) >= 0 ? undefined : 'must be 0 or more')],
  ['xhtml', isNotEmpty],
  [
    'Reference.reference',
    value =>
      isString(value) ?? (isReference(value as string) ? undefined : 'must be a reference, as Patient/123'),
  ],
]);

function formTest(pattern: RegExp, reason: string): ValueTest {
  return value => (pattern.test(value as string) ? undefined : reason);
}
