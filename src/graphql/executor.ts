import { envelop, type Plugin, useEngine } from '@envelop/core';
import { type ExecutionArgs, type ExecutionResult, type GraphQLSchema, getOperationAST } from 'graphql';
import type { Logger } from '../core/log.ts';
import { traced } from '../core/tracing.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { GatewayContext } from './context.ts';
import { PlannedExecution } from './execution/execute.ts';
import { IntrospectionAnswers } from './introspection-answers.ts';
import { maxVariableErrors } from './limits/variables.ts';
import { useFlattening } from './plugins/use-flattening.ts';
import { useFootprint } from './plugins/use-footprint.ts';
import { useMaskedErrors } from './plugins/use-masked-errors.ts';
import { useOperationMetrics } from './plugins/use-operation-metrics.ts';
import { useTrail } from './plugins/use-trail.ts';

/** Executes an operation that was parsed and validated. Never rejects for what a resolver throws. */
export type Executor = (args: {
  readonly document: ExecutionArgs['document'];
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly context: GatewayContext;
}) => Promise<ExecutionResult<Record<string, unknown>>>;

/**
 * Execution through Envelop. Flattening wraps execution; what other plugins do at the end of an operation is done in the order of the array:
 * errors are masked first, so that they are counted by the code that the client sees.
 */
export function createExecutor(
  schema: GraphQLSchema,
  logger: Logger,
  metrics: Metrics,
  production: boolean,
): Executor {
  const plugins: Plugin<GatewayContext>[] = [
    useFlattening(),
    useMaskedErrors(logger),
    useOperationMetrics(metrics),
    useFootprint(),
    useTrail(),
  ];
  const planned = new PlannedExecution(schema);
  const introspection = new IntrospectionAnswers(planned.execute);
  const engine = (args: ExecutionArgs) =>
    introspection.execute({
      ...args,
      options: { maxCoercionErrors: maxVariableErrors },
      // Apollo hides those of validation alone.
      hideSuggestions: production,
    });
  const getEnveloped = envelop({ plugins: [useEngine({ execute: engine }), ...plugins] });
  const executeOne: Executor = async ({ document, operationName, variables, context }) => {
    // Apollo's own context object, never a copy: a copy would lose what Apollo keeps on it.
    const enveloped = getEnveloped(context);
    try {
      return await enveloped.execute({
        schema,
        document,
        operationName,
        variableValues: variables,
        contextValue: await enveloped.contextFactory(context),
      });
    } finally {
      context.session.release();
    }
  };
  return args =>
    traced('graphql.execute', 'internal', {}, async span => {
      const result = await executeOne(args);
      if (span === undefined) return result;
      const type = getOperationAST(args.document, args.operationName)?.operation;
      if (type !== undefined) span.set({ 'graphql.operation.type': type });
      const [error] = result.errors ?? [];
      if (error !== undefined) span.fail(String(error.extensions.code ?? 'BAD_USER_INPUT'));
      return result;
    });
}
