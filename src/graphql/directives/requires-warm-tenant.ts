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
    resolve: (parent, args, context, info) => {
      const opening = context.session.open();
      if (opening === undefined) return resolve(parent, args, context, info);
      return opening.then(() => resolve(parent, args, context, info));
    },
  };
}
