import { isAsyncIterable, type Plugin } from '@envelop/core';
import { type ExecutionResult, GraphQLError, Kind } from 'graphql';
import { GatewayError, toErrorEntry } from '../../core/errors.ts';
import { hideError } from '../../core/hide.ts';
import type { Logger } from '../../core/log.ts';
import type { GatewayContext } from '../context.ts';

/** Errors of one answer that are told. */
const maxErrors = 1_000;

/**
 * Lets the errors of the contract out as they are and hides all others behind an id that the log has.
 * Keeps `path`. Puts the HTTP status of the contract on the answer when no root field delivered anything;
 * a partial answer is HTTP 200, as GraphQL over HTTP asks, so that what was done is not taken for failed.
 */
export function useMaskedErrors(logger: Logger): Plugin<GatewayContext> {
  return {
    onExecute: () => ({
      onExecuteDone({ result, setResult }) {
        if (isAsyncIterable(result) || result.errors === undefined) return;
        // A list of lists can fail in every entry: nobody reads them all.
        const masked = result.errors.slice(0, maxErrors).map(error => mask(error, logger));
        setResult({ ...result, errors: delivered(result) ? masked : withHttpStatus(masked) });
      },
    }),
  };
}

function mask(error: GraphQLError, logger: Logger): GraphQLError {
  const original = error.originalError;
  if (original instanceof GatewayError) {
    const { message, extensions } = toErrorEntry(original);
    return new GraphQLError(message, { ...placeOf(error), originalError: original, extensions });
  }
  if (isAboutRequest(error) || error.extensions.code !== undefined) return error;
  const { message, extensions } = hideError(original ?? error, logger, { path: error.path });
  return new GraphQLError(message, { ...placeOf(error), extensions });
}

/** graphql-js found a variable of the wrong type, or no operation of that name: Apollo gives it its code. */
function isAboutRequest({ path, nodes, originalError }: GraphQLError): boolean {
  if (path !== undefined) return false;
  return nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION || originalError === undefined;
}

function placeOf({ nodes, source, positions, path }: GraphQLError) {
  return { nodes: nodes ?? null, source: source ?? null, positions: positions ?? null, path: path ?? null };
}

function delivered({ data }: ExecutionResult): boolean {
  return data != null && Object.values(data).some(value => value !== null);
}

/** Apollo reads `extensions.http` of an error and leaves it out of the answer. */
function withHttpStatus(errors: readonly GraphQLError[]): readonly GraphQLError[] {
  const telling = errors.find(({ originalError }) => statusOf(originalError) !== 200);
  if (telling === undefined) return errors;
  const retryAfter = (telling.originalError as GatewayError).retryAfterSeconds;
  const http = {
    status: statusOf(telling.originalError),
    ...(retryAfter !== undefined && { headers: new Map([['retry-after', String(retryAfter)]]) }),
  };
  return errors.map(error =>
    error === telling
      ? new GraphQLError(error.message, {
          ...placeOf(error),
          extensions: { ...error.extensions, http },
        })
      : error,
  );
}

function statusOf(error: Error | null | undefined): number {
  return error instanceof GatewayError ? error.httpStatus : 200;
}
