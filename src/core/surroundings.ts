import type { Clock } from './clock.ts';
import type { Logger } from './log.ts';

/** What whatever has a lifetime is given: the time, and somebody to tell. */
export interface Surroundings {
  readonly clock: Clock;
  readonly logger: Logger;
}
