import { GraphQLError, GraphQLScalarType, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';
import { toIso } from '../../core/clock.ts';
import { parseDate } from '../../fhir/dates.ts';

/** Milliseconds within, ISO 8601 in UTC without. Takes what FHIR calls a dateTime or instant, down to the minute. */
export const DateTime = new GraphQLScalarType<number, string>({
  name: 'DateTime',
  serialize: value => toIso(value as number),
  parseValue: parseDateTime,
  parseLiteral: node => parseDateTime(node.kind === Kind.STRING ? node.value : undefined),
});

function parseDateTime(value: unknown): number {
  const interval = typeof value === 'string' && value.includes('T') ? parseDate(value) : undefined;
  if (interval === undefined) throw badScalar('a DateTime such as "2026-11-21T09:30:00Z"');
  return interval.low;
}

/** FHIR primitives that are text in JSON: stored text goes out as it is; only text comes in. */
const textScalars = [
  'base64Binary',
  'canonical',
  'code',
  'date',
  'dateTime',
  'instant',
  'markdown',
  'oid',
  'time',
  'uri',
  'url',
  'uuid',
  'xhtml',
];

function textScalar(name: string): GraphQLScalarType {
  const parse = (value: unknown): string => {
    if (typeof value !== 'string') throw badScalar('text');
    return value;
  };
  return new GraphQLScalarType({
    name,
    serialize: value => value,
    parseValue: parse,
    parseLiteral: (node: ValueNode) => parse(node.kind === Kind.STRING ? node.value : undefined),
  });
}

const decimal = new GraphQLScalarType({ name: 'decimal', serialize: value => value });

const JSONScalar = new GraphQLScalarType({
  name: 'JSON',
  serialize: value => value,
  parseValue: value => value,
  parseLiteral: valueFromASTUntyped,
});

export const scalars: Readonly<Record<string, GraphQLScalarType>> = {
  DateTime,
  decimal,
  JSON: JSONScalar,
  ...Object.fromEntries(textScalars.map(name => [name, textScalar(name)])),
};

/** The message never repeats the value: it may be patient data. */
function badScalar(expected: string): GraphQLError {
  return new GraphQLError(`Expected ${expected}.`, { extensions: { code: 'BAD_USER_INPUT' } });
}
