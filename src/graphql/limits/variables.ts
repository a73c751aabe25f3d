import { type GraphQLSchema, getVariableValues, type OperationDefinitionNode } from 'graphql';

export type Variables = Readonly<Record<string, unknown>>;

/** Faults of variables that execution tells. */
export const maxVariableErrors = 10;

/** Fields of an object. What an input does not have is wrong, and the error of each of them would quote them all. */
export const maxObjectFields = 100;

/** Whether an object within the variables, at any depth, has more fields than any input of the schema. */
export function hasLargeObject(variables: Variables): boolean {
  const values = Object.values(variables);
  for (const value of values) {
    if (typeof value !== 'object' || value === null) continue;
    const below = Array.isArray(value) ? value : Object.values(value);
    if (below !== value && below.length > maxObjectFields) return true;
    for (const each of below) if (typeof each === 'object') values.push(each);
  }
  return false;
}

/** Variables as execution will see them, defaults included; undefined when they do not fit. */
export function coerceVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: Variables,
): Variables | undefined {
  return getVariableValues(schema, variableDefinitions, given, { maxErrors: 1, hideSuggestions: true })
    .coerced;
}
