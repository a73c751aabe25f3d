import { randomUUID } from 'node:crypto';
import type { Logger } from './log.ts';

/**
 * An error that nobody foresaw, as clients see it: an `errors` entry that says nothing but an id, under which
 * the log has the rest. `details` go to the log only.
 */
export function hideError(
  error: unknown,
  logger: Logger,
  details: object = {},
  id: string = randomUUID(),
): { message: string; extensions: { code: string; id: string } } {
  logger.error({ ...details, err: error, errorId: id }, 'unforeseen error');
  return { message: 'Internal server error.', extensions: { code: 'INTERNAL_SERVER_ERROR', id } };
}
