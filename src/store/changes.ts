import type { TypeChanges } from './port.ts';

/** Whether nothing has changed. */
export function isSame(changes: readonly TypeChanges[]): boolean {
  return changes.every(({ added, changed, deleted }) => added + changed + deleted === 0);
}
