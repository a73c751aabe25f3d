import { isAsyncIterable, type Plugin } from '@envelop/core';
import { getOperationAST } from 'graphql';
import { currentRequest } from '../../core/context.ts';
import type { Metrics } from '../../metrics/metrics.ts';
import type { GatewayContext } from '../context.ts';

/** What no client can help. */
const ourFault = new Set(['INTERNAL_SERVER_ERROR', 'STORE_UNAVAILABLE', 'WARM_UP_FAILED']);

/** Characters of an operation's name. Clients may choose it, and it stands in every line about the request. */
const maxNameLength = 256;

/** Names the operation for the log and counts it, with its errors by code. */
export function useOperationMetrics(metrics: Metrics): Plugin<GatewayContext> {
  return {
    onExecute({ args }) {
      const operation = getOperationAST(args.document, args.operationName);
      const request = currentRequest();
      if (request !== undefined && operation?.name !== undefined)
        request.operation = toldName(operation.name.value);
      const stop = metrics.operationSeconds.startTimer({ kind: operation?.operation ?? 'unknown' });
      return {
        onExecuteDone({ result }) {
          stop();
          if (isAsyncIterable(result)) return;
          for (const error of result.errors ?? []) {
            const code = String(error.extensions.code ?? 'BAD_USER_INPUT');
            metrics.operationErrors.inc({ code });
            if (request !== undefined && ourFault.has(code)) request.failed = true;
          }
        },
      };
    },
  };
}

/** A copy: what is cut out of a text keeps all of it in memory, and the name is kept with the answer. */
function toldName(name: string): string {
  return Buffer.from(name.slice(0, maxNameLength)).toString();
}
