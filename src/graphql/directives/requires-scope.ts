import { defaultFieldResolver, type GraphQLField, type GraphQLSchema } from 'graphql';
import { type Action, type Right, rightOf } from '../../services/permissions.ts';
import type { GatewayContext } from '../context.ts';
import { takesInfo } from '../execution/plan.ts';
import type { ScopeAction } from '../generated/resolvers.ts';
import { directiveOf } from './reading.ts';

interface Needed {
  readonly action: ScopeAction;
  readonly type?: string;
}

const actions = { READ: 'read', SEARCH: 'search', UPDATE: 'update' } as const satisfies Partial<
  Record<ScopeAction, Action>
>;

/**
 * Puts `@requiresScope` before the resolver of a field that carries it. Where it names no type, which right is needed is
 * found out by the resolver alone, from the resource that the call is about.
 */
export function requireScope(schema: GraphQLSchema, field: GraphQLField<unknown, GatewayContext>): void {
  const needed = directiveOf<Needed>(schema, field, 'requiresScope');
  const right = needed && rightNeeded(needed);
  if (right === undefined) return;
  const { resolve = defaultFieldResolver } = field;
  // Execution makes info for those alone that have a parameter for it.
  field.resolve = takesInfo(resolve)
    ? (parent, args, context, info) => {
        context.permissions.requireRight(right);
        return resolve(parent, args, context, info);
      }
    : (parent, args, context) => {
        context.permissions.requireRight(right);
        return resolve(parent, args, context, undefined as never);
      };
}

/** Undefined where it depends on the resource. */
function rightNeeded({ action, type }: Needed): Right | undefined {
  if (action === 'WARM_UP') return 'gateway/warm-up';
  if (action === 'COOL_DOWN') return 'gateway/cool-down';
  return type === undefined ? undefined : rightOf(actions[action], type);
}
