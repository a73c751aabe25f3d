import type { Clock } from './clock.ts';
import type { Logger } from './log.ts';
import type { Tracing } from './span.ts';

/** What whatever has a lifetime is given: the time, and somebody to tell. */
export interface Surroundings {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Undefined: nothing is traced. */
  readonly tracing?: Tracing | undefined;
}
