import { type FieldNode, type GraphQLField, getArgumentValues, Kind, type ValueNode } from 'graphql';

export type Arguments = { readonly [name: string]: unknown };

/**
 * The arguments of a field where they are the same in every execution; undefined where they depend on variables, or
 * cannot be read: then reading them says why, each time. Frozen, since every execution is given the same object.
 */
export function constantArguments(
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
): Arguments | undefined {
  if (node.arguments?.some(({ value }) => hasVariable(value))) return undefined;
  try {
    return frozen(getArgumentValues(definition, node));
  } catch {
    return undefined;
  }
}

function hasVariable(value: ValueNode): boolean {
  if (value.kind === Kind.VARIABLE) return true;
  if (value.kind === Kind.LIST) return value.values.some(hasVariable);
  return value.kind === Kind.OBJECT && value.fields.some(field => hasVariable(field.value));
}

function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}
