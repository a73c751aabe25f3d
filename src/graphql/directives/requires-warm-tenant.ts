import { defaultFieldResolver, type GraphQLField, type GraphQLSchema } from 'graphql';
import type { GatewayContext } from '../context.ts';
import { directiveOf } from './reading.ts';

/** Puts the gate of `@requiresWarmTenant` before the resolver of a field that carries it. */
export function requireWarmTenant(schema: GraphQLSchema, field: GraphQLField<unknown, GatewayContext>): void {
  if (directiveOf(schema, field, 'requiresWarmTenant') === undefined) return;
  const { resolve = defaultFieldResolver } = field;
  field.resolve = (parent, args, context, info) => {
    const opening = context.session.open();
    if (opening === undefined) return resolve(parent, args, context, info);
    return opening.then(() => resolve(parent, args, context, info));
  };
}
