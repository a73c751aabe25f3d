/** The status of an answer that is nothing but that error: the contract's codes, Apollo's and those of HTTP itself. */
const statuses: Readonly<Record<string, readonly number[]>> = {
  TENANT_COLD: [503],
  WARM_UP_FAILED: [503],
  TENANT_BUSY: [429],
  TENANT_LIMIT: [503],
  BAD_TENANT: [400],
  NOT_READY: [503],
  STORE_UNAVAILABLE: [503],
  CONFLICT: [409],
  DEADLINE_EXCEEDED: [504],
  TOO_MANY_MATCHES: [],
  UNRESOLVED_REFERENCE: [],
  NOT_FOUND: [],
  BAD_USER_INPUT: [400],
  FORBIDDEN: [403],
  RATE_LIMITED: [429],
  MAX_DEPTH_LIMIT: [400],
  MAX_TOKENS_LIMIT: [400],
  COST_ESTIMATED_TOO_EXPENSIVE: [400],
  GRAPHQL_PARSE_FAILED: [400],
  GRAPHQL_VALIDATION_FAILED: [400],
  OPERATION_RESOLUTION_FAILURE: [400],
  PERSISTED_QUERY_NOT_FOUND: [200],
  BAD_REQUEST: [400, 405, 415],
  ROUTE_NOT_FOUND: [404],
};

export const knownCodes: ReadonlySet<string> = new Set(Object.keys(statuses));

/** What an operation that is well made never gets. */
export const unexpected: ReadonlySet<string> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_TENANT',
  'BAD_REQUEST',
  'ROUTE_NOT_FOUND',
]);

/** The tenant was not there for it, or there was too much to do. */
export const elsewhen: ReadonlySet<string> = new Set([
  'TENANT_COLD',
  'TENANT_BUSY',
  'NOT_READY',
  'DEADLINE_EXCEEDED',
  'RATE_LIMITED',
]);

/** Whether an answer may have that status: what is partly there is 200, what is still under way 202. */
export function isAllowed(status: number, codes: readonly string[]): boolean {
  if (status === 200 || (status === 202 && codes.length === 0)) return true;
  return codes.some(code => statuses[code]?.includes(status));
}
