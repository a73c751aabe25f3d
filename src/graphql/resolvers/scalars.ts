import { GraphQLError, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';
import { toIso } from '../../core/clock.ts';
import { parseDate } from '../../fhir/dates.ts';

/** How a scalar of the SDL is read and written. (A GraphQLScalarType would take the SDL's description away.) */
interface ScalarFunctions {
  /** Outwards. */
  serialize(value: unknown): unknown;
  /** Inwards, from a variable. */
  parseValue(value: unknown): unknown;
  /** Inwards, from the document. */
  parseLiteral(node: ValueNode): unknown;
}

/** Milliseconds within, ISO 8601 in UTC without. Takes what FHIR calls a dateTime or instant, down to the minute. */
const dateTime = textInput(text => {
  const interval = text.includes('T') ? parseDate(text) : undefined;
  if (interval === undefined) throw badScalar('a DateTime such as "2026-11-21T09:30:00Z"');
  return interval.low;
});

/** FHIR primitives that are text in JSON: stored text goes out as it is; only text comes in. */
const text = textInput(given => given);

const json: ScalarFunctions = {
  serialize: value => value,
  parseValue: value => value,
  parseLiteral: node => valueFromASTUntyped(node),
};

export const scalars: Readonly<Record<string, ScalarFunctions>> = {
  DateTime: { ...dateTime, serialize: value => toIso(value as number) },
  JSON: json,
  // Only ever served, never taken.
  decimal: json,
  base64Binary: text,
  canonical: text,
  code: text,
  date: text,
  dateTime: text,
  instant: text,
  markdown: text,
  oid: text,
  time: text,
  uri: text,
  url: text,
  uuid: text,
  xhtml: text,
};

function textInput(read: (text: string) => unknown): ScalarFunctions {
  const parse = (value: unknown) => {
    if (typeof value !== 'string') throw badScalar('text');
    return read(value);
  };
  return {
    serialize: value => value,
    parseValue: parse,
    parseLiteral: node => parse(node.kind === Kind.STRING ? node.value : undefined),
  };
}

/** The message never repeats the value: it may be patient data. */
function badScalar(expected: string): GraphQLError {
  return new GraphQLError(`Expected ${expected}.`, { extensions: { code: 'BAD_USER_INPUT' } });
}
