import { envelop, type Plugin, useEngine } from '@envelop/core';
import { type ExecutionArgs, type ExecutionResult, type GraphQLSchema, getOperationAST } from 'graphql';
import { currentSpan } from '../core/context.ts';
import type { Logger } from '../core/log.ts';
import { traced } from '../core/tracing.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { GatewayContext } from './context.ts';
import { PlannedExecution } from './execution/execute.ts';
import type { Rendered } from './execution/text-run.ts';
import { planFlattening } from './flattening/plan.ts';
import { IntrospectionAnswers } from './introspection-answers.ts';
import { maxVariableErrors } from './limits/variables.ts';
import { useFlattening } from './plugins/use-flattening.ts';
import { useFootprint } from './plugins/use-footprint.ts';
import { useMaskedErrors } from './plugins/use-masked-errors.ts';
import { useOperationMetrics } from './plugins/use-operation-metrics.ts';
import { useTrail } from './plugins/use-trail.ts';

/** An operation that was parsed and validated. */
export interface Executable {
  readonly document: ExecutionArgs['document'];
  /** As it was asked for. */
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly context: GatewayContext;
}

type Result = ExecutionResult<Record<string, unknown>>;

/** A result whose data is text. Plugins see the errors, and in `data` whether anything was delivered beside them. */
interface TextResult extends Result {
  readonly text: string | undefined;
}

/** Never rejects for what a resolver throws. */
export type Execute = (operation: Executable) => Promise<Result>;

export type { Rendered };

/** As `Execute`, and without a promise where nothing has to be waited for: then it may throw what the other rejects with. */
export type Render = (operation: Executable) => Rendered | Promise<Rendered>;

/** Two ways to have the same operations executed. */
export interface Executor {
  readonly execute: Execute;
  readonly render: Render;
}

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
    useMaskedErrors(logger),
    useOperationMetrics(metrics),
    useFootprint(),
    useTrail(),
  ];
  const planned = new PlannedExecution(schema);
  const introspection = new IntrospectionAnswers(planned.render);
  // No plugin looks at the context before an operation is executed: what is enveloped once serves all requests.
  const ofObjects = envelop({
    plugins: [useEngine({ execute: planned.execute }), useFlattening(), ...plugins],
  })();
  const ofText = envelop({
    plugins: [useEngine({ execute: args => withText(introspection.render(args)) }), ...plugins],
  })();
  const same = {
    schema,
    options: { maxCoercionErrors: maxVariableErrors },
    // Apollo hides those of validation alone.
    hideSuggestions: production,
  };
  const run = <Of extends Result>(enveloped: typeof ofObjects, operation: Executable): Of | Promise<Of> => {
    const { document, operationName, variables, context } = operation;
    // Apollo's own context object, never a copy: a copy would lose what Apollo keeps on it.
    const args = { ...same, document, operationName, variableValues: variables, contextValue: context };
    let result: Of | Promise<Of>;
    try {
      result = enveloped.execute(args) as Of | Promise<Of>;
    } catch (error) {
      context.session.release();
      throw error;
    }
    if (result instanceof Promise) return result.finally(() => context.session.release());
    context.session.release();
    return result;
  };
  const runTraced = <Of extends Result>(
    enveloped: typeof ofObjects,
    operation: Executable,
  ): Of | Promise<Of> => {
    if (currentSpan()?.recording !== true) return run(enveloped, operation);
    return traced('graphql.execute', 'internal', {}, async span => {
      const result = await run<Of>(enveloped, operation);
      const type = getOperationAST(operation.document, operation.operationName)?.operation;
      if (type !== undefined) span?.set({ 'graphql.operation.type': type });
      const [error] = result.errors ?? [];
      if (error !== undefined) span?.fail(String(error.extensions.code ?? 'BAD_USER_INPUT'));
      return result;
    });
  };
  return {
    execute: async operation => runTraced(ofObjects, operation),
    render: operation => {
      // Flattening is done to objects.
      if (planFlattening(operation.document, operation.operationName) !== undefined) {
        const result = runTraced<Result>(ofObjects, operation);
        return result instanceof Promise ? result.then(written) : written(result);
      }
      const result = runTraced<TextResult>(ofText, operation);
      return result instanceof Promise ? result.then(rendered) : rendered(result);
    },
  };
}

function rendered({ text, errors }: TextResult): Rendered {
  return { data: text, errors };
}

function written({ data, errors }: Result): Rendered {
  return { data: data === undefined ? undefined : JSON.stringify(data), errors };
}

function withText(found: Rendered | Promise<Rendered>): TextResult | Promise<TextResult> {
  return found instanceof Promise ? found.then(textResult) : textResult(found);
}

const unseen = Object.freeze({});

/** Root fields of which none delivered anything. */
const allNull = /^\{(?:"\w+":null,?)*\}$/;
const some = Object.freeze({ delivered: true });

/** Whether anything was delivered beside errors is asked for by plugins, and nothing more of the data. */
function textResult({ data: text, errors }: Rendered): TextResult {
  if (errors === undefined) return { data: unseen, text };
  if (text === undefined) return { errors, text };
  if (text === 'null') return { errors, data: null, text };
  return { errors, data: allNull.test(text) ? unseen : some, text };
}
