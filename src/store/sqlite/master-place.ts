import type { FileLock } from './lock.ts';
import type { SearchTuning } from './tuning.ts';

/** Where masters are, and the lock of whoever builds one. */
export interface MasterPlace {
  readonly masterPath: string;
  readonly tuning: SearchTuning;
  readonly lock: FileLock;
}

/** The next master, while it is built; an unfinished one stays there. */
export function buildingPathOf(masterPath: string): string {
  return `${masterPath}.building`;
}
