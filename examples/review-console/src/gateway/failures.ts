import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';

/** Why the gateway did not do what it was asked. */
export interface Failure {
  /** As in `extensions.code`; `OFFLINE` when it was not reached at all. */
  readonly code: string;
  /** For whoever reads the console. */
  readonly words: string;
  /** Whether the same may work if it is tried again. */
  readonly canRetry: boolean;
}

interface ErrorEntry {
  readonly message?: string;
  readonly extensions?: { readonly code?: unknown };
}

const words: Readonly<Record<string, string>> = {
  TENANT_COLD: 'The tenant has cooled down.',
  WARM_UP_FAILED: 'The tenant could not be warmed up. Try again, and tell your administrator if it stays so.',
  TENANT_BUSY: 'The tenant is very busy at the moment.',
  RATE_LIMITED: 'Too many requests were sent at once.',
  TENANT_LIMIT: 'No further tenant can be warm at the moment. Try again later.',
  BAD_TENANT: 'That is not a tenant id: small letters, digits, “-” and “_” make one.',
  NOT_READY: 'The gateway is still loading its data.',
  STORE_UNAVAILABLE: 'The data cannot be reached at the moment.',
  CONFLICT: 'The record has changed since you opened it. Look at it again before you review it.',
  NOT_FOUND: 'The record is not there any more.',
  DEADLINE_EXCEEDED: 'That took too long and was given up.',
  UNAUTHENTICATED: 'The gateway does not know who you are. Sign in again.',
  FORBIDDEN: 'You are not allowed to do that.',
  INTERNAL_SERVER_ERROR: 'The gateway had a fault. Try again in a moment.',
  OFFLINE: 'The gateway cannot be reached.',
  PERSISTED_QUERY_NOT_FOUND: 'This page is not of the gateway’s version. Load it again.',
  PERSISTED_QUERY_NOT_IN_LIST: 'This page is not of the gateway’s version. Load it again.',
};

/** Trying again changes nothing about these. */
const settled = new Set([
  'BAD_TENANT',
  'CONFLICT',
  'NOT_FOUND',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_IN_LIST',
]);

export function failureOf(error: unknown): Failure {
  return failureWith(codeOf(error));
}

export function failureWith(code: string): Failure {
  return {
    code,
    words: words[code] ?? `The gateway reports a fault (${code}).`,
    canRetry: !settled.has(code),
  };
}

/** `OFFLINE` for whatever never became an answer. */
export function codeOf(error: unknown): string {
  if (CombinedGraphQLErrors.is(error)) return firstCode(error.errors) ?? 'INTERNAL_SERVER_ERROR';
  if (ServerError.is(error)) return codeIn(error.bodyText) ?? codeOfStatus(error.statusCode);
  return 'OFFLINE';
}

export function firstCode(errors: readonly ErrorEntry[] | undefined): string | undefined {
  const code = errors?.[0]?.extensions?.code;
  if (typeof code === 'string') return code;
  return errors?.[0] === undefined ? undefined : 'INTERNAL_SERVER_ERROR';
}

function codeIn(body: string): string | undefined {
  try {
    return firstCode((JSON.parse(body) as { errors?: readonly ErrorEntry[] }).errors);
  } catch {
    return undefined;
  }
}

/** A proxy in between has no codes. */
function codeOfStatus(status: number): string {
  if (status === 401) return 'UNAUTHENTICATED';
  if (status === 403) return 'FORBIDDEN';
  if (status === 429) return 'RATE_LIMITED';
  return status >= 502 && status <= 504 ? 'OFFLINE' : 'INTERNAL_SERVER_ERROR';
}
