/** Errors of the language itself, whose messages name code and not data. */
const speaksOfCode = new Set(['TypeError', 'ReferenceError', 'RangeError', 'AssertionError']);

/**
 * An error for the log: where it happened, and its message only where that cannot hold data. (A JSON or
 * serialization error quotes the text it failed on, which may be a patient's.)
 */
export function describeError(error: Error): Record<string, unknown> {
  const { code, errcode, cause } = error as Error & { code?: unknown; errcode?: unknown };
  const frames = error.stack?.split('\n').filter(line => /^\s+at /.test(line));
  return {
    name: error.name,
    ...(code !== undefined && { code }),
    ...(errcode !== undefined && { errcode }),
    ...(speaksOfCode.has(error.name) || error.name === 'GatewayError' ? { message: error.message } : {}),
    at: frames?.slice(0, 12).map(line => line.trim()),
    ...(cause instanceof Error && { cause: describeError(cause) }),
  };
}
