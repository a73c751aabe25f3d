import { getDirective, MapperKind, mapSchema } from '@graphql-tools/utils';
import { defaultFieldResolver, type GraphQLSchema } from 'graphql';
import type { GatewayContext } from '../context.ts';

/** Puts the gate of `@requiresWarmTenant` before the resolvers of the fields that carry it. */
export function applyRequiresWarmTenant(schema: GraphQLSchema): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: field => {
      if (getDirective(schema, field, 'requiresWarmTenant') === undefined) return field;
      const { resolve = defaultFieldResolver } = field;
      return {
        ...field,
        resolve: async (parent, args, context: GatewayContext, info) => {
          await context.session.open();
          return resolve(parent, args, context, info);
        },
      };
    },
  });
}
