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

/** The code of an error as a label. What has none is told under this one. */
export function codeLabel(code: unknown = 'INTERNAL_SERVER_ERROR'): string {
  return known.has(code) ? String(code) : 'other';
}

/** Codes of what no client can help. */
export const ourFault: readonly string[] = ['INTERNAL_SERVER_ERROR', 'STORE_UNAVAILABLE', 'WARM_UP_FAILED'];

export function isOurFault(code: unknown): boolean {
  return typeof code === 'string' && ourFault.includes(code);
}
