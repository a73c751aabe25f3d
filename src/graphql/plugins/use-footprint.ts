import { isAsyncIterable, type Plugin } from '@envelop/core';
import { getOperationAST, OperationTypeNode } from 'graphql';
import type { GatewayContext } from '../context.ts';

/** Says which answers may not be kept: of anything but queries, and those with errors. */
export function useFootprint(): Plugin<GatewayContext> {
  return {
    onExecute({ args }) {
      const { footprint }: GatewayContext = args.contextValue;
      const operation = getOperationAST(args.document, args.operationName);
      if (operation?.operation !== OperationTypeNode.QUERY) footprint.unique();
      return {
        onExecuteDone({ result }) {
          if (isAsyncIterable(result) || result.errors !== undefined) footprint.refuse();
        },
      };
    },
  };
}
