import { isAsyncIterable, type Plugin } from '@envelop/core';
import { type ExecutionArgs, getVariableValues } from 'graphql';
import type { GatewayContext } from '../context.ts';
import { flattenResult } from '../flattening/flatten.ts';
import { addHiddenSelections } from '../flattening/hidden.ts';
import { planFlattening } from '../flattening/plan.ts';

/**
 * Puts `@flatten`, `@first`, `@singleton` and `@slice` of the FHIR R4 GraphQL page into effect: the operation is
 * executed as if they were not there, then its answer is reshaped. What they cannot be followed in is told with
 * the code BAD_USER_INPUT; faults that can be seen before execution keep it from happening.
 *
 * Wraps execution, so that everything done at its end, by whatever plugin, sees the answer as the client will.
 */
export function useFlattening(): Plugin<GatewayContext> {
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const plan = planFlattening(args.document, args.operationName);
      if (plan === undefined) return;
      const { schema } = args;
      const { coerced: variables } = getVariableValues(
        schema,
        plan.operation.variableDefinitions ?? [],
        args.variableValues ?? {},
        { maxErrors: 1 },
      );
      // Execution says what is wrong with the variables.
      if (variables === undefined) return;
      const { document, errors } = addHiddenSelections(plan, schema, variables);
      if (errors !== undefined) {
        setExecuteFn(() => ({ errors }));
        return;
      }
      setExecuteFn(async (given: ExecutionArgs) => {
        const result = await executeFn({ ...given, document });
        return isAsyncIterable(result) ? result : flattenResult({ schema, plan, variables }, result);
      });
    },
  };
}
