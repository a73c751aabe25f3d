import {
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import type { AbstractCompletion, ObjectCompletion, PlannedField } from './plan.ts';

/**
 * How an object of an abstract type is completed, by the name of its type.
 * @param name what `resolveType` gave for `value`
 * @throws GraphQLError in graphql-js's words when that is no type of such objects
 */
export function runtimeType(
  schema: GraphQLSchema,
  { type, byName }: AbstractCompletion,
  name: unknown,
  field: PlannedField,
  value: unknown,
): ObjectCompletion {
  const known = byName.get(name as string);
  if (known !== undefined) return known;
  const found = checkedType(schema, type, name, field, value);
  const completion: ObjectCompletion = { kind: 'object', type: found, fields: undefined, steps: undefined };
  byName.set(found.name, completion);
  return completion;
}

/** As errors name a field. */
export function placeOf({ parentType, definition }: PlannedField): string {
  return `${parentType.name}.${definition.name}`;
}

function checkedType(
  schema: GraphQLSchema,
  type: GraphQLAbstractType,
  name: unknown,
  field: PlannedField,
  value: unknown,
): GraphQLObjectType {
  const { nodes } = field;
  if (name == null) {
    throw new GraphQLError(
      `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${placeOf(field)}". Either the "${type.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`,
      { nodes },
    );
  }
  if (typeof name !== 'string') {
    throw new GraphQLError(
      `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${placeOf(field)}" with value ${inspect(value)}, received "${inspect(name)}".`,
    );
  }
  const found = schema.getType(name);
  const because = !found
    ? `Abstract type "${type.name}" was resolved to a type "${name}" that does not exist inside the schema.`
    : !isObjectType(found)
      ? `Abstract type "${type.name}" was resolved to a non-object type "${name}".`
      : `Runtime Object type "${name}" is not a possible type for "${type.name}".`;
  if (isObjectType(found) && schema.isSubType(type, found)) return found;
  throw new GraphQLError(because, { nodes });
}
