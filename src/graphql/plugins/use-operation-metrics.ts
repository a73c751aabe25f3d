import { isAsyncIterable, type Plugin } from '@envelop/core';
import { getOperationAST } from 'graphql';
import { currentRequest } from '../../core/context.ts';
import { isOurFault } from '../../metrics/codes.ts';
import type { Metrics } from '../../metrics/metrics.ts';
import type { GatewayContext } from '../context.ts';

/** Characters of an operation's name. Clients may choose it, and it stands in every line about the request. */
const maxNameLength = 256;

/** Names the operation for the log, measures it, and takes note of whether its errors are the gateway's fault. */
export function useOperationMetrics({ executeSeconds, operationLabels }: Metrics): Plugin<GatewayContext> {
  return {
    onExecute({ args }) {
      const operation = getOperationAST(args.document, args.operationName);
      const request = currentRequest();
      if (request !== undefined && operation?.name !== undefined)
        request.operation = toldName(operation.name.value);
      const operationType = operation?.operation ?? 'unknown';
      const operationName = operationLabels.of(args.document);
      const started = performance.now();
      return {
        onExecuteDone({ result }) {
          executeSeconds.observe({ operationType, operationName }, (performance.now() - started) / 1000);
          if (isAsyncIterable(result)) return;
          for (const error of result.errors ?? []) {
            if (request !== undefined && isOurFault(error.extensions.code)) request.failed = true;
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
