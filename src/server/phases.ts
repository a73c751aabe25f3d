import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { DocumentNode, GraphQLError } from 'graphql';
import type { GatewayContext } from '../graphql/context.ts';
import { limitCode } from '../graphql/limits/errors.ts';
import { codeLabel } from '../metrics/codes.ts';
import type { Metrics } from '../metrics/metrics.ts';

/** Counts errors by the code that the client sees, and those about limits once more, whoever answers. */
export function countErrors(
  { errorResults, limitExceeded, operationLabels }: Metrics,
  errors: readonly GraphQLError[],
  document: DocumentNode | undefined,
): void {
  const operationName = operationLabels.of(document);
  const limits = new Set<string>();
  for (const error of errors) {
    const limit = limitCode(error);
    if (limit !== undefined) limits.add(limit);
    errorResults.inc({ code: codeLabel(limit ?? error.extensions.code), operationName });
  }
  for (const code of limits) limitExceeded.inc({ code, enforced: 'true' });
}

/**
 * Measures what Apollo does before execution, and counts the errors of all phases. A document that is kept is neither
 * parsed nor validated: then this costs nothing.
 */
export function usePhases(metrics: Metrics): ApolloServerPlugin<GatewayContext> {
  const { parseSeconds, validateSeconds } = metrics;
  const timed = (observe: (seconds: number) => void) => {
    const started = performance.now();
    return async () => observe((performance.now() - started) / 1000);
  };
  // One for all requests: it knows nothing of any.
  const listener: GraphQLRequestListener<GatewayContext> = {
    parsingDidStart: async () => timed(seconds => parseSeconds.observe(seconds)),
    validationDidStart: async () => timed(seconds => validateSeconds.observe(seconds)),
    didEncounterErrors: async ({ errors, document }) => countErrors(metrics, errors, document),
  };
  return { requestDidStart: async () => listener };
}
