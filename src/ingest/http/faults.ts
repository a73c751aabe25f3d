import { SourceError } from '../source.ts';

/**
 * What may go well another time: a cut connection, a server under load. Its message is for people, and names neither
 * URLs (which hold tokens and search values) nor anything the server said.
 */
export class Transient extends Error {
  /** How long the server asks to be left alone. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, retryAfterMs?: number) {
    super(message);
    this.name = 'Transient';
    this.retryAfterMs = retryAfterMs;
  }
}

/** The server understood, and will not. */
export class Refused extends SourceError {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.name = 'Refused';
    this.status = status;
  }
}

/** More bytes than are read of one answer. */
export class TooLarge extends SourceError {
  constructor(message: string) {
    super(message);
    this.name = 'TooLarge';
  }
}

/** So many failures in passing, in a row, that no more are waited for. It may go well in an hour. */
export class GivenUp extends SourceError {
  constructor(message: string) {
    super(message);
    this.name = 'GivenUp';
  }
}

/** Certificates and names do not mend themselves within a minute. */
const lasting = /^(CERT_|ERR_TLS_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|ERR_SSL_)/;

/** What the client or a stream threw, as one of the above. */
export function asFault(error: unknown): Transient | SourceError {
  if (error instanceof Transient || error instanceof SourceError) return error;
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const named = typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? ` (${code})` : '';
  if (named !== '' && lasting.test(code!)) return new SourceError(`no trusted connection${named}`);
  return new Transient(`the connection failed${named}`);
}

/** A definite error, which says what it is about; a passing one is told so at the end of its tries. */
export function about(what: string, error: unknown): unknown {
  if (error instanceof Refused) return new Refused(`${what}: ${error.message}`, error.status);
  if (error instanceof TooLarge) return new TooLarge(`${what}: ${error.message}`);
  return error instanceof SourceError ? new SourceError(`${what}: ${error.message}`) : error;
}
