import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { currentRequest } from '../core/context.ts';
import { hideError } from '../core/hide.ts';
import type { Logger } from '../core/log.ts';
import { bounded } from '../graphql/limits/errors.ts';
import { withOutcome } from './outcome.ts';

/** An entry of `errors` as it is sent, made of one as GraphQL has it. */
export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** How errors of operations are told, whoever answers. */
export function errorFormat(logger: Logger): FormatError {
  return (formatted, error) => {
    const told = identify(formatted, error, logger);
    return currentRequest()?.outcomes === true ? withOutcome(told) : told;
  };
}

/** What went wrong within Apollo gets an id that the log has, as what goes wrong in a resolver does. */
function identify(formatted: GraphQLFormattedError, error: unknown, logger: Logger): GraphQLFormattedError {
  const { extensions } = formatted;
  if (extensions?.code !== 'INTERNAL_SERVER_ERROR' || extensions.id !== undefined) {
    return bounded(formatted, error as GraphQLError);
  }
  return hideError(unwrapResolverError(error), logger);
}
