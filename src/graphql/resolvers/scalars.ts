import { GraphQLError, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';
import { toIso } from '../../core/clock.ts';
import { parseDate } from '../../fhir/dates.ts';
import { asItIs } from '../execution/pure.ts';

/** How a scalar of the SDL is read and written. (A GraphQLScalarType would take the SDL's description away.) */
interface ScalarFunctions {
  /** Outwards. */
  serialize(value: unknown): unknown;
  /** Inwards, from a variable. */
  parseValue(value: unknown): unknown;
  /** Inwards, from the document. */
  parseLiteral(node: ValueNode): unknown;
}

/** What may stand for text without quotes. The FHIR page writes `gender: female`, `_id: [1, 2]`, `active: true`. */
interface Unquoted {
  /** Words, in documents only: variables have none. */
  readonly words?: boolean;
  readonly booleans?: boolean;
  /** `decimal`: whole numbers too. */
  readonly numbers?: 'whole' | 'decimal';
}

/** Milliseconds within, ISO 8601 in UTC without. Takes what FHIR calls a dateTime or instant, down to the minute. */
const dateTime = textInput(given => {
  const interval = given.includes('T') ? parseDate(given) : undefined;
  if (interval === undefined) throw badScalar('a DateTime such as "2026-11-21T09:30:00Z"');
  return interval.low;
});

/** FHIR primitives that are text in JSON: stored text goes out as it is; only text comes in. */
const text = textInput(given => given);
const word = textInput(given => given, { words: true });
const wordOrNumber = textInput(given => given, { words: true, numbers: 'whole', booleans: true });
const number = textInput(given => given, { numbers: 'decimal' });

const json: ScalarFunctions = {
  serialize: asItIs,
  parseValue: value => value,
  parseLiteral: node => valueFromASTUntyped(node),
};

const decimal: ScalarFunctions = {
  serialize: asItIs,
  parseValue: toDecimal,
  parseLiteral: node =>
    toDecimal(node.kind === Kind.INT || node.kind === Kind.FLOAT ? Number(node.value) : undefined),
};

export const scalars: Readonly<Record<string, ScalarFunctions>> = {
  DateTime: { ...dateTime, serialize: value => toIso(value as number) },
  JSON: json,
  decimal,
  base64Binary: text,
  canonical: text,
  code: word,
  date: number,
  dateTime: text,
  instant: text,
  markdown: text,
  oid: text,
  quantity: number,
  reference: wordOrNumber,
  time: text,
  token: wordOrNumber,
  uri: text,
  url: text,
  uuid: text,
  xhtml: text,
};

function textInput(read: (text: string) => unknown, unquoted: Unquoted = {}): ScalarFunctions {
  const parse = (given: string | undefined) => {
    if (given === undefined) throw badScalar('text');
    return read(given);
  };
  return {
    serialize: asItIs,
    parseValue: value => parse(textOfValue(value, unquoted)),
    parseLiteral: node => parse(textOfLiteral(node, unquoted)),
  };
}

/** Undefined for what cannot stand for text. */
function textOfValue(value: unknown, { numbers, booleans }: Unquoted): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' && booleans) return String(value);
  // JSON has no bounds for numbers: beyond the safe ones it would be some other number by now.
  if (Number.isSafeInteger(value) && numbers !== undefined) return String(value);
  return Number.isFinite(value) && numbers === 'decimal' ? String(value) : undefined;
}

/** A number as it is written: to a search `5.40` is more exact than `5.4`. */
function textOfLiteral(node: ValueNode, { words, numbers, booleans }: Unquoted): string | undefined {
  switch (node.kind) {
    case Kind.STRING:
      return node.value;
    case Kind.ENUM:
      return words ? node.value : undefined;
    case Kind.BOOLEAN:
      return booleans ? String(node.value) : undefined;
    case Kind.INT:
      return numbers === undefined ? undefined : node.value;
    case Kind.FLOAT:
      return numbers === 'decimal' ? node.value : undefined;
    default:
      return undefined;
  }
}

function toDecimal(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw badScalar('a number');
  return value;
}

/** The message never repeats the value: it may be patient data. */
function badScalar(expected: string): GraphQLError {
  return new GraphQLError(`Expected ${expected}.`, { extensions: { code: 'BAD_USER_INPUT' } });
}
