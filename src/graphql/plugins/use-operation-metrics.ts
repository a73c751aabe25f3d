import { isAsyncIterable, type Plugin } from '@envelop/core';
import { getOperationAST } from 'graphql';
import { currentRequest } from '../../core/context.ts';
import type { Metrics } from '../../metrics/metrics.ts';
import type { GatewayContext } from '../context.ts';

/** Names the operation for the log and counts it, with its errors by code. */
export function useOperationMetrics(metrics: Metrics): Plugin<GatewayContext> {
  return {
    onExecute({ args }) {
      const operation = getOperationAST(args.document, args.operationName);
      const request = currentRequest();
      if (request !== undefined && operation?.name !== undefined) request.operation = operation.name.value;
      const stop = metrics.operationSeconds.startTimer({ kind: operation?.operation ?? 'unknown' });
      return {
        onExecuteDone({ result }) {
          stop();
          if (isAsyncIterable(result)) return;
          for (const error of result.errors ?? []) {
            metrics.operationErrors.inc({ code: String(error.extensions.code ?? 'BAD_USER_INPUT') });
          }
        },
      };
    },
  };
}
