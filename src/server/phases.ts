import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { GatewayContext } from '../graphql/context.ts';
import { limitCode } from '../graphql/limits/errors.ts';
import { codeLabel } from '../metrics/codes.ts';
import type { Metrics } from '../metrics/metrics.ts';

/**
 * Measures what Apollo does before execution, and counts the errors of all phases. A document that is kept is neither
 * parsed nor validated: then this costs nothing.
 */
export function usePhases({
  parseSeconds,
  validateSeconds,
  errorResults,
  operationLabels,
}: Metrics): ApolloServerPlugin<GatewayContext> {
  const timed = (observe: (seconds: number) => void) => {
    const started = performance.now();
    return async () => observe((performance.now() - started) / 1000);
  };
  // One for all requests: it knows nothing of any.
  const listener: GraphQLRequestListener<GatewayContext> = {
    parsingDidStart: async () => timed(seconds => parseSeconds.observe(seconds)),
    validationDidStart: async () => timed(seconds => validateSeconds.observe(seconds)),
    async didEncounterErrors({ errors, document }) {
      const operationName = operationLabels.of(document);
      for (const error of errors) {
        // By the code that the client sees.
        const code = codeLabel(limitCode(error) ?? error.extensions.code);
        errorResults.inc({ code, operationName });
      }
    },
  };
  return { requestDidStart: async () => listener };
}
