import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Config } from '../config.ts';
import { GatewayError } from '../core/errors.ts';
import type { Logger } from '../core/log.ts';
import type { GatewayContext } from '../graphql/context.ts';
import { checkDocument, type Fault } from '../graphql/limits/check.ts';
import { maxCost } from '../graphql/limits/estimate.ts';
import { isNestedDeeperThan, maxNesting } from '../graphql/limits/reading.ts';
import { hasLargeObject, maxObjectFields } from '../graphql/limits/variables.ts';
import type { Metrics } from '../metrics/metrics.ts';

/** Characters of an operation's name in the log. */
const maxNameLogged = 100;

/** In a request with the value `show`, and in its answer with the estimate. */
const costHeader = 'x-graphql-cost';

export interface LimitsOptions {
  readonly schema: GraphQLSchema;
  /** `warn`: what is over a limit of operations is logged, counted, and executed all the same. */
  readonly limits: Config['limits'];
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Refuses operations that have too much of something, before they are executed; tells what they cost. */
export function useLimits({
  schema,
  limits,
  logger,
  metrics,
}: LimitsOptions): ApolloServerPlugin<GatewayContext> {
  const warn = ({ code, figure, limit }: Fault, operation: string | null) => {
    metrics.limitExceeded.inc({ code, enforced: 'false' });
    logger.warn({ code, figure, limit, operation: operation?.slice(0, maxNameLogged) }, 'limit exceeded');
  };
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, operationName, request, response }) {
          if (operation === undefined) return;
          const { variables = {} } = request;
          if (hasLargeObject(variables)) throw tooManyFields();
          const { faults, cost } = checkDocument(schema, document, operation, variables);
          if (cost !== undefined && showsCost(request.http?.headers.get(costHeader))) {
            const told = Math.min(cost, Number.MAX_SAFE_INTEGER);
            response.http.headers.set(costHeader, `${told}; limit=${maxCost}`);
          }
          const [fault] = faults;
          if (fault === undefined) return;
          if (limits === 'enforce') throw refused(fault);
          for (const each of faults) warn(each, operationName);
        },
      };
    },
  };
}

/** Whether the answer to a request tells what it costs. */
export function showsCost(header: string | readonly string[] | undefined): boolean {
  return header === 'show';
}

/**
 * Parsing and validation go down into what is nested, and the stack is not endless.
 * @throws GatewayError MAX_DEPTH_LIMIT
 */
export function refuseDeepNesting({ body, query }: FastifyRequest, metrics: Metrics): void {
  for (const from of [body, query]) {
    const source = (from as { query?: unknown } | null | undefined)?.query;
    if (typeof source === 'string' && isNestedDeeperThan(source, maxNesting)) {
      metrics.limitExceeded.inc({ code: 'MAX_DEPTH_LIMIT', enforced: 'true' });
      throw new GatewayError('MAX_DEPTH_LIMIT', 'The document is nested too deeply.');
    }
  }
}

function tooManyFields(): GraphQLError {
  const message = `An object in the variables has more than ${maxObjectFields} fields.`;
  return refused({ code: 'BAD_USER_INPUT', message });
}

function refused({ code, message }: { readonly code: string; readonly message: string }): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } });
}
