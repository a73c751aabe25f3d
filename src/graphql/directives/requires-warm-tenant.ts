import { getDirective } from '@graphql-tools/utils';
import { defaultFieldResolver, type GraphQLFieldConfig, type GraphQLSchema } from 'graphql';
import type { GatewayContext } from '../context.ts';

/** Puts the gate of `@requiresWarmTenant` before the resolver of a field that carries it. */
export function requireWarmTenant(
  schema: GraphQLSchema,
  field: GraphQLFieldConfig<unknown, GatewayContext>,
): GraphQLFieldConfig<unknown, GatewayContext> {
  if (getDirective(schema, field, 'requiresWarmTenant') === undefined) return field;
  const { resolve = defaultFieldResolver } = field;
  return {
    ...field,
    resolve: async (parent, args, context, info) => {
      await context.session.open();
      return resolve(parent, args, context, info);
    },
  };
}
