import { GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import { asError } from '../core/errors.ts';
import type { FormatError } from './error-format.ts';

/** An answer with errors, as Apollo Server 5 gives it: its `requestPipeline.js` and `errorNormalize.js`. */
export interface ErrorAnswer {
  /** With the codes that they are counted by. */
  readonly errors: readonly GraphQLError[];
  /** May log. */
  format(formatError: FormatError): FormattedAnswer;
}

interface FormattedAnswer {
  /** Of HTTP. */
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** @param data JSON text; undefined when it was not executed at all */
export function answerErrors(errors: readonly GraphQLError[], data: string | undefined): ErrorAnswer {
  const coded = errors.map(withCode);
  // By GraphQL over HTTP a request that could not be executed was a bad one.
  return answerOf(coded, data, data === undefined ? 400 : 200);
}

/** Execution itself has failed. */
export function failureOf(thrown: unknown): ErrorAnswer {
  const error = asError(thrown);
  const told =
    error instanceof GraphQLError ? error : new GraphQLError(error.message, { originalError: error });
  return answerOf([told], undefined, 500);
}

function answerOf(
  errors: readonly GraphQLError[],
  data: string | undefined,
  usualStatus: number,
): ErrorAnswer {
  return {
    errors,
    format(formatError) {
      let status: number | undefined;
      const headers = new Map<string, string>();
      const entries = errors.map(error => {
        const { http, ...others } = error.extensions;
        const isHttp = isPartOfHead(http);
        if (isHttp) {
          status = http.status ?? status;
          for (const [name, value] of http.headers ?? []) headers.set(name.toLowerCase(), value);
        }
        const extensions = {
          ...(isHttp ? others : error.extensions),
          code: error.extensions.code ?? 'INTERNAL_SERVER_ERROR',
        };
        return formatError({ ...error.toJSON(), extensions } as GraphQLFormattedError, error);
      });
      const told = `{"errors":${JSON.stringify(entries)}`;
      const body = data === undefined ? `${told}}\n` : `${told},"data":${data}}\n`;
      return { status: status ?? usualStatus, headers, body };
    },
  };
}

interface PartOfHead {
  readonly status?: number;
  readonly headers?: ReadonlyMap<string, string>;
}

function isPartOfHead(http: unknown): http is PartOfHead {
  if (typeof http !== 'object' || http === null) return false;
  if ('status' in http && typeof http.status !== 'number') return false;
  return !('headers' in http) || http.headers instanceof Map;
}

/** graphql-js gives none to what it has to say about variables. */
function withCode(error: GraphQLError): GraphQLError {
  if (error.extensions.code != null || !isAboutVariable(error)) return error;
  const { message, nodes, originalError, extensions } = error;
  return new GraphQLError(message, {
    ...(nodes !== undefined && { nodes }),
    originalError: originalError ?? error,
    extensions: { ...extensions, code: 'BAD_USER_INPUT' },
  });
}

function isAboutVariable({ nodes, message }: GraphQLError): boolean {
  const [node, ...others] = nodes ?? [];
  if (node?.kind !== Kind.VARIABLE_DEFINITION || others.length > 0) return false;
  const variable = `Variable "$${node.variable.name.value}"`;
  return ['has invalid value', 'got invalid value ', 'of required type ', 'of non-null type '].some(fault =>
    message.startsWith(`${variable} ${fault}`),
  );
}
