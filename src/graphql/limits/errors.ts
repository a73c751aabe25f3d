import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { maxSourceLength, maxTokens } from './reading.ts';

/** Faults of a document that validation tells. */
export const maxValidationErrors = 20;
/** Characters of a message: what it quotes may be as long as what was sent. */
const maxMessage = 1_000;
/** Places of a document that an error names. */
const maxLocations = 10;

const codes: ReadonlySet<unknown> = new Set([
  'MAX_TOKENS_LIMIT',
  'MAX_DEPTH_LIMIT',
  'MAX_ROOT_FIELDS_LIMIT',
  'MAX_ALIASES_LIMIT',
  'MAX_DIRECTIVES_LIMIT',
  'COST_ESTIMATED_TOO_EXPENSIVE',
]);

const isParserLimit = / (tokens|UTF-16 code units)\. Parsing aborted/;

/**
 * The code of the limit that an error is about; undefined for other errors. The parser tells of its limits as of any
 * mistake in a document, and Apollo puts one code over that of every error of validation.
 */
export function limitCode(error: GraphQLError): string | undefined {
  const { code } = error.extensions;
  if (code === 'GRAPHQL_PARSE_FAILED')
    return isParserLimit.test(error.message) ? 'MAX_TOKENS_LIMIT' : undefined;
  const own = code === 'GRAPHQL_VALIDATION_FAILED' ? codeOf(error.originalError) : code;
  return codes.has(own) ? String(own) : undefined;
}

function codeOf(error: Error | null | undefined): unknown {
  return (error as Partial<GraphQLError> | null | undefined)?.extensions?.code;
}

/** An error as it is told: under the code of the limit that it is about, and of a bounded size. */
export function bounded(formatted: GraphQLFormattedError, error: GraphQLError): GraphQLFormattedError {
  const code = limitCode(error);
  const { locations } = formatted;
  const message = code === 'MAX_TOKENS_LIMIT' ? tooLong : formatted.message;
  return {
    ...formatted,
    message: message.length > maxMessage ? `${message.slice(0, maxMessage)}…` : message,
    ...(locations !== undefined && { locations: locations.slice(0, maxLocations) }),
    ...(code !== undefined && { extensions: { ...formatted.extensions, code } }),
  };
}

const tooLong = `The document is too long; at most ${maxTokens} tokens and ${maxSourceLength} characters are allowed.`;
