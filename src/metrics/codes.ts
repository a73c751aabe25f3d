import { errorCodes } from '../core/errors.ts';

/** Codes that can be labels: the gateway's own, and those that Apollo Server and graphql-js bring along. */
const known: ReadonlySet<unknown> = new Set([
  ...errorCodes,
  'INTERNAL_SERVER_ERROR',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'BAD_REQUEST',
]);

/** The code of an error as a label. graphql-js gives none to what is wrong with variables. */
export function codeLabel(code: unknown = 'BAD_USER_INPUT'): string {
  return known.has(code) ? String(code) : 'other';
}
