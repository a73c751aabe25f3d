import { fullRules } from './accept.ts';
import { readBlock as readBlockBy } from './read-block.ts';

/** As `readBlock` of read-block.ts, by all that the official definitions say. */
export function readBlock(block: Uint8Array): ReturnType<typeof readBlockBy> {
  return readBlockBy(block, fullRules);
}
