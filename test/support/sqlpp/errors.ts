/** An error of the query service, with its code. `reason` is what error 12009 carries. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly code: number;
  readonly status: number;
  readonly reason: { readonly code: number } | undefined;

  constructor(code: number, message: string, status = 400, reason?: { readonly code: number }) {
    super(message);
    this.code = code;
    this.status = status;
    this.reason = reason;
  }
}

export function syntaxError(message: string): QueryError {
  return new QueryError(3000, message);
}

/** What the server may well do, but this stand-in does not know: never guessed at. */
export function refused(what: string): QueryError {
  return new QueryError(3000, `The stand-in refuses ${what}`);
}
