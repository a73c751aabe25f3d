import { traced } from '../../core/tracing.ts';
import { noAnswer } from './link.ts';

/** A span a group of commands that are sent together, with how many and without their keys. */
export function tracedCommand<T>(
  operation: 'get' | 'set' | 'publish' | 'take',
  size: number,
  run: () => Promise<T | typeof noAnswer>,
): Promise<T | typeof noAnswer> {
  const about = {
    'db.system.name': 'redis',
    'db.operation.name': operation,
    'db.operation.batch.size': size,
  } as const;
  return traced(`redis ${operation}`, 'client', about, async span => {
    const answer = await run();
    span?.set({ 'gateway.redis.answered': answer !== noAnswer });
    return answer;
  });
}
