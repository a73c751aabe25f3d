import { type GraphQLField, type GraphQLSchema, getDirectiveValues } from 'graphql';

/** The arguments of a directive that a field of the schema carries; undefined where it does not. */
export function directiveOf<Arguments>(
  schema: GraphQLSchema,
  { astNode }: Pick<GraphQLField<unknown, unknown>, 'astNode'>,
  name: string,
): Arguments | undefined {
  const directive = schema.getDirective(name);
  return directive && astNode ? (getDirectiveValues(directive, astNode) as Arguments | undefined) : undefined;
}
