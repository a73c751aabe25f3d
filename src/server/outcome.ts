/** An entry of `errors`. */
export interface ErrorEntry {
  readonly message: string;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** The same with an OperationOutcome, as FHIR's endpoint tells errors: https://hl7.org/fhir/R4/graphql.html#errors */
export function withOutcome<Entry extends ErrorEntry>(error: Entry): Entry {
  const code = outcomeCodes[String(error.extensions?.code)] ?? 'processing';
  const issue = [{ severity: 'error', code, diagnostics: error.message }];
  const resource = { resourceType: 'OperationOutcome', issue };
  return { ...error, extensions: { ...error.extensions, resource } };
}

/** https://hl7.org/fhir/R4/valueset-issue-type.html */
const outcomeCodes: Readonly<Record<string, string>> = {
  BAD_REQUEST: 'structure',
  ROUTE_NOT_FOUND: 'not-found',
  BAD_TENANT: 'value',
  NOT_READY: 'transient',
  GRAPHQL_PARSE_FAILED: 'structure',
  GRAPHQL_VALIDATION_FAILED: 'invalid',
  BAD_USER_INPUT: 'invalid',
  NOT_FOUND: 'not-found',
  UNRESOLVED_REFERENCE: 'not-found',
  CONFLICT: 'conflict',
  UNAUTHENTICATED: 'login',
  AUTH_UNAVAILABLE: 'transient',
  FORBIDDEN: 'forbidden',
  PERSISTED_QUERY_ID_REQUIRED: 'required',
  PERSISTED_QUERY_NOT_FOUND: 'not-found',
  PERSISTED_QUERY_NOT_IN_LIST: 'not-found',
  QUERY_NOT_IN_SAFELIST: 'forbidden',
  TOO_MANY_MATCHES: 'too-costly',
  COST_ESTIMATED_TOO_EXPENSIVE: 'too-costly',
  MAX_DEPTH_LIMIT: 'too-costly',
  MAX_TOKENS_LIMIT: 'too-costly',
  MAX_ALIASES_LIMIT: 'too-costly',
  MAX_ROOT_FIELDS_LIMIT: 'too-costly',
  MAX_DIRECTIVES_LIMIT: 'too-costly',
  DEADLINE_EXCEEDED: 'timeout',
  TENANT_COLD: 'transient',
  WARM_UP_FAILED: 'transient',
  TENANT_LIMIT: 'throttled',
  RATE_LIMITED: 'throttled',
  STORE_UNAVAILABLE: 'transient',
  INTERNAL_SERVER_ERROR: 'exception',
};
