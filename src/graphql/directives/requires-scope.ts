import { getDirective, MapperKind, mapSchema } from '@graphql-tools/utils';
import { defaultFieldResolver, type GraphQLSchema } from 'graphql';
import { type Action, type Right, rightOf } from '../../services/permissions.ts';
import type { GatewayContext } from '../context.ts';
import type { ScopeAction } from '../generated/resolvers.ts';

interface Needed {
  readonly action: ScopeAction;
  readonly type?: string;
}

const actions = { READ: 'read', SEARCH: 'search', UPDATE: 'update' } as const satisfies Partial<
  Record<ScopeAction, Action>
>;

/**
 * Puts `@requiresScope` before the resolvers of the fields that carry it. Where it names no type, which right is needed
 * is found out by the resolver alone, from the resource that the call is about.
 */
export function applyRequiresScope(schema: GraphQLSchema): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: field => {
      const [needed] = getDirective(schema, field, 'requiresScope') ?? [];
      const right = needed && rightNeeded(needed as Needed);
      if (right === undefined) return field;
      const { resolve = defaultFieldResolver } = field;
      return {
        ...field,
        resolve: (parent, args, context: GatewayContext, info) => {
          context.permissions.requireRight(right);
          return resolve(parent, args, context, info);
        },
      };
    },
  });
}

/** Undefined where it depends on the resource. */
function rightNeeded({ action, type }: Needed): Right | undefined {
  if (action === 'WARM_UP') return 'gateway/warm-up';
  if (action === 'COOL_DOWN') return 'gateway/cool-down';
  return type === undefined ? undefined : rightOf(actions[action], type);
}
