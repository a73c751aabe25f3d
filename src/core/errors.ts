/**
 * The error registry: every code that leaves the gateway on purpose, with its HTTP status.
 * The list is the public contract's; codes that Apollo raises itself are not repeated here.
 */
const httpStatusByCode = {
  TENANT_COLD: 503,
  WARM_UP_FAILED: 503,
  TENANT_BUSY: 429,
  TENANT_LIMIT: 503,
  BAD_TENANT: 400,
  NOT_READY: 503,
  STORE_UNAVAILABLE: 503,
  CONFLICT: 409,
  DEADLINE_EXCEEDED: 504,
  TOO_MANY_MATCHES: 200,
  UNRESOLVED_REFERENCE: 200,
  NOT_FOUND: 200,
  BAD_USER_INPUT: 200,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  // The keys that tokens are checked with cannot be had.
  AUTH_UNAVAILABLE: 503,
  RATE_LIMITED: 429,
  PERSISTED_QUERY_ID_REQUIRED: 400,
  PERSISTED_QUERY_NOT_IN_LIST: 404,
  QUERY_NOT_IN_SAFELIST: 403,
  MAX_DEPTH_LIMIT: 400,
  MAX_ALIASES_LIMIT: 400,
  MAX_ROOT_FIELDS_LIMIT: 400,
  MAX_DIRECTIVES_LIMIT: 400,
  MAX_TOKENS_LIMIT: 400,
  COST_ESTIMATED_TOO_EXPENSIVE: 400,
  // Nobody is there to read it; the log and the metrics are.
  CLIENT_GONE: 499,
} as const;

export type ErrorCode = keyof typeof httpStatusByCode;

export const errorCodes = Object.keys(httpStatusByCode) as readonly ErrorCode[];

export interface ErrorDetails {
  /** What the client needs besides code and message. Never patient data. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** Sent as `Retry-After`, whole seconds. */
  readonly retryAfterSeconds?: number;
  /** Sent as `WWW-Authenticate` with HTTP 401. */
  readonly challenge?: string;
  /** For the log only. */
  readonly cause?: unknown;
}

/** An error whose message is written for the client and may leave the process as it is. */
export class GatewayError extends Error {
  readonly code: ErrorCode;
  readonly httpStatus: number;
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds: number | undefined;
  readonly challenge: string | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'GatewayError';
    this.code = code;
    this.httpStatus = httpStatusByCode[code];
    this.extensions = details.extensions ?? {};
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.challenge = details.challenge;
  }
}

/** The `errors` entry of a GraphQL answer, and of every other JSON error the gateway sends. */
export function toErrorEntry(error: GatewayError): {
  message: string;
  extensions: Record<string, unknown>;
} {
  return { message: error.message, extensions: { ...error.extensions, code: error.code } };
}

/** What `catch` caught, as an Error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
