import { type GraphQLSchema, isObjectType } from 'graphql';
import { GatewayError } from '../../core/errors.ts';
import { pureProperty } from '../execution/pure.ts';

type Element = Readonly<Record<string, unknown>>;

/**
 * Makes the arguments of list elements work: `name(use: official, _offset: 1, _count: 1)`. Only they have both
 * `_offset` and `_count`.
 */
export function applyElementArguments(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const has = (wanted: string) => field.args.some(({ name }) => name === wanted);
      if (has('_offset') && has('_count')) field.resolve = pureProperty(elements(field.name));
    }
  }
  return schema;
}

/**
 * The entries of a list whose elements have the values given, https://hl7.org/fhir/R4/graphql.html#list.
 * Errors: BAD_USER_INPUT.
 */
function elements(fieldName: string) {
  return (source: Element, args: Element) => {
    const list = source[fieldName] as readonly Element[] | null | undefined;
    if (list === undefined || list === null) return null;
    // Most fields are asked for without arguments.
    for (const _name in args) return select(list, args);
    return list;
  };
}

/** `_offset` and `_count` apply to what the other arguments leave. An argument that is null asks for nothing. */
function select(list: readonly Element[], { _offset, _count, ...given }: Element): readonly Element[] {
  const values = Object.entries(given).filter(([, value]) => value !== null);
  const found = list.filter(entry => values.every(([name, value]) => entry[name] === value));
  const from = wholeNumber('_offset', _offset) ?? 0;
  const count = wholeNumber('_count', _count) ?? found.length;
  return found.slice(from, from + count);
}

function wholeNumber(name: string, given: unknown): number | undefined {
  if (given === undefined || given === null) return undefined;
  const number = given as number;
  if (number < 0) throw new GatewayError('BAD_USER_INPUT', `"${name}" must not be negative.`);
  return number;
}
