import { isAsyncIterable, type Plugin } from '@envelop/core';
import { getOperationAST } from 'graphql';
import type { GatewayContext } from '../context.ts';

/** Notes what kind of operation it is and which errors its answer has, where operations are audited. */
export function useTrail(): Plugin<GatewayContext> {
  return {
    onExecute({ args }) {
      const { trail }: GatewayContext = args.contextValue;
      if (trail === undefined) return;
      // There are no subscriptions.
      const kind = getOperationAST(args.document, args.operationName)?.operation;
      trail.kind = kind === 'query' || kind === 'mutation' ? kind : undefined;
      return {
        onExecuteDone({ result }) {
          if (isAsyncIterable(result)) return;
          for (const { extensions } of result.errors ?? [])
            trail.codes.add(String(extensions.code ?? 'BAD_USER_INPUT'));
        },
      };
    },
  };
}
