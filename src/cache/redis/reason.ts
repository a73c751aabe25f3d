/** An error of ours, which says what happened and nothing else: its message may be logged. */
export class RedisAway extends Error {
  override readonly name = 'RedisAway';
}

/**
 * Why Redis cannot be used, in a word for the log: a system error's code (ECONNREFUSED), the code word of Redis's
 * own errors (WRONGPASS, OOM), or the message of an error made here. Nothing else of a message, which may quote what
 * was sent.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  if (error instanceof RedisAway) return error.message;
  const { code } = error as Error & { code?: unknown };
  if (typeof code === 'string') return code;
  return /^[A-Z]{3,}\b/.exec(error.message)?.[0] ?? error.constructor.name;
}

/** Host and port of a Redis URL, for the log: its user and password are nobody's business. */
export function withoutCredentials(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'not a URL';
}
